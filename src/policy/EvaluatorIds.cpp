// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Evaluator.h"

using namespace Qt::StringLiterals;

namespace keyturn::policy {

QString idOf(Confidence confidence)
{
    switch (confidence) {
    case Confidence::Certain:
        return u"certain"_s;
    case Confidence::Likely:
        return u"likely"_s;
    case Confidence::Possible:
        return u"possible"_s;
    }
    return {};
}

QString idOf(TokenState state)
{
    switch (state) {
    case TokenState::Unknown:
        return u"unknown"_s;
    case TokenState::Valid:
        return u"valid"_s;
    case TokenState::Expired:
        return u"expired"_s;
    case TokenState::Disabled:
        return u"disabled"_s;
    }
    return {};
}

QString idOf(RuleReason reason)
{
    switch (reason) {
    case RuleReason::Matches:
        return u"matches"_s;
    case RuleReason::DoesNotMatch:
        return u"does-not-match"_s;
    case RuleReason::AsksForIdentity:
        return u"asks-for-identity"_s;
    case RuleReason::NoToken:
        return u"no-token"_s;
    case RuleReason::TokenExpired:
        return u"token-expired"_s;
    case RuleReason::TokenDisabled:
        return u"token-disabled"_s;
    case RuleReason::TokenIdNotKnown:
        return u"token-id-not-known"_s;
    case RuleReason::FactNotKnown:
        return u"fact-not-known"_s;
    case RuleReason::NotCheckable:
        return u"not-checkable"_s;
    case RuleReason::ValueMissing:
        return u"value-missing"_s;
    case RuleReason::GroupMatches:
        return u"group-matches"_s;
    case RuleReason::GroupDoesNotMatch:
        return u"group-does-not-match"_s;
    case RuleReason::GroupMissing:
        return u"group-missing"_s;
    case RuleReason::GroupNotTold:
        return u"group-not-told"_s;
    case RuleReason::UnknownKind:
        return u"unknown-kind"_s;
    }
    return {};
}

QString idOf(PolicyReason reason)
{
    switch (reason) {
    case PolicyReason::LetsIn:
        return u"lets-in"_s;
    case PolicyReason::EmptyInclude:
        return u"empty-include"_s;
    case PolicyReason::NotIncluded:
        return u"not-included"_s;
    case PolicyReason::RequireFailed:
        return u"require-failed"_s;
    case PolicyReason::Excluded:
        return u"excluded"_s;
    case PolicyReason::CannotTell:
        return u"cannot-tell"_s;
    case PolicyReason::NotSpelledOut:
        return u"not-spelled-out"_s;
    case PolicyReason::UnknownDecision:
        return u"unknown-decision"_s;
    case PolicyReason::AllowNeedsLogin:
        return u"allow-needs-login"_s;
    case PolicyReason::BlockComesAfter:
        return u"block-comes-after"_s;
    case PolicyReason::StoppedByEarlier:
        return u"stopped-by-earlier"_s;
    case PolicyReason::NoCredential:
        return u"no-credential"_s;
    }
    return {};
}

QString idOf(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Accepted:
        return u"accepted"_s;
    case Outcome::Bypassed:
        return u"bypassed"_s;
    case Outcome::Refused:
        return u"refused"_s;
    case Outcome::CannotTell:
        return u"cannot-tell"_s;
    }
    return {};
}

} // namespace keyturn::policy
