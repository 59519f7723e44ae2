// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Request.h"

#include "Ascii.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keyturn::http {

namespace {

bool isNamed(const Header &header, QByteArrayView name)
{
    return QByteArrayView(header.name).compare(name, Qt::CaseInsensitive) == 0;
}

// RFC 9110, section 5.6.2.
bool isTokenCharacter(char c)
{
    return isAlphanumeric(c) || QByteArrayView("!#$%&'*+-.^_`|~").contains(c);
}

int portOf(const QUrl &url)
{
    const auto scheme = url.scheme();
    if (scheme == "https"_L1 || scheme == "wss"_L1)
        return url.port(443);
    if (scheme == "http"_L1 || scheme == "ws"_L1)
        return url.port(80);
    return url.port();
}

// Dotted decimal only, which is what QUrl makes of every other way to write an IPv4 address.
bool isLoopbackIpv4(QStringView host)
{
    const auto parts = host.split(u'.');
    const auto isByte = [](QStringView part) {
        bool isNumber = false;
        const auto value = part.toInt(&isNumber);
        return isNumber && value >= 0 && value <= 255;
    };
    return parts.size() == 4 && parts.first() == u"127" && std::all_of(parts.begin(), parts.end(), isByte);
}

} // namespace

QByteArray headerValue(const Headers &headers, QByteArrayView name)
{
    for (const auto &header : headers) {
        if (isNamed(header, name))
            return header.value;
    }
    return {};
}

bool hasHeader(const Headers &headers, QByteArrayView name)
{
    return std::any_of(headers.begin(), headers.end(), [name](const Header &h) { return isNamed(h, name); });
}

QList<QByteArray> headerValues(const Headers &headers, QByteArrayView name)
{
    QList<QByteArray> values;
    for (const auto &header : headers) {
        if (isNamed(header, name))
            values.append(header.value);
    }
    return values;
}

bool isToken(QByteArrayView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), isTokenCharacter);
}

HeaderProblem problemOf(const Header &header)
{
    if (header.name.isEmpty())
        return HeaderProblem::EmptyName;
    if (!isToken(header.name))
        return HeaderProblem::NameNotAToken;
    return problemOfValue(header.value);
}

HeaderProblem problemOfValue(QByteArrayView value)
{
    if (value.contains('\r') || value.contains('\n'))
        return HeaderProblem::ValueHasLineBreak;
    if (value.contains('\0'))
        return HeaderProblem::ValueHasNul;
    return HeaderProblem::None;
}

QString originOf(const QUrl &url)
{
    const auto host = url.host(QUrl::FullyEncoded);
    if (!url.isValid() || url.scheme().isEmpty() || host.isEmpty())
        return {};
    const auto bracketed = host.contains(u':') ? u'[' + host + u']' : host;
    const auto origin = url.scheme() + u"://"_s + bracketed;
    const auto port = portOf(url);
    return port < 0 ? origin : origin + u':' + QString::number(port);
}

bool isSameOrigin(const QUrl &a, const QUrl &b)
{
    const auto origin = originOf(a);
    return !origin.isEmpty() && origin == originOf(b);
}

bool isLoopback(const QUrl &url)
{
    auto host = url.host();
    if (host.endsWith(u'.'))
        host.chop(1);
    return host == "localhost"_L1 || host == "::1"_L1 || isLoopbackIpv4(host);
}

bool isAboutBody(const QByteArray &name)
{
    return name.toLower().startsWith("content-");
}

} // namespace keyturn::http
