// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "AccessHeaders.h"

#include <algorithm>

namespace keyturn::access {

namespace {

const auto clientIdName = QByteArrayLiteral("CF-Access-Client-Id");
const auto clientSecretName = QByteArrayLiteral("CF-Access-Client-Secret");
const auto tokenName = QByteArrayLiteral("cf-access-token");

bool isSameName(QByteArrayView a, QByteArrayView b)
{
    return a.compare(b, Qt::CaseInsensitive) == 0;
}

/// The longest escape of one byte is \u00XX.
constexpr qsizetype longestEscape = 6;

/// RFC 8259, section 7: the quote, the backslash and the control characters; UTF-8 stays as it is.
void appendEscaped(QByteArray &json, QByteArrayView text)
{
    constexpr char digits[] = "0123456789abcdef";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            json.append('\\').append(c);
        } else if (byte < 0x20) {
            json.append("\\u00", 4).append(digits[byte >> 4]).append(digits[byte & 0xf]);
        } else {
            json.append(c);
        }
    }
}

Secret singleHeaderValue(const QByteArray &clientId, const Secret &secret)
{
    constexpr QByteArrayView idMember = R"({"cf-access-client-id": ")";
    constexpr QByteArrayView secretMember = R"(", "cf-access-client-secret": ")";
    constexpr QByteArrayView end = R"("})";

    // All the room at once: growing would leave copies behind that nobody wipes.
    QByteArray json;
    json.reserve(
        idMember.size() + secretMember.size() + end.size()
        + longestEscape * (clientId.size() + secret.expose().size()));
    json.append(idMember);
    appendEscaped(json, clientId);
    json.append(secretMember);
    appendEscaped(json, secret.expose());
    json.append(end);

    Secret value(json);
    wipeBytes(json);
    return value;
}

QByteArray withoutAuthorizationCookie(const QByteArray &cookies)
{
    QByteArrayList kept;
    for (const QByteArray &pair : cookies.split(';')) {
        const QByteArray name = pair.split('=').first().trimmed();
        if (!pair.trimmed().isEmpty() && !isSameName(name, "CF_Authorization"))
            kept.append(pair.trimmed());
    }
    return kept.join("; ");
}

} // namespace

http::SecretHeaders accessHeaders(const QString &clientId, const Secret &secret, const HeaderStyle &style)
{
    http::SecretHeaders headers;
    if (style.kind == HeaderStyle::Kind::Single) {
        headers.push_back({style.singleName, singleHeaderValue(clientId.toUtf8(), secret)});
        return headers;
    }
    headers.push_back({clientIdName, Secret(clientId.toUtf8())});
    headers.push_back({clientSecretName, secret.duplicate()});
    return headers;
}

QList<QByteArray> accessHeaderNames(const HeaderStyle &style)
{
    if (style.kind == HeaderStyle::Kind::Single)
        return {style.singleName};
    return {clientIdName, clientSecretName};
}

http::Headers withoutAccessHeaders(const http::Headers &headers, const HeaderStyle &style)
{
    QList<QByteArray> refused{clientIdName, clientSecretName, tokenName};
    if (style.kind == HeaderStyle::Kind::Single)
        refused.append(style.singleName);

    http::Headers kept;
    for (const http::Header &header : headers) {
        const auto isThisOne = [&header](const QByteArray &name) { return isSameName(header.name, name); };
        if (std::any_of(refused.cbegin(), refused.cend(), isThisOne))
            continue;
        if (!isSameName(header.name, "Cookie")) {
            kept.append(header);
            continue;
        }
        const QByteArray cookies = withoutAuthorizationCookie(header.value);
        if (!cookies.isEmpty())
            kept.append({header.name, cookies});
    }
    return kept;
}

} // namespace keyturn::access
