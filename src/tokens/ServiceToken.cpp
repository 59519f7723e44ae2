// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ServiceToken.h"

using namespace Qt::StringLiterals;

namespace keyturn::tokens {

namespace {

bool hasEnd(const Expiry &expiry)
{
    return expiry.kind == Expiry::Kind::At && expiry.at.isValid();
}

// Dates first, then what never ends, then what nobody knows.
int rankOf(const Expiry &expiry)
{
    if (hasEnd(expiry))
        return 0;
    return expiry.kind == Expiry::Kind::Forever ? 1 : 2;
}

} // namespace

QString idOf(Status status)
{
    switch (status) {
    case Status::Valid:
        return u"valid"_s;
    case Status::Due:
        return u"due"_s;
    case Status::Expired:
        return u"expired"_s;
    case Status::Disabled:
        return u"disabled"_s;
    case Status::Unknown:
        return u"unknown"_s;
    }
    return {};
}

Status statusOf(const ServiceToken &token, const QDateTime &now)
{
    const bool ends = hasEnd(token.expiry);
    if (ends && token.expiry.at <= now)
        return Status::Expired;
    if (token.disabled)
        return Status::Disabled;
    if (token.expiry.kind == Expiry::Kind::Forever)
        return Status::Valid;
    if (!ends)
        return Status::Unknown;
    return token.expiry.at <= now.toUTC().addDays(dueDays) ? Status::Due : Status::Valid;
}

ServiceToken withChanges(const ServiceToken &before, const ServiceToken &after, ServiceToken onto)
{
    const auto take = [&](auto ServiceToken::*field) {
        if (before.*field != after.*field)
            onto.*field = after.*field;
    };
    take(&ServiceToken::name);
    take(&ServiceToken::clientId);
    take(&ServiceToken::expiry);
    take(&ServiceToken::disabled);
    take(&ServiceToken::hosts);
    take(&ServiceToken::team);
    take(&ServiceToken::owner);
    take(&ServiceToken::environment);
    take(&ServiceToken::tags);
    take(&ServiceToken::notes);
    take(&ServiceToken::createdAt);
    take(&ServiceToken::secretChangedAt);
    return onto;
}

bool endsBefore(const ServiceToken &a, const ServiceToken &b)
{
    const auto rankA = rankOf(a.expiry);
    const auto rankB = rankOf(b.expiry);
    if (rankA != rankB)
        return rankA < rankB;
    if (rankA == 0 && a.expiry.at != b.expiry.at)
        return a.expiry.at < b.expiry.at;
    const auto byName = a.name.compare(b.name, Qt::CaseInsensitive);
    return byName != 0 ? byName < 0 : a.id < b.id;
}

} // namespace keyturn::tokens
