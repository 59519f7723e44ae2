// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "DemoRun.h"

#include "Base64Url.h"
#include "ExchangeText.h"
#include "Json.h"
#include "JwtText.h"
#include "RequestCommands.h"
#include "TokenText.h"

#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keyturn::cli {

namespace {

// The demo world has six tokens, of which two are let in.
constexpr std::size_t tokenCount = 6;
constexpr int acceptedCount = 2;
constexpr std::chrono::milliseconds stepPatience = std::chrono::seconds(20);

Trouble unexpected(const QString &message)
{
    return {
        ExitCode::No, u"demo-unexpected"_s, message,
        u"This is a fault of Keyturn. Report it with what stands above."_s};
}

/// The same token with another name in it and the old signature.
QByteArray tampered(const QByteArray &compact)
{
    auto parts = compact.split('.');
    auto payload = QJsonDocument::fromJson(jwt::decodeBase64Url(parts[1]).value_or(QByteArray())).object();
    payload.insert(u"common_name"_s, u"somebody-else.access"_s);
    parts[1] = jwt::encodeBase64Url(QJsonDocument(payload).toJson(QJsonDocument::Compact));
    return parts.join('.');
}

} // namespace

DemoRun::DemoRun(const Workplace &place)
    : m_place(place)
    , m_out(place.out)
    , m_world(edge::makeDemoWorld(place.now()))
    , m_edge(m_world.config, place.world.clock)
    , m_vault(place.world.demoSecrets, place.world.demoArchive, place.world.clock)
{
}

DemoRun::~DemoRun() = default;

std::optional<Trouble> DemoRun::run()
{
    using Step = Outcome (DemoRun::*)();
    for (const Step next :
         {&DemoRun::startEdge, &DemoRun::keepTokens, &DemoRun::sendWithEach, &DemoRun::explainRefusal,
          &DemoRun::readJwt, &DemoRun::verifyJwt, &DemoRun::refuseTampered, &DemoRun::listEnds}) {
        if (auto trouble = (this->*next)())
            return trouble;
    }
    m_document.insert(u"as_expected"_s, true);
    sayWhatNext();
    return std::nullopt;
}

void DemoRun::step(const QString &title, const QString &text)
{
    ++m_step;
    m_out.line();
    m_out.line(m_out.toned(u"%1. %2"_s.arg(m_step).arg(title), Tone::Strong));
    m_out.paragraph(text, 3);
    m_out.line();
}

DemoRun::Outcome DemoRun::startEdge()
{
    if (!m_edge.listen())
        return Trouble{
            ExitCode::Network,
            u"cannot-listen"_s,
            u"This machine does not let a program listen on 127.0.0.1."_s,
            {}};
    edge::bindTo(m_world, m_edge.url());
    m_document.insert(
        u"edge"_s,
        QJsonObject{
            {u"url"_s, m_edge.url().toString()},
            {u"certs_url"_s, m_edge.certsUrl().toString()},
            {u"team"_s, m_world.config.team}});

    m_out.paragraph(
        u"This walks through what Keyturn is for, with nothing real at stake: Cloudflare Access is played by "
        u"a server in "
        "this very process, tokens and secrets live in its memory, and all of it is gone at the end."_s);
    step(
        u"An edge"_s,
        u"Access stands in front of a small API. As in an older Zero Trust organisation it answers a request "
        u"that it does "
        "not admit with a redirect to the login page, which says little about the reason. That is what makes "
        "service "
        "tokens hard to debug."_s);
    m_out.line(u"   Listening on "_s + m_edge.url().toString());
    return std::nullopt;
}

DemoRun::Outcome DemoRun::keepTokens()
{
    step(
        u"Six tokens"_s,
        u"Each is kept in two halves: what people may see in the inventory, the secret in the keychain "
        u"(here: in memory). "
        "Each is bound to the hosts it may be sent to; here that is the edge alone."_s);
    for (auto &demo : m_world.tokens) {
        const auto add = [&](const Then<TokenVault::Added> &then) {
            m_vault.add(demo.token, demo.secret.duplicate(), then);
        };
        const auto added = awaitVault<tokens::ServiceToken>(m_place, add);
        if (!added)
            return added.error();
        m_kept.emplace_back(added->id, demo.path);
    }
    if (m_kept.size() != tokenCount)
        return unexpected(u"The demo world should have six tokens."_s);

    const auto now = m_place.now();
    QList<QStringList> rows;
    for (const auto &[id, path] : m_kept) {
        const auto &token = *m_vault.withId(id);
        const auto status = tokens::statusOf(token, now);
        rows.append({token.name, m_out.toned(tokens::idOf(status), toneOf(status)), endOf(token, now), path});
    }
    m_out.table(rows, 3);
    m_document.insert(u"tokens"_s, jsonOf(m_vault.tokens(), now));
    return std::nullopt;
}

