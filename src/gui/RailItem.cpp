// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "RailItem.h"

#include "Pill.h"
#include "Theme.h"

#include <QFocusEvent>
#include <QFontMetrics>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace keyturn {

namespace {

constexpr int iconExtent = 18;
constexpr int sideMargin = 10;
constexpr int textGap = 8;
constexpr double corner = 6;

} // namespace

RailItem::RailItem(Symbol symbol, const QString &text, QWidget *parent)
    : QAbstractButton(parent)
    , m_symbol(symbol)
{
    setText(text);
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    describe();
}

void RailItem::setBadge(int count, Tone tone, const QString &meaning)
{
    m_badge = count;
    m_badgeTone = tone;
    m_badgeMeaning = count > 0 ? meaning : QString();
    describe();
    update();
}

void RailItem::setCompact(bool isCompact)
{
    m_isCompact = isCompact;
    describe();
    updateGeometry();
    update();
}

QSize RailItem::sizeHint() const
{
    const int height = std::max(34, fontMetrics().height() + 14);
    return {m_isCompact ? iconExtent + 2 * sideMargin : 100, height};
}

void RailItem::describe()
{
    const QString whole = m_badgeMeaning.isEmpty() ? text() : u"%1: %2"_s.arg(text(), m_badgeMeaning);
    setAccessibleName(whole);
    setToolTip(m_isCompact || !m_badgeMeaning.isEmpty() ? whole : QString());
}

void RailItem::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    if (isChecked())
        painter.setBrush(Theme::color(Role::AccentSoft));
    else if (underMouse() || isDown())
        painter.setBrush(Theme::color(Role::NeutralSoft));
    if (isChecked() || underMouse() || isDown())
        painter.drawRoundedRect(rect(), corner, corner);

    const int iconLeft = m_isCompact ? (width() - iconExtent) / 2 : sideMargin;
    const QRect iconArea(iconLeft, (height() - iconExtent) / 2, iconExtent, iconExtent);
    iconOf(m_symbol, isChecked() ? Role::Accent : Role::Muted).paint(&painter, iconArea);

    if (m_isCompact) {
        paintBadgeDot(painter, iconArea);
    } else {
        QFont font = this->font();
        font.setWeight(isChecked() ? QFont::DemiBold : QFont::Normal);
        painter.setFont(font);
        painter.setPen(Theme::color(isChecked() ? Role::Accent : Role::Text));
        const QRect words = rect().adjusted(iconArea.right() + 1 + textGap, 0, -sideMargin, 0);
        painter.drawText(
            words, Qt::AlignLeft | Qt::AlignVCenter,
            QFontMetrics(font).elidedText(text(), Qt::ElideRight, words.width()));
        paintFullBadge(painter, rect().adjusted(0, 0, -8, 0));
    }

    if (m_showsFocus) {
        painter.setPen(QPen(Theme::color(Role::Accent), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), corner, corner);
    }
}

void RailItem::paintFullBadge(QPainter &painter, const QRect &area) const
{
    if (m_badge <= 0)
        return;
    const QString text = m_badge > 99 ? u"99+"_s : QString::number(m_badge);
    QSize size = pillSize(text, font());
    size.setWidth(std::max(size.width(), size.height() + 8));
    const QRect place(
        area.right() - size.width() + 1, (height() - size.height()) / 2, size.width(), size.height());
    paintPill(painter, place, text, font(), m_badgeTone);
}

void RailItem::paintBadgeDot(QPainter &painter, const QRect &iconArea) const
{
    if (m_badge <= 0)
        return;
    painter.setPen(QPen(Theme::color(isChecked() ? Role::AccentSoft : Role::Card), 2));
    painter.setBrush(Theme::color(inkOf(m_badgeTone)));
    painter.drawEllipse(QPointF(iconArea.right() + 1, iconArea.top() + 1), 5, 5);
}

void RailItem::focusInEvent(QFocusEvent *event)
{
    // A ring after a click would say nothing: the colour of the item does.
    m_showsFocus = event->reason() != Qt::MouseFocusReason && event->reason() != Qt::ActiveWindowFocusReason;
    QAbstractButton::focusInEvent(event);
}

void RailItem::focusOutEvent(QFocusEvent *event)
{
    m_showsFocus = false;
    QAbstractButton::focusOutEvent(event);
}

} // namespace keyturn
