// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "EdgeConfigWording.h"

#include "PolicyWording.h"

#include <QCoreApplication>

namespace keyturn {

using edge::ChangedPart;
using edge::ChangeKind;
using edge::ConfigCause;
using edge::ConfigProblem;
using edge::SecretFileError;
using edge::ValueKind;

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("EdgeConfigWording", text);
}

QString meant(const QString &sentence, const ConfigProblem &problem)
{
    if (problem.nearest.isEmpty())
        return sentence;
    return sentence + u' ' + translated("Did you mean %1?").arg(shownText(problem.nearest));
}

/// Whole, so that it can be copied.
QString shownPath(QString path)
{
    return path.removeIf([](QChar c) { return !c.isPrint(); });
}

/// Where a bad text may not be repeated, it is not in `word`.
QString badText(const ConfigProblem &problem, const char *what)
{
    const auto expected = translated(what);
    if (problem.word.isEmpty())
        return translated("This is not %1.").arg(expected);
    return translated("\"%1\" is not %2.").arg(shownText(problem.word), expected);
}

} // namespace

QString sentenceFor(JsonCause cause)
{
    switch (cause) {
    case JsonCause::Empty:
        return translated("There is nothing in it.");
    case JsonCause::TooLarge:
        return translated("It is too large.");
    case JsonCause::TooDeep:
        return translated("Lists and objects are nested too deeply.");
    case JsonCause::CutOff:
        return translated("It stops before its end: a bracket, brace, quote or value is missing.");
    case JsonCause::Unexpected:
        return translated("This cannot stand here: a comma or a quote before it may be missing.");
    case JsonCause::BadNumber:
        return translated("This is no number as JSON has it.");
    case JsonCause::BadEscape:
        return translated("There is no such escape: a backslash itself is written twice.");
    case JsonCause::LoneSurrogate:
        return translated("This \\u escape is half of a pair, and the other half is missing.");
    case JsonCause::ControlCharacter:
        return translated("A text has to end on its line: a line break is written as \\n, a tab as \\t.");
    case JsonCause::BadUtf8:
        return translated("These bytes are no UTF-8.");
    case JsonCause::Comment:
        return translated("There may be no comments here.");
    case JsonCause::TrailingComma:
        return translated("There may be no comma after the last one.");
    case JsonCause::TextAfterEnd:
        return translated("Something follows after the end.");
    }
    return {};
}

QString nameOf(ValueKind kind)
{
    switch (kind) {
    case ValueKind::Flag:
        return translated("true or false");
    case ValueKind::Number:
        return translated("a number");
    case ValueKind::Object:
        return translated("an object in braces");
    case ValueKind::Array:
        return translated("a list in brackets");
    case ValueKind::Duration:
    case ValueKind::SignedDuration:
        return translated("a duration in quotes");
    case ValueKind::Time:
        return translated("a time in quotes");
    case ValueKind::Text:
    case ValueKind::Url:
    case ValueKind::Host:
    case ValueKind::IpAddress:
    case ValueKind::Country:
    case ValueKind::Path:
    case ValueKind::Team:
    case ValueKind::ClientId:
    case ValueKind::Sha256:
    case ValueKind::FileName:
    case ValueKind::Word:
    case ValueKind::Secret:
    case ValueKind::Any:
        break;
    }
    return translated("a text in quotes");
}

