// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "IpRange.h"

#include "Ascii.h"

#include <QList>

#include <algorithm>

namespace keyturn::policy {

namespace {

bool isDecimal(QStringView text)
{
    return !text.isEmpty() && text.size() <= 3 && std::all_of(text.begin(), text.end(), isDigit);
}

bool isHex(QStringView text)
{
    return !text.isEmpty() && text.size() <= 4 && std::all_of(text.begin(), text.end(), isHexDigit);
}

std::optional<std::array<quint8, 4>> parseIpv4(QStringView text)
{
    const auto parts = text.split(u'.');
    if (parts.size() != 4)
        return std::nullopt;
    std::array<quint8, 4> bytes{};
    for (std::size_t i = 0; i < 4; ++i) {
        const auto part = parts[static_cast<qsizetype>(i)];
        // A leading zero means octal to some readers.
        if (!isDecimal(part) || (part.size() > 1 && part.front() == u'0') || part.toUInt() > 255)
            return std::nullopt;
        bytes[i] = static_cast<quint8>(part.toUInt());
    }
    return bytes;
}

/// The bytes of one side of "::". An IPv4 address may end it.
std::optional<QList<quint8>> parseGroups(QStringView text)
{
    QList<quint8> bytes;
    if (text.isEmpty())
        return bytes;
    const auto groups = text.split(u':');
    for (qsizetype i = 0; i < groups.size(); ++i) {
        const auto group = groups[i];
        if (i + 1 == groups.size() && group.contains(u'.')) {
            const auto tail = parseIpv4(group);
            if (!tail)
                return std::nullopt;
            for (const auto byte : *tail)
                bytes.append(byte);
            break;
        }
        if (!isHex(group))
            return std::nullopt;
        const auto value = group.toUInt(nullptr, 16);
        bytes.append(static_cast<quint8>(value >> 8U));
        bytes.append(static_cast<quint8>(value & 0xffU));
    }
    return bytes;
}

std::optional<IpAddress> parseIpv6(QStringView text)
{
    const auto gap = text.indexOf(u"::");
    const auto head = parseGroups(gap < 0 ? text : text.first(gap));
    const auto tail = parseGroups(gap < 0 ? QStringView() : text.sliced(gap + 2));
    if (!head || !tail || text.first(std::max<qsizetype>(gap, 0)).contains(u'.'))
        return std::nullopt;
    const auto told = head->size() + tail->size();
    if (gap < 0 ? told != 16 : told > 14)
        return std::nullopt;
    IpAddress address{};
    std::copy(head->begin(), head->end(), address.begin());
    std::copy(tail->begin(), tail->end(), address.end() - tail->size());
    return address;
}

IpAddress mapped(const std::array<quint8, 4> &bytes)
{
    IpAddress address{};
    address[10] = address[11] = 0xff;
    std::copy(bytes.begin(), bytes.end(), address.begin() + 12);
    return address;
}

} // namespace

std::optional<IpAddress> parseIp(QStringView text)
{
    if (text.size() > 45)
        return std::nullopt;
    if (text.contains(u':'))
        return parseIpv6(text);
    const auto bytes = parseIpv4(text);
    return bytes ? std::optional(mapped(*bytes)) : std::nullopt;
}

std::optional<IpRange> IpRange::parse(QStringView text)
{
    const auto slash = text.indexOf(u'/');
    const auto address = parseIp(slash < 0 ? text : text.first(slash));
    if (!address)
        return std::nullopt;
    IpRange range;
    range.m_base = *address;
    if (slash < 0)
        return range;
    const auto length = text.sliced(slash + 1);
    const int width = text.first(slash).contains(u':') ? 128 : 32;
    if (!isDecimal(length) || length.toInt() > width)
        return std::nullopt;
    range.m_bits = 128 - width + length.toInt();
    return range;
}

bool IpRange::contains(const IpAddress &address) const
{
    for (int bit = 0; bit < m_bits; bit += 8) {
        const auto place = static_cast<std::size_t>(bit / 8);
        const int kept = std::min(8, m_bits - bit);
        const auto mask = static_cast<quint8>(0xff00U >> static_cast<unsigned>(kept));
        if (((m_base[place] ^ address[place]) & mask) != 0)
            return false;
    }
    return true;
}

} // namespace keyturn::policy
