// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "KeySet.h"

namespace keyturn::jwt {

/// The public keys in PEM (RFC 7468), in their order; blocks that hold none are passed over.
[[nodiscard]] Result<KeySet, KeySetError> readPemKeys(const QByteArray &pem);

} // namespace keyturn::jwt
