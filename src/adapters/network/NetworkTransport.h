// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Transport.h"

#include <QString>

#include <memory>

namespace keyturn {

/// The Transport that really goes out, over QNetworkAccessManager: manual redirects, no cookie jar, no cache,
/// no credentials of the system, TLS verified always. The system's proxies are used, but not for this machine
/// itself.
///
/// What Qt Network does and leaves no way to forbid: GET, HEAD, OPTIONS and TRACE without a body are sent
/// again, up to three times and to the same peer, when it closes without an answer (everything else goes out
/// once); a header block that trickles in counts as silence until it is whole.
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
