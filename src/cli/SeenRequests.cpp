// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "SeenRequests.h"

#include "Json.h"
#include "SafeExchange.h"

using namespace Qt::StringLiterals;

namespace keyturn::cli {

namespace {

using Exchanges = QList<http::Exchange *>;

/// All that were sent.
Exchanges exchangesOf(ProbeReport &report)
{
    Exchanges all{&report.control};
    for (auto *optional : {&report.asXhr, &report.credentialed, &report.brokenSecret}) {
        if (*optional)
            all.append(&**optional);
    }
    return all;
}

/// Replaces the secret in all that may be printed; true when there was anything to replace.
bool cover(const SecretMask &mask, const Exchanges &exchanges, access::Verdict &verdict)
{
    bool hasCovered = false;
    const auto covered = [&](const QByteArray &text) {
        const auto without = mask.covered(text, hiddenSecret);
        hasCovered = hasCovered || without != text;
        return without;
    };
    for (auto *exchange : exchanges)
        http::replaceTexts(*exchange, covered);
    for (auto &seen : verdict.evidence)
        seen.value = QString::fromUtf8(covered(seen.value.toUtf8()));
    return hasCovered;
}

/// What hides the secret; empty without a token. Null when the store does not give it again.
std::optional<SecretMask> maskFor(const Workplace &place, const ChosenToken &token)
{
    SecretMask mask;
    if (token.id.isEmpty())
        return mask;
    const auto read
        = [&](const Then<TokenVault::SecretRead> &then) { token.open.vault->readSecret(token.id, then); };
    const auto secret = awaitVault<Secret>(place, read);
    if (!secret)
        return std::nullopt;
    mask.learn(*secret, 1);
    return mask;
}

/// Hides the secret in what came back. False when it was all withheld instead.
bool hideSecret(
    const Workplace &place, const std::optional<SecretMask> &mask, const Exchanges &exchanges,
    access::Verdict &verdict, const QUrl &typed)
{
    if (!mask) {
        for (auto *exchange : exchanges)
            withhold(*exchange, typed);
        verdict.evidence.clear();
        place.out.warning(u"The secret could not be read again to hide it in what came back, so that is "
                          u"not shown."_s);
        return false;
    }
    if (!mask->isEmpty() && cover(*mask, exchanges, verdict))
        place.out.warning(
            u"The server sent the Client Secret back. It is hidden here; --output writes what came."_s);
    return true;
}

} // namespace

void withhold(http::Exchange &exchange, const QUrl &typed)
{
    exchange.hops.clear();
    exchange.request.url = typed;
    if (!exchange.answer) {
        const auto &failure = exchange.answer.error();
        exchange.answer = Failure{http::TransportFailure{failure.error, {}, failure.timing}};
        return;
    }
    auto &reply = *exchange.answer.operator->();
    reply.reason.clear();
    reply.headers.clear();
    reply.body = {};
    reply.tls.reset();
    reply.protocol.clear();
}

Result<SeenRequest, Trouble> sent(const Workplace &place, const ChosenToken &token, const RequestDraft &draft)
{
    RequestRunner runner(*token.open.vault, place.world.transport, place.world.clock);
    const auto start = [&](const Then<RequestRunner::Finished> &then) { runner.run(draft, then); };
    // Each hop has the deadline of its own; this one is for all of them and the keychain together.
    const auto patience
        = place.globals.timeout + (token.id.isEmpty() ? std::chrono::seconds(1) : storePatience);
    auto ended = await<RequestRunner::Finished>(place.interruption, patience, start);
    if (!ended)
        return Failure{troubleOf(ended.error(), tooSlow(place.globals))};
    auto finished = *std::move(ended);
    if (!finished)
        return Failure{troubleOf(finished.error())};
    SeenRequest seen{*std::move(finished), {}, {}};
    auto &report = seen.report;
    if (report.exchange.answer)
        seen.body = report.exchange.answer->body;
    auto mask = maskFor(place, token);
    if (!hideSecret(place, mask, {&report.exchange}, report.verdict, QUrl(draft.url.trimmed())))
        report.jwt.reset();
    else
        seen.mask = *std::move(mask);
    return seen;
}

Result<SeenProbe, Trouble> probed(
    const Workplace &place, const ChosenToken &token, const RequestDraft &draft, const ProbeOptions &options)
{
    Prober prober(*token.open.vault, place.world.transport, place.world.clock);
    const auto start = [&](const Then<Prober::Finished> &then) { prober.run(draft, options, then); };
    auto ended = await<Prober::Finished>(place.interruption, place.globals.timeout + storePatience, start);
    if (!ended)
        return Failure{troubleOf(ended.error(), tooSlow(place.globals))};
    auto finished = *std::move(ended);
    if (!finished)
        return Failure{troubleOf(finished.error())};
    SeenProbe seen{*std::move(finished), {}};
    auto &report = seen.report;
    auto mask = maskFor(place, token);
    auto &discovery = report.discovery;
    if (!hideSecret(place, mask, exchangesOf(report), report.verdict, QUrl(draft.url.trimmed()))) {
        report.jwt.reset();
        discovery = {discovery.problem, {}, {}, {}, {}};
        report.teamKeys.reset();
        return seen;
    }
    for (auto *text : {&discovery.teamHost, &discovery.audience, &discovery.applicationHost})
        *text = mask->covered(*text, hiddenSecret);
    seen.mask = *std::move(mask);
    return seen;
}

void takeOutOtherCredentials(ProbeReport &report)
{
    for (auto *exchange : exchangesOf(report))
        takeOutCredentials(*exchange, report.verdict);
}

QJsonObject covered(const QJsonObject &json, const SecretMask &mask)
{
    return withTexts(json, [&mask](const QString &text) { return mask.covered(text, hiddenSecret); })
        .toObject();
}

} // namespace keyturn::cli
