// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "SigningKey.h"

#include <QDateTime>
#include <QString>

#include <chrono>
#include <optional>

namespace keyturn::jwt {

/// A token to try an origin with, shaped like those of Access and signed by a key of this machine.
struct TestToken
{
    enum class Kind { ServiceToken, User };
    /// What is wrong with it, if anything.
    enum class Make { Valid, Expired, NotYetValid, WrongAudience, WrongIssuer, Tampered, Unsigned };

    Kind kind = Kind::ServiceToken;
    Make make = Make::Valid;
    QString issuer;
    QString audience;
    QString clientId = QStringLiteral("00000000000000000000000000000000.access"); ///< Of a service token.
    QString email = QStringLiteral("person@example.com"); ///< Of a user.
    std::chrono::seconds lifetime{24 * 3600};
};
inline constexpr int testTokenMakeCount = static_cast<int>(TestToken::Make::Unsigned) + 1;

[[nodiscard]] QString idOf(TestToken::Kind kind); ///< "service-token", "user".
[[nodiscard]] QString idOf(TestToken::Make make); ///< "valid", "wrong-audience" and their like.
[[nodiscard]] std::optional<TestToken::Kind> testTokenKindNamed(const QString &name);
[[nodiscard]] std::optional<TestToken::Make> testTokenMakeNamed(const QString &name);

/// The claims are those of Access for such a token (facts 3.2).
[[nodiscard]] QByteArray minted(const TestToken &token, const SigningKey &key, const QDateTime &now);

/// The id under which a key signs test tokens: nobody can take it for one of Cloudflare's.
[[nodiscard]] QString testKeyId(const SigningKey &key);

} // namespace keyturn::jwt
