// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Request.h"
#include "Result.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>
#include <QUrl>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

class QTemporaryFile;

namespace keyturn::http {

/// A body: in memory up to Options::bodyInMemory, the rest of it beside in a temporary file that goes
/// with the last Body that knows it. Copies share the file.
struct Body
{
    QByteArray start; ///< The whole body when `file` is null, else its first bytes.
    qint64 size = 0; ///< Bytes received, after content decoding.
    std::shared_ptr<QTemporaryFile> file; ///< The whole body, when it was too large for memory.

    [[nodiscard]] bool isWholeInMemory() const { return !file; }
};

/// How long each phase took. A phase that did not happen (no TLS, a connection that was open already) or
/// that the engine cannot tell apart is null.
struct Timing
{
    using Phase = std::optional<std::chrono::microseconds>;

    Phase dns; ///< From the start until a connection is being opened.
    Phase connect; ///< Opening the connection; with TLS, connect and handshake together.
    Phase tls; ///< The handshake alone, where the engine tells it apart.
    Phase send; ///< Until the last byte of the request is handed over.
    Phase wait; ///< Until the answer's header block is there.
    Phase receive; ///< Until the answer's last byte is there.
    std::chrono::microseconds total{0};
};

struct Certificate
{
    QString subject; ///< Common name, or the whole subject where there is none.
    QString issuer;
    QStringList names; ///< Subject alternative names.
    QDateTime notBefore, notAfter;
};

struct Tls
{
    QString protocol; ///< "TLS 1.3"
    QString cipher;
    std::optional<Certificate> certificate; ///< The peer's own.
};

/// An answer, whatever its status: a 403 is an answer, not a failure.
struct Reply
{
    int status = 0;
    QByteArray reason; ///< Empty over HTTP/2.
    Headers headers;
    Body body;
    Timing timing;
    std::optional<Tls> tls;
    QString protocol; ///< "HTTP/1.1" or "HTTP/2".
};

enum class TransportError {
    HostNotFound,
    ConnectionRefused,
    ConnectionLost, ///< Closed or reset before the answer was whole.
    Unreachable, ///< Network down, no route, proxy trouble.
    TlsFailed,
    TimedOut, ///< The deadline for the whole exchange passed.
    Stalled, ///< Nothing moved for the inactivity limit.
    TooLarge, ///< The body passed Options::largestBody.
    NotHttp, ///< The peer's answer is not HTTP that can be trusted.
    Other,
};

struct TransportFailure
{
    TransportError error = TransportError::Other;
    QString detail; ///< The engine's own words, free of secrets.
    Timing timing;
};

using Answer = Result<Reply, TransportFailure>;

/// A redirect that was seen on the way, and what was done about the credentials.
struct Hop
{
    QUrl url; ///< Where this request went.
    int status = 0; ///< The redirect it was answered with.
    QUrl location; ///< Where the answer pointed, resolved against `url`.
    bool credentialsSent = false; ///< On this request.
    bool followed = false;
    QList<QByteArray> stripped; ///< Credential headers that the next request did not carry.
};

/// One request with all its hops: everything that was seen, and no secret.
struct Exchange
{
    Request request; ///< The last request that was sent, without credentials.
    bool credentialsSent = false; ///< On the last request.
    QList<Hop> hops; ///< Redirects before the last answer, or the last answer itself when it is one that was
                     ///< not followed.
    Answer answer;
    QDateTime at; ///< When it began, UTC.
};

/// 0 when there was no answer.
[[nodiscard]] int statusOf(const Exchange &exchange);

/// Puts `replace` of each text in the place of that text: URLs as they are encoded, headers, the reason, what
/// of the body is in memory, names in the certificate, and the engine's words on a failure. For taking out
/// what may not be shown.
void replaceTexts(Exchange &exchange, const std::function<QByteArray(const QByteArray &)> &replace);

} // namespace keyturn::http
