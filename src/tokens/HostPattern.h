// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QStringList>
#include <QUrl>

#include <optional>

namespace keyturn::tokens {

/// A host that a secret may be sent to: "api.example.com", "*.internal.example.com" (exactly one label, as
/// Access and certificates read it), or with a port, "127.0.0.1:8787". Without a port every port of the host
/// fits. Bare "*" and "*.com" are refused: a binding to everything is none.
class HostPattern
{
public:
    /// Also takes a whole URL, of which it keeps host and port. Null when no host can be read from it, or
    /// when user name and password stand before the host: what looks like the host then is none.
    [[nodiscard]] static std::optional<HostPattern> parse(QStringView text);

    [[nodiscard]] bool matches(const QUrl &url) const;
    [[nodiscard]] QString text() const; ///< Lower case, IDN as punycode.

private:
    QString m_host; ///< Without the "*." of a wildcard.
    int m_port = -1;
    bool m_isWildcard = false;
};

/// Whether a secret may go to a URL, and if not, why.
enum class Binding {
    Allowed,
    NoHosts, ///< The token is bound to no host at all.
    OtherHost, ///< None of its hosts is this one.
    NotHttps, ///< Plain http to something other than this machine.
    NotAUrl, ///< No absolute http or https URL, or one with user name and password in it.
};

[[nodiscard]] Binding bindingOf(const QStringList &hosts, const QUrl &url);

} // namespace keyturn::tokens
