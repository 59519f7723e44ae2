// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "AccessHeaders.h"
#include "Config.h"
#include "ControlOrder.h"
#include "GuidedCheck.h"
#include "Request.h"
#include "ServiceToken.h"
#include "TestToken.h"
#include "Verification.h"

#include <QByteArray>
#include <QDateTime>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>
#include <QUrl>

#include <chrono>
#include <optional>
#include <variant>

namespace keyturn::cli {

/// Options that every command takes.
struct Globals
{
    enum class Store { Keychain, File };

    QString profile; ///< Empty: the platform's data folder.
    Store store = Store::Keychain;
    std::chrono::milliseconds timeout{30'000};
    bool json = false;
    bool quiet = false;
    bool noColor = false;
};

/// Where a secret is to be read from. It is never an argument.
struct SecretSource
{
    enum class Kind { Ask, StandardInput, File };

    Kind kind = Kind::Ask;
    QString file; ///< With File.
};

/// When a token ends, as it was typed: `duration` counts from the moment the command runs.
struct ExpiryChoice
{
    std::optional<tokens::Expiry> expiry; ///< From --expires or --forever.
    std::optional<std::chrono::nanoseconds> duration;

    [[nodiscard]] bool isGiven() const { return expiry || duration; }
    [[nodiscard]] tokens::Expiry at(const QDateTime &now) const;
};

struct TokenAdd
{
    tokens::ServiceToken token; ///< All that was typed but the expiry.
    ExpiryChoice expiry;
    SecretSource secret;
};

struct TokenList
{
    std::optional<std::chrono::nanoseconds> expiring;
    QString search;
};

struct TokenShow
{
    QString token;
};

/// Null members stay as they are.
struct TokenEdit
{
    QString token;
    std::optional<QString> name, team, owner, environment, notes;
    std::optional<QStringList> hosts, tags;
    std::optional<bool> disabled;
    ExpiryChoice expiry;
    std::optional<SecretSource> secret;
};

struct TokenRemove
{
    QString token;
};

struct TokenSecret
{
    QString token;
    bool reveal = false;
};

/// With which token a request goes: one that Keyturn keeps, one that is given for this once, or none.
struct TokenChoice
{
    QString token; ///< Name or id.
    QString clientId; ///< Of one that is given; empty when it stands beside the secret.
    SecretSource secret; ///< The same.
    bool isGiven = false;

    [[nodiscard]] bool isNone() const { return token.isEmpty() && !isGiven; }
};

/// A diagnosis report for others, and what is in it.
struct ReportChoice
{
    QString file; ///< Empty: none. Its ending says whether it is Markdown or HTML.
    bool hideHosts = false;
};

struct Send
{
    QString url;
    TokenChoice token;
    QByteArray method; ///< Empty: GET, or POST with a body.
    http::Headers headers;
    std::optional<QByteArray> data;
    QString dataFile;
    access::HeaderStyle style;
    bool follow = false;
    QString output;
    bool reveal = false; ///< Show the credentials that the answer holds.
    ReportChoice report;
};

struct Probe
{
    QString url;
    TokenChoice token;
    access::HeaderStyle style;
    bool withBrokenSecret = false;
    bool asXhr = false;
    bool reveal = false;
    ReportChoice report;
};

/// `verdict`: what a recorded exchange means.
struct JudgeText
{
    QString file; ///< "-" is standard input.
    ReportChoice report;
};

/// `guide`: asks, tests and concludes.
struct FollowGuide
{
    Guide guide = Guide::Unauthorized;
    TokenChoice token;
    QString url; ///< That is refused, or of production; empty: asked for.
    QString urlHere; ///< That works; empty: not tested.
};

/// `compare`: two environments side by side.
struct Compare
{
    struct Side
    {
        QString what; ///< A URL, or the file of a recorded exchange; "-" is standard input.
        QString name; ///< Empty: what tells it apart.
        access::HeaderStyle style;
    };

    Side left;
    Side right;
    TokenChoice token; ///< For both of them.
    QString rightToken; ///< For the right one instead: name or id.
    bool showsAll = false; ///< Each trait, and not only what matters most.
};

/// `policy`: whom an account's applications let in, and what is odd about them.
struct AskPolicies
{
    QString file; ///< "-" is standard input.
    QString token; ///< Name or id. Empty: none, or the Client ID below.
    QString clientId;
    QString url; ///< Empty: every application.
};

struct JwtDecode
{
    std::optional<QByteArray> jwt; ///< Null: from standard input.
    QDateTime at; ///< Invalid: now.
};

/// Where public keys come from: a file, or else an address, or else a team.
struct KeyChoice
{
    QString file; ///< Any form of keys; "-" is standard input.
    QUrl url;
    QString team; ///< Beside another source it names the issuer alone.
    bool isOffline = false; ///< Only what was fetched before.
};

/// What JWTs are judged by.
struct JwtMeasure
{
    KeyChoice keys;
    jwt::Expectations expected; ///< Empty issuer: that of the team, where one is named. Invalid moment: now.
};

struct JwtVerify
{
    std::optional<QByteArray> jwt;
    JwtMeasure measure;
    bool isRawPayload = false;
};

/// `jwt origin`: what origins would answer. Leeway and algorithms are their own.
struct JwtOrigin
{
    std::optional<QByteArray> jwt;
    JwtMeasure measure;
};

/// `jwt mint`: a token to try things with.
struct JwtMint
{
    jwt::TestToken token;
    QString keyFile; ///< Empty: in the profile.
    QString jwksFile; ///< Empty: none is written.
};

/// `jwt compare`: two tokens, each itself or the file that it is in.
struct JwtCompare
{
    QString left;
    QString right;
};

/// `jwt batch`: a file with a token on each line.
struct JwtBatch
{
    QString file; ///< "-" is standard input.
    JwtMeasure measure;
};

struct Expiring
{
    std::chrono::nanoseconds within = std::chrono::hours(24 * tokens::dueDays);
};

/// What is null stays as the configuration has it.
struct EdgeServe
{
    QString config; ///< Empty: the demo team.
    std::optional<quint16> port;
    std::optional<edge::Mode> mode;
    std::optional<QUrl> upstream;
    QString address; ///< An IP address; empty likewise.
    bool isHttps = false;
    bool explainsTrust = false; ///< Says how to trust the authority behind https, and serves nothing.
    bool takesOrders = true;
    bool showCredentials = false;
};

/// `edge --init`
struct EdgeInit
{
    QString file;
};

/// `edge --schema`
struct EdgeSchema
{
};

/// `edge-control`: an order to a running edge.
struct EdgeOrder
{
    edge::OrderKind kind = edge::OrderKind::State;
    QJsonObject body;
    std::optional<quint16> port; ///< Of the edge that is meant.
    QString address; ///< The same; empty: any.
    bool reveal = false;
    QString secretFile; ///< With Rotate; empty: none.
};

struct Demo
{
};

struct Doctor
{
};

using Command = std::variant<
    TokenAdd, TokenList, TokenShow, TokenEdit, TokenRemove, TokenSecret, Send, Probe, JudgeText, FollowGuide,
    AskPolicies, Compare, JwtDecode, JwtVerify, JwtOrigin, JwtMint, JwtCompare, JwtBatch, Expiring, EdgeServe,
    EdgeInit, EdgeSchema, EdgeOrder, Demo, Doctor>;

} // namespace keyturn::cli
