// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QStringList>

#include <optional>

namespace keyturn {

/// What somebody meant who wrote `word`: the one of `known` that takes the fewest letters added, left out,
/// replaced or swapped with their neighbour, at most one for every three letters. Null: none is that near.
/// Case does not count.
[[nodiscard]] std::optional<QString> nearestWord(const QString &word, const QStringList &known);

} // namespace keyturn
