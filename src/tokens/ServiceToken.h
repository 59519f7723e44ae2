// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDateTime>
#include <QString>
#include <QStringList>

#include <optional>

namespace keyturn::tokens {

/// When a token ends, as far as its keeper knows.
struct Expiry
{
    enum class Kind { Unknown, At, Forever };

    Kind kind = Kind::Unknown;
    QDateTime at; ///< UTC; valid with At only.

    [[nodiscard]] static Expiry on(const QDateTime &moment) { return {Kind::At, moment.toUTC()}; }
    [[nodiscard]] static Expiry unlimited() { return {Kind::Forever, {}}; }

    bool operator==(const Expiry &) const = default;
};

/// A Cloudflare Access service token as Keyturn keeps it: everything but the Client Secret, which lives in
/// the SecretStore under `id`.
struct ServiceToken
{
    QString id; ///< Keyturn's own UUID, without braces. Not Cloudflare's token id.
    QString name; ///< What people call it; need not be unique.
    QString clientId; ///< "<32 hex>.access" (facts 1.2).
    Expiry expiry;
    bool disabled = false; ///< Known to be switched off at Cloudflare (facts 1.3).
    QStringList hosts; ///< HostPattern texts: the only places the secret may be sent to.
    QString team; ///< "acme" of acme.cloudflareaccess.com.
    QString owner;
    QString environment;
    QStringList tags;
    QString notes;
    QDateTime createdAt; ///< When Keyturn learned of it, UTC.
    QDateTime secretChangedAt; ///< When the secret in the store was last written, UTC.

    bool operator==(const ServiceToken &) const = default;
};

/// `onto` with those fields that differ between `before` and `after`: somebody's edit of `before`, made to
/// what has meanwhile become of it.
[[nodiscard]] ServiceToken
withChanges(const ServiceToken &before, const ServiceToken &after, ServiceToken onto);

enum class Status { Valid, Due, Expired, Disabled, Unknown };
[[nodiscard]] QString idOf(Status status); ///< "valid", "due", "expired", "disabled", "unknown".

/// Days before its end from which a token is Due: the first reminder.
inline constexpr int dueDays = 30;

/// Disabled wins over everything but Expired; forever is Valid; an end that nobody told us is Unknown.
/// At the very second of its end a token is expired.
[[nodiscard]] Status statusOf(const ServiceToken &token, const QDateTime &now);

/// Orders by end, the longest expired first; what lasts forever and then what nobody knows the end of come
/// last. The same end is ordered by name.
[[nodiscard]] bool endsBefore(const ServiceToken &a, const ServiceToken &b);

} // namespace keyturn::tokens

// Lists of thousands grow without moving each string.
Q_DECLARE_TYPEINFO(keyturn::tokens::Expiry, Q_RELOCATABLE_TYPE);
Q_DECLARE_TYPEINFO(keyturn::tokens::ServiceToken, Q_RELOCATABLE_TYPE);
