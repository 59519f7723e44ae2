// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "WireRequest.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keyturn {

namespace {

QString nameOf(http::HeaderProblem problem)
{
    switch (problem) {
    case http::HeaderProblem::None:
        break;
    case http::HeaderProblem::EmptyName:
        return u"empty header name"_s;
    case http::HeaderProblem::NameNotAToken:
        return u"header name is not a token"_s;
    case http::HeaderProblem::ValueHasLineBreak:
        return u"line break in the value of %1"_s;
    case http::HeaderProblem::ValueHasNul:
        return u"NUL in the value of %1"_s;
    }
    return {};
}

QString objectionTo(const QByteArray &name, QByteArrayView value)
{
    const auto problem = http::problemOf({name, {}});
    if (problem != http::HeaderProblem::None)
        return nameOf(problem);
    const auto valueProblem = http::problemOfValue(value);
    if (valueProblem != http::HeaderProblem::None)
        return nameOf(valueProblem).arg(QString::fromLatin1(name));
    return {};
}

// The engine frames the message itself; a second opinion on the wire is request smuggling.
QString objectionToFraming(const http::Request &request)
{
    if (http::hasHeader(request.headers, "Transfer-Encoding"))
        return u"Transfer-Encoding cannot be set"_s;
    for (const auto &length : http::headerValues(request.headers, "Content-Length")) {
        if (length.trimmed() != QByteArray::number(request.body.size()))
            return u"Content-Length is not the size of the body"_s;
    }
    return {};
}

bool isFraming(const http::Header &header)
{
    return header.name.compare("Content-Length", Qt::CaseInsensitive) == 0;
}

} // namespace

QString objectionTo(const http::Request &request, const http::SecretHeaders &secrets)
{
    const auto scheme = request.url.scheme();
    if (scheme != "http"_L1 && scheme != "https"_L1)
        return u"not an http or https URL"_s;
    if (!request.url.isValid() || request.url.host().isEmpty())
        return u"not a URL with a host"_s;
    if (!http::isToken(request.method))
        return u"method is not a token"_s;
    if (request.method == "HEAD" && !request.body.isEmpty())
        return u"HEAD with a body"_s;
    for (const auto &[name, value] : request.headers) {
        if (const auto objection = objectionTo(name, value); !objection.isEmpty())
            return objection;
    }
    for (const auto &[name, value] : secrets) {
        if (const auto objection = objectionTo(name, value.expose()); !objection.isEmpty())
            return objection;
    }
    return objectionToFraming(request);
}

QNetworkRequest wireRequest(const http::Request &request, const http::SecretHeaders &secrets)
{
    QNetworkRequest wire(request.url);
    const auto manual = QVariant(int(QNetworkRequest::Manual));
    wire.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    wire.setAttribute(QNetworkRequest::CookieLoadControlAttribute, manual);
    wire.setAttribute(QNetworkRequest::CookieSaveControlAttribute, manual);
    wire.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, manual);
    wire.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    // Without TLS it would mean asking for an upgrade in every request.
    wire.setAttribute(QNetworkRequest::Http2AllowedAttribute, request.url.scheme() == "https"_L1);
    // Options::largestBody and the temporary file are the guard against bodies that unfold.
    wire.setDecompressedSafetyCheckThreshold(-1);
    wire.setHeader(
        QNetworkRequest::UserAgentHeader, u"Keyturn/" KEYTURN_VERSION " (+service token tester)"_s);

    QList<QByteArray> seen;
    for (const auto &header : request.headers) {
        if (isFraming(header) || seen.contains(header.name.toLower()))
            continue;
        seen.append(header.name.toLower());
        const auto values = http::headerValues(request.headers, header.name);
        const auto isCookie = header.name.compare("Cookie", Qt::CaseInsensitive) == 0;
        wire.setRawHeader(header.name, values.join(isCookie ? "; " : ", "));
    }
    for (const auto &[name, value] : secrets)
        wire.setRawHeader(name, value.expose().toByteArray());
    return wire;
}

bool isSafeMethod(const QByteArray &method)
{
    return method == "GET" || method == "HEAD" || method == "OPTIONS" || method == "TRACE";
}

QString bareUrl(const QUrl &url)
{
    return url.toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::FullyEncoded);
}

} // namespace keyturn