Result<RequestReport, Trouble> DemoRun::send(const QString &tokenId, const QString &path)
{
    RequestDraft draft;
    draft.url = m_edge.url().toString() + path;
    draft.tokenId = tokenId;
    draft.options.deadline = stepPatience;
    RequestRunner runner(m_vault, m_place.world.transport, m_place.world.clock);
    const auto start = [&](const Then<RequestRunner::Finished> &then) { runner.run(draft, then); };
    auto ended = await<RequestRunner::Finished>(m_place.interruption, stepPatience, start);
    if (!ended)
        return Failure{troubleOf(ended.error(), unexpected(u"The edge did not answer in time."_s))};
    auto finished = *std::move(ended);
    if (!finished)
        return Failure{troubleOf(finished.error())};
    return *std::move(finished);
}

DemoRun::Outcome DemoRun::sendWithEach()
{
    step(
        u"One request with each"_s,
        u"The secret is read from the store at the last moment, goes out in two headers, and is forgotten. "
        u"Keyturn then "
        "says what the answer means and who gave it."_s);
    QJsonArray requests;
    QList<QStringList> rows;
    int accepted = 0;
    for (const auto &[id, path] : m_kept) {
        auto sent = send(id, path);
        if (!sent)
            return sent.error();
        if (!sent->exchange.answer)
            return unexpected(u"The edge gave no answer."_s);
        const auto status = sent->exchange.answer->status;
        const auto &name = m_vault.withId(id)->name;
        rows.append({name, QString::number(status), tonedHeadline(m_out, sent->verdict)});
        requests.append(QJsonObject{
            {u"token"_s, name},
            {u"path"_s, path},
            {u"status"_s, status},
            {u"verdict"_s, jsonOf(sent->verdict)}});
        if (sent->verdict.outcome == access::Outcome::Accepted) {
            ++accepted;
            if (m_jwt.isEmpty() && status == 200)
                m_jwt = sent->jwt.value_or(QByteArray());
        } else if (!m_refusal && sent->verdict.outcome == access::Outcome::Refused) {
            m_refusal = *std::move(sent);
        }
    }
    m_out.table(rows, 3);
    m_document.insert(u"requests"_s, requests);
    if (accepted != acceptedCount)
        return unexpected(u"Two of the six tokens should have been let in, and %1 were."_s.arg(accepted));
    if (m_jwt.isEmpty())
        return unexpected(u"An accepted request should have brought a JWT with status 200."_s);
    return m_refusal ? std::nullopt : std::optional(unexpected(u"A token should have been refused."_s));
}

DemoRun::Outcome DemoRun::explainRefusal()
{
    const auto &report = *m_refusal;
    step(
        u"A refusal, in full"_s,
        u"This is what keyturn-cli send shows first: who refused, why, how sure that is, what it rests on, and what to do."_s);
    Subject subject;
    subject.method = report.exchange.request.method;
    subject.url = report.exchange.request.url;
    showVerdict(m_out, report.verdict, subject, 3);
    m_document.insert(
        u"refusal"_s,
        QJsonObject{{u"status"_s, report.exchange.answer->status}, {u"verdict"_s, jsonOf(report.verdict)}});
    return std::nullopt;
}

DemoRun::Outcome DemoRun::readJwt()
{
    const auto now = m_place.now();
    const auto inspection = inspectJwt(m_jwt, now);
    if (!inspection)
        return unexpected(u"What the edge handed out should have been a JWT."_s);
    if (inspection->subject != jwt::SubjectKind::ServiceToken)
        return unexpected(u"The JWT should speak for a service token."_s);
    step(
        u"The JWT of the accepted answer"_s,
        u"Access tells the service who called with a signed token. This is what yours gets to see, and what each part means."_s);
    showInspection(m_out, *inspection, now, 3);
    m_document.insert(u"jwt"_s, jsonOf(*inspection, now));
    return std::nullopt;
}

