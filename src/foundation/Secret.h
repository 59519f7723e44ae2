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
    ~Secret() { wipe(); }

    Secret(Secret &&other) noexcept;
    Secret &operator=(Secret &&other) noexcept;
    Secret(const Secret &) = delete;
    Secret &operator=(const Secret &) = delete;

    /// A second holder of the same bytes, asked for by name.
    [[nodiscard]] Secret duplicate() const { return Secret(m_bytes); }

    [[nodiscard]] bool isEmpty() const { return m_bytes.isEmpty(); }

    /// Compares in a time that depends on the lengths only.
    [[nodiscard]] bool isSameAs(const Secret &other) const;

    /// The only way to the bytes, named so that a search finds every use.
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
