// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "CauseTable.h"

#include "PageMarks.h"

using namespace Qt::StringLiterals;

namespace keyturn::access {

namespace {

using enum Confidence;

// Texts of the Hono middleware, word for word (facts 3.5). Something else may write the same.
template <MiddlewareAnswer meant>
Applies middlewareSays(const Clues &clues)
{
    const Sight &answer = *clues.answer;
    if (!answer.marks.isHonoMessage || middlewareAnswerOf(answer.reply.body.start) != meant)
        return no;
    return Likely;
}

// Only where Access was passed is it the identity that is missing.
Applies originWantsIdentity(const Clues &clues)
{
    const Sight &answer = *clues.answer;
    if (!clues.credentialsSent || !answer.isUnmarkedRefusal()
        || missingIdentityIn(answer.reply.body.start).isEmpty())
        return no;
    return answer.hasAuthorization() || clues.isControlStopped() ? Likely : Possible;
}

Applies workerOauthChallenge(const Clues &clues)
{
    const Sight &answer = *clues.answer;
    const QByteArray header = http::headerValue(answer.reply.headers, "WWW-Authenticate");
    const bool isIt = answer.status == 401 && answer.marks.challenge == Challenge::OtherBearer
        && header.contains("realm=\"OAuth\"");
    return isIt && !answer.isStoppedByAccess() ? Applies(Likely) : no;
}

Applies originAsksForLogin(const Clues &clues)
{
    const Sight &answer = *clues.answer;
    const bool isOther
        = answer.marks.challenge == Challenge::Other || answer.marks.challenge == Challenge::OtherBearer;
    return answer.status == 401 && isOther && !answer.isStoppedByAccess() ? Applies(Likely) : no;
}

// 1101 and 1102 are the Worker's own failures (facts 13, 5).
Applies workerFailed(const Clues &clues)
{
    const int code = cloudflareCodeOf(clues.answer->reply.body.start);
    return clues.answer->marks.isCloudflare && (code == 1101 || code == 1102) ? Applies(Likely) : no;
}

Applies originRateLimited(const Clues &clues)
{
    const Sight &answer = *clues.answer;
    return answer.status == 429 && !answer.reply.headers.isEmpty() ? Applies(Possible) : no;
}

} // namespace

std::vector<CauseRow> causesOfMiddleware()
{
    using enum Layer;
    using enum NextStep;
    using enum Outcome;
    using Says = MiddlewareAnswer;

    // clang-format off
    return {
        {Cause::MiddlewareNoAssertion, "middleware-no-assertion"_L1, Origin, Refused, Likely,
         middlewareSays<Says::NoAssertion>, {ProtectHost, CheckBypassPolicy}},
        {Cause::MiddlewareWrongTeam, "middleware-wrong-team"_L1, Origin, Refused, Likely,
         middlewareSays<Says::WrongTeam>, {CheckMiddlewareTeam}},
        {Cause::MiddlewareWrongAudience, "middleware-wrong-audience"_L1, Origin, Refused, Likely,
         middlewareSays<Says::WrongAudience>, {CheckMiddlewareAudience, VerifyJwt}},
        {Cause::MiddlewareTokenOutOfTime, "middleware-token-out-of-time"_L1, Origin, Refused, Likely,
         middlewareSays<Says::OutOfTime>, {CheckClocks, RemoveCookies}},
        {Cause::MiddlewareTokenInvalid, "middleware-token-invalid"_L1, Origin, Refused, Likely,
         middlewareSays<Says::Invalid>, {VerifyJwt, CheckMiddlewareTeam}},
        {Cause::WorkerFailed, "worker-failed"_L1, Origin, Refused, Likely,
         workerFailed, {CheckWorkerLogs, LookUpRay}},
        {Cause::OriginWantsIdentity, "origin-wants-identity"_L1, Origin, Refused, Likely,
         originWantsIdentity, {CheckOriginWantsEmail, CheckOrigin}},
        {Cause::WorkerOauthChallenge, "worker-oauth-challenge"_L1, Origin, Refused, Likely,
         workerOauthChallenge, {CheckOrigin}},
        {Cause::OriginAsksForLogin, "origin-asks-for-login"_L1, Origin, Refused, Likely,
         originAsksForLogin, {CheckOrigin}},
        {Cause::OriginRateLimited, "origin-rate-limited"_L1, Origin, Refused, Possible,
         originRateLimited, {WaitAndRetry, CheckWafEvents, LookUpRay}},
    };
    // clang-format on
}

} // namespace keyturn::access
