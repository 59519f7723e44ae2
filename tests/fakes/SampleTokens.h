// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Secret.h"
#include "ServiceToken.h"

#include <QString>

namespace keyturn {

// Values for tests that look like the real ones and open nothing.
inline const QString sampleClientId = QStringLiteral("4f1c0b7e52d84f6a9b13c7d0e2f49a2e.access");
inline const QByteArray sampleSecretBytes
    = QByteArrayLiteral("cfast_Qm3vXk9TzLr2Wb8NcYp4HsJd6FgA1EuR5oIq7MtD0abcdefg");

inline Secret sampleSecret()
{
    return Secret(sampleSecretBytes);
}

inline tokens::ServiceToken sampleToken(const QString &name = QStringLiteral("backend-api-service"))
{
    tokens::ServiceToken token;
    token.name = name;
    token.clientId = sampleClientId;
    token.hosts = QStringList{QStringLiteral("api.example.com")};
    return token;
}

} // namespace keyturn
