// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Transcript.h"

#include <QByteArrayView>
#include <QList>

namespace keyturn::transcripts {

/// Every exchange in a text, of whatever form; in the order of their lines within a form.
[[nodiscard]] QList<Transcript> transcriptsIn(QByteArrayView plain);

} // namespace keyturn::transcripts
