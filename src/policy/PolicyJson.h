// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Application.h"
#include "Result.h"

#include <QByteArray>

namespace keyturn::policy {

enum class JsonError {
    Empty,
    TooLarge, ///< More than longestPolicyText.
    NotJson,
    CutOff, ///< JSON that stops before its end.
    TooDeep,
    WrongType, ///< Something else than its place asks for.
    NotRecognised, ///< An object that is no application, policy, group or token.
    NothingInIt, ///< JSON, but nothing of Access in it.
    TooMany, ///< More than mostItems of something.
    ApiRefused, ///< The API's answer says that it did not do it.
};
inline constexpr int jsonErrorCount = static_cast<int>(JsonError::ApiRefused) + 1;
[[nodiscard]] QString idOf(JsonError error); ///< Stable, kebab case.

struct JsonFailure
{
    JsonError error = JsonError::NotJson;
    QString path; ///< "result[0].policies[2]"; empty for the whole, and where the text is no JSON.
    QString
        expected; ///< With WrongType: "array", "object", "text", "number", "yes or no", "time", "duration".
    int line = 0; ///< Where the text is no JSON, counted from 1; otherwise 0.
    int column = 0;

    bool operator==(const JsonFailure &) const = default;
};

inline constexpr qsizetype longestPolicyText = 16 * 1024 * 1024;
inline constexpr qsizetype mostItems = 100'000;

/// What the API says of applications, policies, groups, tokens and the organization, as people paste it: one
/// object, an array, the API's envelope, or an object with a list for each of "apps", "groups", "policies",
/// "service_tokens", "organization", "alerts"; or the file that the local edge plays. Comments are allowed,
/// as in that file. Members may be missing; those that are there must be what they claim.
[[nodiscard]] Result<Account, JsonFailure> readAccount(const QByteArray &text);

} // namespace keyturn::policy
