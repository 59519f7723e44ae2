// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Makes a profile with as many tokens as wanted: bench_inventory FOLDER COUNT

#include "SqliteTokenArchive.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QUuid>

using namespace Qt::StringLiterals;
using keyturn::SqliteTokenArchive;
using keyturn::tokens::Expiry;
using keyturn::tokens::ServiceToken;

namespace {

ServiceToken tokenNumber(int number, const QDateTime &now)
{
    constexpr std::array environments{u"production", u"staging", u"development"};
    constexpr std::array owners{u"platform@example.com", u"data@example.com", u"", u"payments@example.com"};
    const auto digest = QCryptographicHash::hash(QByteArray::number(number), QCryptographicHash::Md5).toHex();

    ServiceToken token;
    token.id = QUuid::createUuidV5(QUuid(), QByteArray::number(number)).toString(QUuid::WithoutBraces);
    token.name = u"service-%1-%2"_s.arg(QString::fromLatin1(digest.first(6))).arg(number);
    token.clientId = QString::fromLatin1(digest) + u".access"_s;
    // One in twenty never ends, one in a hundred has ended, the others end over the next ten years.
    token.expiry = number % 20 == 0 ? Expiry::unlimited()
        : number % 100 == 1         ? Expiry::on(now.addDays(-1 - number % 300))
                                    : Expiry::on(now.addDays(40 + number % 3600));
    token.hosts = {u"api-%1.example.com"_s.arg(number), u"*.internal-%1.example.com"_s.arg(number % 50)};
    token.team = u"acme"_s;
    token.owner = QString::fromUtf16(owners.at(static_cast<size_t>(number) % owners.size()));
    token.environment
        = QString::fromUtf16(environments.at(static_cast<size_t>(number) % environments.size()));
    token.tags = {u"batch-%1"_s.arg(number % 12), u"bench"_s};
    token.notes = u"Kept for the measuring of large inventories."_s;
    token.createdAt = now.addDays(-number % 700);
    token.secretChangedAt = token.createdAt;
    return token;
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const auto arguments = QCoreApplication::arguments();
    if (arguments.size() != 3)
        return 2;
    const auto archive = SqliteTokenArchive::open(arguments.at(1));
    if (!archive)
        return 1;
    const auto now = QDateTime::currentDateTimeUtc();
    for (int number = 0; number < arguments.at(2).toInt(); ++number) {
        if (!(*archive)->add(tokenNumber(number, now)))
            return 1;
    }
    return 0;
}
