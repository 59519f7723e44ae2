// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Request.h"

#include <QNetworkRequest>
#include <QString>

namespace keyturn {

/// Why this request is not sent at all; empty when it can be. Nothing of a secret is in it.
[[nodiscard]] QString objectionTo(const http::Request &request, const http::SecretHeaders &secrets);

/// The request as Qt Network sends it. Fields of the same name are joined (RFC 9110, section 5.3), and a
/// secret takes the place of a field of the same name. Qt adds Host, Connection, Accept-Language and
/// Accept-Encoding where they are missing; whoever sets Accept-Encoding gets the body as it came, not
/// decoded.
[[nodiscard]] QNetworkRequest wireRequest(const http::Request &request, const http::SecretHeaders &secrets);

/// Methods that only ask (RFC 9110, section 9.2.1).
[[nodiscard]] bool isSafeMethod(const QByteArray &method);

/// A URL without its user info, query and fragment, all of which may hold credentials.
[[nodiscard]] QString bareUrl(const QUrl &url);

} // namespace keyturn
