// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "AccessHeaders.h"

#include "JsonText.h"

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

Secret singleHeaderValue(const QByteArray &clientId, const Secret &secret)
{
    const QByteArray start
        = R"({"cf-access-client-id": )" + jsonString(clientId) + R"(, "cf-access-client-secret": )";
    return secret.asJsonString().between(start, "}");
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
