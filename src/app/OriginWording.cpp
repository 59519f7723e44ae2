// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "OriginWording.h"

#include <QCoreApplication>

namespace keyturn {

using jwt::Origin;
using jwt::OriginCheck;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(OriginWording)
};

QString passedMeaning(OriginCheck check)
{
    switch (check) {
    case OriginCheck::Present:
        return Words::tr("There is a JWT in the header");
    case OriginCheck::Readable:
        return Words::tr("It can be taken apart");
    case OriginCheck::Algorithm:
        return Words::tr("It is signed with an allowed algorithm");
    case OriginCheck::CriticalHeader:
        return Words::tr("It has no critical extension");
    case OriginCheck::Form:
        return Words::tr("The claims have the form that is needed");
    case OriginCheck::Issuer:
        return Words::tr("It is from the team that is expected");
    case OriginCheck::Audience:
        return Words::tr("It is meant for this application");
    case OriginCheck::Signature:
        return Words::tr("A published key signed it");
    case OriginCheck::Expiry:
        return Words::tr("It has not expired");
    case OriginCheck::NotBefore:
        return Words::tr("It is valid already");
    case OriginCheck::Person:
        return Words::tr("It names a person");
    }
    return {};
}

QString failedMeaning(OriginCheck check)
{
    switch (check) {
    case OriginCheck::Present:
        return Words::tr("There is no JWT: Access is not in front of it, or the header was lost on the way");
    case OriginCheck::Readable:
        return Words::tr("It cannot be taken apart: no three parts, no base64url, or no JSON");
    case OriginCheck::Algorithm:
        return Words::tr("It asks for an algorithm that is not allowed");
    case OriginCheck::CriticalHeader:
        return Words::tr("It has a critical extension, which must be refused");
    case OriginCheck::Form:
        return Words::tr("A claim that is needed is missing or of another kind");
    case OriginCheck::Issuer:
        return Words::tr("It is from another issuer than the one that is set up");
    case OriginCheck::Audience:
        return Words::tr("It is meant for another application, or the origin knows no AUD tag");
    case OriginCheck::Signature:
        return Words::tr("No published key that may be tried signed it");
    case OriginCheck::Expiry:
        return Words::tr("It has expired");
    case OriginCheck::NotBefore:
        return Words::tr("It is not valid yet");
    case OriginCheck::Person:
        return Words::tr("It names no person, as no token of a service does");
    }
    return {};
}

QString adviceOn(OriginCheck check)
{
    switch (check) {
    case OriginCheck::Present:
        return Words::tr("Let the request go through Access, and pass Cf-Access-Jwt-Assertion on.");
    case OriginCheck::Readable:
        return Words::tr("Pass the token on unchanged; copy all of it.");
    case OriginCheck::Algorithm:
        return Words::tr("Find out who signed this: Access uses RS256.");
    case OriginCheck::CriticalHeader:
        return Words::tr("Find out who issued this: Access sends no crit.");
    case OriginCheck::Form:
        return Words::tr("Find out who issued this: tokens of Access have exp as a number and iss as text.");
    case OriginCheck::Issuer:
        return Words::tr(
            "Check the team name in the origin's settings: https in front, no slash at the end.");
    case OriginCheck::Audience:
        return Words::tr("Copy the AUD tag of the application into the origin's settings.");
    case OriginCheck::Signature:
        return Words::tr("Let the origin fetch the keys of the right team anew.");
    case OriginCheck::Expiry:
        return Words::tr("Send a new request through Access; check the origin's clock.");
    case OriginCheck::NotBefore:
        return Words::tr("Check the origin's clock.");
    case OriginCheck::Person:
        return Words::tr("Let the origin read common_name where there is no email and sub is empty.");
    }
    return {};
}

} // namespace

QString nameOf(Origin origin)
{
    switch (origin) {
    case Origin::Hono:
        return Words::tr("Hono's middleware for Access 0.4.0, with its audience set");
    case Origin::HonoAnyAudience:
        return Words::tr("Hono's middleware for Access 0.4.0, without an audience");
    case Origin::Cloudflared:
        return Words::tr("cloudflared's own check in front of an origin");
    case Origin::Jose:
        return Words::tr("A Worker with jose, as Cloudflare documents it");
    case Origin::WantsPerson:
        return Words::tr("A Worker with jose that also wants an email or a subject");
    }
    return {};
}

QString meaningOf(const jwt::OriginStep &step)
{
    return step.passes ? passedMeaning(step.check) : failedMeaning(step.check);
}

QString sentenceFor(const jwt::OriginAnswer &answer)
{
    if (answer.accepts())
        return answer.origin == Origin::HonoAnyAudience ? Words::tr(
                   "It would accept this, and just as well a token for any other application of the team.")
                                                        : Words::tr("It would accept this.");
    const auto why = answer.steps.isEmpty() ? QString() : meaningOf(answer.steps.last());
    if (answer.text.isEmpty())
        return Words::tr("It would answer %1. %2.").arg(answer.status).arg(why);
    return Words::tr("It would answer %1, “%2”. %3.").arg(answer.status).arg(answer.text, why);
}

QString adviceFor(const jwt::OriginAnswer &answer)
{
    return answer.accepts() || answer.steps.isEmpty() ? QString() : adviceOn(answer.steps.last().check);
}

QString sentenceFor(const jwt::AssumedSetting &assumed)
{
    if (assumed.issuer && assumed.audience)
        return Words::tr(
            "This assumes an origin that expects the issuer and the audience that this token names.");
    if (assumed.issuer)
        return Words::tr("This assumes an origin that expects the issuer that this token names.");
    if (assumed.audience)
        return Words::tr("This assumes an origin that expects the audience that this token names.");
    return {};
}

} // namespace keyturn
