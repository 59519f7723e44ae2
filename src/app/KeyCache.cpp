// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "KeyCache.h"

#include "KeyText.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keyturn {

namespace {

bool isWithin(const QDateTime &moment, std::chrono::seconds span, const QDateTime &now)
{
    // A clock that was set back must not make anything last longer.
    return moment.isValid() && moment <= now && moment.secsTo(now) < span.count();
}

QDateTime momentIn(const QJsonObject &json, QLatin1StringView name)
{
    return QDateTime::fromString(json[name].toString(), Qt::ISODate).toUTC();
}

} // namespace

const KeyCache::Entry *KeyCache::find(const QString &from) const
{
    const auto isThere = [&from](const Entry &entry) { return entry.from == from; };
    const auto found = std::find_if(m_entries.begin(), m_entries.end(), isThere);
    return found == m_entries.end() ? nullptr : &*found;
}

bool KeyCache::shouldAsk(const QString &from, const QString &keyId, const QDateTime &now) const
{
    const auto *entry = find(from);
    if (!entry)
        return true;
    const bool isKnown = keyId.isEmpty() || entry->keys.find(keyId) != nullptr;
    const bool isGood = !entry->document.isEmpty() && isKnown && isWithin(entry->at, fresh, now);
    const bool wasInVain = !entry->at.isValid() || entry->at < entry->asked;
    return !isGood && !isWithin(entry->asked, wasInVain ? pauseAfterFailure : pause, now);
}

bool KeyCache::isUsable(const QString &from, const QDateTime &now) const
{
    const auto *entry = find(from);
    return entry && !entry->document.isEmpty() && isWithin(entry->at, usable, now);
}

void KeyCache::noteAsked(const QString &from, const QDateTime &now)
{
    entryFor(from).asked = now;
}

void KeyCache::keep(
    const QString &from, const QByteArray &document, const jwt::KeySet &keys, const QDateTime &at)
{
    auto &entry = entryFor(from);
    entry.document = document;
    entry.keys = keys;
    entry.at = at;
}

KeyCache::Entry &KeyCache::entryFor(const QString &from)
{
    for (auto &entry : m_entries) {
        if (entry.from == from)
            return entry;
    }
    if (m_entries.size() >= mostPlaces) {
        const auto wasAskedBefore
            = [](const Entry &one, const Entry &other) { return one.asked < other.asked; };
        m_entries.erase(std::min_element(m_entries.begin(), m_entries.end(), wasAskedBefore));
    }
    m_entries.append(Entry{from, {}, {}, {}, {}});
    return m_entries.last();
}

QByteArray KeyCache::saved() const
{
    QJsonArray places;
    for (const auto &entry : m_entries) {
        places.append(QJsonObject{
            {"from"_L1, entry.from},
            {"at"_L1, entry.at.toString(Qt::ISODate)},
            {"asked"_L1, entry.asked.toString(Qt::ISODate)},
            {"document"_L1, QString::fromUtf8(entry.document)}});
    }
    return QJsonDocument(QJsonObject{{"places"_L1, places}}).toJson();
}

KeyCache KeyCache::restored(const QByteArray &saved, const QDateTime &now)
{
    KeyCache cache;
    const auto places = QJsonDocument::fromJson(saved)["places"_L1].toArray();
    for (const auto &each : places) {
        const auto place = each.toObject();
        const auto from = place["from"_L1].toString();
        const auto document = place["document"_L1].toString().toUtf8();
        const auto at = momentIn(place, "at"_L1);
        const auto asked = momentIn(place, "asked"_L1);
        if (from.isEmpty())
            continue;
        if (asked.isValid() && asked <= now)
            cache.noteAsked(from, asked);
        const auto keys = jwt::readKeys(document);
        if (keys && at.isValid() && at <= now)
            cache.keep(from, document, *keys, at);
    }
    return cache;
}

} // namespace keyturn
