// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "CommandLine.h"

#include "CompareWords.h"
#include "EdgeWords.h"
#include "JwtWords.h"
#include "Recogniser.h"
#include "ReportFile.h"
#include "TokenChoice.h"
#include "TokenWords.h"
#include "TypedValues.h"

using namespace Qt::StringLiterals;

namespace keyturn::cli {

namespace {

Typed<Globals> globalsOf(const TypedWords &words)
{
    Globals globals;
    globals.json = words.has(u"json"_s);
    globals.quiet = words.has(u"quiet"_s);
    globals.noColor = words.has(u"no-color"_s);
    if (words.has(u"profile"_s)) {
        globals.profile = words.one(u"profile"_s);
        if (globals.profile.isEmpty())
            return Failure{wrongUsage(u"--profile needs the name of a folder."_s)};
    }
    if (words.has(u"store"_s)) {
        const auto name = words.one(u"store"_s);
        if (name != u"keychain" && name != u"file")
            return Failure{wrongUsage(u"--store is keychain or file."_s)};
        globals.store = name == u"file" ? Globals::Store::File : Globals::Store::Keychain;
    }
    if (words.has(u"timeout"_s)) {
        const auto timeout = timeoutOf(words.one(u"timeout"_s));
        if (!timeout)
            return Failure{timeout.error()};
        globals.timeout = *timeout;
    }
    return globals;
}

Typed<Command> send(const TypedWords &words)
{
    const auto style = headerStyleOf(words.one(u"header-style"_s));
    if (!style)
        return Failure{style.error()};
    if (words.has(u"data"_s) && words.has(u"data-file"_s))
        return Failure{wrongUsage(u"--data and --data-file exclude one another."_s)};

    Send request;
    for (const auto &line : words.all(u"header"_s)) {
        const auto header = headerOf(line);
        if (!header)
            return Failure{header.error()};
        request.headers.append(*header);
    }
    const auto token = tokenChoiceOf(words);
    if (!token)
        return Failure{token.error()};
    if (token->secret.kind == SecretSource::Kind::StandardInput && words.one(u"data-file"_s) == u"-"_s)
        return Failure{wrongUsage(u"Standard input holds either the secret or the body, not both."_s)};
    request.url = words.one(u"url"_s);
    request.token = *token;
    request.method = words.one(u"method"_s).toUtf8();
    if (words.has(u"data"_s))
        request.data = words.one(u"data"_s).toUtf8();
    request.dataFile = words.one(u"data-file"_s);
    request.style = *style;
    request.follow = words.has(u"follow"_s);
    request.output = words.one(u"output"_s);
    const auto report = reportChoiceOf(words);
    if (!report)
        return Failure{report.error()};
    request.report = *report;
    request.reveal = words.has(u"reveal"_s);
    return Command(request);
}

Typed<Command> probe(const TypedWords &words)
{
    const auto style = headerStyleOf(words.one(u"header-style"_s));
    if (!style)
        return Failure{style.error()};
    const auto token = tokenChoiceOf(words);
    if (!token)
        return Failure{token.error()};
    if (words.has(u"broken-secret"_s) && token->isNone())
        return Failure{wrongUsage(u"--broken-secret needs a --token whose secret it replaces."_s)};
    const auto report = reportChoiceOf(words);
    if (!report)
        return Failure{report.error()};
    return Command(Probe{
        words.one(u"url"_s), *token, *style, words.has(u"broken-secret"_s), words.has(u"xhr"_s),
        words.has(u"reveal"_s), *report});
}

Typed<Command> judgeText(const TypedWords &words)
{
    const auto report = reportChoiceOf(words);
    if (!report)
        return Failure{report.error()};
    return Command(JudgeText{words.one(u"file"_s), *report});
}

Typed<Command> followGuide(const TypedWords &words)
{
    const auto name = words.one(u"guide"_s);
    QStringList names;
    std::optional<Guide> chosen;
    for (const auto guide : allGuides()) {
        names.append(idOf(guide));
        if (idOf(guide) == name)
            chosen = guide;
    }
    if (!chosen)
        return Failure{
            wrongUsage(u"There is no guide of that name: there are %1."_s.arg(names.join(u", "_s)))};
    const auto token = tokenChoiceOf(words);
    if (!token)
        return Failure{token.error()};
    const bool isProduction = *chosen == Guide::WorksLocallyOnly;
    if (words.has(u"production-url"_s) && !isProduction)
        return Failure{
            wrongUsage(u"--production-url is for the guide production."_s, u"Here it is --url."_s)};
    const bool isPolicy = *chosen == Guide::NotInPolicyList;
    if (isPolicy && (words.has(u"url"_s) || !token->isNone()))
        return Failure{wrongUsage(u"The guide policy tests nothing: it takes neither a URL nor a token."_s)};
    if (!isProduction)
        return Command(FollowGuide{*chosen, *token, words.one(u"url"_s), {}});
    return Command(FollowGuide{*chosen, *token, words.one(u"production-url"_s), words.one(u"url"_s)});
}

Typed<Command> askPolicies(const TypedWords &words)
{
    if (words.has(u"token"_s) && words.has(u"client-id"_s))
        return Failure{wrongUsage(u"--token and --client-id exclude one another."_s)};
    for (const auto *const option : {"token", "client-id", "url"}) {
        const auto name = QString::fromLatin1(option);
        if (words.has(name) && words.one(name).trimmed().isEmpty())
            return Failure{wrongUsage(u"--%1 needs a value."_s.arg(name))};
    }
    const auto clientId = words.one(u"client-id"_s).trimmed();
    if (!clientId.isEmpty() && !clientId.contains(u".access"_s))
        return Failure{wrongUsage(
            u"--client-id is no Client ID: it ends in .access."_s, u"A name or an id goes to --token."_s)};
    return Command(AskPolicies{words.one(u"file"_s), words.one(u"token"_s), clientId, words.one(u"url"_s)});
}

Typed<Command> expiring(const TypedWords &words)
{
    Expiring command;
    if (words.has(u"within"_s)) {
        const auto within = durationOf(words.one(u"within"_s), u"--within"_s);
        if (!within)
            return Failure{within.error()};
        command.within = *within;
    }
    return Command(command);
}

Typed<Command> commandOf(const TypedWords &words)
{
    using Reader = Typed<Command> (*)(const TypedWords &);
    static const QHash<QString, Reader> readers{
        {u"token add"_s, tokenAddOf},
        {u"token list"_s, tokenListOf},
        {u"token show"_s,
         [](const TypedWords &w) -> Typed<Command> { return Command(TokenShow{w.one(u"token"_s)}); }},
        {u"token edit"_s, tokenEditOf},
        {u"token remove"_s,
         [](const TypedWords &w) -> Typed<Command> { return Command(TokenRemove{w.one(u"token"_s)}); }},
        {u"token secret"_s,
         [](const TypedWords &w) -> Typed<Command> {
             return Command(TokenSecret{w.one(u"token"_s), w.has(u"reveal"_s)});
         }},
        {u"send"_s, send},
        {u"probe"_s, probe},
        {u"verdict"_s, judgeText},
        {u"guide"_s, followGuide},
        {u"compare"_s, compareOf},
        {u"policy"_s, askPolicies},
        {u"jwt decode"_s, jwtDecodeOf},
        {u"jwt verify"_s, jwtVerifyOf},
        {u"jwt origin"_s, jwtOriginOf},
        {u"jwt mint"_s, jwtMintOf},
        {u"jwt compare"_s, jwtCompareOf},
        {u"jwt batch"_s, jwtBatchOf},
        {u"expiry"_s, expiring},
        {u"edge"_s, edgeOf},
        {u"demo"_s, [](const TypedWords &) -> Typed<Command> { return Command(Demo{}); }},
        {u"doctor"_s, [](const TypedWords &) -> Typed<Command> { return Command(Doctor{}); }},
    };
    if (words.command.startsWith(u"edge-control "_s))
        return edgeOrderOf(words);
    const auto reader = readers.value(words.command);
    return reader ? reader(words) : Typed<Command>(Failure{wrongUsage(u"There is no such command."_s)});
}

} // namespace

namespace {

// What follows one of these is no secret and no audience, whose shape is that of an older secret.
bool isForAToken(const QString &option)
{
    return option == u"--token" || option == u"--right-token" || option == u"--client-id";
}

bool isASecret(const QString &value)
{
    auto bytes = value.trimmed().section(u".access"_s, 0, 0).toUtf8();
    const bool is = tokens::isSecret(tokens::shapeOf(bytes));
    wipeBytes(bytes);
    return is;
}

/// The name of the place in which a secret stands for a token; empty when there is none.
QString placeOfSecret(const QStringList &arguments)
{
    const auto command = arguments.indexOf(u"token"_s);
    const QStringList takingOne{u"show"_s, u"edit"_s, u"remove"_s, u"secret"_s};
    if (command >= 0 && takingOne.contains(arguments.value(command + 1))
        && isASecret(arguments.value(command + 2)))
        return u"TOKEN"_s;
    for (qsizetype i = 0; i < arguments.size() && arguments[i] != u"--"; ++i) {
        const auto name = arguments[i].section(u'=', 0, 0);
        const bool isBeside = name != arguments[i];
        if (isForAToken(name) && isASecret(isBeside ? arguments[i].section(u'=', 1) : arguments.value(i + 1)))
            return name;
    }
    return {};
}

std::optional<Trouble> secretForAToken(const QStringList &arguments)
{
    const auto place = placeOfSecret(arguments);
    if (place.isEmpty())
        return std::nullopt;
    return Trouble{
        ExitCode::WrongUsage, u"secret-for-token"_s,
        u"What stands for %1 looks like a Client Secret, and is not repeated here."_s.arg(place),
        u"A token is named by its name or id; a Client ID ends in .access. Rotate the secret if others use "
        u"this "
        u"machine: every program on it can read the command line."_s};
}

} // namespace

std::optional<Trouble> secretOnCommandLine(const QStringList &arguments)
{
    const QStringList names{u"--secret"_s, u"--client-secret"_s, u"--passphrase"_s, u"--password"_s};
    for (const auto &argument : arguments) {
        if (argument == u"--")
            break;
        if (!names.contains(argument.section(u'=', 0, 0)))
            continue;
        return Trouble{
            ExitCode::Unsafe, u"secret-on-command-line"_s,
            u"A secret on the command line can be read by every program on this machine, and stays in the "
            u"shell's "
            "history. Nothing was done with it."_s,
            u"Give it with --secret-stdin or --secret-file FILE, or leave both out and type it when asked. "
            u"Rotate the "
            "secret if others use this machine."_s};
    }
    return secretForAToken(arguments);
}

Result<CommandLine, Trouble> understand(const TypedWords &words)
{
    const auto globals = globalsOf(words);
    if (!globals)
        return Failure{globals.error()};
    const auto command = commandOf(words);
    if (!command)
        return Failure{command.error()};
    return CommandLine{*globals, *command};
}

Result<CommandLine, ParseStop> parseCommandLine(const QStringList &arguments)
{
    if (const auto refused = secretOnCommandLine(arguments))
        return Failure{ParseStop{{}, refused}};
    const auto words = sortWords(arguments);
    if (!words)
        return Failure{words.error()};
    const auto understood = understand(*words);
    if (!understood)
        return Failure{ParseStop{{}, understood.error()}};
    return *understood;
}

} // namespace keyturn::cli
