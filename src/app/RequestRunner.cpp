// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "RequestRunner.h"

#include "EdgeReply.h"
#include "HostPattern.h"
#include "Jwt.h"
#include "Rfc3339.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace keyturn {

namespace {

using Cause = RequestRefusal::Cause;

// Bytes of an answer that are searched for an echoed assertion.
constexpr qsizetype echoedWithin = 256 * 1024;

Failure<RequestRefusal> refusal(Cause cause, const QString &detail = {})
{
    RequestRefusal why;
    why.cause = cause;
    why.detail = detail;
    return {why};
}

Failure<RequestRefusal> refusal(const VaultFailure &vault)
{
    RequestRefusal why;
    why.cause = Cause::Vault;
    why.vault = vault;
    return {why};
}

bool isToken(const QByteArray &text)
{
    return http::problemOf({text, {}}) == http::HeaderProblem::None;
}

Result<http::Request, RequestRefusal> requestOf(const RequestDraft &draft)
{
    const QUrl url(draft.url.trimmed(), QUrl::StrictMode);
    const bool isHttp = url.scheme() == u"http" || url.scheme() == u"https";
    if (!url.isValid() || !isHttp || url.host().isEmpty() || !url.userInfo().isEmpty())
        return refusal(Cause::BadUrl, draft.url);
    const auto method = draft.method.trimmed();
    if (!isToken(method))
        return refusal(Cause::BadMethod, QString::fromUtf8(draft.method));
    for (const auto &header : draft.headers) {
        const auto problem = http::problemOf(header);
        if (problem == http::HeaderProblem::None)
            continue;
        auto bad = refusal(Cause::BadHeader, QString::fromUtf8(header.name));
        bad.error.header = problem;
        return bad;
    }
    if (access::withoutAccessHeaders(draft.headers, draft.style).size() != draft.headers.size())
        return refusal(Cause::CredentialsByHand);

    auto shown = url;
    shown.setFragment({}); // a fragment is never sent
    return http::Request{method, shown, draft.headers, draft.body};
}

access::TokenKnowledge knowledgeOf(const tokens::ServiceToken &token, const QDateTime &now)
{
    access::TokenKnowledge known;
    known.isDisabled = token.disabled;
    known.isExpired = tokens::statusOf(token, now) == tokens::Status::Expired;
    if (known.isExpired)
        known.expiredAt = toRfc3339(token.expiry.at);
    return known;
}

std::optional<QByteArray> echoedAssertion(const QByteArray &body)
{
    const auto object = QJsonDocument::fromJson(body).object();
    for (auto member = object.begin(); member != object.end(); ++member) {
        const bool isNamedSo = member.key().contains(u"assertion", Qt::CaseInsensitive)
            || member.key().compare(u"jwt", Qt::CaseInsensitive) == 0;
        const auto text = member->toString().toLatin1();
        if (isNamedSo && jwt::decode(text))
            return text;
        if (const auto nested = QJsonDocument(member->toObject()).toJson(QJsonDocument::Compact);
            member->isObject() && nested.size() > 2) {
            if (auto found = echoedAssertion(nested))
                return found;
        }
    }
    return std::nullopt;
}

} // namespace

std::optional<QByteArray> jwtIn(const http::Request &request, const http::Reply &reply)
{
    const auto cookie = access::signalsOf(request, reply).authorizationCookie;
    if (!cookie.isEmpty())
        return cookie;
    if (!reply.body.isWholeInMemory() || reply.body.size > echoedWithin)
        return std::nullopt;
    return echoedAssertion(reply.body.start);
}

RequestPreparation::RequestPreparation(TokenVault &vault, Clock clock, QObject *parent)
    : QObject(parent)
    , m_vault(vault)
    , m_clock(std::move(clock))
{
}

void RequestPreparation::prepare(const RequestDraft &draft, Then<Prepared> then)
{
    const auto soon = [this, then](const auto &answer) {
        QMetaObject::invokeMethod(
            this, [then, answer] { then(answer); }, Qt::QueuedConnection);
    };

    auto request = requestOf(draft);
    if (!request)
        return soon(Failure{request.error()});
    if (draft.tokenId.isEmpty()) {
        const auto ready = [then, plain = *request] { then(Ready{plain, std::nullopt, std::nullopt}); };
        QMetaObject::invokeMethod(this, ready, Qt::QueuedConnection);
        return;
    }

    const auto found = m_vault.find(draft.tokenId);
    if (!found)
        return soon(refusal(found.error()));
    const auto binding = tokens::bindingOf(found->hosts, request->url);
    if (binding != tokens::Binding::Allowed) {
        auto unbound = refusal(Cause::NotBound, http::originOf(request->url));
        unbound.error.binding = binding;
        return soon(unbound);
    }

    const auto token = *found;
    const auto armed
        = [this, then, token, request = *request, style = draft.style](TokenVault::SecretRead read) {
        if (!read)
            return then(refusal(read.error()));
        then(Ready{
            request, Credentials{token.clientId, *std::move(read), style}, knowledgeOf(token, m_clock())});
    };
    m_vault.readSecret(token.id, {this, armed});
}

RequestRunner::RequestRunner(TokenVault &vault, http::Transport &transport, Clock clock, QObject *parent)
    : QObject(parent)
    , m_vault(vault)
    , m_transport(transport)
    , m_clock(std::move(clock))
{
}

void RequestRunner::run(const RequestDraft &draft, Then<Finished> then)
{
    cancel();
    m_work = std::make_unique<QObject>();
    m_receiver = std::make_unique<QObject>();
    Q_EMIT runningChanged(true);

    auto *preparation = new RequestPreparation(m_vault, m_clock, m_work.get());
    const auto sendIt = [this, draft, then](RequestPreparation::Prepared prepared) {
        if (prepared)
            return send(draft, *std::move(prepared), then);
        cancel();
        then(Failure{prepared.error()});
    };
    preparation->prepare(draft, {m_receiver.get(), sendIt});
}

void RequestRunner::send(
    const RequestDraft &draft, RequestPreparation::Ready ready, const Then<Finished> &then)
{
    auto *exchangeRun = new ExchangeRun(m_transport, m_clock, draft.options, m_work.get());
    const auto report = [this, then, draft, knowledge = ready.knowledge](http::Exchange exchange) {
        const access::Observation seen{exchange, nullptr, nullptr, draft.style, knowledge};
        const auto verdict = access::verdictOf(seen);
        auto found = exchange.answer ? jwtIn(exchange.request, *exchange.answer) : std::nullopt;
        cancel();
        then(RequestReport{std::move(exchange), verdict, std::move(found), draft.tokenId});
    };
    exchangeRun->start(ready.request, std::move(ready.credentials), draft.follow, {m_receiver.get(), report});
}

void RequestRunner::cancel()
{
    if (!m_work)
        return;
    m_receiver.reset();
    // Called from answers of objects that m_work owns: they must live until their call has returned.
    m_work.release()->deleteLater();
    Q_EMIT runningChanged(false);
}

} // namespace keyturn
