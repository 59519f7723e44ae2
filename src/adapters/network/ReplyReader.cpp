// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ReplyReader.h"

#include "Ascii.h"
#include "Redaction.h"
#include "WireRequest.h"

#include <QNetworkRequest>
#include <QSslCertificate>
#include <QSslCipher>
#include <QSslConfiguration>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keyturn {

namespace {

using http::TransportError;

TransportError meaningOf(QNetworkReply::NetworkError error)
{
    switch (error) {
    case QNetworkReply::HostNotFoundError:
        return TransportError::HostNotFound;
    case QNetworkReply::ConnectionRefusedError:
        return TransportError::ConnectionRefused;
    case QNetworkReply::RemoteHostClosedError:
    case QNetworkReply::ContentReSendError: // closed without an answer, and OutgoingBody goes out once
    case QNetworkReply::InternalServerError: // without a status: the peer gave up on a stream of HTTP/2
    case QNetworkReply::UnknownServerError:
        return TransportError::ConnectionLost;
    case QNetworkReply::SslHandshakeFailedError:
        return TransportError::TlsFailed;
    case QNetworkReply::TimeoutError: // of the system: opening the connection took too long
    case QNetworkReply::TemporaryNetworkFailureError:
    case QNetworkReply::NetworkSessionFailedError:
    case QNetworkReply::BackgroundRequestNotAllowedError:
    case QNetworkReply::UnknownNetworkError: // no route, network down
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyConnectionClosedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyTimeoutError:
    case QNetworkReply::ProxyAuthenticationRequiredError:
    case QNetworkReply::UnknownProxyError:
        return TransportError::Unreachable;
    case QNetworkReply::UnknownContentError:
    case QNetworkReply::ProtocolFailure:
        return TransportError::NotHttp;
    default:
        return TransportError::Other;
    }
}

// A 4xx or 5xx is reported as an error, too, and it is an answer all the same. The texts that Qt makes for it
// name the URL; those of a connection, a stream or a body that broke on the way do not.
bool standsForStatus(const QNetworkReply &reply, int status)
{
    if (status < 400)
        return false;
    return reply.error() == QNetworkReply::AuthenticationRequiredError
        || reply.error() == QNetworkReply::ProxyAuthenticationRequiredError
        || reply.errorString().contains("://"_L1);
}

TransportError meaningOf(const QNetworkReply &reply)
{
    // A peer that gives up on one stream of HTTP/2 does what closing the connection is in HTTP/1.1.
    const auto isStream = reply.attribute(QNetworkRequest::Http2WasUsedAttribute).toBool();
    const auto isBegun = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).isValid();
    if (isStream && isBegun && reply.error() == QNetworkReply::ProtocolFailure)
        return TransportError::ConnectionLost;
    return meaningOf(reply.error());
}

QString detailOf(const QNetworkReply &reply, const QStringList &tlsProblems)
{
    if (!tlsProblems.isEmpty())
        return tlsProblems.join("; "_L1);
    if (reply.error() == QNetworkReply::ContentReSendError)
        return u"Connection closed"_s;
    auto text = reply.errorString();
    text.replace(reply.url().toString(), bareUrl(reply.url()));
    return redacted(text);
}

bool isBadLength(const QByteArray &field)
{
    const auto lengths = field.split(',');
    const auto isDigits = [](const QByteArray &text) {
        return !text.isEmpty() && std::all_of(text.begin(), text.end(), isDigit);
    };
    for (const auto &length : lengths) {
        if (!isDigits(length.trimmed()) || length.trimmed() != lengths.first().trimmed())
            return true;
    }
    return false;
}

QString protocolName(QSsl::SslProtocol protocol)
{
    switch (protocol) {
    case QSsl::TlsV1_3:
        return u"TLS 1.3"_s;
    case QSsl::TlsV1_2:
        return u"TLS 1.2"_s;
    default:
        return u"TLS"_s;
    }
}

QString nameOf(const QStringList &commonName, const QString &whole)
{
    return commonName.isEmpty() ? whole : commonName.join(", "_L1);
}

http::Certificate certificateOf(const QSslCertificate &peer)
{
    http::Certificate certificate;
    certificate.subject = nameOf(peer.subjectInfo(QSslCertificate::CommonName), peer.subjectDisplayName());
    certificate.issuer = nameOf(peer.issuerInfo(QSslCertificate::CommonName), peer.issuerDisplayName());
    certificate.names = peer.subjectAlternativeNames().values();
    certificate.names.sort();
    certificate.notBefore = peer.effectiveDate();
    certificate.notAfter = peer.expiryDate();
    return certificate;
}

std::optional<http::Tls> tlsOf(const QSslConfiguration &session)
{
    if (session.sessionCipher().isNull())
        return std::nullopt;
    http::Tls tls{protocolName(session.sessionProtocol()), session.sessionCipher().name(), std::nullopt};
    if (!session.peerCertificate().isNull())
        tls.certificate = certificateOf(session.peerCertificate());
    return tls;
}

} // namespace

std::optional<ReplyFailure> failureOf(const QNetworkReply &reply, const QStringList &tlsProblems)
{
    const auto status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (reply.error() != QNetworkReply::NoError && !standsForStatus(reply, status)) {
        const auto error = tlsProblems.isEmpty() ? meaningOf(reply) : TransportError::TlsFailed;
        return ReplyFailure{error, detailOf(reply, tlsProblems)};
    }
    if (status < 100 || status > 999)
        return ReplyFailure{TransportError::NotHttp, u"no status line"_s};
    if (status < 200 && status != 101)
        return ReplyFailure{
            TransportError::NotHttp, u"interim status %1 where the last one should be"_s.arg(status)};
    if (reply.rawHeaderPairs().isEmpty())
        return ReplyFailure{
            TransportError::NotHttp,
            u"status %1 without any header, or with more than the engine takes"_s.arg(status)};
    if (reply.hasRawHeader("Content-Length") && isBadLength(reply.rawHeader("Content-Length")))
        return ReplyFailure{TransportError::NotHttp, u"Content-Length is no single number"_s};
    return std::nullopt;
}

http::Reply headOf(const QNetworkReply &reply)
{
    http::Reply head;
    head.status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    head.reason = reply.attribute(QNetworkRequest::HttpReasonPhraseAttribute).toByteArray();
    for (const auto &[name, value] : reply.rawHeaderPairs()) {
        if (name.compare("Set-Cookie", Qt::CaseInsensitive) != 0) {
            head.headers.append({name, value});
            continue;
        }
        for (const auto &cookie : value.split('\n'))
            head.headers.append({name, cookie});
    }
    head.tls = tlsOf(reply.sslConfiguration());
    const auto isHttp2 = reply.attribute(QNetworkRequest::Http2WasUsedAttribute).toBool();
    head.protocol = isHttp2 ? u"HTTP/2"_s : u"HTTP/1.1"_s;
    return head;
}

} // namespace keyturn
