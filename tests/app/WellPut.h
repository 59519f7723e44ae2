// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QRegularExpression>
#include <QString>

namespace keyturn {

/// Says it as the house does: nothing is shouted, begged for or celebrated, and every place is filled in.
inline bool isWellPut(const QString &text)
{
    static const QRegularExpression unwanted(
        QStringLiteral("!|please|successfully|%"), QRegularExpression::CaseInsensitiveOption);
    return !text.isEmpty() && !text.contains(unwanted);
}

} // namespace keyturn
