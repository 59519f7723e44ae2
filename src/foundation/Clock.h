// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDateTime>

#include <functional>

namespace keyturn {

/// Where "now" comes from. Tests pass their own.
using Clock = std::function<QDateTime()>;

} // namespace keyturn
