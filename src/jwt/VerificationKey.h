// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "KeySet.h"
#include "Signature.h"

#include <memory>
#include <vector>

namespace keyturn::jwt {

/// A public key that is made ready once, when it is first asked for, and then checks as many signatures as
/// come. Copies share it, and threads may use it at the same time.
class VerificationKey
{
public:
    explicit VerificationKey(const Jwk &jwk);

    [[nodiscard]] const Jwk &jwk() const;
    /// As checkSignature() says it.
    [[nodiscard]] SignatureCheck
    check(Algorithm algorithm, const QByteArray &signingInput, const QByteArray &signature) const;

private:
    struct Made;
    std::shared_ptr<Made> m_made;
};

/// A key set to verify many tokens with.
class VerificationKeys
{
public:
    explicit VerificationKeys(const KeySet &keys);

    [[nodiscard]] auto begin() const { return m_keys.begin(); }
    [[nodiscard]] auto end() const { return m_keys.end(); }

private:
    std::vector<VerificationKey> m_keys;
};

} // namespace keyturn::jwt
