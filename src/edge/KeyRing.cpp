// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "KeyRing.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <utility>

namespace keyturn::edge {

using namespace Qt::StringLiterals;
using std::chrono::seconds;

namespace {

// A signature takes about a millisecond, which would hold the edge to fewer than a thousand requests a
// second. The same claims are therefore signed once in a few seconds: their "iat" is then as much in the
// past, which no client may mind, since Access itself hands on the assertion of a session for hours.
constexpr seconds longestReuse(5);
constexpr qsizetype mostRecent = 1024;

seconds reuseOf(const std::optional<seconds> &lifetime)
{
    // A short-lived one must not come out of here half spent.
    return lifetime ? std::min(longestReuse, *lifetime / 10) : longestReuse;
}

} // namespace

KeyRing::KeyRing(const KeyRotation &rotation, Make make)
    : m_rotation(rotation)
    , m_make(std::move(make))
{
}

void KeyRing::makeAhead()
{
    if (!m_next.valid())
        m_next = std::async(std::launch::async, m_make);
}

jwt::SigningKey KeyRing::nextKey()
{
    return m_next.valid() ? m_next.get() : m_make();
}

void KeyRing::advance(const QDateTime &now)
{
    if (!m_current)
        m_current = Held{nextKey(), now, {}, {}, {}};
    if (m_rotation.every > seconds::zero() && m_current->since.addSecs(m_rotation.every.count()) <= now)
        rotate(now);
    if (m_previous && m_previous->until <= now)
        m_previous.reset();
}

void KeyRing::rotate(const QDateTime &now)
{
    m_previous = std::exchange(m_current, Held{nextKey(), now, {}, {}, {}});
    if (m_previous)
        m_previous->until = now.addSecs(m_rotation.previousStays.count());
    m_recent.clear();
}

QByteArray KeyRing::sign(const QJsonObject &claims, const QDateTime &now, std::optional<seconds> lifetime)
{
    const auto what = QJsonDocument(claims).toJson(QJsonDocument::Compact)
        + QByteArray::number(lifetime.value_or(seconds::min()).count());
    const auto recent = m_recent.constFind(what);
    const bool isFresh = recent != m_recent.cend() && recent->at <= now
        && now < recent->at.addSecs(reuseOf(lifetime).count());
    if (isFresh)
        return recent->token;

    auto full = claims;
    full.insert(u"iat"_s, now.toSecsSinceEpoch());
    if (lifetime)
        full.insert(u"exp"_s, now.toSecsSinceEpoch() + qint64{lifetime->count()});
    const auto token = m_current->key.sign(full);
    if (m_recent.size() >= mostRecent)
        m_recent.clear();
    m_recent.insert(what, {token, now});
    return token;
}

jwt::KeySet KeyRing::publicKeys() const
{
    jwt::KeySet set;
    for (const auto *held : {&m_current, &m_previous}) {
        if (*held)
            set.keys.append((*held)->key.publicKey());
    }
    return set;
}

QJsonObject KeyRing::certificateOf(Held &held, const QString &teamHost)
{
    if (held.certificate.isEmpty() || held.certified != teamHost) {
        const auto lifetime = m_rotation.every + m_rotation.previousStays;
        held.certificate = held.key.certificate(teamHost, held.since, held.since.addSecs(lifetime.count()));
        held.certified = teamHost;
    }
    return {{u"kid"_s, held.key.id()}, {u"cert"_s, QString::fromLatin1(held.certificate)}};
}

QJsonObject KeyRing::published(const QString &teamHost)
{
    QJsonArray keys;
    QJsonArray certificates;
    for (auto *held : {&m_current, &m_previous}) {
        if (!*held)
            continue;
        keys.append((*held)->key.publicJwk());
        certificates.append(certificateOf(**held, teamHost));
    }
    return {
        {u"keys"_s, keys},
        {u"public_cert"_s, certificates.isEmpty() ? QJsonObject() : certificates.first().toObject()},
        {u"public_certs"_s, certificates},
    };
}

} // namespace keyturn::edge
