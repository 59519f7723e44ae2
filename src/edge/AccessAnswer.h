// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Answer.h"
#include "Config.h"
#include "Decision.h"
#include "IncomingRequest.h"

#include <QByteArray>
#include <QDateTime>
#include <QJsonObject>

#include <functional>

namespace keyturn::edge {

/// All that Access's own answer to a request depends on.
struct Occasion
{
    const Config &config;
    const IncomingRequest &request;
    const Decision &decision; ///< With an application.
    QDateTime now;
    QByteArray rayId; ///< 16 hex digits.
    QByteArray loginNonce; ///< What CF_AppSession holds.
    std::function<QByteArray(const QJsonObject &)> sign;
};

/// Whether Access answers itself, and the origin never hears of the request.
[[nodiscard]] bool isRefusal(Ruling ruling);

/// The answer to a refused request: login redirect, block page, challenge (facts 2.6 and 2.7).
[[nodiscard]] Answer refusalAnswer(const Occasion &occasion);

/// Whether a request asks Access to name itself (facts 2.8).
[[nodiscard]] bool wantsMetadata(const http::Headers &headers);
[[nodiscard]] http::Header metadataHeader(const Occasion &occasion);

/// The cookie with which a legacy organization remembers who was admitted. Without Secure: this edge speaks
/// plain HTTP.
[[nodiscard]] http::Header sessionCookie(const QByteArray &assertion);

} // namespace keyturn::edge
