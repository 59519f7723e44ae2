// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Result.h"
#include "Trouble.h"

#include <QHash>
#include <QString>
#include <QStringList>

#include <optional>

namespace keyturn::cli {

/// What was typed, sorted by the grammar and not yet understood.
struct TypedWords
{
    QString command; ///< "token add"
    QHash<QString, QStringList>
        values; ///< By long name without dashes. A flag that was given has an empty list.

    [[nodiscard]] bool has(const QString &name) const { return values.contains(name); }
    [[nodiscard]] QStringList all(const QString &name) const { return values.value(name); }
    [[nodiscard]] QString one(const QString &name) const { return values.value(name).value(0); }
};

/// Why there is no command to run.
struct ParseStop
{
    QString text; ///< Help or version, for standard output.
    std::optional<Trouble> trouble; ///< Null when help or version was asked for.
};

/// Sorts the arguments, without the program's name. The only place that knows CLI11.
[[nodiscard]] Result<TypedWords, ParseStop> sortWords(const QStringList &arguments);

} // namespace keyturn::cli
