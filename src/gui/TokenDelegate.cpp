// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "TokenDelegate.h"

#include "Pill.h"
#include "Theme.h"

#include <QFontMetrics>
#include <QPainter>

namespace keyturn {

namespace {

constexpr int sideMargin = 14;
constexpr int edgeMargin = 9;
constexpr int lineGap = 3;
constexpr int columnGap = 12;

QFont smallFont(const QFont &base)
{
    QFont font = base;
    font.setPointSizeF(QFontInfo(base).pointSizeF() * 0.9);
    return font;
}

QFont boldFont(const QFont &base)
{
    QFont font = base;
    font.setWeight(QFont::DemiBold);
    return font;
}

QFont idFont()
{
    QFont font = Theme::monospace();
    font.setPointSizeF(font.pointSizeF() * 0.92);
    return font;
}

int firstLineHeight(const QFont &base)
{
    return std::max(QFontMetrics(boldFont(base)).height(), pillSize({}, base).height());
}

int secondLineHeight(const QFont &base)
{
    return std::max(QFontMetrics(idFont()).height(), QFontMetrics(smallFont(base)).height());
}

void paintSurface(QPainter &painter, const QStyleOptionViewItem &option)
{
    const bool isSelected = option.state & QStyle::State_Selected;
    const bool isHovered = option.state & QStyle::State_MouseOver;
    const QRectF surface = QRectF(option.rect).adjusted(4, 2, -4, -3);

    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(Theme::color(Role::Line));
    painter.drawLine(
        option.rect.left() + sideMargin, option.rect.bottom(), option.rect.right() - sideMargin,
        option.rect.bottom());
    painter.setRenderHint(QPainter::Antialiasing);
    if (isSelected || isHovered) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(Theme::color(isSelected ? Role::AccentSoft : Role::Code));
        painter.drawRoundedRect(surface, 6, 6);
    }
    if (option.state & QStyle::State_HasFocus && option.state & QStyle::State_KeyboardFocusChange) {
        painter.setPen(QPen(Theme::color(Role::Accent), 1.6));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(surface.adjusted(0.8, 0.8, -0.8, -0.8), 6, 6);
    }
}

/// Paints `right` at the right and `left` in what is left of the line.
struct Line
{
    QRect area;
    QFont leftFont;
    Role leftRole;
    QString left;

    void paint(QPainter &painter, int rightWidth) const
    {
        const QRect room = area.adjusted(0, 0, rightWidth > 0 ? -rightWidth - columnGap : 0, 0);
        painter.setFont(leftFont);
        painter.setPen(Theme::color(leftRole));
        painter.drawText(
            room, Qt::AlignLeft | Qt::AlignVCenter,
            QFontMetrics(leftFont).elidedText(left, Qt::ElideRight, room.width()));
    }
};

} // namespace

TokenDelegate::TokenDelegate(Reader reader, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_reader(std::move(reader))
{
}

void TokenDelegate::paint(
    QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const TokenRow row = m_reader(index);
    const QFont base = option.font;
    painter->save();
    paintSurface(*painter, option);

    const QRect inner = option.rect.adjusted(sideMargin, edgeMargin, -sideMargin, -edgeMargin);
    const QRect first(inner.left(), inner.top(), inner.width(), firstLineHeight(base));
    const QSize pill = pillSize(row.status, base);
    const QRect pillArea(
        first.right() - pill.width() + 1, first.center().y() - pill.height() / 2, pill.width(),
        pill.height());
    Line{first, boldFont(base), Role::Text, row.name}.paint(*painter, pill.width());
    paintPill(*painter, pillArea, row.status, base, row.tone);

    const QRect second(inner.left(), first.bottom() + 1 + lineGap, inner.width(), secondLineHeight(base));
    const QFont small = smallFont(base);
    const int whenWidth = QFontMetrics(small).horizontalAdvance(row.when);
    Line{second, idFont(), Role::Muted, row.clientId}.paint(*painter, whenWidth);
    painter->setFont(small);
    painter->setPen(Theme::color(Role::Muted));
    painter->drawText(second, Qt::AlignRight | Qt::AlignVCenter, row.when);
    painter->restore();
}

QSize TokenDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {200, 2 * edgeMargin + firstLineHeight(option.font) + lineGap + secondLineHeight(option.font)};
}

} // namespace keyturn
