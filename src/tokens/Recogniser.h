// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Secret.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <QString>

#include <array>

namespace keyturn::tokens {

/// What a piece of text is, by its shape alone (facts 1.2 and 8). A shape is no proof.
enum class Shape {
    Empty,
    ClientId, ///< 32 hex digits and ".access", also with a longer tail.
    SecretCfast, ///< "cfast_", 40 alphanumerics and 8 more: since 26 August 2026.
    SecretHex, ///< 64 hex digits: before that. An AUD tag looks the same.
    ApiToken, ///< cfut_, cfat_, cfk_, or 40 characters of the older kind: opens the API, not an application.
    Jwt,
    HeaderName, ///< "CF-Access-Client-Id" and its like, without a value.
    HeaderLine, ///< The same with a value after it.
    Unknown,
};

[[nodiscard]] Shape shapeOf(QByteArrayView text);
[[nodiscard]] Shape shapeOf(const Secret &secret);
/// Either of the two formats of a Client Secret.
[[nodiscard]] bool isSecret(Shape shape);

/// What the API tokens of today begin with (facts 8).
inline constexpr std::array<QByteArrayView, 3> apiTokenPrefixes{"cfut_", "cfat_", "cfk_"};
[[nodiscard]] bool hasApiTokenPrefix(QByteArrayView text);

/// What is wrong with a pair of credentials before it is kept or sent.
enum class CredentialProblem {
    ClientIdMissing,
    SecretMissing,
    Swapped, ///< The secret is in the Client ID's place and the other way round.
    ClientIdIsSecret,
    SecretIsClientId,
    ClientIdIsHeaderName,
    SecretIsHeaderName,
    ClientIdIsApiToken,
    SecretIsApiToken,
    SecretIsJwt,
    ClientIdHasWhiteSpace, ///< Inside it, line breaks included; around it is cleaned away.
    SecretHasWhiteSpace,
    ClientIdShapeUnknown, ///< A warning: Cloudflare may change the shape.
    SecretShapeUnknown, ///< A warning.
};
[[nodiscard]] bool isOnlyAWarning(CredentialProblem problem);

/// A Client ID as it should be kept: without white space around it, surrounding quotes, a header name in
/// front, or a trailing comma.
[[nodiscard]] QString cleanedClientId(const QString &text);

/// The same for a secret. What it takes away is wiped.
[[nodiscard]] Secret cleanedSecret(Secret secret);

/// Judges a pair that has been cleaned. Errors first.
[[nodiscard]] QList<CredentialProblem> problemsOf(const QString &clientId, const Secret &secret);
/// The same for a Client ID alone.
[[nodiscard]] QList<CredentialProblem> problemsOfClientId(const QString &clientId);

} // namespace keyturn::tokens
