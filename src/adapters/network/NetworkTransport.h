// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Transport.h"

#include <QString>

#include <memory>

namespace keyturn {

/// The Transport that really goes out, over QNetworkAccessManager: manual redirects, no cookie jar, no cache,
/// no credentials of the system, TLS verified always.
class NetworkTransport final : public http::Transport
{
public:
    NetworkTransport();
    ~NetworkTransport() override;

    [[nodiscard]] std::unique_ptr<http::Call> send(
        const http::Request &request, http::SecretHeaders secrets, const http::Options &options,
        Then<http::Answer> then) override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace keyturn
