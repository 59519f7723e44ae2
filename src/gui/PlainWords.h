// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

class QLabel;

namespace keyturn {

/// Words that may come from a paste or a server: text and never markup. They can be copied. `look` is one of
/// setLook(), or empty.
[[nodiscard]] QLabel *plainWords(const QString &text, const QString &look, bool wraps);

} // namespace keyturn
