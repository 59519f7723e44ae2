// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "FlowLayout.h"

#include <QStyle>
#include <QWidget>

#include <algorithm>
#include <memory>

namespace keyturn {

FlowLayout::FlowLayout(QWidget *parent, int gap)
    : QLayout(parent)
{
    setContentsMargins(0, 0, 0, 0);
    setSpacing(gap);
}

FlowLayout::~FlowLayout()
{
    qDeleteAll(m_items);
}

void FlowLayout::clear()
{
    while (const std::unique_ptr<QLayoutItem> item{takeAt(0)}) {
        if (QWidget *widget = item->widget()) {
            // It may be the sender of the signal that led here.
            widget->hide();
            widget->deleteLater();
        }
    }
    invalidate();
}

void FlowLayout::addItem(QLayoutItem *item)
{
    m_items.append(item);
}

int FlowLayout::count() const
{
    return int(m_items.size());
}

QLayoutItem *FlowLayout::itemAt(int index) const
{
    return m_items.value(index);
}

QLayoutItem *FlowLayout::takeAt(int index)
{
    return index >= 0 && index < count() ? m_items.takeAt(index) : nullptr;
}

int FlowLayout::heightForWidth(int width) const
{
    return arrange({0, 0, width, 0}, Pass::Measure);
}

QSize FlowLayout::minimumSize() const
{
    QSize size(0, 0);
    for (const QLayoutItem *item : m_items)
        size = size.expandedTo(item->minimumSize());
    const QMargins margins = contentsMargins();
    return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom());
}

QSize FlowLayout::sizeHint() const
{
    QSize size(0, 0);
    for (const QLayoutItem *item : m_items) {
        if (item->isEmpty())
            continue;
        const int gap = size.width() > 0 ? spacing() : 0;
        size
            = {size.width() + gap + item->sizeHint().width(),
               std::max(size.height(), item->sizeHint().height())};
    }
    const QMargins margins = contentsMargins();
    return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom());
}

void FlowLayout::setGeometry(const QRect &area)
{
    QLayout::setGeometry(area);
    arrange(area, Pass::Place);
}

int FlowLayout::arrange(const QRect &area, Pass pass) const
{
    const QMargins margins = contentsMargins();
    const QRect inner = area.marginsRemoved(margins);
    QList<QLayoutItem *> row;
    int rowWidth = 0;
    int rowHeight = 0;
    int y = inner.top();

    for (QLayoutItem *item : m_items) {
        if (item->isEmpty())
            continue;
        const QSize size = item->sizeHint();
        if (!row.isEmpty() && rowWidth + spacing() + size.width() > inner.width()) {
            if (pass == Pass::Place)
                placeRow(row, {inner.left(), y, inner.width(), rowHeight});
            y += rowHeight + spacing();
            row.clear();
            rowWidth = 0;
            rowHeight = 0;
        }
        rowWidth += size.width() + (row.isEmpty() ? 0 : spacing());
        rowHeight = std::max(rowHeight, size.height());
        row.append(item);
    }
    if (pass == Pass::Place)
        placeRow(row, {inner.left(), y, inner.width(), rowHeight});
    return y + rowHeight - inner.top() + margins.top() + margins.bottom();
}

void FlowLayout::placeRow(const QList<QLayoutItem *> &row, const QRect &area) const
{
    const auto direction = parentWidget() ? parentWidget()->layoutDirection() : Qt::LeftToRight;
    int x = area.left();
    for (QLayoutItem *item : row) {
        const QSize hint = item->sizeHint();
        const QSize size(std::min(hint.width(), area.width()), hint.height());
        const QRect place(QPoint(x, area.top() + (area.height() - size.height()) / 2), size);
        item->setGeometry(QStyle::visualRect(direction, area, place));
        x += size.width() + spacing();
    }
}

} // namespace keyturn
