// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "FuzzTarget.h"
#include "JwtProperties.h"

KEYTURN_FUZZ_TARGET(keyturn::fuzz::brokenBySignature)
