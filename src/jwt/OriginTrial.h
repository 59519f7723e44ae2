// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "OriginCheck.h"

#include <QJsonValue>

#include <algorithm>
#include <cmath>
#include <functional>

namespace keyturn::jwt {

/// One token before one origin: what it holds as a careless reader sees it, and the checks so far.
class OriginTrial
{
public:
    OriginTrial(Origin origin, const QByteArray &compact, const QDateTime &at);

    QJsonValue header; ///< Of any kind; null also where it cannot be read.
    QJsonValue payload; ///< Of any kind.

    [[nodiscard]] Origin origin() const { return m_answer.origin; }
    [[nodiscard]] double now() const { return m_now; }
    [[nodiscard]] bool isPresent() const { return m_isPresent; }
    [[nodiscard]] bool hasThreeParts() const { return m_hasThreeParts; }
    /// Three parts of base64url, the first two JSON.
    [[nodiscard]] bool isReadable() const { return m_isReadable; }
    [[nodiscard]] bool isMeantFor(const QStringList &audiences) const;

    using IsCandidate = std::function<bool(const Jwk &)>;
    [[nodiscard]] bool
    isSigned(Algorithm algorithm, const VerificationKeys &keys, const IsCandidate &isCandidate) const;
    [[nodiscard]] static qsizetype countOf(const VerificationKeys &keys, const IsCandidate &isCandidate);

    /// Writes the step down.
    bool passes(OriginCheck check, bool passes, const QString &claim = {});
    void fails(OriginCheck check, const QString &claim = {}) { passes(check, false, claim); }

    [[nodiscard]] OriginAnswer refused(int status, const QString &text);
    [[nodiscard]] OriginAnswer accepted() { return m_answer; }

private:
    OriginAnswer m_answer;
    QByteArray m_input;
    QByteArray m_signature;
    double m_now = 0;
    bool m_isPresent = false;
    bool m_hasThreeParts = false;
    bool m_isReadable = false;
};

/// Is the key of the type and curve that the algorithm needs?
[[nodiscard]] bool hasTypeFor(const Jwk &key, Algorithm algorithm);

} // namespace keyturn::jwt
