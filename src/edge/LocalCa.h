// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Result.h"
#include "Secret.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>
#include <QStringList>

#include <memory>

namespace keyturn::edge {

/// What a TLS server shows, and what it proves with that it is its own.
struct ServerIdentity
{
    QByteArray certificate; ///< PEM.
    Secret privateKey; ///< PEM, not encrypted.
};

enum class CaError {
    NoHost, ///< One of the hosts is neither a name nor an address.
    CannotRead,
    CannotWrite,
};

/// A certificate authority of this machine's own, for serving over https here. It can vouch for this machine
/// and for the hosts that it was made for, and for nothing else (RFC 5280, section 4.2.1.10): whoever gets
/// hold of its key gains no other host with those who trust it. The key is an EC key on P-256 in a file that
/// only its owner can read.
class LocalCa
{
public:
    /// Takes the authority that is kept in `folder`, or makes one where there is none, where it is for other
    /// hosts, or where it ends within a month. `hosts` are names ("api.example.com", "*.example.com") and
    /// addresses besides localhost, 127.0.0.1 and ::1.
    [[nodiscard]] static Result<LocalCa, CaError>
    openOrMake(const QString &folder, const QStringList &hosts, const QDateTime &now);

    LocalCa(LocalCa &&other) noexcept;
    LocalCa &operator=(LocalCa &&other) noexcept;
    ~LocalCa();

    [[nodiscard]] QByteArray certificate() const; ///< PEM; what clients are to trust.
    [[nodiscard]] QString certificateFile() const;
    [[nodiscard]] QString name() const; ///< As lists of authorities show it.
    [[nodiscard]] QByteArray fingerprint() const; ///< SHA-256, 32 bytes.
    [[nodiscard]] bool isNew() const; ///< Nobody can trust it yet.

    /// For the hosts and this machine, valid for 90 days; its key is made for it and kept nowhere.
    [[nodiscard]] ServerIdentity issue(const QDateTime &now) const;

private:
    struct Private;
    explicit LocalCa(std::unique_ptr<Private> made);
    std::unique_ptr<Private> d;
};

} // namespace keyturn::edge
