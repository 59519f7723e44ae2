// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Keyturn's picture is complete when the list of tokens is painted with tokens in it.

#include "FirstPicture.h"

#include <QListView>

bool completesPicture(const QWidget &painted)
{
    const auto *list = qobject_cast<const QListView *>(painted.parentWidget());
    return list && list->viewport() == &painted && list->model() && list->model()->rowCount() > 0;
}
