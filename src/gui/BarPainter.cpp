// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "BarPainter.h"

#include "Theme.h"

#include <QFontMetrics>
#include <QPainter>

#include <algorithm>

namespace keyturn {

namespace {

constexpr int barHeight = 14;
constexpr int nameGap = 16;
constexpr double dotRadius = 4.5;
constexpr int labelGap = 8;
constexpr int rightMargin = 8;

void paintBar(QPainter &painter, const BarRow &row, const QRectF &bar)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(Theme::color(softOf(row.tone)));
    painter.drawRoundedRect(bar, barHeight / 2.0, barHeight / 2.0);
    if (!row.hasEnd)
        return;
    painter.setBrush(Theme::color(inkOf(row.tone)));
    painter.drawEllipse(QPointF(bar.right() - barHeight / 2.0, bar.center().y()), dotRadius, dotRadius);
}

void paintLabel(QPainter &painter, const BarRow &row, const QRectF &bar, const QRect &room)
{
    const QFontMetrics metrics(painter.font());
    const int width = metrics.horizontalAdvance(row.label);
    int rightOfBar = qRound(bar.right()) + labelGap;
    // The line crosses no words that would begin at it.
    const int line = qRound(room.left() + room.width() * row.line);
    if (row.line >= 0 && line > bar.right() && line < rightOfBar + labelGap)
        rightOfBar = line + labelGap;
    const bool fitsBeside = row.hasEnd && rightOfBar + width <= row.area.right() - rightMargin;
    QRect place(rightOfBar, row.area.top(), width, row.area.height());
    if (!fitsBeside)
        place.moveRight(qRound(bar.right()) - (row.hasEnd ? barHeight + 4 : labelGap));
    place.moveLeft(std::max(place.left(), room.left() + labelGap));

    // Lines of months and of today pass behind the words, not through them.
    const QRect words(
        place.left() - 3, place.center().y() - metrics.height() / 2, width + 6, metrics.height());
    if (fitsBeside)
        painter.fillRect(words, Theme::color(Role::Card));
    painter.setPen(Theme::color(inkOf(row.tone)));
    painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter, row.label);
}

} // namespace

QRect barRoomIn(const QRect &area, int nameWidth)
{
    return area.adjusted(nameWidth + nameGap, 0, -rightMargin, 0);
}

void paintBarRow(QPainter &painter, const BarRow &row)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const QRect names(row.area.left(), row.area.top(), row.nameWidth, row.area.height());
    painter.setPen(Theme::color(row.hasBar ? Role::Text : Role::Muted));
    painter.drawText(
        names, Qt::AlignLeft | Qt::AlignVCenter,
        QFontMetrics(painter.font()).elidedText(row.name, Qt::ElideRight, names.width()));

    const QRect room = barRoomIn(row.area, row.nameWidth);
    const double left = room.left() + room.width() * std::clamp(row.from, 0.0, 1.0);
    const double right = room.left() + room.width() * std::clamp(row.to, 0.0, 1.0);
    // Even the shortest bar holds its dot.
    const double width = std::max<double>(right - left, barHeight);
    const double begin = std::min(left, room.right() - width);
    const QRectF bar(begin, row.area.center().y() + 0.5 - barHeight / 2.0, width, barHeight);
    if (row.hasBar)
        paintBar(painter, row, bar);
    paintLabel(painter, row, row.hasBar ? bar : QRectF(bar.left() - labelGap, bar.top(), 0, barHeight), room);
    painter.restore();
}

} // namespace keyturn
