// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "TeamKeys.h"

#include "EdgeReply.h"

#include <QCryptographicHash>

#include <algorithm>

namespace keyturn {

namespace {

// What tells this address from others. A query may hold what should not be saved, so it is not told.
QString placeOf(const QUrl &url)
{
    const auto place = url.toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment);
    if (!url.hasQuery())
        return place;
    const auto query
        = QCryptographicHash::hash(url.query(QUrl::FullyEncoded).toUtf8(), QCryptographicHash::Sha256);
    return place + u'?' + QString::fromLatin1(query.toHex().first(16));
}

bool mayHave(const jwt::KeySet &keys, const QString &keyId)
{
    return std::any_of(keys.keys.begin(), keys.keys.end(), [&keyId](const jwt::Jwk &key) {
        return key.fitsAnyId || key.id == keyId;
    });
}

} // namespace

TeamKeys::TeamKeys(http::Transport &transport, Clock clock, KeyCache kept, QObject *parent)
    : QObject(parent)
    , m_transport(transport)
    , m_clock(std::move(clock))
    , m_cache(std::move(kept))
{
}

TeamKeys::~TeamKeys() = default;

void TeamKeys::keysOfTeam(
    const QString &team, const QString &keyId, std::chrono::milliseconds deadline, Then<Fetched> then)
{
    const auto url = access::teamUrl(team);
    if (url)
        return keysAt(access::certsUrl(*url), keyId, deadline, std::move(then));
    KeyFailure failure;
    failure.cause = KeyFailure::Cause::BadTeam;
    failure.where = team;
    answerSoon(Failure{failure}, then);
}

void TeamKeys::keysAt(
    const QUrl &url, const QString &keyId, std::chrono::milliseconds deadline, Then<Fetched> then)
{
    if (!KeyFetcher::mayAsk(url))
        return answerSoon(Failure{KeyFetcher::refusalOf(url)}, then);
    const auto place = placeOf(url);
    if (m_isOffline)
        return answerSoon(keptAt(place, {}), then);
    if (const auto running = m_requests.find(place); running != m_requests.end())
        return running->second.waiting.push_back(std::move(then));
    if (m_cache.shouldAsk(place, keyId, m_clock()))
        return ask(url, place, deadline, std::move(then));
    KeyFailure failure;
    failure.where = place;
    if (!m_cache.isUsable(place, m_clock())) {
        failure.cause = KeyFailure::Cause::AskedJustNow;
        return answerSoon(Failure{failure}, then);
    }
    failure.cause = KeyFailure::Cause::NotAskedAgain;
    const bool isThere = keyId.isEmpty() || mayHave(m_cache.find(place)->keys, keyId);
    answerSoon(keptAt(place, isThere ? std::nullopt : std::optional(failure)), then);
}

void TeamKeys::ask(
    const QUrl &url, const QString &place, std::chrono::milliseconds deadline, Then<Fetched> then)
{
    auto &request = m_requests[place];
    request.fetcher = std::make_unique<KeyFetcher>(m_transport, m_clock);
    request.waiting.push_back(std::move(then));
    request.fetcher->fetchFromUrl(
        url, deadline, {this, [this, place](const Fetched &fetched) { finish(place, fetched); }});
}

void TeamKeys::finish(const QString &place, const Fetched &fetched)
{
    auto request = m_requests.extract(place);
    // It is calling us, so it must outlive the call.
    request.mapped().fetcher.release()->deleteLater();
    m_cache.noteAsked(place, fetched ? fetched->at : m_clock());
    if (fetched)
        m_cache.keep(place, fetched->document, fetched->keys, fetched->at);
    const bool fallsBack = !fetched && m_cache.isUsable(place, m_clock());
    const auto answer = fallsBack ? keptAt(place, fetched.error()) : fetched;
    Q_EMIT cacheChanged();
    for (const auto &then : request.mapped().waiting)
        then(answer);
}

TeamKeys::Fetched TeamKeys::keptAt(const QString &place, const std::optional<KeyFailure> &failure) const
{
    const auto *entry = m_cache.find(place);
    if (!entry || entry->document.isEmpty()) {
        KeyFailure nothing;
        nothing.cause = KeyFailure::Cause::NothingKept;
        nothing.where = place;
        return Failure{nothing};
    }
    FetchedKeys keys{entry->keys, entry->from, entry->at, entry->document};
    keys.isKept = true;
    keys.failure = failure;
    return keys;
}

void TeamKeys::answerSoon(const Fetched &answer, const Then<Fetched> &then)
{
    QMetaObject::invokeMethod(
        this, [answer, then] { then(answer); }, Qt::QueuedConnection);
}

} // namespace keyturn
