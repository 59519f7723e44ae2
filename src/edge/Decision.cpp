// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Decision.h"

#include "IncomingRequest.h"
#include "Secret.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace keyturn::edge {

using namespace Qt::StringLiterals;

namespace {

constexpr QByteArrayView clientIdHeader = "CF-Access-Client-Id";
constexpr QByteArrayView clientSecretHeader = "CF-Access-Client-Secret";

struct Presented
{
    Credentials credentials = Credentials::None;
    QString clientId;
};

/// More specific paths win, and nothing is inherited (facts 4.4).
const Application *applicationFor(const Config &config, const QString &path)
{
    const Application *found = nullptr;
    qsizetype longest = 0;
    for (const auto &application : config.applications) {
        const auto prefix = normalPath(application.path);
        const bool covers = prefix == u"/" || path == prefix || path.startsWith(prefix + u'/');
        if (covers && prefix.size() > longest) {
            found = &application;
            longest = prefix.size();
        }
    }
    return found;
}

/// The credentials in single headers (facts 2.2): exactly the lower-case keys count. A value that is
/// something else, a bearer token for the origin for instance, is none of Access's business.
QList<QJsonObject> credentialsInSingleHeader(const Application &application, const http::Headers &headers)
{
    QList<QJsonObject> found;
    if (application.singleHeader.isEmpty())
        return found;
    for (const auto &value : http::headerValues(headers, application.singleHeader)) {
        const auto json = QJsonDocument::fromJson(value).object();
        if (json.contains("cf-access-client-id"_L1) || json.contains("cf-access-client-secret"_L1))
            found.append(json);
    }
    return found;
}

Credentials
judged(const Config &config, const QString &clientId, const QByteArray &secret, const QDateTime &now)
{
    const auto isIt = [&clientId](const Credential &credential) { return credential.clientId == clientId; };
    const auto known = std::find_if(config.credentials.begin(), config.credentials.end(), isIt);
    if (known == config.credentials.end())
        return Credentials::UnknownId;
    const Secret presented(QCryptographicHash::hash(secret, QCryptographicHash::Sha256));
    if (!presented.isSameAs(Secret(known->secretSha256)))
        return Credentials::WrongSecret;
    if (known->expiry.kind == tokens::Expiry::Kind::At && known->expiry.at <= now)
        return Credentials::Expired;
    if (!known->enabled)
        return Credentials::Disabled;
    return Credentials::Valid;
}

Presented presentedIn(
    const Config &config, const Application &application, const http::Headers &headers, const QDateTime &now)
{
    auto ids = http::headerValues(headers, clientIdHeader);
    auto secrets = http::headerValues(headers, clientSecretHeader);
    const auto single = credentialsInSingleHeader(application, headers);
    const bool hasBothStyles = !single.isEmpty() && (!ids.isEmpty() || !secrets.isEmpty());
    for (const auto &json : single) {
        if (json.contains("cf-access-client-id"_L1))
            ids.append(json.value("cf-access-client-id"_L1).toString().toUtf8());
        if (json.contains("cf-access-client-secret"_L1))
            secrets.append(json.value("cf-access-client-secret"_L1).toString().toUtf8());
    }

    const auto clientId = ids.isEmpty() ? QString() : QString::fromUtf8(ids.first());
    if (ids.isEmpty() && secrets.isEmpty())
        return {};
    if (hasBothStyles || ids.size() > 1 || secrets.size() > 1)
        return {Credentials::Duplicated, clientId};
    if (ids.isEmpty() || secrets.isEmpty())
        return {Credentials::Incomplete, clientId};
    return {judged(config, clientId, secrets.first(), now), clientId};
}

bool names(const Policy &policy, const QString &clientId)
{
    return policy.everyone || policy.anyValidToken || policy.tokenClientIds.contains(clientId);
}

bool isMachinePolicy(const Policy &policy)
{
    return policy.action == Action::Bypass || policy.action == Action::ServiceAuth;
}

/// The Bypass or Service Auth policy that lets the request in: these come before all others, in list order
/// (facts 4.3).
const Policy *machinePolicyFor(const Application &application, const Presented &presented)
{
    const bool isValid = presented.credentials == Credentials::Valid;
    for (const auto &policy : application.policies) {
        if (!isMachinePolicy(policy))
            continue;
        const bool needsToken = policy.action == Action::ServiceAuth || !policy.everyone;
        if ((isValid || !needsToken) && names(policy, presented.clientId))
            return &policy;
    }
    return nullptr;
}

/// The Allow policy under which a session still counts: an application that has none does not accept it
/// (facts 2.3), and a Block policy above it that names the caller ends it.
const Policy *sessionPolicyFor(const Application &application, const std::optional<Session> &session)
{
    if (!session || !session->audiences.contains(application.audience))
        return nullptr;
    for (const auto &policy : application.policies) {
        if (policy.action == Action::Block && names(policy, session->clientId))
            return nullptr;
        if (policy.action == Action::Allow)
            return &policy;
    }
    return nullptr;
}

bool hasPolicy(const Application &application, Action action)
{
    const auto isIt = [action](const Policy &policy) { return policy.action == action; };
    return std::any_of(application.policies.begin(), application.policies.end(), isIt);
}

/// What a caller gets whom no policy lets in: the answer to no credentials at all, and in a legacy
/// organization to bad ones as well (facts 2.5 and 2.6).
Ruling legacyRefusal(const Application &application)
{
    if (application.managedOauth)
        return Ruling::OauthChallenge;
    if (application.serviceAuth401 && hasPolicy(application, Action::ServiceAuth))
        return Ruling::ServiceAuthForbidden;
    if (hasPolicy(application, Action::Allow))
        return Ruling::LoginRedirect;
    if (!application.customDenyUrl.isEmpty())
        return Ruling::CustomDeny;
    return Ruling::ServiceAuthForbidden;
}

Ruling refusalOf(const Application &application, Credentials credentials, Mode mode)
{
    if (mode == Mode::Legacy || credentials == Credentials::None)
        return legacyRefusal(application);
    return credentials == Credentials::Valid ? Ruling::NotAuthorised : Ruling::CannotAuthenticate;
}

} // namespace

