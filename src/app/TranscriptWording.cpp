// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "TranscriptWording.h"

#include "VerdictWording.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace keyturn {

using access::Cause;
using transcripts::Answered;
using transcripts::CredentialKind;
using transcripts::Form;
using transcripts::FoundCredential;
using transcripts::Judgement;
using transcripts::Transcript;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(TranscriptWording)
};

/// What can be said of a cause that speaks of credentials when nobody knows whether any were sent; else
/// empty.
QString openHeadline(Cause cause)
{
    switch (cause) {
    case Cause::LoginRedirectNoCredentials:
        return Words::tr("Access sent the request to its login page: it saw no credentials that it accepts.");
    case Cause::CredentialsMissing:
        return Words::tr("Access refused the request: it saw no credentials that it accepts.");
    case Cause::OriginAnswered:
        return Words::tr("The service answered; whether Access stands in front of it does not show.");
    default:
        return {};
    }
}

bool isOpen(const Judgement &judgement)
{
    return judgement.transcript.exchange && judgement.transcript.known.credentialsSent == Answered::Unknown
        && !openHeadline(judgement.verdict.cause).isEmpty();
}

QString linesText(const Transcript &transcript)
{
    if (transcript.firstLine == transcript.lastLine)
        return Words::tr("Found as %1 in line %2.").arg(wordFor(transcript.form)).arg(transcript.firstLine);
    return Words::tr("Found as %1 in lines %2 to %3.")
        .arg(wordFor(transcript.form))
        .arg(transcript.firstLine)
        .arg(transcript.lastLine);
}

QString placesOf(const QList<FoundCredential> &credentials, CredentialKind kind)
{
    constexpr qsizetype most = 5;
    QStringList lines;
    bool isMore = false;
    for (const FoundCredential &found : credentials) {
        const QString line = QString::number(found.line);
        if (found.kind != kind || lines.contains(line))
            continue;
        isMore = lines.size() == most;
        if (isMore)
            break;
        lines.append(line);
    }
    if (lines.isEmpty())
        return {};
    const QString list = lines.join(u", "_s);
    if (isMore)
        return Words::tr("%1 (lines %2 and more)").arg(wordFor(kind), list);
    return lines.size() == 1 ? Words::tr("%1 (line %2)").arg(wordFor(kind), list)
                             : Words::tr("%1 (lines %2)").arg(wordFor(kind), list);
}

} // namespace

QString wordFor(Form form)
{
    switch (form) {
    case Form::None:
        return Words::tr("plain text");
    case Form::CurlInclude:
        return Words::tr("output of curl -i");
    case Form::CurlVerbose:
        return Words::tr("output of curl -v");
    case Form::Har:
        return Words::tr("an HTTP archive (HAR)");
    case Form::RequestLog:
        return Words::tr("the log of an HTTP library");
    case Form::Page:
        return Words::tr("a web page");
    case Form::ErrorText:
        return Words::tr("the error message of a program");
    }
    Q_UNREACHABLE();
}

QString wordFor(CredentialKind kind)
{
    switch (kind) {
    case CredentialKind::ClientSecret:
        return Words::tr("Client Secret");
    case CredentialKind::ApiToken:
        return Words::tr("API token");
    case CredentialKind::ApiKey:
        return Words::tr("API key");
    case CredentialKind::Jwt:
        return Words::tr("JWT");
    case CredentialKind::AuthorizationCookie:
        return Words::tr("session cookie");
    case CredentialKind::AuthorizationValue:
        return Words::tr("Authorization value");
    case CredentialKind::GitHubToken:
        return Words::tr("GitHub token");
    case CredentialKind::GitLabToken:
        return Words::tr("GitLab token");
    case CredentialKind::AwsKey:
        return Words::tr("AWS access key");
    case CredentialKind::VaultToken:
        return Words::tr("Vault token");
    case CredentialKind::SlackToken:
        return Words::tr("Slack token");
    case CredentialKind::StripeKey:
        return Words::tr("Stripe key");
    case CredentialKind::NpmToken:
        return Words::tr("npm token");
    case CredentialKind::GoogleKey:
        return Words::tr("Google API key");
    case CredentialKind::DockerToken:
        return Words::tr("Docker token");
    case CredentialKind::PyPiToken:
        return Words::tr("PyPI token");
    case CredentialKind::PrivateKey:
        return Words::tr("private key");
    }
    Q_UNREACHABLE();
}

