// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Presentation.h"

#include "Secret.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace keyturn::edge {

using namespace Qt::StringLiterals;

namespace {

constexpr QByteArrayView clientIdHeader = "CF-Access-Client-Id";
constexpr QByteArrayView clientSecretHeader = "CF-Access-Client-Secret";

struct Pair
{
    QList<QByteArray> ids;
    QList<QByteArray> secrets;

    [[nodiscard]] bool isEmpty() const { return ids.isEmpty() && secrets.isEmpty(); }
};

/// The credentials in single headers (facts 2.2): exactly the lower-case keys count. A value that is
/// something else, a bearer token for the origin for instance, is none of Access's business.
Pair inSingleHeader(const Application &application, const http::Headers &headers)
{
    Pair found;
    const auto name = application.access.singleHeader.toLatin1();
    if (name.isEmpty())
        return found;
    for (const auto &value : http::headerValues(headers, name)) {
        const auto json = QJsonDocument::fromJson(value).object();
        if (json.contains("cf-access-client-id"_L1))
            found.ids.append(json.value("cf-access-client-id"_L1).toString().toUtf8());
        if (json.contains("cf-access-client-secret"_L1))
            found.secrets.append(json.value("cf-access-client-secret"_L1).toString().toUtf8());
    }
    return found;
}

bool isSecretOf(const Credential &known, const QByteArray &secret, const QDateTime &now)
{
    const Secret presented(Secret(secret).sha256());
    if (presented.isSameAs(Secret(known.secretSha256)))
        return true;
    const bool isPreviousGood = !known.previousSecretSha256.isEmpty() && known.previousSecretEndsAt.isValid()
        && now < known.previousSecretEndsAt;
    return isPreviousGood && presented.isSameAs(Secret(known.previousSecretSha256));
}

Credentials
judged(const Rulebook &rules, const QString &clientId, const QByteArray &secret, const QDateTime &now)
{
    const auto *known = rules.credentialOf(clientId);
    if (known == nullptr)
        return Credentials::UnknownId;
    if (!isSecretOf(*known, secret, now))
        return Credentials::WrongSecret;
    if (known->expiry.kind == tokens::Expiry::Kind::At && known->expiry.at <= now)
        return Credentials::Expired;
    return known->enabled ? Credentials::Valid : Credentials::Disabled;
}

} // namespace

Presented presentedIn(
    const Rulebook &rules, const Application &application, const http::Headers &headers, const QDateTime &now)
{
    const Pair two{
        http::headerValues(headers, clientIdHeader), http::headerValues(headers, clientSecretHeader)};
    const auto single = inSingleHeader(application, headers);
    // Strict organizations refuse both at once (facts 2.2). What legacy ones do with them is not written
    // anywhere; that they do not refuse them follows from its being told as new.
    const auto &pair = two.isEmpty() ? single : two;
    if (pair.isEmpty())
        return {};
    const auto clientId = pair.ids.isEmpty() ? QString() : QString::fromUtf8(pair.ids.first());
    if (rules.config().mode == Mode::Strict && !two.isEmpty() && !single.isEmpty())
        return {Credentials::BothStyles, clientId};
    if (pair.ids.size() > 1 || pair.secrets.size() > 1)
        return {Credentials::Duplicated, clientId};
    if (pair.ids.isEmpty() || pair.secrets.isEmpty())
        return {Credentials::Incomplete, clientId};
    return {judged(rules, clientId, pair.secrets.first(), now), clientId};
}

http::Headers withoutSecrets(const http::Headers &headers, const Application *application)
{
    const auto isSecret = [application](const http::Header &header) {
        if (header.name.compare(clientSecretHeader, Qt::CaseInsensitive) == 0)
            return true;
        return application != nullptr && !inSingleHeader(*application, {header}).isEmpty();
    };
    auto masked = headers;
    for (auto &header : masked) {
        if (isSecret(header))
            header.value = "[removed by the edge]";
    }
    return masked;
}

} // namespace keyturn::edge
