// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "NamedCredentials.h"
#include "SecretMask.h"
#include "Transcript.h"

#include <QByteArray>
#include <QByteArrayView>

#include <vector>

namespace keyturn::transcripts {

/// The credentials in a text: where they stand, and a way to take them out of it and out of what was read
/// from it.
class Credentials
{
public:
    explicit Credentials(QByteArrayView plain);

    [[nodiscard]] const QList<FoundCredential> &found() const { return m_found; }

    /// `text`, which may be any text made from the first, without the values that were found, as they are,
    /// percent-encoded and in base64. JWTs stay: they are looked into.
    [[nodiscard]] QByteArray withoutSecrets(QByteArray text) const;

    /// The same without JWTs and sessions, in all those forms.
    [[nodiscard]] QByteArray withoutAny(QByteArray text) const;

    /// The text itself, without any of them.
    [[nodiscard]] QByteArray redactedText() const;
    /// The same of bytes that are no text; all others stay as they are.
    [[nodiscard]] QByteArray redactedBytes() const;

private:
    void add(qsizetype start, qsizetype end, CredentialKind kind);
    void findShapes();
    void findEncoded();
    void findOfOthers();
    /// Those that a dump breaks at the end of its lines.
    void findDumped();
    static void learn(QByteArrayView value, SecretMask &mask);

    QByteArrayView m_plain;
    std::vector<CredentialSpan> m_spans;
    SecretMask m_secrets;
    SecretMask m_sessions; ///< JWTs and session cookies.
    QList<FoundCredential> m_found;
};

/// `text` with every credential in it replaced by a mark.
[[nodiscard]] QByteArray redacted(QByteArrayView text);

} // namespace keyturn::transcripts
