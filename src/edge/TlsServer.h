// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "LocalCa.h"

#include <memory>

class QTcpServer;

namespace keyturn::edge {

/// A server whose pending connections are TLS connections that have shaken hands. It speaks HTTP/1.1 in
/// TLS 1.2 and later. Null when the identity is none.
[[nodiscard]] std::unique_ptr<QTcpServer> makeTlsServer(const ServerIdentity &identity);

} // namespace keyturn::edge
