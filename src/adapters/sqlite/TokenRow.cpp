// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "TokenRow.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace keyturn {

using tokens::Expiry;
using tokens::ServiceToken;

namespace {

QVariant secondsOf(const QDateTime &moment)
{
    return moment.isValid() ? QVariant(moment.toSecsSinceEpoch()) : QVariant();
}

QString jsonOf(const QStringList &texts)
{
    return QString::fromUtf8(QJsonDocument(QJsonArray::fromStringList(texts)).toJson(QJsonDocument::Compact));
}

std::optional<QStringList> textsFrom(const QString &json)
{
    if (json == "[]"_L1)
        return QStringList();
    const auto document = QJsonDocument::fromJson(json.toUtf8());
    if (!document.isArray())
        return std::nullopt;
    QStringList texts;
    const auto array = document.array();
    texts.reserve(array.size());
    for (const auto &text : array)
        texts.append(text.toString());
    return texts;
}

// Numbers in the file: Schema.cpp says what they mean.
int numberOf(Expiry::Kind kind)
{
    switch (kind) {
    case Expiry::Kind::Unknown:
        return 0;
    case Expiry::Kind::At:
        return 1;
    case Expiry::Kind::Forever:
        return 2;
    }
    return 0;
}

Expiry expiryFrom(int number, const QVariant &end)
{
    if (number == numberOf(Expiry::Kind::At))
        return Expiry::on(momentFrom(end));
    return number == numberOf(Expiry::Kind::Forever) ? Expiry::unlimited() : Expiry();
}

// A null QString would be bound as NULL.
QString notNull(const QString &text)
{
    return text.isNull() ? u""_s : text;
}

} // namespace

QDateTime momentFrom(const QVariant &seconds)
{
    return seconds.isNull() ? QDateTime() : QDateTime::fromSecsSinceEpoch(seconds.toLongLong(), Qt::UTC);
}

QString SharedTexts::text(const QVariant &value)
{
    return *m_texts.insert(value.toString());
}

std::optional<QStringList> SharedTexts::list(const QVariant &value)
{
    const auto json = value.toString();
    if (const auto known = m_lists.constFind(json); known != m_lists.cend())
        return *known;
    const auto texts = textsFrom(json);
    if (texts)
        m_lists.insert(json, *texts);
    return texts;
}

std::optional<ServiceToken> tokenFrom(const QSqlQuery &row, SharedTexts &shared)
{
    auto hosts = textsFrom(row.value(6).toString());
    auto tags = shared.list(row.value(10));
    if (!hosts || !tags)
        return std::nullopt;
    ServiceToken token;
    token.id = row.value(0).toString();
    token.name = row.value(1).toString();
    token.clientId = row.value(2).toString();
    token.expiry = expiryFrom(row.value(3).toInt(), row.value(4));
    token.disabled = row.value(5).toBool();
    token.hosts = *std::move(hosts);
    token.team = shared.text(row.value(7));
    token.owner = shared.text(row.value(8));
    token.environment = shared.text(row.value(9));
    token.tags = *std::move(tags);
    token.notes = row.value(11).toString();
    token.createdAt = momentFrom(row.value(12));
    token.secretChangedAt = momentFrom(row.value(13));
    return token;
}

void bindToken(QSqlQuery &query, const ServiceToken &token)
{
    const bool ends = token.expiry.kind == Expiry::Kind::At && token.expiry.at.isValid();
    query.addBindValue(notNull(token.id));
    query.addBindValue(notNull(token.name));
    query.addBindValue(notNull(token.clientId));
    query.addBindValue(
        numberOf(token.expiry.kind == Expiry::Kind::At && !ends ? Expiry::Kind::Unknown : token.expiry.kind));
    query.addBindValue(ends ? secondsOf(token.expiry.at) : QVariant());
    query.addBindValue(token.disabled ? 1 : 0);
    query.addBindValue(jsonOf(token.hosts));
    query.addBindValue(notNull(token.team));
    query.addBindValue(notNull(token.owner));
    query.addBindValue(notNull(token.environment));
    query.addBindValue(jsonOf(token.tags));
    query.addBindValue(notNull(token.notes));
    query.addBindValue(secondsOf(token.createdAt));
    query.addBindValue(secondsOf(token.secretChangedAt));
}

} // namespace keyturn
