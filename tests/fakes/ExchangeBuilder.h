// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Exchange.h"
#include "Request.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QUrl>

#include <utility>

namespace keyturn {

/// A JWT by its shape alone: what a decoder can read, signed by nobody.
inline QByteArray unsignedJwt(const QJsonObject &claims)
{
    const QJsonObject header{{QStringLiteral("alg"), QStringLiteral("RS256")}};
    const auto part = [](const QJsonObject &json) {
        const QByteArray text = QJsonDocument(json).toJson(QJsonDocument::Compact);
        return text.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    };
    return part(header) + '.' + part(claims) + ".c2lnbmF0dXJl";
}

/// Writes down an exchange as a test wants to have seen it, a word at a time.
class ExchangeBuilder
{
public:
    explicit ExchangeBuilder(const QByteArray &url = "https://api.example.com/data")
        : m_exchange{request(url), false, {}, http::Reply{}, {}}
    {
    }

    ExchangeBuilder &withCredentials()
    {
        m_exchange.credentialsSent = true;
        return *this;
    }

    ExchangeBuilder &method(const QByteArray &method)
    {
        m_exchange.request.method = method;
        return *this;
    }

    ExchangeBuilder &sending(const QByteArray &name, const QByteArray &value)
    {
        m_exchange.request.headers.append({name, value});
        return *this;
    }

    ExchangeBuilder &status(int status, const QByteArray &reason = {})
    {
        m_reply.status = status;
        m_reply.reason = reason;
        return *this;
    }

    ExchangeBuilder &header(const QByteArray &name, const QByteArray &value)
    {
        m_reply.headers.append({name, value});
        return *this;
    }

    ExchangeBuilder &body(const QByteArray &bytes, const QByteArray &type = "text/html; charset=utf-8")
    {
        m_reply.body.start = bytes;
        m_reply.body.size = bytes.size();
        return header("Content-Type", type);
    }

    ExchangeBuilder &throughCloudflare()
    {
        return header("Server", "cloudflare").header("CF-Ray", "8f1e2d3c4b5a6978-FRA");
    }

    ExchangeBuilder &redirectingTo(const QByteArray &location) { return header("Location", location); }

    /// A redirect on the way to this answer.
    ExchangeBuilder &afterHop(
        const QByteArray &url, int status, const QByteArray &location, const QList<QByteArray> &stripped = {})
    {
        m_exchange.hops.append(
            {QUrl::fromEncoded(url), status, QUrl::fromEncoded(location), true, true, stripped});
        return *this;
    }

    ExchangeBuilder &failing(http::TransportError error, const QString &detail = {})
    {
        m_exchange.answer = Failure{http::TransportFailure{error, detail, {}}};
        m_hasFailed = true;
        return *this;
    }

    operator http::Exchange() const // NOLINT(google-explicit-constructor)
    {
        http::Exchange exchange = m_exchange;
        if (!m_hasFailed)
            exchange.answer = m_reply;
        return exchange;
    }

private:
    static http::Request request(const QByteArray &url)
    {
        http::Request request;
        request.url = QUrl::fromEncoded(url);
        return request;
    }

    http::Exchange m_exchange;
    http::Reply m_reply;
    bool m_hasFailed = false;
};

} // namespace keyturn
