// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QRegularExpression>

namespace keyturn {

/// Every warning but the one that Qt's offscreen platform says of each window with a fixed size.
inline QRegularExpression anyWarning()
{
    return QRegularExpression(QStringLiteral("^(?!This plugin does not support propagateSizeHints)"));
}

} // namespace keyturn
