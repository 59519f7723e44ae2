// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Icon.h"

#include <QWidget>

namespace keyturn {

/// An icon that stands by itself and follows the theme. It says nothing to a screen reader unless it is given
/// an accessible name: the words beside it do.
class IconLabel final : public QWidget
{
    Q_OBJECT
    Q_PROPERTY(int extent READ extent WRITE setExtent)

public:
    explicit IconLabel(QWidget *parent = nullptr);

    void setIcon(Symbol symbol, Role role);
    [[nodiscard]] int extent() const { return m_extent; }
    void setExtent(int extent);

    [[nodiscard]] QSize sizeHint() const override { return {m_extent, m_extent}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QIcon m_icon;
    int m_extent = 18;
};

} // namespace keyturn
