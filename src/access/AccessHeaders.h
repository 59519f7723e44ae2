// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Request.h"
#include "Secret.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace keyturn::access {

/// How the credentials travel: two headers, or one header with a JSON object in it (facts 2.1 and 2.2).
struct HeaderStyle
{
    enum class Kind { Two, Single };

    Kind kind = Kind::Two;
    QByteArray singleName; ///< With Single: the header the application reads, commonly "Authorization".

    [[nodiscard]] static HeaderStyle two() { return {}; }
    [[nodiscard]] static HeaderStyle single(const QByteArray &name) { return {Kind::Single, name}; }

    bool operator==(const HeaderStyle &) const = default;
};

/// The headers that carry a token, made at the last moment before sending. Single style: JSON with exactly
/// the lower-case keys that Access reads.
[[nodiscard]] http::SecretHeaders
accessHeaders(const QString &clientId, const Secret &secret, const HeaderStyle &style);

/// Their names, for showing what was sent and what was withheld.
[[nodiscard]] QList<QByteArray> accessHeaderNames(const HeaderStyle &style);

/// `headers` without any that would carry Access credentials by hand: the two names and `cf-access-token`,
/// the style's own single name, and a CF_Authorization cookie.
[[nodiscard]] http::Headers withoutAccessHeaders(const http::Headers &headers, const HeaderStyle &style);

} // namespace keyturn::access
