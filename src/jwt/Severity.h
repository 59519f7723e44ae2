// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace keyturn::jwt {

enum class Severity { Info, Warning, Danger };
[[nodiscard]] QString idOf(Severity severity); ///< "info", "warning", "danger".

} // namespace keyturn::jwt
