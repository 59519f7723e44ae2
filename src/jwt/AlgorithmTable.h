// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "OpenSsl.h"
#include "Signature.h"

#include <QLatin1StringView>

namespace keyturn::jwt {

enum class SignatureScheme { Pkcs1, Pss, Ecdsa, Edwards };

/// What an algorithm is made of.
struct AlgorithmProperties
{
    Algorithm algorithm;
    QLatin1StringView name;
    SignatureScheme scheme;
    const EVP_MD *(*digest)(); ///< Null: the scheme hashes by itself.
    KeyType keyType;
    QLatin1StringView curve; ///< Empty: it has none, or as fitsCurve() says.
};

inline constexpr int algorithmCount = static_cast<int>(Algorithm::EdDSA) + 1;

[[nodiscard]] const AlgorithmProperties &propertiesOf(Algorithm algorithm);

/// EdDSA goes with two curves, an ECDSA algorithm with one, RSA with none.
[[nodiscard]] bool fitsCurve(const AlgorithmProperties &algorithm, QStringView curve);

} // namespace keyturn::jwt
