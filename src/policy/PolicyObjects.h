// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Application.h"
#include "JsonObject.h"

namespace keyturn::policy {

// One object of the API each. What is wrong in it is reported to its JsonTrouble.
[[nodiscard]] Application applicationFrom(const JsonObject &json);
[[nodiscard]] Policy policyFrom(const JsonObject &json);
[[nodiscard]] Group groupFrom(const JsonObject &json);
[[nodiscard]] KnownToken tokenFrom(const JsonObject &json);
/// Null for an alert of another kind, and for one that is switched off.
[[nodiscard]] std::optional<ExpiryAlert> alertFrom(const JsonObject &json);

} // namespace keyturn::policy
