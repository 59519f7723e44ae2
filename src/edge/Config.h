// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Evaluator.h"
#include "ServiceToken.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>
#include <QUrl>

#include <chrono>
#include <optional>

namespace keyturn::edge {

enum class Mode { Strict, Legacy };

/// How Access answers a preflight itself (cors_headers, facts 2.10).
struct Cors
{
    QStringList origins; ///< "*": all of them.
    QStringList methods; ///< "*" likewise.
    QStringList headers; ///< "*" likewise.
    bool allowsCredentials = false;
    std::optional<std::chrono::seconds> maxAge;

    bool operator==(const Cors &) const = default;
};

/// Of the cookie CF_Authorization (facts 2.3).
struct CookieAttributes
{
    bool isHttpOnly = true;
    QString sameSite = QStringLiteral("None"); ///< "None", "Lax", "Strict"; empty: left out.
    bool isForPathOnly = false; ///< path_cookie_attribute

    bool operator==(const CookieAttributes &) const = default;
};

/// What Access guards, and what an edge must know of it besides.
struct Application
{
    policy::Application access;
    std::optional<Cors> cors;
    bool bypassesPreflight = false; ///< options_preflight_bypass; it leaves nothing of `cors` (facts 2.10).
    CookieAttributes cookie;
    QUrl upstream; ///< The service behind it; empty: that of the Config.

    bool operator==(const Application &) const = default;
};

/// A token that this edge knows. Its secret is for this edge only, so a hash of it is enough.
struct Credential
{
    QString name;
    QString id; ///< The UUID that rules name.
    QString clientId;
    QByteArray secretSha256; ///< 32 bytes.
    QByteArray previousSecretSha256; ///< Empty: there is none.
    QDateTime previousSecretEndsAt; ///< The previous one works until then (facts 1.3).
    tokens::Expiry expiry = tokens::Expiry::unlimited();
    bool enabled = true;

    bool operator==(const Credential &) const = default;
};

/// Which requests a rule is about. What is empty fits all.
struct RequestMatch
{
    QString host;
    QString path; ///< With everything below it; each * stands for any characters.
    QList<QByteArray> methods;
    QString userAgent; ///< Part of it, whatever its case.

    bool operator==(const RequestMatch &) const = default;
};

enum class FirewallAction {
    Block, ///< 1010: the client's signature is not welcome.
    Challenge, ///< A page that wants to see a browser.
};

/// What stands in front of Access (facts 2.7, S15). The first that fits counts.
struct FirewallRule
{
    QString name;
    RequestMatch match;
    FirewallAction action = FirewallAction::Block;

    bool operator==(const FirewallRule &) const = default;
};

/// How the end of an answer goes wrong.
enum class Ending { Whole, Reset, Truncated };

/// Something that goes wrong on purpose. The first that fits counts.
struct FaultRule
{
    QString name;
    RequestMatch match;
    int oneIn = 1; ///< Every how many requests that fit it happens: 1 each, 3 every third.
    std::chrono::milliseconds latency{0};
    int status = 0; ///< Answered instead: 429 or 5xx. 0: the answer is left as it is.
    int code
        = 0; ///< Cloudflare's own number in that answer, 1033 for a tunnel that is down; 0: the status's.
    std::optional<std::chrono::seconds> retryAfter;
    Ending ending = Ending::Whole;

    bool operator==(const FaultRule &) const = default;
};

/// When signing keys change, as Access's own do unless told otherwise (facts 3.4).
struct KeyRotation
{
    std::chrono::seconds every = std::chrono::hours(24 * 42); ///< Zero: on demand only.
    std::chrono::seconds previousStays = std::chrono::hours(24 * 7);

    bool operator==(const KeyRotation &) const = default;
};

struct Config
{
    QString team = QStringLiteral("demo-team");
    Mode mode = Mode::Legacy;
    bool deniesUnmatched = false; ///< deny_unmatched_requests: hosts without an application are refused.
    QList<Application> applications;
    QList<policy::Policy> policies; ///< Reusable ones, to which applications refer.
    QList<policy::Group> groups;
    QList<Credential> credentials;
    QList<FirewallRule> firewall;
    QList<FaultRule> faults;
    KeyRotation keys;
    std::chrono::seconds clockSkew{0}; ///< How far ahead of the right time the edge signs.
    QString localHost; ///< The host that 127.0.0.1, ::1 and localhost stand for; empty: 127.0.0.1.
    QUrl upstream; ///< The service behind everything that names no other, http or https; empty: the echo.
    policy::RequestFacts client; ///< Taken for a fact of every client, instead of what is seen of him.

    bool operator==(const Config &) const = default;
};

} // namespace keyturn::edge
