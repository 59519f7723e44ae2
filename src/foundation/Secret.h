// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

namespace keyturn {

/// Bytes that must not leak. They move but are never copied by accident, printed or put in a
/// QVariant, and they are overwritten on release.
///
/// Copies made inside Qt (QLineEdit, QNetworkRequest, QtKeychain) are out of reach:
/// expose() as late as possible.
class Secret
{
public:
    Secret() = default;
    explicit Secret(const QByteArray &bytes);
    /// Takes the bytes over where they are, so that no copy stays behind; what others share is copied.
    explicit Secret(QByteArray &&bytes);
    ~Secret() { wipe(); }

    Secret(Secret &&other) noexcept;
    Secret &operator=(Secret &&other) noexcept;
    Secret(const Secret &) = delete;
    Secret &operator=(const Secret &) = delete;

    /// A second holder of the same bytes, asked for by name.
    [[nodiscard]] Secret duplicate() const { return Secret(m_bytes); }

    [[nodiscard]] bool isEmpty() const { return m_bytes.isEmpty(); }
    [[nodiscard]] qsizetype size() const { return m_bytes.size(); } ///< In bytes.
    [[nodiscard]] bool startsWith(QByteArrayView start) const { return m_bytes.startsWith(start); }
    /// UTF-8 without NUL: what keychains and files of text give back as they got it.
    [[nodiscard]] bool isText() const;

    /// Compares in a time that depends on the lengths only.
    [[nodiscard]] bool isSameAs(const Secret &other) const;

    /// What tells the secret from others and does not give it away, unless it is short: 32 bytes.
    [[nodiscard]] QByteArray sha256() const;

    /// Another secret: this one with something around it, as a header or a file wants it.
    [[nodiscard]] Secret between(QByteArrayView before, QByteArrayView after = {}) const;
    /// The same as a string of JSON, with its quotes (RFC 8259, section 7). UTF-8 stays as it is.
    [[nodiscard]] Secret asJsonString() const;

    /// The only way to the bytes, named so that a search finds every use. src/README.md lists them.
    [[nodiscard]] QByteArrayView expose() const { return m_bytes; }

private:
    void wipe() noexcept;

    QByteArray m_bytes;
};

/// Overwrites `bytes` where they are and empties them; for the short-lived copies that a
/// library hands out before they become a Secret.
void wipeBytes(QByteArray &bytes) noexcept;
void wipeText(QString &text) noexcept;

/// Forbids this process to leave its memory in a core file, and other processes of the same
/// user to read it. Called first thing in main().
void forbidCoreFiles();

} // namespace keyturn
