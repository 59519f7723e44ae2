// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "TraitWording.h"

#include "Rfc3339.h"
#include "Shortened.h"
#include "TimeWording.h"
#include "TokenWording.h"
#include "VerdictWording.h"

#include <QCoreApplication>

#include <array>

using namespace Qt::StringLiterals;

namespace keyturn {

using State = TraitValue::State;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(TraitWording)
};

struct TraitName
{
    Trait trait;
    const char *name;
};

constexpr std::array traitNames{
    TraitName{Trait::Outcome, QT_TRANSLATE_NOOP("TraitWording", "Outcome")},
    TraitName{Trait::Cause, QT_TRANSLATE_NOOP("TraitWording", "Cause")},
    TraitName{Trait::Layer, QT_TRANSLATE_NOOP("TraitWording", "Answered by")},
    TraitName{Trait::WithToken, QT_TRANSLATE_NOOP("TraitWording", "With the token")},
    TraitName{Trait::WithoutToken, QT_TRANSLATE_NOOP("TraitWording", "Without credentials")},
    TraitName{Trait::Cloudflare, QT_TRANSLATE_NOOP("TraitWording", "Through Cloudflare")},
    TraitName{Trait::Scheme, QT_TRANSLATE_NOOP("TraitWording", "Scheme")},
    TraitName{Trait::TokenTeam, QT_TRANSLATE_NOOP("TraitWording", "Token's team")},
    TraitName{Trait::Team, QT_TRANSLATE_NOOP("TraitWording", "Team")},
    TraitName{Trait::HeaderStyle, QT_TRANSLATE_NOOP("TraitWording", "Header style")},
    TraitName{Trait::Credentials, QT_TRANSLATE_NOOP("TraitWording", "Credentials")},
    TraitName{Trait::TokenStatus, QT_TRANSLATE_NOOP("TraitWording", "Token's status")},
    TraitName{Trait::Mode, QT_TRANSLATE_NOOP("TraitWording", "Organization")},
    TraitName{Trait::Discovery, QT_TRANSLATE_NOOP("TraitWording", "Application names itself")},
    TraitName{Trait::Redirects, QT_TRANSLATE_NOOP("TraitWording", "Redirects")},
    TraitName{Trait::JwtIssuer, QT_TRANSLATE_NOOP("TraitWording", "JWT issuer")},
    TraitName{Trait::JwtAlgorithm, QT_TRANSLATE_NOOP("TraitWording", "JWT algorithm")},
    TraitName{Trait::ApplicationHost, QT_TRANSLATE_NOOP("TraitWording", "Application's host")},
    TraitName{Trait::Audience, QT_TRANSLATE_NOOP("TraitWording", "Application's AUD")},
    TraitName{Trait::Host, QT_TRANSLATE_NOOP("TraitWording", "Host")},
    TraitName{Trait::TokenName, QT_TRANSLATE_NOOP("TraitWording", "Token")},
    TraitName{Trait::ClientId, QT_TRANSLATE_NOOP("TraitWording", "Client ID")},
    TraitName{Trait::TokenExpiry, QT_TRANSLATE_NOOP("TraitWording", "Token ends")},
    TraitName{Trait::JwtAudience, QT_TRANSLATE_NOOP("TraitWording", "JWT audience")},
    TraitName{Trait::JwtCommonName, QT_TRANSLATE_NOOP("TraitWording", "JWT common name")},
    TraitName{Trait::JwtExpires, QT_TRANSLATE_NOOP("TraitWording", "JWT expires")},
    TraitName{Trait::JwtKeyId, QT_TRANSLATE_NOOP("TraitWording", "JWT key")},
    TraitName{Trait::Server, QT_TRANSLATE_NOOP("TraitWording", "Server")},
    TraitName{Trait::Confidence, QT_TRANSLATE_NOOP("TraitWording", "How sure")},
};

/// The word of that one of `all` whose id this is; else the id itself.
template <typename Enum>
QString wordWithId(const QString &id, std::initializer_list<Enum> all)
{
    for (const auto one : all) {
        if (idOf(one) == id)
            return wordFor(one);
    }
    return id;
}

/// Of what is compared by eye, the two ends are enough.
QString shownTag(const QString &tag)
{
    constexpr qsizetype longest = 24;
    return tag.size() <= longest ? tag : endsOf(tag, 10, 6);
}

QString wordForId(Trait trait, const QString &id)
{
    using access::Confidence;
    using access::Layer;
    using access::Outcome;
    using tokens::Status;
    switch (trait) {
    case Trait::Outcome:
        return wordWithId(
            id, {Outcome::Accepted, Outcome::Refused, Outcome::Open, Outcome::Unreachable, Outcome::Unknown});
    case Trait::Layer:
        return wordWithId(id, {Layer::Network, Layer::Edge, Layer::Waf, Layer::Access, Layer::Origin});
    case Trait::Confidence:
        return wordWithId(id, {Confidence::Certain, Confidence::Likely, Confidence::Possible});
    case Trait::TokenStatus:
        return wordWithId(
            id, {Status::Valid, Status::Due, Status::Expired, Status::Disabled, Status::Unknown});
    case Trait::Cloudflare:
        return id == u"yes" ? Words::tr("yes") : Words::tr("no");
    case Trait::TokenTeam:
        return id == u"same" ? Words::tr("the one that answered") : Words::tr("not the one that answered");
    case Trait::HeaderStyle:
        return id == u"two" ? Words::tr("two headers") : Words::tr("one header: %1").arg(id.section(u':', 1));
    case Trait::Credentials:
        return id == u"sent" ? Words::tr("sent") : Words::tr("not sent");
    case Trait::Mode:
        return id == u"strict" ? Words::tr("strict") : Words::tr("legacy");
    case Trait::Audience:
    case Trait::JwtAudience:
    case Trait::JwtKeyId:
        return shownTag(id);
    case Trait::Discovery:
        return id == u"named" ? Words::tr("yes") : Words::tr("not to be believed");
    case Trait::TokenExpiry:
    case Trait::JwtExpires: {
        if (id == u"forever")
            return Words::tr("never");
        const auto moment = parseRfc3339(id);
        return moment ? calendarTime(*moment) : id;
    }
    default:
        return id;
    }
}

QString absentWord(Trait trait)
{
    switch (trait) {
    case Trait::WithToken:
        return Words::tr("no answer, or not asked");
    case Trait::WithoutToken:
        return Words::tr("no answer");
    case Trait::Discovery:
        return Words::tr("no");
    default:
        return Words::tr("none");
    }
}

} // namespace

QString nameOf(Trait trait)
{
    return Words::tr(traitNames.at(static_cast<std::size_t>(trait)).name);
}

QString wordFor(Relation relation)
{
    switch (relation) {
    case Relation::Same:
        return Words::tr("same");
    case Relation::Differs:
        return Words::tr("differs");
    case Relation::OnlyLeft:
        return Words::tr("only left");
    case Relation::OnlyRight:
        return Words::tr("only right");
    case Relation::Unknown:
        return Words::tr("not known");
    }
    return {};
}

QString markOf(Relation relation)
{
    if (relation == Relation::Same)
        return u"="_s;
    return isDifference(relation) ? u"≠"_s : u"?"_s;
}

QString shownValue(Trait trait, const TraitValue &value)
{
    switch (value.state) {
    case State::Known:
        return wordForId(trait, value.shown);
    case State::Absent:
        return absentWord(trait);
    case State::Unknown:
        return Words::tr("not known");
    }
    return {};
}

} // namespace keyturn
