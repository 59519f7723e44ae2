// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QJsonObject>

#include <optional>

namespace keyturn::jwt {

/// A JSON object as RFC 8259 has it; null for anything else. Stricter than QJsonDocument, which lets raw
/// control characters, unknown escapes and numbers such as `1.` pass: two readers must not see two different
/// tokens.
[[nodiscard]] std::optional<QJsonObject> parseJsonObject(const QByteArray &json);

} // namespace keyturn::jwt
