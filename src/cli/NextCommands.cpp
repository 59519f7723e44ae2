// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "NextCommands.h"

#include "EdgeReply.h"
#include "SafeExchange.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace keyturn::cli {

namespace {

using access::EvidenceKind;
using access::NextStep;

QString typed(const QString &words)
{
    return u"keyturn-cli "_s + words;
}

QString urlWord(const QUrl &url)
{
    if (url.isEmpty())
        return u"URL"_s;
    return shellWord(withoutNamedSecrets(url.toString(QUrl::RemoveUserInfo | QUrl::RemoveFragment)));
}

/// "--token 'my token'", or "--token NAME" where nobody has named one.
QString asTyped(const TokenChoice &choice)
{
    if (!choice.isGiven)
        return u"--token "_s + (choice.token.isEmpty() ? u"NAME"_s : shellWord(choice.token));
    const auto secret = choice.secret.kind == SecretSource::Kind::File
        ? u"--secret-file "_s + shellWord(choice.secret.file)
        : u"--secret-stdin"_s;
    return choice.clientId.isEmpty() ? secret : u"--client-id %1 "_s.arg(shellWord(choice.clientId)) + secret;
}

QString withToken(const QString &command, const Subject &subject)
{
    return typed(command + u' ' + asTyped(subject.token));
}

/// The same for a command that sends nothing, and so takes no secret.
QString askingPolicies(const Subject &subject)
{
    const auto &token = subject.token;
    const auto named = !token.isGiven ? asTyped(token)
        : token.clientId.isEmpty()    ? u"--client-id ID"_s
                                      : u"--client-id "_s + shellWord(token.clientId);
    return typed(u"policy FILE %1 --url %2"_s.arg(named, urlWord(subject.url)));
}

QString verifyingJwt(const Subject &subject)
{
    // An edge on this machine is its own team.
    if (http::isLoopback(subject.url))
        return typed(u"jwt verify --jwks-url "_s + urlWord(access::certsUrl(subject.url)));
    return typed(
        u"jwt verify --team "_s + (subject.teamHost.isEmpty() ? u"TEAM"_s : shellWord(subject.teamHost)));
}

QUrl withHttps(QUrl url)
{
    url.setScheme(u"https"_s);
    return url;
}

QUrl withoutPort(QUrl url)
{
    url.setPort(-1);
    return url;
}

QString teamIn(const access::Verdict &verdict)
{
    for (const auto &seen : verdict.evidence) {
        if (seen.kind == EvidenceKind::LoginRedirectTo && access::isTeamHost(seen.value))
            return seen.value;
    }
    return {};
}

} // namespace

QString shellWord(const QString &text)
{
    static const QRegularExpression plain(u"^[A-Za-z0-9_./:@%+=,-]+$"_s);
    if (plain.match(text).hasMatch())
        return text;
    auto quoted = text;
    return u'\'' + quoted.replace(u"'"_s, u"'\\''"_s) + u'\'';
}

QString commandFor(NextStep step, const Subject &subject)
{
    const auto url = urlWord(subject.url);
    switch (step) {
    case NextStep::Diagnose:
    case NextStep::SendWithToken:
    case NextStep::UseOauthOrHeaders:
        return withToken(u"probe "_s + url, subject);
    case NextStep::SendWithoutCredentials:
        return typed(u"send "_s + url);
    case NextStep::DoNotFollowRedirects:
        return withToken(u"send "_s + url, subject);
    case NextStep::UseHttps:
        return withToken(u"probe "_s + urlWord(withHttps(subject.url)), subject);
    case NextStep::UseUrlWithoutPort:
        return withToken(u"probe "_s + urlWord(withoutPort(subject.url)), subject);
    case NextStep::CheckHeaderStyle:
    case NextStep::SendOneStyle:
        return withToken(u"probe %1 --header-style two"_s.arg(url), subject);
    case NextStep::ChangeUserAgent:
        return withToken(u"send %1 -H 'User-Agent: NAME/1.0'"_s.arg(url), subject);
    case NextStep::AddServiceAuthPolicy:
    case NextStep::CheckBypassPolicy:
        return askingPolicies(subject);
    case NextStep::VerifyJwt:
        return verifyingJwt(subject);
    default:
        return {};
    }
}

QStringList commandsFor(const QList<NextStep> &steps, const Subject &subject)
{
    QStringList commands;
    for (const auto step : steps) {
        const auto command = commandFor(step, subject);
        if (!command.isEmpty() && !commands.contains(command))
            commands.append(command);
    }
    return commands;
}

QStringList commandsFor(const access::Verdict &verdict, const Subject &given)
{
    auto subject = given;
    if (subject.teamHost.isEmpty())
        subject.teamHost = teamIn(verdict);
    auto commands = commandsFor(verdict.nextSteps, subject);
    const bool isRefusedByAccess
        = verdict.layer == access::Layer::Access && verdict.outcome == access::Outcome::Refused;
    if (isRefusedByAccess && subject.isProbed && verdict.confidence != access::Confidence::Certain)
        commands.append(withToken(u"guide 401 --url "_s + urlWord(subject.url), subject));
    return commands;
}

} // namespace keyturn::cli
