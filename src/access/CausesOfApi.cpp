// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "CauseTable.h"

#include "PageMarks.h"

using namespace Qt::StringLiterals;

namespace keyturn::access {

namespace {

using enum Confidence;

constexpr QLatin1StringView apiHost("api.cloudflare.com");

bool isRefusalOfTheApi(const Clues &clues)
{
    return clues.request().url.host() == apiHost && clues.answer->status >= 400;
}

template <int... codes>
bool hasApiCode(const Clues &clues)
{
    const auto seen = apiCodesIn(clues.answer->reply.body.start);
    return (seen.contains(codes) || ...);
}

Applies serviceTokenSentToApi(const Clues &clues)
{
    return isRefusalOfTheApi(clues) && clues.credentialsSent ? Applies(Likely) : no;
}

Applies accountTokenAtUserVerify(const Clues &clues)
{
    const bool isThere = clues.request().url.path().endsWith("/user/tokens/verify"_L1);
    return isRefusalOfTheApi(clues) && isThere && hasApiCode<1000>(clues) ? Applies(Possible) : no;
}

Applies apiTokenMalformed(const Clues &clues)
{
    return isRefusalOfTheApi(clues) && hasApiCode<6003, 6111>(clues) ? Applies(Likely) : no;
}

Applies zeroTrustNotEnabled(const Clues &clues)
{
    const bool saysSo = saysZeroTrustIsNotEnabled(clues.answer->reply.body.start);
    return isRefusalOfTheApi(clues) && saysSo ? Applies(Likely) : no;
}

Applies apiTokenRefused(const Clues &clues)
{
    return isRefusalOfTheApi(clues) && hasApiCode<1000, 9109, 10000>(clues) ? Applies(Likely) : no;
}

Applies teamNotFound(const Clues &clues)
{
    const QUrl &url = clues.request().url;
    const bool isCerts = isTeamHost(url.host()) && url.path() == "/cdn-cgi/access/certs"_L1;
    return isCerts && clues.answer->status == 404 ? Applies(Likely) : no;
}

} // namespace

std::vector<CauseRow> causesOfApi()
{
    using enum Layer;
    using enum NextStep;
    using enum Outcome;

    // clang-format off
    return {
        {Cause::TeamNotFound, "team-not-found"_L1, Access, Refused, Likely,
         teamNotFound, {CheckTeamName}},
        {Cause::ServiceTokenSentToApi, "service-token-sent-to-api"_L1, Origin, Refused, Likely,
         serviceTokenSentToApi, {CheckApiToken, CheckUrl}},
        {Cause::AccountTokenAtUserVerify, "account-token-at-user-verify"_L1, Origin, Refused, Possible,
         accountTokenAtUserVerify, {VerifyAtAccount, CheckApiToken}},
        {Cause::ApiTokenMalformed, "api-token-malformed"_L1, Origin, Refused, Likely,
         apiTokenMalformed, {CheckApiToken}},
        {Cause::ZeroTrustNotEnabled, "zero-trust-not-enabled"_L1, Origin, Refused, Likely,
         zeroTrustNotEnabled, {EnableZeroTrust}},
        {Cause::ApiTokenRefused, "api-token-refused"_L1, Origin, Refused, Likely,
         apiTokenRefused, {CheckApiToken}},
    };
    // clang-format on
}

} // namespace keyturn::access
