// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "EdgeWords.h"

#include "GoDuration.h"
#include "IpRange.h"
#include "Rfc3339.h"

using namespace Qt::StringLiterals;

namespace keyturn::cli {

namespace {

using Kind = OptionForm::Kind;

const OptionForm edgePort{Kind::One, "--port", "N", "The edge that listens on this port, where several run"};
const OptionForm edgeAddress{
    Kind::One, "--address", "ADDRESS", "The edge that listens at this address, where several have one port"};
const OptionForm edgeToken{
    Kind::Positional, "token", "TOKEN", "Name, id or Client ID of one of the edge's tokens"};

const char edgeFooter[]
    = "It runs until Ctrl-C, and ends with 0 then. With --json every line is a JSON document.\n"
      "Without --config it plays a demo team of its own. With it, it plays what the file says, and reads it "
      "again whenever "
      "it is saved; a file with a mistake in it changes nothing. What is on the command line comes before "
      "what is in the "
      "file. What edge-control has changed lasts until the file is read again.\n"
      "Exit: 2 the file has a mistake in it, 3 there is no such file, 5 it cannot listen there.";

CommandForm
order(const char *name, const char *summary, std::vector<OptionForm> options, const char *footer = "")
{
    options.push_back(edgePort);
    options.push_back(edgeAddress);
    return {"edge-control", name, summary, std::move(options), footer};
}

Typed<edge::Mode> modeOf(const QString &text, const QString &option)
{
    if (text != u"legacy" && text != u"strict")
        return Failure{wrongUsage(u"%1 is legacy or strict."_s.arg(option))};
    return text == u"strict" ? edge::Mode::Strict : edge::Mode::Legacy;
}

Typed<QUrl> upstreamOf(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    const bool isHttp = url.scheme() == u"http" || url.scheme() == u"https";
    const bool isPlain = url.userInfo().isEmpty() && !url.hasQuery() && !url.hasFragment();
    if (!url.isValid() || !isHttp || url.host().isEmpty() || !isPlain) {
        return Failure{wrongUsage(
            u"--upstream is a URL: http or https, a host, perhaps a port and a path."_s,
            u"Such as http://127.0.0.1:3000"_s)};
    }
    return url;
}

/// As the order's body has it, once it is known to be readable.
Typed<QString> orderDuration(const QString &text, const QString &option, bool maybeNegative)
{
    const auto duration = parseGoDuration(text);
    if (!duration || (!maybeNegative && *duration < std::chrono::nanoseconds::zero())) {
        return Failure{wrongUsage(u"%1 is a duration."_s.arg(option), u"Write it as 30s, 15m or 1h30m."_s)};
    }
    return text;
}

Typed<QJsonObject> expiryBody(const TypedWords &words)
{
    const auto choice = expiryChoiceOf(words);
    if (!choice)
        return Failure{choice.error()};
    if (!choice->isGiven())
        return Failure{wrongUsage(u"set-expiry needs --expires, --duration or --forever."_s)};
    if (choice->duration) {
        const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(*choice->duration);
        return QJsonObject{{u"duration"_s, u"%1s"_s.arg(seconds.count())}};
    }
    if (choice->expiry->kind == tokens::Expiry::Kind::Forever)
        return QJsonObject{{u"duration"_s, u"forever"_s}};
    return QJsonObject{{u"expires_at"_s, toRfc3339(choice->expiry->at)}};
}

Typed<QJsonObject> bodyOf(edge::OrderKind kind, const TypedWords &words)
{
    QJsonObject body;
    if (kind == edge::OrderKind::SetExpiry) {
        const auto expiry = expiryBody(words);
        if (!expiry)
            return expiry;
        body = *expiry;
    }
    if (edge::concernsToken(kind))
        body.insert(u"token"_s, words.one(u"token"_s));
    if (kind == edge::OrderKind::SetMode) {
        const auto mode = modeOf(words.one(u"mode"_s), u"MODE"_s);
        if (!mode)
            return Failure{mode.error()};
        body.insert(u"mode"_s, words.one(u"mode"_s));
    }
    if (kind == edge::OrderKind::SetClockSkew) {
        const auto skew = orderDuration(words.one(u"skew"_s), u"SKEW"_s, true);
        if (!skew)
            return Failure{skew.error()};
        body.insert(u"skew"_s, *skew);
    }
    if (kind == edge::OrderKind::Rotate && words.has(u"grace"_s)) {
        const auto grace = orderDuration(words.one(u"grace"_s), u"--grace"_s, false);
        if (!grace)
            return Failure{grace.error()};
        body.insert(u"grace"_s, *grace);
    }
    return body;
}

} // namespace

GroupForm edgeControlGroup()
{
    return {"edge-control", "Change a running edge: its tokens, its mode, its keys, its clock"};
}

std::vector<CommandForm> edgeForms()
{
    const OptionForm expires{Kind::One, "--expires", "RFC3339", "When it ends"};
    const OptionForm duration{Kind::One, "--duration", "GODURATION", "How long it lasts from now"};
    const OptionForm forever{Kind::Flag, "--forever", "", "It never ends"};
    return {
        {"",
         "edge",
         "Cloudflare Access on this machine, to try things on",
         {{Kind::One, "--config", "FILE", "Play what this file says, and read it again when it changes"},
          {Kind::OneOrNothing, "--init", "FILE",
           "Write a configuration to begin with, and its secrets beside it; nothing is overwritten",
           "edge.json"},
          {Kind::Flag, "--schema", "", "Print the JSON Schema of the configuration"},
          {Kind::One, "--port", "N", "Port to listen on; 0 takes a free one (default)"},
          {Kind::One, "--listen", "ADDRESS",
           "IP address to listen on (default 127.0.0.1); others may let others in"},
          {Kind::Flag, "--tls", "",
           "Serve https, with a certificate of an authority that is made on this machine for it"},
          {Kind::Flag, "--how-to-trust", "",
           "Say how clients are told to trust that authority, and to trust it no more; nothing is served"},
          {Kind::One, "--mode", "MODE",
           "legacy: refusals are redirects to the login page (default); strict: 401 and 403"},
          {Kind::One, "--upstream", "URL", "The service behind it; without one, an echo"},
          {Kind::Flag, "--no-control", "", "Take no orders from edge-control"},
          {Kind::Flag, "--show-credentials", "",
           "Print the secrets of this run's demo tokens, which open this edge only"}},
         edgeFooter},
        order("state", "What it plays, and its tokens", {}),
        order("enable", "Switch a token on", {edgeToken}),
        order("disable", "Switch a token off", {edgeToken}),
        order("expire", "Let a token end now", {edgeToken}),
        order("set-expiry", "Say when a token ends", {edgeToken, expires, duration, forever}),
        order(
            "rotate", "Give a token a new secret",
            {edgeToken,
             {Kind::One, "--grace", "GODURATION",
              "How long the secret until now still works (default: not at all)"},
             {Kind::One, "--secret-file", "FILE",
              "Write the new secret to a new file that only you may read"},
             {Kind::Flag, "--reveal", "", "Print the new secret on standard output"}},
            "The new secret is told once, so it needs --secret-file or --reveal."),
        order("mode", "Switch the organization", {{Kind::Positional, "mode", "MODE", "legacy or strict"}}),
        order("rotate-keys", "Sign with a new key from now on", {}),
        order(
            "clock-skew", "Let its clock go wrong",
            {{Kind::Positional, "skew", "GODURATION",
              "How far ahead of the right time it signs; 0s is right.\n"
              "A negative one stands after two dashes: -- -5m"}}),
        order("end-sessions", "End every session that was begun until now", {}),
        order("reload", "Read the configuration again", {}),
    };
}

Typed<Command> edgeOf(const TypedWords &words)
{
    if (words.has(u"schema"_s))
        return Command(EdgeSchema{});
    if (words.has(u"init"_s)) {
        if (words.one(u"init"_s).isEmpty())
            return Failure{wrongUsage(u"--init needs the name of a file."_s, u"Such as edge.json"_s)};
        return Command(EdgeInit{words.one(u"init"_s)});
    }
    EdgeServe serve;
    serve.config = words.one(u"config"_s);
    if (words.has(u"config"_s) && serve.config.isEmpty())
        return Failure{wrongUsage(u"--config needs the name of a file."_s)};
    if (words.has(u"port"_s)) {
        const auto port = portOf(words.one(u"port"_s));
        if (!port)
            return Failure{port.error()};
        serve.port = *port;
    }
    if (words.has(u"mode"_s)) {
        const auto mode = modeOf(words.one(u"mode"_s), u"--mode"_s);
        if (!mode)
            return Failure{mode.error()};
        serve.mode = *mode;
    }
    if (words.has(u"upstream"_s)) {
        const auto upstream = upstreamOf(words.one(u"upstream"_s));
        if (!upstream)
            return Failure{upstream.error()};
        serve.upstream = *upstream;
    }
    if (words.has(u"listen"_s)) {
        serve.address = words.one(u"listen"_s);
        if (!policy::parseIp(serve.address)) {
            return Failure{wrongUsage(
                u"--listen is an IP address of this machine."_s,
                u"127.0.0.1 is for this machine alone, 0.0.0.0 is all of its addresses."_s)};
        }
    }
    serve.explainsTrust = words.has(u"how-to-trust"_s);
    serve.isHttps = words.has(u"tls"_s) || serve.explainsTrust;
    serve.takesOrders = !words.has(u"no-control"_s);
    serve.showCredentials = words.has(u"show-credentials"_s);
    if (serve.showCredentials && !serve.config.isEmpty()) {
        return Failure{wrongUsage(
            u"--show-credentials is for the demo team: of the tokens in a file only hashes are known."_s)};
    }
    return Command(serve);
}

Typed<Command> edgeOrderOf(const TypedWords &words)
{
    const auto name = words.command.section(u' ', 1);
    for (int i = 0; i < edge::orderKindCount; ++i) {
        const auto kind = static_cast<edge::OrderKind>(i);
        if (edge::idOf(kind) != name)
            continue;
        EdgeOrder order{kind,
                        {},
                        std::nullopt,
                        words.one(u"address"_s),
                        words.has(u"reveal"_s),
                        words.one(u"secret-file"_s)};
        if (words.has(u"port"_s)) {
            const auto port = portOf(words.one(u"port"_s));
            if (!port)
                return Failure{port.error()};
            order.port = *port;
        }
        const bool isTold = order.reveal || !order.secretFile.isEmpty();
        if (kind == edge::OrderKind::Rotate && !isTold) {
            return Failure{wrongUsage(
                u"The new secret is told once."_s,
                u"Give it a file of its own with --secret-file FILE, or have it printed with --reveal."_s)};
        }
        const auto body = bodyOf(kind, words);
        if (!body)
            return Failure{body.error()};
        order.body = *body;
        return Command(order);
    }
    return Failure{wrongUsage(u"There is no such order."_s)};
}

} // namespace keyturn::cli
