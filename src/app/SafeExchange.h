// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Exchange.h"
#include "Verdict.h"

namespace keyturn {

/// Takes out of `exchange`, and of the verdict on it, every credential that was sent by hand or came back:
/// Client Secrets, API tokens, JWTs, cookies and Authorization values, also encoded. What a body keeps in a
/// file is not touched.
void takeOutCredentials(http::Exchange &exchange, access::Verdict &verdict);

/// A header's value without the credential that a header of that name carries.
[[nodiscard]] QByteArray shownValue(const http::Header &header);

/// The credentials that stand in the headers of an exchange, by the headers' names.
[[nodiscard]] QList<QByteArray> credentialsByName(const http::Exchange &exchange);

/// `text` without what stands in it under a telling name: in the query of a URL, as its user, in a line with
/// cookies.
[[nodiscard]] QString withoutNamedSecrets(QString text);

} // namespace keyturn
