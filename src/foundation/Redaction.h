// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace keyturn {

/// `text` with everything that looks like a credential replaced by a mark that says what stood
/// there: Client Secrets in both formats, API tokens, JWTs, private keys, the tokens of other makers that are
/// known by how they begin, and the values of the headers and JSON
/// members that carry them. Client IDs, AUD tags, key ids and Ray IDs stay: they are needed to help
/// and open nothing by themselves.
[[nodiscard]] QString redacted(QString text);

} // namespace keyturn