QString sentenceFor(const ConfigProblem &problem)
{
    const auto word = shownText(problem.word);
    switch (problem.cause) {
    case ConfigCause::FileMissing:
        return translated("There is no such file.");
    case ConfigCause::FileUnreadable:
        return translated("The file cannot be read.");
    case ConfigCause::NotJson:
        return sentenceFor(problem.json);
    case ConfigCause::Missing:
        return translated("\"%1\" is missing here.").arg(word);
    case ConfigCause::UnknownKey:
        return meant(translated("There is no \"%1\" here.").arg(word), problem);
    case ConfigCause::WrongType:
        return translated("This has to be %1.").arg(nameOf(problem.wanted));
    case ConfigCause::DuplicateKey:
        return translated("\"%1\" stands here twice.").arg(word);
    case ConfigCause::BadUrl:
        return badText(problem, "a URL: http or https, a host, perhaps a port and a path, and no password");
    case ConfigCause::BadHost:
        return badText(problem, "the name of a host, without scheme, port and path");
    case ConfigCause::BadTime:
        return badText(problem, "a time such as 2026-11-24T09:00:00Z, or a date");
    case ConfigCause::BadDuration:
        return badText(problem, "a duration such as 8760h, 90s or 1h30m");
    case ConfigCause::BadNumber:
        return translated("%1 is no whole number from %2 to %3.")
            .arg(word, problem.choices.value(0), problem.choices.value(1));
    case ConfigCause::BadWord:
        return meant(
            translated("\"%1\" is none of %2.").arg(word, problem.choices.join(QLatin1String(", "))),
            problem);
    case ConfigCause::BadAddress:
        return badText(problem, "an IP address");
    case ConfigCause::BadCountry:
        return badText(problem, "a country's two letters");
    case ConfigCause::BadPath:
        return badText(problem, "a path, which begins with a slash");
    case ConfigCause::BadTeam:
        return badText(problem, "the name of a team, acme of acme.cloudflareaccess.com");
    case ConfigCause::BadClientId:
        return badText(problem, "a Client ID, which is 32 hexadecimal digits and .access");
    case ConfigCause::BadHash:
        return badText(problem, "a SHA-256, which is 64 hexadecimal digits");
    case ConfigCause::BadDomain:
        return badText(
            problem, "what an application can claim: host and path, without scheme, port and query");
    case ConfigCause::GuardsNothing:
        return word.isEmpty() ? translated("This application guards nothing: it has no domain.")
                              : translated("The application %1 guards nothing: it has no domain.").arg(word);
    case ConfigCause::SecretInFile:
        return translated("A Client Secret may not stand in this file, which others read too.");
    case ConfigCause::SecretMissing:
        return translated("Nothing tells this token's secret.");
    case ConfigCause::SecretTwice:
        return translated("This token's secret is told twice.");
    case ConfigCause::SecretFileMissing:
        return sentenceFor(SecretFileError::Missing, problem.word);
    case ConfigCause::SecretFileUnreadable:
        return sentenceFor(SecretFileError::Unreadable, problem.word);
    case ConfigCause::SecretFileOpenToOthers:
        return sentenceFor(SecretFileError::OpenToOthers, problem.word);
    case ConfigCause::SecretFileWithoutSecret:
        return sentenceFor(SecretFileError::NoSecret, problem.word);
    case ConfigCause::DuplicateId:
        return translated("%1 is there twice: others could mean either.").arg(word);
    case ConfigCause::DuplicateName:
        return translated("Two are called %1.").arg(word);
    case ConfigCause::NoSuchPolicy:
        return meant(translated("There is no policy with the id %1.").arg(word), problem);
    case ConfigCause::NoSuchGroup:
        return meant(translated("There is no group with the id %1, so this fits nobody.").arg(word), problem);
    case ConfigCause::NoSuchToken:
        return meant(
            translated("There is no service token with the id %1, so this fits nobody.").arg(word), problem);
    case ConfigCause::Refused:
        return translated("What stands at %1 in it cannot be read.").arg(word);
    }
    return {};
}

QString adviceFor(const ConfigProblem &problem)
{
    switch (problem.cause) {
    case ConfigCause::SecretInFile:
    case ConfigCause::SecretMissing:
    case ConfigCause::BadHash:
        return translated("Write its SHA-256 as client_secret_sha256: printf %s \"$SECRET\" | sha256sum. Or "
                          "put the secret alone in a file that only you may read (chmod 600), and name "
                          "that file as client_secret_file.");
    case ConfigCause::SecretTwice:
        return translated("Keep one of client_secret_sha256 and client_secret_file.");
    case ConfigCause::SecretFileOpenToOthers:
        return translated("Take that away from them: chmod 600 %1").arg(shownPath(problem.word));
    default:
        return {};
    }
}

