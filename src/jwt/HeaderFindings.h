// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Findings.h"

namespace keyturn::jwt {

/// In the header, in the signature, and in the key that the header names or brings.
void findInHeader(QList<Finding> &findings, const Jws &jws);
void findInKeys(QList<Finding> &findings, const Jws &jws, const KeySet &keys);

} // namespace keyturn::jwt
