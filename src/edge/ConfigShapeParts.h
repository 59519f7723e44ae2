// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ConfigShape.h"

// How ConfigShape is put together.
namespace keyturn::edge {

[[nodiscard]] ConfigKey objectKey(const QString &name, const ConfigShape &shape, const QString &about);
[[nodiscard]] ConfigKey listOf(const QString &name, const ConfigShape &shape, const QString &about);
[[nodiscard]] ConfigKey listOf(const QString &name, ValueKind items, const QString &about);
[[nodiscard]] ConfigKey numberKey(const QString &name, qint64 least, qint64 most, const QString &about);
/// `keys`, and what the API writes and the edge passes over, so that a misspelt key is told apart from it.
[[nodiscard]] std::vector<ConfigKey> with(std::vector<ConfigKey> keys, const QStringList &passedOver);
/// An object as the API writes it.
[[nodiscard]] ConfigShape
apiShape(const QString &name, const QString &about, const std::vector<ConfigKey> &keys);

[[nodiscard]] const ConfigShape &applicationShape();
[[nodiscard]] const ConfigShape &policyShape();
[[nodiscard]] const ConfigShape &groupShape();

} // namespace keyturn::edge
