// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "PolicyCommand.h"

#include "GivenText.h"
#include "PolicyWording.h"

#include <QFileInfo>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keyturn::cli {

namespace {

using policy::Account;
using policy::Caller;

Result<Account, Trouble> accountFrom(const QString &file)
{
    const auto tooLong = wrongUsage(
        u"The text is longer than 16 MB."_s,
        u"Give the applications alone, or the account in parts: the answers add up only as far as they go."_s);
    const auto text = readGiven(file, policy::longestPolicyText, tooLong);
    if (!text)
        return Failure{text.error()};
    const auto account = policy::readAccount(*text);
    if (account)
        return *account;
    const auto &failure = account.error();
    return Failure{Trouble{
        ExitCode::NotFound, policy::idOf(failure.error), sentenceFor(failure),
        u"It reads what the API answers to GET .../access/apps, groups, policies and service_tokens, one of "
        u"them or an object with a list for each: apps, groups, policies, service_tokens, organization, alerts."_s}};
}

std::optional<Trouble> ambiguity(const Account &account, const QString &name)
{
    VaultFailure failure;
    failure.cause = VaultFailure::Cause::AmbiguousToken;
    failure.detail = name;
    for (const auto &token : account.tokens) {
        if (token.name == name)
            failure.candidates.append(token.id.isEmpty() ? token.clientId : token.id);
    }
    return failure.candidates.size() > 1 ? std::optional(troubleOf(failure)) : std::nullopt;
}

/// The token of the inventory. Null when there is none; an inventory that is not there has none.
Result<std::optional<tokens::ServiceToken>, Trouble> keptToken(const Workplace &place, const QString &text)
{
    // A question must not make a profile.
    if (!QFileInfo::exists(place.profile()))
        return std::optional<tokens::ServiceToken>();
    const auto open = openVault(place);
    if (!open)
        return Failure{open.error()};
    const auto found = open->vault->find(text);
    if (found)
        return std::optional(*found);
    if (found.error().cause == VaultFailure::Cause::NoSuchToken)
        return std::optional<tokens::ServiceToken>();
    return Failure{troubleOf(found.error())};
}

Result<Caller, Trouble> callerNamed(const Workplace &place, const Account &account, const QString &text)
{
    const auto now = place.now();
    const auto caller = policy::callerOf(account, text, now);
    if (caller.state != policy::TokenState::Unknown)
        return caller;
    if (const auto trouble = ambiguity(account, text))
        return Failure{*trouble};
    const auto kept = keptToken(place, text);
    if (!kept)
        return Failure{kept.error()};
    if (*kept)
        return callerFor(**kept, account, now);
    // An id that no list can deny is taken as it is.
    const bool isAnId = !caller.clientId.isEmpty() || !caller.tokenId.isEmpty();
    if (isAnId && !account.tokensTold)
        return caller;
    return Failure{Trouble{
        ExitCode::NotFound, u"no-such-token"_s,
        u"There is no token “%1” in the text or in Keyturn's inventory."_s.arg(shownText(text)),
        u"Give its Client ID with --client-id, or add the list of service tokens to the text."_s}};
}

Result<std::optional<Caller>, Trouble>
callerOf(const Workplace &place, const Account &account, const AskPolicies &command)
{
    if (!command.clientId.isEmpty())
        return std::optional(policy::callerOf(account, command.clientId, place.now()));
    if (command.token.isEmpty())
        return std::optional<Caller>();
    const auto caller = callerNamed(place, account, command.token);
    if (!caller)
        return Failure{caller.error()};
    return std::optional(*caller);
}

} // namespace

ExitCode exitCodeOf(const PolicyReport &report)
{
    if (!report.question.caller)
        return policy::hasErrors(report.lintInQuestion()) ? ExitCode::No : ExitCode::Done;
    const auto outcome = report.outcome();
    const bool isLetIn = outcome == policy::Outcome::Accepted || outcome == policy::Outcome::Bypassed;
    return isLetIn ? ExitCode::Done : ExitCode::No;
}

ExitCode run(const Workplace &place, const AskPolicies &command)
{
    if (!command.url.isEmpty() && !policy::placeOf(command.url))
        return place.fail(wrongUsage(u"--url is no http or https URL."_s));
    const auto account = accountFrom(command.file);
    if (!account)
        return place.fail(account.error());
    const auto caller = callerOf(place, *account, command);
    if (!caller)
        return place.fail(caller.error());
    const auto report = policyReport(*account, {*caller, command.url}, place.now());
    place.out.document(jsonOf(report));
    showPolicies(place.out, report);
    return exitCodeOf(report);
}

} // namespace keyturn::cli
