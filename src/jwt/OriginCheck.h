// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "VerificationKey.h"

#include <QDateTime>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

namespace keyturn::jwt {

/// Who checks JWTs in front of, or in, an origin. The words are in app/OriginWording.
enum class Origin {
    Hono, ///< @hono/cloudflare-access 0.4.0 with its audience parameter (facts 3.5).
    HonoAnyAudience, ///< The same without.
    Cloudflared, ///< originRequest.access of cloudflared (facts 3.5).
    Jose, ///< jwtVerify of jose 6 with issuer and audience, as Cloudflare documents it for Workers.
    WantsPerson, ///< The same, and then it demands an email or a subject, as code made for people does.
};
inline constexpr int originCount = static_cast<int>(Origin::WantsPerson) + 1;
[[nodiscard]] QString
idOf(Origin origin); ///< "hono", "hono-any-audience", "cloudflared", "jose", "wants-person".

/// How well it is known what an origin does.
enum class OriginConfidence {
    Certain, ///< Its code says so, and it was run.
    Likely, ///< Its code says so.
    Possible, ///< People report such code; yours may be different.
};
[[nodiscard]] OriginConfidence confidenceOf(Origin origin);
[[nodiscard]] QString idOf(OriginConfidence confidence);

enum class OriginCheck {
    Present,
    Readable,
    Algorithm,
    CriticalHeader,
    Form, ///< The claims that it needs are of the right kind.
    Issuer,
    Audience,
    Signature, ///< With a key that the token may be signed with.
    Expiry,
    NotBefore,
    Person, ///< `email` or `sub`.
};
[[nodiscard]] QString idOf(OriginCheck check);

struct OriginStep
{
    OriginCheck check = OriginCheck::Present;
    bool passes = false;
    QString claim; ///< The claim or header member it looks at; may be empty.
};

/// What an origin answers, and the checks until then, in its own order.
struct OriginAnswer
{
    Origin origin = Origin::Hono;
    int status = 200; ///< 200: it lets the request through.
    QString text; ///< The body of a refusal, where it is known.
    QList<OriginStep> steps; ///< The last one failed, unless it accepts.

    [[nodiscard]] bool accepts() const { return status == 200; }
};

/// How an origin is set up, and when it is asked.
struct OriginSetting
{
    QString issuer; ///< https://<team>.cloudflareaccess.com
    QStringList audiences; ///< Empty: the check of origins that demand one fails.
    QDateTime at;
};

/// A setting in which what was left open is what the token itself names, and what that was.
struct AssumedSetting
{
    OriginSetting setting;
    bool issuer = false;
    bool audience = false;
};
[[nodiscard]] AssumedSetting assumedFor(const QJsonObject &payload, OriginSetting setting);

/// Pure: nobody is asked. `compact` is what stands in Cf-Access-Jwt-Assertion; empty when there is none.
[[nodiscard]] OriginAnswer answerOf(
    Origin origin, const QByteArray &compact, const VerificationKeys &keys, const OriginSetting &setting);
[[nodiscard]] QList<OriginAnswer>
answersOfOrigins(const QByteArray &compact, const VerificationKeys &keys, const OriginSetting &setting);

} // namespace keyturn::jwt
