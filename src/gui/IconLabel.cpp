// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "IconLabel.h"

#include <QPainter>

namespace keyturn {

IconLabel::IconLabel(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void IconLabel::setIcon(Symbol symbol, Role role)
{
    m_icon = iconOf(symbol, role);
    update();
}

void IconLabel::setExtent(int extent)
{
    m_extent = extent;
    updateGeometry();
    update();
}

void IconLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    m_icon.paint(&painter, rect());
}

} // namespace keyturn