QString placeOf(const ConfigProblem &problem, const QString &file)
{
    if (problem.place.line == 0)
        return file;
    return QStringLiteral("%1:%2:%3").arg(file).arg(problem.place.line).arg(problem.place.column);
}

QString sentenceFor(SecretFileError error, const QString &path)
{
    const auto shown = shownPath(path);
    switch (error) {
    case SecretFileError::Missing:
        return translated("There is no file %1.").arg(shown);
    case SecretFileError::Unreadable:
        return translated("The file %1 cannot be read.").arg(shown);
    case SecretFileError::OpenToOthers:
        return translated("Others than its owner may read or write the file %1.").arg(shown);
    case SecretFileError::NoSecret:
        return translated("The file %1 holds no secret: it has to be one line of text.").arg(shown);
    case SecretFileError::Exists:
        return translated("The file %1 is there already, and nothing was changed.").arg(shown);
    case SecretFileError::CannotWrite:
        return translated("The file %1 cannot be written.").arg(shown);
    }
    return {};
}

QString sentenceFor(edge::CaError error, const QString &folder)
{
    const auto shown = shownPath(folder);
    switch (error) {
    case edge::CaError::NoHost:
        return translated("One of the hosts for https is neither a name nor an address.");
    case edge::CaError::CannotRead:
        return translated("The certificate authority in %1 cannot be read.").arg(shown);
    case edge::CaError::CannotWrite:
        return translated("No certificate authority can be kept in %1.").arg(shown);
    }
    return {};
}

namespace {

QString nameOf(const edge::ConfigChange &change)
{
    const auto name = shownText(change.name);
    switch (change.part) {
    case ChangedPart::Team:
        return translated("team");
    case ChangedPart::Mode:
        return translated("mode");
    case ChangedPart::Unmatched:
        return translated("deny_unmatched_requests");
    case ChangedPart::LocalHost:
        return translated("local_host");
    case ChangedPart::Upstream:
        return translated("upstream");
    case ChangedPart::Application:
        return translated("application %1").arg(name);
    case ChangedPart::Policy:
        return translated("policy %1").arg(name);
    case ChangedPart::Group:
        return translated("group %1").arg(name);
    case ChangedPart::Token:
        return translated("service token %1").arg(name);
    case ChangedPart::Firewall:
        return translated("firewall");
    case ChangedPart::Faults:
        return translated("faults");
    case ChangedPart::Keys:
        return translated("keys");
    case ChangedPart::ClockSkew:
        return translated("clock_skew");
    case ChangedPart::Client:
        return translated("client");
    case ChangedPart::Listening:
        return translated("listen");
    case ChangedPart::Tls:
        return translated("tls");
    case ChangedPart::UpstreamAuthorities:
        return translated("upstream_ca_file");
    case ChangedPart::Control:
        return translated("control");
    }
    return {};
}

} // namespace

QString unplayedText(const QList<ChangedPart> &parts)
{
    if (parts.isEmpty())
        return {};
    QStringList names;
    for (const auto part : parts)
        names.append(nameOf(edge::ConfigChange{part, ChangeKind::Changed, {}}));
    const auto what = parts.contains(ChangedPart::UpstreamAuthorities)
        ? translated("It listens on 127.0.0.1 with plain http, takes no orders, and trusts no file that it "
                     "cannot read.")
        : translated("It listens on 127.0.0.1 with plain http, and takes no orders.");
    return what + u' '
        + translated("What the file says of %1 holds for keyturn-cli edge.")
              .arg(names.join(QStringLiteral(", ")));
}

QString sentenceFor(const edge::ConfigChange &change)
{
    if (edge::needsRestart(change.part))
        return translated("%1 was changed, and takes effect at the next start").arg(nameOf(change));
    switch (change.kind) {
    case ChangeKind::Changed:
        return translated("%1 was changed").arg(nameOf(change));
    case ChangeKind::Added:
        return translated("%1 was added").arg(nameOf(change));
    case ChangeKind::Removed:
        return translated("%1 was removed").arg(nameOf(change));
    }
    return {};
}

} // namespace keyturn
