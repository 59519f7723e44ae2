// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Exchange.h"
#include "Request.h"
#include "Then.h"

#include <chrono>
#include <memory>

namespace keyturn::http {

/// A request on its way. Letting go of it cancels it, and no answer comes.
class Call
{
public:
    virtual ~Call();
};

struct Options
{
    std::chrono::milliseconds deadline{30'000}; ///< For the whole exchange.
    std::chrono::milliseconds inactivity{30'000}; ///< Longest silence.
    qint64 bodyInMemory = 5 * 1024 * 1024; ///< Bytes; what is longer goes to a file.
    qint64 largestBody = 1024LL * 1024 * 1024; ///< Bytes; beyond it the answer is TooLarge.
};

/// Sends one request and follows nothing: a redirect is an answer. Keeps no cookies. An answer with status
/// 500 is an answer, not a failure.
class Transport
{
public:
    virtual ~Transport();

    /// The secret headers are added to the request on the wire and forgotten.
    [[nodiscard]] virtual std::unique_ptr<Call>
    send(const Request &request, SecretHeaders secrets, const Options &options, Then<Answer> then) = 0;
};

} // namespace keyturn::http