jwt::Expectations DemoRun::expectations() const
{
    const edge::Rulebook rules(m_world.config);
    const auto guard = rules.guardOf(m_edge.url().host(), m_kept.front().second);
    jwt::Expectations expected;
    expected.issuer = u"https://%1.cloudflareaccess.com"_s.arg(m_world.config.team);
    if (guard.application != nullptr)
        expected.audiences = {guard.application->access.audience};
    expected.at = m_place.now();
    return expected;
}

DemoRun::Outcome DemoRun::verifyJwt()
{
    step(
        u"Is it genuine?"_s,
        u"The keys are fetched from the edge, as a service fetches them from its team domain. Signature, "
        u"issuer, audience "
        "and times are checked. Only RS256 is allowed."_s);
    KeyFetcher fetcher(m_place.world.transport, m_place.world.clock);
    const auto fetch = [&](const Then<KeyFetcher::Fetched> &then) {
        fetcher.fetchFromUrl(m_edge.certsUrl(), stepPatience, then);
    };
    auto ended = await<KeyFetcher::Fetched>(m_place.interruption, stepPatience, fetch);
    if (!ended)
        return troubleOf(ended.error(), unexpected(u"The edge's keys did not come in time."_s));
    auto fetched = *std::move(ended);
    if (!fetched)
        return troubleOf(fetched.error());
    m_keys = *std::move(fetched);

    const auto decoded = jwt::decode(m_jwt);
    if (!decoded)
        return unexpected(u"The JWT should have been readable."_s);
    const auto verification = jwt::verify(*decoded, m_keys->keys, expectations());
    showVerification(m_out, verification, 3);
    m_document.insert(u"verification"_s, jsonOf(verification));
    return verification.isValid() ? std::nullopt
                                  : std::optional(unexpected(u"The JWT should have been valid."_s));
}

DemoRun::Outcome DemoRun::refuseTampered()
{
    step(u"And a forged one?"_s, u"The same token, with somebody else's name written into it."_s);
    const auto decoded = jwt::decode(tampered(m_jwt));
    if (!decoded)
        return unexpected(u"The forged JWT should have been readable."_s);
    const auto verification = jwt::verify(*decoded, m_keys->keys, expectations());
    showVerification(m_out, verification, 3);
    m_document.insert(u"tampered"_s, jsonOf(verification));
    if (verification.refusal != jwt::Refusal::SignatureInvalid)
        return unexpected(u"The forged JWT should have been refused for its signature."_s);
    return std::nullopt;
}

DemoRun::Outcome DemoRun::listEnds()
{
    step(
        u"What ends first"_s,
        u"A token that ends takes every service that uses it with it. This is keyturn-cli expiry; the window "
        u"reminds at 30, "
        "14, 7 and 1 days."_s);
    const auto now = m_place.now();
    auto tokens = m_vault.tokens();
    std::stable_sort(tokens.begin(), tokens.end(), tokens::endsBefore);
    QList<QStringList> rows;
    for (const auto &token : std::as_const(tokens)) {
        const auto status = tokens::statusOf(token, now);
        rows.append({token.name, m_out.toned(tokens::idOf(status), toneOf(status)), endOf(token, now)});
    }
    m_out.table(rows, 3);
    m_document.insert(u"expiry"_s, jsonOf(tokens, now));
    if (tokens::statusOf(tokens.first(), now) != tokens::Status::Expired)
        return unexpected(u"The expired token should have come first."_s);
    return std::nullopt;
}

void DemoRun::sayWhatNext()
{
    m_out.line();
    m_out.line(m_out.toned(u"All of it went as it should. Nothing of it is left."_s, Tone::Good));
    m_out.line();
    m_out.line(u"With a token of yours:"_s);
    m_out.line(
        u"   keyturn-cli token add my-token --client-id ID.access --host api.example.com --duration 8760h"_s);
    m_out.line(u"   keyturn-cli send https://api.example.com/ --token my-token"_s);
    m_out.line(u"To try things on this edge: keyturn-cli edge --show-credentials"_s);
}

} // namespace keyturn::cli
