// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Decision.h"

namespace keyturn::edge {

/// The credentials that a request presents, judged.
struct Presented
{
    Credentials credentials = Credentials::None;
    QString clientId; ///< As it came; may be unknown.
};

[[nodiscard]] Presented presentedIn(
    const Rulebook &rules, const Application &application, const http::Headers &headers,
    const QDateTime &now);

/// `headers` with every Client Secret in them replaced by a mark: what the origin behind an application may
/// see.
[[nodiscard]] http::Headers withoutSecrets(const http::Headers &headers, const Application *application);

} // namespace keyturn::edge
