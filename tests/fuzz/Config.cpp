// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ConfigProperties.h"
#include "FuzzTarget.h"

KEYTURN_FUZZ_TARGET(keyturn::fuzz::brokenByConfig)
