// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QJsonValue>
#include <QString>

#include <optional>

namespace keyturn::jwt {

/// What JavaScript takes for true; a member that is not there is not.
[[nodiscard]] bool isTrueToJavaScript(const QJsonValue &value);

/// What JavaScript calculates with; not a number where it finds none.
[[nodiscard]] double javaScriptNumberOf(const QJsonValue &value);

/// By what name JavaScript looks a member of an object up.
[[nodiscard]] QString javaScriptNameOf(const QJsonValue &value);

/// Would Go put it into a string? Null and what is not there leave it empty.
[[nodiscard]] bool isStringToGo(const QJsonValue &value);

/// The seconds that go-oidc makes of a time: a number, or one in quotes, without its fraction. Null where it
/// makes none.
[[nodiscard]] std::optional<double> goSecondsOf(const QJsonValue &value);

/// Would go-oidc read the claims at all? It does so before it looks at any of them.
[[nodiscard]] bool canGoRead(const QJsonValue &payload);

} // namespace keyturn::jwt
