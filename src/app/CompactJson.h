// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QJsonValue>
#include <QString>

namespace keyturn {

/// A JSON value of any kind as JSON writes it, on one line; a string with its quotes and escapes.
[[nodiscard]] QString compactJson(const QJsonValue &value);

} // namespace keyturn
