// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "LayoutItems.h"

#include <QLayout>
#include <QWidget>

#include <memory>

namespace keyturn {

void removeAll(QLayout &layout)
{
    while (const std::unique_ptr<QLayoutItem> item{layout.takeAt(0)}) {
        if (item->widget() == nullptr)
            continue;
        item->widget()->hide();
        item->widget()->deleteLater();
    }
}

} // namespace keyturn
