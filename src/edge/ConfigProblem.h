// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ConfigShape.h"
#include "JsonText.h"

namespace keyturn::edge {

enum class ConfigCause {
    FileMissing, ///< The configuration itself, like the next.
    FileUnreadable,
    NotJson,
    Missing,
    UnknownKey,
    WrongType,
    DuplicateKey,
    BadUrl,
    BadHost,
    BadTime,
    BadDuration,
    BadNumber, ///< Out of its range.
    BadWord, ///< None of those that are known.
    BadAddress,
    BadCountry,
    BadPath,
    BadTeam,
    BadClientId,
    BadHash,
    BadDomain, ///< None that an application could claim.
    GuardsNothing, ///< An application without an address.
    SecretInFile,
    SecretMissing,
    SecretTwice, ///< A hash and a file.
    SecretFileMissing,
    SecretFileUnreadable,
    SecretFileOpenToOthers,
    SecretFileWithoutSecret,
    DuplicateId,
    DuplicateName, ///< Only a warning: the API allows it.
    NoSuchPolicy,
    NoSuchGroup, ///< Only a warning: as at Cloudflare, the rule fits nobody.
    NoSuchToken, ///< The same.
    Refused, ///< By those who read the API's objects.
};
inline constexpr int configCauseCount = static_cast<int>(ConfigCause::Refused) + 1;
[[nodiscard]] QString idOf(ConfigCause cause); ///< Stable, kebab case.
[[nodiscard]] bool isWarning(ConfigCause cause);

/// Something in the file that is wrong, and where. It never holds a secret, also when one stands in the
/// wrong place.
struct ConfigProblem
{
    ConfigCause cause = ConfigCause::NotJson;
    JsonPlace place = {}; ///< Line 0: the file as a whole.
    QString pointer = {}; ///< RFC 6901; with Missing of the object that lacks it.
    QString word = {}; ///< What is written there, or the name of what is missing. May be empty.
    QString nearest = {}; ///< What was probably meant; may be empty.
    QStringList choices = {}; ///< With BadWord all there are, with BadNumber the least and the most.
    ValueKind wanted = ValueKind::Any; ///< With WrongType.
    JsonCause json = JsonCause::Unexpected; ///< With NotJson.

    bool operator==(const ConfigProblem &) const = default;
};

} // namespace keyturn::edge
