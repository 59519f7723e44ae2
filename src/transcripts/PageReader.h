// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Transcript.h"

#include <QByteArrayView>

#include <optional>

namespace keyturn::transcripts {

/// Whether the whole text is one web page. What stands in it is the page's, and no exchange.
[[nodiscard]] bool isPage(QByteArrayView plain);

/// The answer that a page by itself tells of: Access's login page or block page, or an error of Cloudflare's.
/// Without an exchange where it is none of them.
[[nodiscard]] Transcript readPage(QByteArrayView plain);

/// The status that an answer with this body has by what the body says of itself; 0 when it says nothing.
[[nodiscard]] int statusToldBy(const QByteArray &body);

} // namespace keyturn::transcripts
