// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "HostPattern.h"

#include "Ascii.h"
#include "Request.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keyturn::tokens {

namespace {

constexpr auto wildcardPrefix = "*."_L1;

bool isIpv6(QStringView host)
{
    return host.contains(u':');
}

bool isIpv4(QStringView host)
{
    const auto parts = host.split(u'.');
    return parts.size() == 4 && std::all_of(parts.begin(), parts.end(), [](QStringView part) {
               bool isNumber = false;
               return part.toUShort(&isNumber) <= 255 && isNumber;
           });
}

bool endsInNumber(QStringView host)
{
    const auto last = host.sliced(host.lastIndexOf(u'.') + 1);
    return !last.isEmpty() && std::all_of(last.begin(), last.end(), isDigit);
}

// The host as QUrl hands it to the network (lower case, punycode, IPv4 as four numbers), without the dot that
// makes a name absolute. Empty when there is none, or one that only looks like an address: resolvers differ
// on "127.0.0.1." and "1.2.3.4.5".
QString hostOf(const QUrl &url)
{
    auto host = url.host(QUrl::FullyEncoded).toLower();
    if (host.endsWith(u'.'))
        return endsInNumber(QStringView(host).chopped(1)) ? QString() : host.chopped(1);
    if (!isIpv6(host) && endsInNumber(host) && !isIpv4(host))
        return {};
    return host;
}

int portOf(const QUrl &url)
{
    return url.port(url.scheme() == "http"_L1 ? 80 : 443);
}

bool hasUserInfo(const QUrl &url)
{
    return url.authority(QUrl::FullyEncoded).contains(u'@');
}

// A binding to every host under a top-level domain is none.
bool mayBeWild(QStringView base)
{
    return base == "localhost"_L1 || (base.contains(u'.') && !isIpv6(base) && !isIpv4(base));
}

bool isForbiddenInPattern(QChar c)
{
    return c.isSpace() || c.category() == QChar::Other_Control || c.category() == QChar::Other_Format
        || c == u'\\' || c == u'%' || c == u'@';
}

// "api.example.com:8443" of the same, of "https://api.example.com:8443/v1?x" and of
// "api.example.com:8443/v1".
QStringView authorityOf(QStringView text)
{
    const auto schemeEnd = text.indexOf("://"_L1);
    if (schemeEnd >= 0)
        text = text.sliced(schemeEnd + 3);
    const auto end
        = std::find_if(text.begin(), text.end(), [](QChar c) { return c == u'/' || c == u'?' || c == u'#'; });
    return text.first(std::distance(text.begin(), end));
}

} // namespace

std::optional<HostPattern> HostPattern::parse(QStringView text)
{
    auto authority = authorityOf(text.trimmed());
    if (std::any_of(authority.begin(), authority.end(), isForbiddenInPattern))
        return std::nullopt;

    HostPattern pattern;
    pattern.m_isWildcard = authority.startsWith(wildcardPrefix);
    if (pattern.m_isWildcard)
        authority = authority.sliced(wildcardPrefix.size());

    const bool isBareIpv6 = authority.count(u':') > 1 && !authority.startsWith(u'[');
    if (!isBareIpv6 && authority.endsWith(u':'))
        return std::nullopt;
    const auto bracketed = isBareIpv6 ? u"[%1]"_s.arg(authority) : authority.toString();
    const QUrl url(u"https://"_s + bracketed, QUrl::StrictMode);
    if (!url.isValid())
        return std::nullopt;
    pattern.m_host = hostOf(url);
    pattern.m_port = url.port();
    if (pattern.m_host.isEmpty() || pattern.m_port == 0)
        return std::nullopt;
    if (pattern.m_isWildcard && !mayBeWild(pattern.m_host))
        return std::nullopt;
    return pattern;
}

bool HostPattern::matches(const QUrl &url) const
{
    const auto host = hostOf(url);
    if (host.isEmpty() || (m_port != -1 && m_port != portOf(url)))
        return false;
    if (!m_isWildcard)
        return host == m_host;
    const auto firstDot = host.indexOf(u'.');
    return firstDot > 0 && QStringView(host).sliced(firstDot + 1) == m_host;
}

QString HostPattern::text() const
{
    const auto host = isIpv6(m_host) ? u"["_s + m_host + u"]"_s : m_host;
    const auto port = m_port == -1 ? QString() : u":"_s + QString::number(m_port);
    return (m_isWildcard ? QString(wildcardPrefix) : QString()) + host + port;
}

Binding bindingOf(const QStringList &hosts, const QUrl &url)
{
    const bool isHttps = url.scheme() == "https"_L1;
    if (!url.isValid() || (!isHttps && url.scheme() != "http"_L1) || hasUserInfo(url))
        return Binding::NotAUrl;
    const auto host = hostOf(url);
    if (host.isEmpty())
        return Binding::NotAUrl;

    if (hosts.isEmpty())
        return Binding::NoHosts;
    const bool isBound = std::any_of(hosts.begin(), hosts.end(), [&url](const QString &text) {
        const auto pattern = HostPattern::parse(text);
        return pattern && pattern->matches(url);
    });
    if (!isBound)
        return Binding::OtherHost;
    if (!isHttps && !http::isLoopback(url))
        return Binding::NotHttps;
    return Binding::Allowed;
}

} // namespace keyturn::tokens
