// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "NetworkCall.h"

#include "Log.h"
#include "OutgoingBody.h"
#include "ReplyReader.h"
#include "WireRequest.h"

#include <QNetworkAccessManager>
#include <QSslError>

#include <utility>

using namespace Qt::StringLiterals;

namespace keyturn {

namespace {

constexpr qint64 pieceSize = 64 * 1024;
// What Qt may hold that was not taken yet: with this bound a body of any size passes through flat memory.
// Over HTTP/2 Qt takes from the peer whatever comes, so the bound must be large enough for this thread to
// keep pace.
constexpr qint64 readBufferSize = 64 * pieceSize;

} // namespace

NetworkCall::NetworkCall(
    std::shared_ptr<QNetworkAccessManager> manager, const http::Options &options, Then<http::Answer> then)
    : m_manager(std::move(manager))
    , m_options(options)
    , m_then(std::move(then))
    , m_body(options.bodyInMemory)
{
}

NetworkCall::~NetworkCall()
{
    // Nothing calls this while the reply speaks (answers are posted), so it can go at once, and with it its
    // copy of the headers.
    if (!m_reply)
        return;
    m_reply->disconnect(this);
    delete m_reply;
}

void NetworkCall::start(const http::Request &request, const http::SecretHeaders &secrets)
{
    const auto objection = objectionTo(request, secrets);
    if (!objection.isEmpty())
        return fail(http::TransportError::Other, objection);
    qCDebug(log::network).noquote() << request.method << bareUrl(request.url);
    send(request, secrets);
    watchReply();
    watchClock();
}

void NetworkCall::send(const http::Request &request, const http::SecretHeaders &secrets)
{
    const auto wire = wireRequest(request, secrets);
    m_isHead = request.method == "HEAD";
    // The parser must know a HEAD, whose answer announces a body that does not come. All others are sent as
    // custom requests: Qt would give a POST a content type that nobody asked for.
    if (m_isHead) {
        m_reply = m_manager->head(wire);
    } else if (isSafeMethod(request.method) && request.body.isEmpty()) {
        m_reply = m_manager->sendCustomRequest(wire, request.method);
    } else {
        auto *body = new OutgoingBody(request.body);
        m_reply = m_manager->sendCustomRequest(wire, request.method, body);
        body->setParent(m_reply);
    }
    m_reply->setReadBufferSize(readBufferSize);
    // Only now: what Qt does above (root certificates for the first TLS, proxies) is no part of the exchange.
    m_phases.start();
}

void NetworkCall::watchReply()
{
    connect(m_reply, &QNetworkReply::socketStartedConnecting, this, [this] {
        m_phases.connecting();
        noteProgress();
    });
    connect(m_reply, &QNetworkReply::encrypted, this, [this] {
        m_phases.encrypted();
        noteProgress();
    });
    connect(m_reply, &QNetworkReply::requestSent, this, [this] {
        m_phases.sent();
        noteProgress();
    });
    connect(m_reply, &QNetworkReply::uploadProgress, this, [this](qint64 sent) {
        if (sent > 0)
            m_phases.bodyMoving();
        noteProgress();
    });
    connect(m_reply, &QNetworkReply::downloadProgress, this, &NetworkCall::noteProgress);
    connect(m_reply, &QNetworkReply::metaDataChanged, this, &NetworkCall::readHead);
    connect(m_reply, &QNetworkReply::readyRead, this, &NetworkCall::takeBytes);
    connect(m_reply, &QNetworkReply::finished, this, &NetworkCall::settle);
    connect(m_reply, &QNetworkReply::sslErrors, this, [this](const QList<QSslError> &errors) {
        for (const auto &error : errors)
            m_tlsProblems.append(error.errorString());
    });
}

void NetworkCall::watchClock()
{
    const auto watch = [this](QTimer &timer, std::chrono::milliseconds limit, auto onTimeout) {
        if (limit.count() <= 0)
            return;
        timer.setSingleShot(true);
        timer.setInterval(limit);
        timer.callOnTimeout(this, onTimeout);
        timer.start();
    };
    watch(m_deadline, m_options.deadline, [this] {
        fail(
            http::TransportError::TimedOut,
            u"deadline: %1 ms for the whole exchange"_s.arg(m_options.deadline.count()));
    });
    watch(m_inactivity, m_options.inactivity, [this] {
        fail(
            http::TransportError::Stalled,
            u"inactivity: nothing moved for %1 ms"_s.arg(m_options.inactivity.count()));
    });
}

void NetworkCall::noteProgress()
{
    if (m_inactivity.isActive())
        m_inactivity.start();
}

void NetworkCall::readHead()
{
    m_phases.answered();
    noteProgress();
    if (m_isHead)
        return;
    const auto announced = m_reply->header(QNetworkRequest::ContentLengthHeader).toLongLong();
    if (announced > m_options.largestBody)
        fail(http::TransportError::TooLarge, u"%1 bytes announced"_s.arg(announced));
}

void NetworkCall::takeBytes()
{
    noteProgress();
    for (;;) {
        const auto piece = m_reply->read(pieceSize);
        if (piece.isEmpty())
            return;
        if (m_body.size() + piece.size() > m_options.largestBody)
            return fail(http::TransportError::TooLarge, u"more than %1 bytes"_s.arg(m_options.largestBody));
        if (!m_body.append(piece))
            return fail(http::TransportError::Other, m_body.complaint());
    }
}

void NetworkCall::settle()
{
    takeBytes();
    if (!m_reply)
        return;
    if (const auto failure = failureOf(*m_reply, m_tlsProblems))
        return fail(failure->error, failure->detail);
    auto body = m_body.finish();
    if (!body)
        return fail(http::TransportError::Other, m_body.complaint());

    auto reply = headOf(*m_reply);
    reply.body = std::move(*body);
    reply.timing = m_phases.timing();
    qCDebug(log::network).noquote() << reply.status << bareUrl(m_reply->url());
    answer(std::move(reply));
}

void NetworkCall::fail(http::TransportError error, const QString &detail)
{
    qCDebug(log::network).noquote() << "no answer:" << detail;
    answer(Failure{http::TransportFailure{error, detail, m_phases.timing()}});
}

// Posted, so that it never comes before send() has returned and may let go of this call.
void NetworkCall::answer(http::Answer answer)
{
    m_deadline.stop();
    m_inactivity.stop();
    dropReply();
    const auto deliver = [then = m_then, answer = std::move(answer)] { then(answer); };
    QTimer::singleShot(0, this, deliver);
}

// Now, not when the caller lets go: it holds a copy of the secret headers.
void NetworkCall::dropReply()
{
    if (!m_reply)
        return;
    auto *reply = std::exchange(m_reply, nullptr);
    reply->disconnect(this);
    reply->abort();
    reply->deleteLater();
}

} // namespace keyturn
