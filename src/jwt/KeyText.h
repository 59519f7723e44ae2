// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "KeySet.h"

namespace keyturn::jwt {

/// Reads public keys in whatever form people have them: what Access answers at /cdn-cgi/access/certs, a JWK
/// Set, a list of JWKs, one JWK, or PEM with public keys (SubjectPublicKeyInfo, PKCS #1) and certificates, as
/// many as there are. Access's answer also tells which key signs now (KeySet::currentId).
///
/// A certificate's dates and issuer are not looked at: what is trusted is what was given. Private keys are
/// refused, since nobody needs one to verify.
[[nodiscard]] Result<KeySet, KeySetError> readKeys(const QByteArray &text);

} // namespace keyturn::jwt
