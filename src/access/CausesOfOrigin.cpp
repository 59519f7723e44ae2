// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "CauseTable.h"

using namespace Qt::StringLiterals;

namespace keyturn::access {

namespace {

using enum Confidence;

// Anybody can set a cookie of that name: only what came through Cloudflare may be Access's.
bool hasProof(const Sight &answer)
{
    return answer.hasAuthorization() && answer.marks.isCloudflare;
}

// Its path or its name is Access's, its host is not (facts 2.7, S1).
Applies loginLookAlike(const Clues &clues)
{
    return imitatesLogin(clues.answer->marks.otherRedirect) ? Applies(Likely) : no;
}

Applies bypassed(const Clues &clues)
{
    const Sight &answer = *clues.answer;
    if (!clues.hasApplication() || !answer.isSuccess() || !answer.isAnswer())
        return no;
    const bool isOpen
        = clues.credentialsSent ? clues.control && clues.control->isSuccess() && clues.isControlSame() : true;
    return isOpen && !answer.hasAuthorization() ? Applies(Likely) : no;
}

Applies secretNotChecked(const Clues &clues)
{
    const Sight &answer = *clues.answer;
    const bool isLetIn
        = clues.brokenSecret && clues.brokenSecret->isSuccess() && clues.brokenSecret->isAnswer();
    return isLetIn && clues.credentialsSent && answer.isSuccess() && answer.isAnswer()
            && clues.isControlStopped()
        ? Applies(Likely)
        : no;
}

// The login page and others look like that to a client that wanted JSON (facts 2.7, S12).
Applies htmlWhereJsonExpected(const Clues &clues)
{
    const Sight &answer = *clues.answer;
    const QByteArray wanted = http::headerValue(clues.request().headers, "Accept").trimmed().toLower();
    const QByteArray got = http::headerValue(answer.reply.headers, "Content-Type").trimmed().toLower();
    return answer.isSuccess() && answer.isAnswer() && wanted.startsWith("application/json")
            && !wanted.contains("text/html") && got.startsWith("text/html") && !clues.control
        ? Applies(Possible)
        : no;
}

// A pasted answer may have lost its headers: nothing follows from headers that are not there at all.
Applies notBehindCloudflare(const Clues &clues)
{
    const Sight &answer = *clues.answer;
    if (answer.marks.isCloudflare || answer.reply.headers.isEmpty() || answer.hasAccessMark()
        || (clues.control && clues.control->marks.isCloudflare))
        return no;
    return Match(Likely, answer.isUnmarkedRefusal() ? Outcome::Refused : Outcome::Open);
}

Applies openWithoutToken(const Clues &clues)
{
    const Sight &answer = *clues.answer;
    if (!clues.credentialsSent || !clues.control || !clues.control->isAnswer() || !answer.isAnswer())
        return no;
    if (!answer.isSuccess() || !clues.isControlSame())
        return Likely;
    const bool hasAccessMark
        = answer.hasAccessMark() || clues.control->hasAccessMark() || clues.hasApplication();
    return hasAccessMark ? Likely : Certain;
}

Applies originRedirect(const Clues &clues)
{
    const Sight &answer = *clues.answer;
    if (!answer.isRedirect())
        return no;
    if (answer.hasAuthorization() || clues.isControlStopped())
        return Match(Likely, Outcome::Accepted);
    if (clues.isControlSame())
        return Match(Likely, Outcome::Open);
    return Match(Possible, clues.credentialsSent ? Outcome::Unknown : Outcome::Open);
}

Applies accepted(const Clues &clues)
{
    const Sight &answer = *clues.answer;
    if (!clues.credentialsSent || !answer.isAnswer() || answer.reply.headers.isEmpty())
        return no;
    // The other ways in which Access stops a request are known from reports only.
    const bool isControlMarked = clues.control && clues.control->marks.isCloudflare
        && (clues.control->marks.loginRedirect || clues.control->isMarkedRefusal());
    if (hasProof(answer) || isControlMarked)
        return answer.isSuccess() ? Certain : Likely;
    if (answer.hasAuthorization() || clues.control || clues.hasApplication())
        return Likely;
    return Possible;
}

// An answer without Access's headers is the origin's (facts 2.7, S8): that is a report, not a promise. The
// cookie is proof that Access was passed.
Applies acceptedButOriginRefused(const Clues &clues)
{
    const Sight &answer = *clues.answer;
    if (!clues.credentialsSent || !answer.isUnmarkedRefusal() || answer.reply.headers.isEmpty())
        return no;
    if (hasProof(answer))
        return Certain;
    if (answer.hasAuthorization() || clues.isControlStopped())
        return Likely;
    if (clues.control)
        return no;
    const bool saysSoItself = answer.marks.isHonoMessage || (clues.hasApplication() && answer.status >= 500);
    return saysSoItself ? Likely : Possible;
}

Applies originRefused(const Clues &clues)
{
    const Sight &answer = *clues.answer;
    if (!answer.isUnmarkedRefusal() || answer.reply.headers.isEmpty())
        return no;
    return answer.marks.isHonoMessage || clues.isControlSame() ? Likely : Possible;
}

Applies originAnswered(const Clues &clues)
{
    const Sight &answer = *clues.answer;
    if (clues.credentialsSent || !answer.isAnswer() || answer.reply.headers.isEmpty())
        return no;
    return Likely;
}

Applies always(const Clues &)
{
    return Possible;
}

} // namespace

std::vector<CauseRow> causesOfOrigin()
{
    using enum Layer;
    using enum NextStep;
    using enum Outcome;

    // clang-format off
    return {
        {Cause::LoginLookAlike, "login-look-alike"_L1, Origin, Unknown, Likely,
         loginLookAlike, {DistrustAddress, CheckUrl}},
        {Cause::NotBehindCloudflare, "not-behind-cloudflare"_L1, Origin, Open, Likely,
         notBehindCloudflare, {CheckProxyStatus, CheckUrl}},
        {Cause::SecretNotChecked, "secret-not-checked"_L1, Origin, Open, Likely,
         secretNotChecked, {CheckBypassPolicy, ProtectHost}},
        {Cause::HtmlWhereJsonExpected, "html-where-json-expected"_L1, Origin, Unknown, Possible,
         htmlWhereJsonExpected, {DoNotFollowRedirects, CheckOrigin}},
        {Cause::Bypassed, "bypassed"_L1, Origin, Open, Likely,
         bypassed, {CheckBypassPolicy, ProtectHost}},
        {Cause::OpenWithoutToken, "open-without-token"_L1, Origin, Open, Certain,
         openWithoutToken, {ProtectHost}},
        {Cause::OriginRedirect, "origin-redirect"_L1, Origin, Unknown, Likely,
         originRedirect, {CheckUrl, CheckOrigin}},
        {Cause::Accepted, "accepted"_L1, Origin, Accepted, Certain,
         accepted, {VerifyJwt}},
        {Cause::AcceptedButOriginRefused, "accepted-but-origin-refused"_L1, Origin, Refused, Certain,
         acceptedButOriginRefused, {CheckOriginWantsEmail, CheckOrigin}},
        {Cause::OriginRefused, "origin-refused"_L1, Origin, Refused, Likely,
         originRefused, {CheckOrigin, CheckWafEvents, LookUpRay}},
        {Cause::OriginAnswered, "origin-answered"_L1, Origin, Open, Likely,
         originAnswered, {SendWithToken, ProtectHost}},
        {Cause::Undetermined, "undetermined"_L1, std::nullopt, Unknown, Possible,
         always, {Diagnose, LookUpRay}},
    };
    // clang-format on
}

} // namespace keyturn::access
