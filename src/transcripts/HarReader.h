// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Transcript.h"

#include <QByteArrayView>
#include <QList>

namespace keyturn::transcripts {

/// Whether the text means to be a HAR, whole or not.
[[nodiscard]] bool looksLikeHar(QByteArrayView plain);

/// Every exchange of a HAR 1.2 (http://www.softwareishard.com/blog/har-12-spec/). Empty when it is damaged.
[[nodiscard]] QList<Transcript> readHar(QByteArrayView plain);

} // namespace keyturn::transcripts
