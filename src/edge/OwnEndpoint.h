// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "AccessAnswer.h"
#include "Answer.h"
#include "Decision.h"

#include <QJsonObject>

#include <optional>

namespace keyturn::edge {

/// What Access serves itself, on every host that it guards and on its team's (facts 3.6).
enum class OwnEndpoint {
    None,
    Certs,
    Identity,
    Logout,
    Login,
    Authorized,
    Other, ///< Below /cdn-cgi/access/, and not here.
    ResourceMetadata, ///< RFC 9728.
    AuthorizationServer, ///< RFC 8414.
};
[[nodiscard]] OwnEndpoint ownEndpointOf(const QString &path);
/// The path of the resource that a request for its metadata is about.
[[nodiscard]] QString resourcePathOf(const QString &path);

/// Whether the endpoint answers this method; otherwise wrongMethod() does.
[[nodiscard]] bool answers(OwnEndpoint endpoint, const QByteArray &method);
[[nodiscard]] Answer wrongMethod(OwnEndpoint endpoint);

/// `published` is what the KeyRing publishes.
[[nodiscard]] Answer certsAnswer(const QJsonObject &published);
/// Who the session belongs to; without one what Access says then.
[[nodiscard]] Answer identityAnswer(
    const std::optional<Session> &session, const Rulebook &rules, const policy::RequestFacts &facts);
[[nodiscard]] Answer logoutAnswer();
/// The page that a client sees who follows the redirect, title and all. Nobody can log in here.
[[nodiscard]] Answer loginPage();
[[nodiscard]] Answer authorizedAnswer();
[[nodiscard]] Answer resourceMetadata(const QByteArray &origin, const QString &path);
[[nodiscard]] Answer authorizationServerMetadata(const QByteArray &origin);

} // namespace keyturn::edge