Decision decide(
    const Config &config, const QString &path, const http::Headers &headers, const QDateTime &now,
    const std::optional<Session> &session)
{
    const auto *application = applicationFor(config, normalPath(path));
    if (application == nullptr)
        return {};

    const auto presented = presentedIn(config, *application, headers, now);
    Decision decision;
    decision.application = application;
    decision.credentials = presented.credentials;
    decision.clientId = presented.clientId;

    decision.policy = machinePolicyFor(*application, presented);
    if (decision.policy != nullptr) {
        const bool isBypass = decision.policy->action == Action::Bypass;
        decision.ruling = isBypass ? Ruling::Bypassed : Ruling::Admitted;
        return decision;
    }

    if (config.mode == Mode::Legacy)
        decision.policy = sessionPolicyFor(*application, session);
    if (decision.policy != nullptr) {
        decision.ruling = Ruling::Admitted;
        decision.clientId = session->clientId;
        decision.sessionToken = session->token;
        return decision;
    }

    decision.ruling = refusalOf(*application, presented.credentials, config.mode);
    return decision;
}

http::Headers withoutSecrets(const http::Headers &headers, const Application *application)
{
    const auto isSecret = [application](const http::Header &header) {
        if (header.name.compare(clientSecretHeader, Qt::CaseInsensitive) == 0)
            return true;
        return application != nullptr && !credentialsInSingleHeader(*application, {header}).isEmpty();
    };
    auto masked = headers;
    for (auto &header : masked) {
        if (isSecret(header))
            header.value = "[removed by the edge]";
    }
    return masked;
}

} // namespace keyturn::edge
