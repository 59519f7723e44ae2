// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "CauseTable.h"

using namespace Qt::StringLiterals;

namespace keyturn::access {

namespace {

using enum Confidence;

// The credentials are at fault as they were written; Access only says no to them.
template <Fault fault, Confidence sure>
Applies hasFault(const Clues &clues)
{
    if (!clues.answer->isStoppedByAccess() || clues.presented.fault != fault)
        return no;
    return clues.presented.isGuess ? Possible : sure;
}

Applies credentialsLostOnRedirect(const Clues &clues)
{
    const bool wereLost = clues.wereCredentialsWithheld() && !clues.credentialsSent;
    // On the login page the redirect to it is what counts.
    return wereLost && clues.answer->isStoppedByAccess() && !clues.answer->marks.isLoginPage ? Applies(Likely)
                                                                                             : no;
}

Applies sessionNotAccepted(const Clues &clues)
{
    // Who knows how the request carried them knows that a session was all it had.
    const bool isKnown = clues.seen.presented && clues.seen.style.kind == HeaderStyle::Kind::Two;
    const bool hasCredentials = clues.presented.hasClientId || clues.presented.hasSecret
        || (clues.seen.exchange.credentialsSent && !isKnown);
    return clues.presented.hasSession && !hasCredentials && clues.answer->isStoppedByAccess()
        ? Applies(Likely)
        : no;
}

Applies preflightRefused(const Clues &clues)
{
    const Sight &answer = *clues.answer;
    if (!clues.isPreflight() || answer.status != 403 || !answer.marks.isCloudflare)
        return no;
    return answer.isMarkedRefusal() ? Likely : Possible;
}

// No Access header and no body (facts 13, 3): a service may answer the same.
Applies webSocketOfWorkerApplication(const Clues &clues)
{
    const Sight &answer = *clues.answer;
    const bool isBare = answer.isUnmarkedRefusal() && answer.status == 403 && answer.reply.body.size == 0;
    return clues.isUpgrade() && isBare && answer.marks.isCloudflare ? Applies(Possible) : no;
}

Applies webSocketRefused(const Clues &clues)
{
    return clues.isUpgrade() && !clues.credentialsSent && clues.answer->isStoppedByAccess() ? Applies(Likely)
                                                                                            : no;
}

Applies xhrUnauthenticated(const Clues &clues)
{
    const bool isIt = clues.isXhr() && !clues.credentialsSent && clues.answer->status == 401;
    return isIt && clues.answer->isAccessRefusal() ? Applies(Likely) : no;
}

Applies portStripped(const Clues &clues)
{
    const QUrl &asked = clues.request().url;
    const Sight &answer = *clues.answer;
    if (!answer.isRedirect() || asked.port() == -1 || answer.location.port() != -1
        || asked.scheme() != answer.location.scheme() || asked.path() != answer.location.path()
        || asked.host().compare(answer.location.host(), Qt::CaseInsensitive) != 0)
        return no;
    return answer.marks.isCloudflare ? Likely : Possible;
}

} // namespace

std::vector<CauseRow> causesOfRequest()
{
    using enum Layer;
    using enum NextStep;
    using enum Outcome;

    // clang-format off
    return {
        {Cause::PreflightRefused, "preflight-refused"_L1, Access, Refused, Likely,
         preflightRefused, {AllowPreflight, LookUpRay}},
        {Cause::WebSocketOfWorkerApplication, "websocket-of-worker-application"_L1, Access, Refused, Possible,
         webSocketOfWorkerApplication, {ProtectWorkerByHost, CheckOrigin, LookUpRay}},
        {Cause::CredentialsNotFilledIn, "credentials-not-filled-in"_L1, Access, Refused, Likely,
         hasFault<Fault::NotFilledIn, Likely>, {FillInCredentials}},
        {Cause::CredentialsSwapped, "credentials-swapped"_L1, Access, Refused, Likely,
         hasFault<Fault::Swapped, Likely>, {UseExactHeaderNames}},
        {Cause::ApiTokenInsteadOfServiceToken, "api-token-instead-of-service-token"_L1, Access, Refused, Likely,
         hasFault<Fault::ApiToken, Likely>, {UseExactHeaderNames, CheckClientIdAndSecret}},
        {Cause::CredentialsMalformed, "credentials-malformed"_L1, Access, Refused, Likely,
         hasFault<Fault::Malformed, Likely>, {UseExactHeaderNames, CheckClientIdAndSecret}},
        {Cause::CredentialsWithLineBreak, "credentials-with-line-break"_L1, Access, Refused, Likely,
         hasFault<Fault::LineBreak, Likely>, {CleanValues}},
        {Cause::CredentialsQuoted, "credentials-quoted"_L1, Access, Refused, Likely,
         hasFault<Fault::Quoted, Likely>, {CleanValues}},
        {Cause::CredentialsDuplicated, "credentials-duplicated"_L1, Access, Refused, Likely,
         hasFault<Fault::Duplicated, Likely>, {SendOneStyle}},
        {Cause::BothHeaderStyles, "both-header-styles"_L1, Access, Refused, Likely,
         hasFault<Fault::BothStyles, Likely>, {SendOneStyle}},
        {Cause::CredentialsIncomplete, "credentials-incomplete"_L1, Access, Refused, Likely,
         hasFault<Fault::Incomplete, Likely>, {SendBothHeaders}},
        {Cause::SingleHeaderMalformed, "single-header-malformed"_L1, Access, Refused, Likely,
         hasFault<Fault::SingleKeys, Likely>, {CheckHeaderStyle, UseExactHeaderNames}},
        {Cause::HeaderNameMisspelt, "header-name-misspelt"_L1, Access, Refused, Likely,
         hasFault<Fault::MisspeltName, Likely>, {UseExactHeaderNames}},
        {Cause::CredentialsInAuthorization, "credentials-in-authorization"_L1, Access, Refused, Likely,
         hasFault<Fault::InAuthorization, Likely>, {UseExactHeaderNames, CheckHeaderStyle}},
        {Cause::CredentialsLostOnRedirect, "credentials-lost-on-redirect"_L1, Access, Refused, Likely,
         credentialsLostOnRedirect, {CheckUrl, DoNotFollowRedirects}},
        {Cause::SessionNotAccepted, "session-not-accepted"_L1, Access, Refused, Likely,
         sessionNotAccepted, {SendHeadersEachTime, SendWithToken}},
        {Cause::WebSocketRefused, "websocket-refused"_L1, Access, Refused, Likely,
         webSocketRefused, {SendHeadersOnUpgrade}},
        {Cause::XhrUnauthenticated, "xhr-unauthenticated"_L1, Access, Refused, Likely,
         xhrUnauthenticated, {SendHeadersEachTime, SendWithToken}},
        {Cause::PortStripped, "port-stripped"_L1, Access, Refused, Likely,
         portStripped, {UseUrlWithoutPort}},
    };
    // clang-format on
}

} // namespace keyturn::access
