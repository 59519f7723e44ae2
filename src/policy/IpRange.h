// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStringView>

#include <array>
#include <optional>

namespace keyturn::policy {

/// An address, IPv4 written as IPv6.
using IpAddress = std::array<quint8, 16>;

/// Dotted IPv4 with four plain decimal numbers, or IPv6 without a zone. Null for anything else.
[[nodiscard]] std::optional<IpAddress> parseIp(QStringView text);

/// "192.0.2.0/24", "2001:db8::/32" or one address.
class IpRange
{
public:
    [[nodiscard]] static std::optional<IpRange> parse(QStringView text);
    [[nodiscard]] bool contains(const IpAddress &address) const;

private:
    IpAddress m_base{};
    int m_bits = 128; ///< How many of the 128 count.
};

} // namespace keyturn::policy