QString headlineOf(const Judgement &judgement)
{
    const Transcript &transcript = judgement.transcript;
    if (transcript.exchange)
        return isOpen(judgement) ? openHeadline(judgement.verdict.cause) : headlineOf(judgement.verdict);
    switch (transcript.form) {
    case Form::Har:
        return Words::tr("This HTTP archive is cut off or damaged, or holds no exchange.");
    case Form::ErrorText:
        return Words::tr("A program did not get the data it expected; who answered does not show.");
    default:
        return Words::tr("No exchange with a server was found in this text.");
    }
}

QString explanationOf(const Judgement &judgement)
{
    if (judgement.transcript.exchange)
        return isOpen(judgement) ? QString() : explanationOf(judgement.verdict);
    if (judgement.transcript.form == Form::ErrorText)
        return Words::tr("Run the request again with curl -v, and give the whole output.");
    return Words::tr("Output of curl -v tells most: all of it, from the request to the end of the answer.");
}

QStringList notesOn(const Transcript &transcript)
{
    QStringList notes;
    if (transcript.form == Form::None)
        return notes;
    notes.append(linesText(transcript));
    if (!transcript.exchange || !transcript.exchange->answer)
        return notes;
    if (!transcript.known.status)
        notes.append(Words::tr("The text does not name the status of the answer."));
    if (!transcript.known.headers)
        notes.append(Words::tr("The text does not show all headers of the answer."));
    if (transcript.known.credentialsSent == Answered::Unknown)
        notes.append(Words::tr("The text does not show whether credentials were sent."));
    return notes;
}

QStringList briefNotesOn(const Transcript &transcript)
{
    QStringList notes;
    if (transcript.form == Form::None)
        return notes;
    const auto form = wordFor(transcript.form);
    notes.append(
        transcript.firstLine == transcript.lastLine
            ? Words::tr("%1, line %2").arg(form).arg(transcript.firstLine)
            : Words::tr("%1, lines %2 to %3").arg(form).arg(transcript.firstLine).arg(transcript.lastLine));
    if (!transcript.exchange || !transcript.exchange->answer)
        return notes;
    if (!transcript.known.status)
        notes.append(Words::tr("the status is not named"));
    if (!transcript.known.headers)
        notes.append(Words::tr("not all headers are shown"));
    if (transcript.known.credentialsSent == Answered::Unknown)
        notes.append(Words::tr("whether credentials were sent is not shown"));
    return notes;
}

QString warningFor(const QList<FoundCredential> &credentials)
{
    QStringList kinds;
    bool isLasting = false;
    for (const CredentialKind kind :
         {CredentialKind::ClientSecret, CredentialKind::ApiToken, CredentialKind::ApiKey,
          CredentialKind::AuthorizationValue, CredentialKind::GitHubToken, CredentialKind::GitLabToken,
          CredentialKind::AwsKey, CredentialKind::VaultToken, CredentialKind::SlackToken,
          CredentialKind::StripeKey, CredentialKind::NpmToken, CredentialKind::GoogleKey,
          CredentialKind::DockerToken, CredentialKind::PyPiToken, CredentialKind::PrivateKey,
          CredentialKind::AuthorizationCookie, CredentialKind::Jwt}) {
        const QString places = placesOf(credentials, kind);
        if (places.isEmpty())
            continue;
        kinds.append(places);
        isLasting = isLasting || (kind != CredentialKind::Jwt && kind != CredentialKind::AuthorizationCookie);
    }
    if (kinds.isEmpty())
        return {};
    const QString found = Words::tr("This text holds credentials: %1.").arg(kinds.join(u", "_s));
    if (!isLasting)
        return found + u' ' + Words::tr("Do not pass it on as it is while they are valid.");
    return found + u' '
        + Words::tr("Whoever has read it can use them: rotate them, and do not pass the text on as it is.");
}

} // namespace keyturn
