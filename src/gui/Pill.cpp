// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Pill.h"

#include "Theme.h"

#include <QFontMetrics>
#include <QPainter>

namespace keyturn {

namespace {

constexpr int sideMargin = 10;
constexpr int edgeMargin = 2;
constexpr int symbolGap = 5;

void paintShape(QPainter &painter, const QRect &area, Tone tone)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(Theme::color(softOf(tone)));
    painter.drawRoundedRect(area, area.height() / 2.0, area.height() / 2.0);
}

void paintOutline(QPainter &painter, const QRect &area, Tone tone)
{
    const QRectF line = QRectF(area).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Theme::color(inkOf(tone)));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(line, line.height() / 2, line.height() / 2);
}

void paintWords(QPainter &painter, const QRect &area, const QString &text, const QFont &font, Tone tone)
{
    painter.setFont(font);
    painter.setPen(Theme::color(inkOf(tone)));
    painter.drawText(
        area, Qt::AlignCenter, QFontMetrics(font).elidedText(text, Qt::ElideRight, area.width() + 1));
}

int symbolExtent(const QFont &font)
{
    return QFontMetrics(font).height() - 3;
}

} // namespace

Pill::Pill(QWidget *parent)
    : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

Pill::Pill(const QString &text, Tone tone, QWidget *parent)
    : Pill(parent)
{
    setText(text);
    m_tone = tone;
}

void Pill::setTone(Tone tone)
{
    m_tone = tone;
    update();
}

void Pill::setSymbol(std::optional<Symbol> symbol)
{
    m_symbol = symbol;
    updateGeometry();
    update();
}

QSize Pill::sizeHint() const
{
    ensurePolished();
    QSize size = pillSize(text(), font());
    if (m_symbol)
        size.rwidth() += symbolExtent(pillFont(font())) + symbolGap;
    return size;
}

void Pill::setOutlined(bool isOutlined)
{
    m_isOutlined = isOutlined;
    update();
}

void Pill::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    if (m_isOutlined)
        paintOutline(painter, rect(), m_tone);
    else
        paintShape(painter, rect(), m_tone);

    const QFont small = pillFont(font());
    QRect inner = rect().adjusted(sideMargin, 0, -sideMargin, 0);
    if (m_symbol) {
        const int extent = symbolExtent(small);
        const QRect place(inner.left() - 2, (height() - extent) / 2, extent, extent);
        iconOf(*m_symbol, inkOf(m_tone)).paint(&painter, place);
        inner.setLeft(inner.left() + extent + symbolGap - 2);
    }
    paintWords(painter, inner, text(), small, m_tone);
}

QFont pillFont(const QFont &base)
{
    QFont font = base;
    if (base.pointSizeF() > 0)
        font.setPointSizeF(base.pointSizeF() * 0.84);
    else
        font.setPixelSize(std::max(1, qRound(base.pixelSize() * 0.84)));
    font.setWeight(QFont::DemiBold);
    return font;
}

QSize pillSize(const QString &text, const QFont &base)
{
    const QFontMetrics metrics(pillFont(base));
    return {metrics.horizontalAdvance(text) + 2 * sideMargin, metrics.height() + 2 * edgeMargin};
}

void paintPill(QPainter &painter, const QRect &area, const QString &text, const QFont &base, Tone tone)
{
    painter.save();
    paintShape(painter, area, tone);
    paintWords(painter, area.adjusted(sideMargin, 0, -sideMargin, 0), text, pillFont(base), tone);
    painter.restore();
}

} // namespace keyturn
