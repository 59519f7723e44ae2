// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Answer.h"
#include "IncomingRequest.h"

#include <QByteArray>
#include <QString>

namespace keyturn::edge {

/// The request as the protected service sees it.
struct OriginRequest
{
    IncomingRequest request; ///< Without the Client Secret and without an assertion that the client made up.
    QByteArray assertion; ///< Empty where Access did not identify the caller.
    QString clientId; ///< The caller; empty likewise.
};

/// The service behind the edge: an API that tells the caller what it was sent.
[[nodiscard]] Answer echo(const OriginRequest &request);

} // namespace keyturn::edge
