// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Secret.h"

#include <QByteArrayView>
#include <QString>

namespace keyturn::tokens {

/// The two halves of a service token. Either may be missing.
struct CredentialPair
{
    QString clientId;
    Secret secret;

    [[nodiscard]] bool areComplete() const { return !clientId.isEmpty() && !secret.isEmpty(); }
};

/// Finds both halves in what people copy: header lines, variables, the answer of Cloudflare's API, a curl
/// command, in any order. A half is what its name says; where no name tells, what its shape says. Whether
/// they are any good is for problemsOf() to say.
[[nodiscard]] CredentialPair credentialsIn(QByteArrayView text);
[[nodiscard]] CredentialPair credentialsIn(const Secret &text);

} // namespace keyturn::tokens
