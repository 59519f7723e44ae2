// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Config.h"
#include "KeySet.h"
#include "SigningKey.h"

#include <QDateTime>
#include <QHash>
#include <QJsonObject>

#include <chrono>
#include <functional>
#include <future>
#include <optional>

namespace keyturn::edge {

/// The keys of a team: one that signs, and the one before it, which is still published for a while (facts
/// 3.4). They live as long as the object.
class KeyRing
{
public:
    using Make = std::function<jwt::SigningKey()>;
    explicit KeyRing(const KeyRotation &rotation = {}, Make make = &jwt::SigningKey::generate);

    void setRotation(const KeyRotation &rotation) { m_rotation = rotation; }

    /// Has a key made on another thread for whenever the next one is needed: it takes a good part of a
    /// second, in which nobody would be answered. Nothing to do where one is made already.
    void makeAhead();

    /// Makes the first key, rotates when it is time, and forgets a previous key whose time is over. To be
    /// called before each use with the time of the moment.
    void advance(const QDateTime &now);
    void rotate(const QDateTime &now);

    /// Signs `claims`, with "iat" and, where a lifetime is given, "exp".
    [[nodiscard]] QByteArray
    sign(const QJsonObject &claims, const QDateTime &now, std::optional<std::chrono::seconds> lifetime);

    /// What was signed in the last seconds is not handed out again.
    void signAnew() { m_recent.clear(); }

    [[nodiscard]] jwt::KeySet publicKeys() const;
    /// As /cdn-cgi/access/certs has them: keys and public_certs of both, public_cert of the current one.
    [[nodiscard]] QJsonObject published(const QString &teamHost);

private:
    struct Held
    {
        jwt::SigningKey key;
        QDateTime since;
        QDateTime until; ///< With the previous one: how long it is published.
        QByteArray certificate; ///< Made when first asked for.
        QString certified; ///< The name in it.
    };
    struct Signed
    {
        QByteArray token;
        QDateTime at;
    };

    [[nodiscard]] jwt::SigningKey nextKey();
    [[nodiscard]] QJsonObject certificateOf(Held &held, const QString &teamHost);

    KeyRotation m_rotation;
    Make m_make;
    std::future<jwt::SigningKey> m_next;
    std::optional<Held> m_current;
    std::optional<Held> m_previous;
    QHash<QByteArray, Signed> m_recent; ///< By what was to be signed.
};

} // namespace keyturn::edge
