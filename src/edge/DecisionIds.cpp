// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Decision.h"

namespace keyturn::edge {

using namespace Qt::StringLiterals;

QString idOf(Credentials credentials)
{
    switch (credentials) {
    case Credentials::None:
        return u"none"_s;
    case Credentials::Incomplete:
        return u"incomplete"_s;
    case Credentials::Duplicated:
        return u"duplicated"_s;
    case Credentials::BothStyles:
        return u"both-styles"_s;
    case Credentials::UnknownId:
        return u"unknown-id"_s;
    case Credentials::WrongSecret:
        return u"wrong-secret"_s;
    case Credentials::Expired:
        return u"expired"_s;
    case Credentials::Disabled:
        return u"disabled"_s;
    case Credentials::Valid:
        return u"valid"_s;
    }
    return {};
}

QString idOf(Ruling ruling)
{
    switch (ruling) {
    case Ruling::NoApplication:
        return u"no-application"_s;
    case Ruling::Bypassed:
        return u"bypassed"_s;
    case Ruling::Admitted:
        return u"admitted"_s;
    case Ruling::PreflightPassed:
        return u"preflight-passed"_s;
    case Ruling::PreflightAnswered:
        return u"preflight-answered"_s;
    case Ruling::PreflightRefused:
        return u"preflight-refused"_s;
    case Ruling::LoginRedirect:
        return u"login-redirect"_s;
    case Ruling::XhrUnauthorised:
        return u"xhr-unauthorised"_s;
    case Ruling::ServiceAuthForbidden:
        return u"service-auth-forbidden"_s;
    case Ruling::CannotAuthenticate:
        return u"cannot-authenticate"_s;
    case Ruling::NotAuthorised:
        return u"not-authorised"_s;
    case Ruling::OauthChallenge:
        return u"oauth-challenge"_s;
    case Ruling::CustomDeny:
        return u"custom-deny"_s;
    case Ruling::WorkerUpgradeRefused:
        return u"worker-upgrade-refused"_s;
    case Ruling::UnmatchedDenied:
        return u"unmatched-denied"_s;
    case Ruling::FirewallBlocked:
        return u"firewall-blocked"_s;
    case Ruling::FirewallChallenged:
        return u"firewall-challenged"_s;
    case Ruling::OwnEndpoint:
        return u"own-endpoint"_s;
    }
    return {};
}

} // namespace keyturn::edge
