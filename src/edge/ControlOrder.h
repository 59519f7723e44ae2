// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Config.h"
#include "IncomingRequest.h"
#include "Result.h"
#include "Secret.h"

#include <chrono>
#include <optional>

namespace keyturn::edge {

/// What the program of a running edge can be told to do.
enum class OrderKind {
    State, ///< Nothing: say how things are.
    Enable,
    Disable,
    Expire, ///< Now.
    SetExpiry,
    Rotate,
    SetMode,
    RotateKeys,
    SetClockSkew,
    EndSessions,
    Reload,
};
inline constexpr int orderKindCount = static_cast<int>(OrderKind::Reload) + 1;
[[nodiscard]] QString
idOf(OrderKind kind); ///< Stable, kebab case; the last part of its path: /v1/rotate-keys.
[[nodiscard]] bool concernsToken(OrderKind kind);

struct Order
{
    OrderKind kind = OrderKind::State;
    QString token = {}; ///< By id, Client ID or name.
    tokens::Expiry expiry = {};
    std::chrono::seconds grace{0};
    Mode mode = Mode::Legacy;
    std::chrono::seconds skew{0};

    bool operator==(const Order &) const = default;
};

/// Why a request is no order.
enum class ControlRefusal {
    WrongHost, ///< A page whose name leads to this machine says its own host (DNS rebinding).
    ForeignOrigin, ///< A page of elsewhere asks.
    NoToken,
    WrongToken,
    NoSuchPath,
    WrongMethod,
    NotJson, ///< By its Content-Type: a form of any page can send everything else.
    BadBody,
};
inline constexpr int controlRefusalCount = static_cast<int>(ControlRefusal::BadBody) + 1;
[[nodiscard]] QString idOf(ControlRefusal refusal); ///< Stable, kebab case.
[[nodiscard]] int statusOf(ControlRefusal refusal);

struct RefusedOrder
{
    ControlRefusal refusal = ControlRefusal::BadBody;
    QString member = {}; ///< With BadBody the member that is wrong or missing; empty: the body as a whole.

    bool operator==(const RefusedOrder &) const = default;
};

/// Who may give orders.
struct ControlAccess
{
    quint16 port = 0; ///< Where orders are taken, on a loopback address.
    Secret token;
};

/// Reads an order. The request is judged in this order: its host, its origin, its token, then what it asks
/// for; so that who may not ask learns nothing. Pure.
[[nodiscard]] Result<Order, RefusedOrder>
orderIn(const IncomingRequest &request, const ControlAccess &access, const QDateTime &now);

} // namespace keyturn::edge
