// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "EdgeReply.h"
#include "Exchange.h"
#include "Verdict.h"

#include <QUrl>

#include <optional>

namespace keyturn::access {

/// One answer as the rows of the cause table look at it.
struct Sight
{
    Sight(const http::Request &request, const http::Reply &reply);

    const http::Reply &reply;
    int status;
    Signals marks;
    QUrl location; ///< Resolved; empty when the answer is no redirect.

    [[nodiscard]] bool isRedirect() const { return !location.isEmpty(); }
    /// To the login page (S1), or with Access's challenge wherever it leads (S4).
    [[nodiscard]] bool isLoginRedirect() const;
    /// 401 or 403 with Access's own headers (S6).
    [[nodiscard]] bool isMarkedRefusal() const;
    /// The same, or with nothing but its challenge or a body that looks like its block page.
    [[nodiscard]] bool isAccessRefusal() const;
    /// Access did not let this request through, in whatever way it said so.
    [[nodiscard]] bool isStoppedByAccess() const;
    /// 401, 403, 407, 429 or 5xx without a mark of Access: somebody behind it, or in front of it, said no.
    [[nodiscard]] bool isUnmarkedRefusal() const;
    /// Neither a redirect nor a refusal.
    [[nodiscard]] bool isAnswer() const;
    [[nodiscard]] bool isSuccess() const { return status >= 200 && status < 300; }
    [[nodiscard]] bool hasAccessMark() const;
    /// The cookie is a JWT of a team: Access authenticated the request (S9).
    [[nodiscard]] bool hasAuthorization() const { return m_hasAuthorization; }

private:
    bool m_hasAuthorization = false;
};

/// What was seen, read once.
struct Clues
{
    explicit Clues(const Observation &seen);

    Observation seen;
    bool credentialsSent; ///< On the request that was answered: ours, or written into it by hand.
    const http::TransportFailure *failure = nullptr;
    std::optional<Sight> answer; ///< Null with `failure`.
    std::optional<Sight> control; ///< Null when there was none, or it got no answer.
    std::optional<Sight> brokenSecret; ///< Likewise.
    std::optional<Sight> asXhr; ///< Likewise.
    Presented presented;
    OrganizationMode mode = OrganizationMode::Unknown;

    [[nodiscard]] bool wereCredentialsEverSent() const; ///< Then or on an earlier hop.
    [[nodiscard]] bool hasApplication() const; ///< Discovery names one.
    [[nodiscard]] bool isControlSame() const; ///< The same status, in the same way.
    [[nodiscard]] bool isControlStopped() const { return control && control->isStoppedByAccess(); }
    [[nodiscard]] bool cameByLoginRedirect() const; ///< A hop before this answer was one.
    [[nodiscard]] bool wereCredentialsWithheld() const; ///< On the way to this answer.
    [[nodiscard]] bool isPreflight() const; ///< The OPTIONS that a browser sends by itself (S16).
    [[nodiscard]] bool isUpgrade() const; ///< To WebSocket (S17).
    [[nodiscard]] bool isXhr() const; ///< S22.
    [[nodiscard]] const http::Request &request() const { return seen.exchange.request; }
};

} // namespace keyturn::access
