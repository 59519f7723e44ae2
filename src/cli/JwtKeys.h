// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "TypedValues.h"
#include "Workplace.h"

#include <QJsonObject>

namespace keyturn::cli {

/// --jwks, --key, --jwks-url, --team and --offline. `isInputTaken`: standard input holds something else.
[[nodiscard]] Typed<KeyChoice> keyChoiceOf(const TypedWords &words, bool isInputTaken);

/// The keys for a token that names `keyId`; what was fetched before is in the profile, where there is one.
[[nodiscard]] Result<FetchedKeys, Trouble>
keysFor(const Workplace &place, const KeyChoice &choice, const QString &keyId);

/// The issuer that is expected: the one that is named, or that of the team; empty when neither is.
[[nodiscard]] Result<QString, Trouble> issuerFor(const JwtMeasure &measure);

/// What is insisted on, with `issuer` as issuerFor() says it, as of now where no moment is named.
[[nodiscard]] jwt::Expectations
expectationsOf(const Workplace &place, const JwtMeasure &measure, const QString &issuer);

/// keys_from, keys_at, keys_kept, keys_trouble.
[[nodiscard]] QJsonObject jsonOf(const FetchedKeys &keys);
/// What is known of the key that confirmed a signature; null when none did.
[[nodiscard]] QJsonValue keyJson(const std::optional<jwt::Jwk> &key, const FetchedKeys &keys);

/// From where the keys are, of when, and what is wrong with the one that was used.
void showKeys(const Workplace &place, const FetchedKeys &keys, const std::optional<jwt::Jwk> &used);

} // namespace keyturn::cli
