// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Base64Url.h"

#include <array>
#include <cstdint>
#include <string_view>

namespace keyturn::jwt {

namespace {

constexpr auto withoutPadding = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

// What each character of the alphabet stands for (RFC 4648, section 5).
constexpr std::uint8_t foreign = 64;
constexpr auto sextets = [] {
    constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    std::array<std::uint8_t, 256> table{};
    table.fill(foreign);
    for (std::size_t i = 0; i < alphabet.size(); ++i)
        table[static_cast<unsigned char>(alphabet[i])] = static_cast<std::uint8_t>(i);
    return table;
}();

} // namespace

QByteArray encodeBase64Url(const QByteArray &bytes)
{
    return bytes.toBase64(withoutPadding);
}

std::optional<QByteArray> decodeBase64Url(QByteArrayView text)
{
    const auto loose
        = text.size() % 4; // Characters behind the last whole group: two or three, for one byte or two.
    if (loose == 1)
        return {};
    const auto whole = text.size() - loose;
    QByteArray bytes(whole / 4 * 3 + (loose == 0 ? 0 : loose - 1), Qt::Uninitialized);
    const auto *from = reinterpret_cast<const unsigned char *>(text.data());
    auto *to = bytes.data();
    std::uint32_t seen = 0; // Has a bit above the six as soon as one character is foreign.
    const auto put = [&to](std::uint32_t bits) { *to++ = static_cast<char>(bits & 0xffU); };
    for (const auto *end = from + whole; from < end; from += 4) {
        const std::uint32_t a = sextets[from[0]];
        const std::uint32_t b = sextets[from[1]];
        const std::uint32_t c = sextets[from[2]];
        const std::uint32_t d = sextets[from[3]];
        seen |= a | b | c | d;
        put((a << 2U) | (b >> 4U));
        put((b << 4U) | (c >> 2U));
        put((c << 6U) | d);
    }
    if (loose > 0) {
        const std::uint32_t a = sextets[from[0]];
        const std::uint32_t b = sextets[from[1]];
        const std::uint32_t c = loose == 3 ? sextets[from[2]] : 0U;
        seen |= a | b | c;
        put((a << 2U) | (b >> 4U));
        if (loose == 3)
            put((b << 4U) | (c >> 2U));
        // Bits behind the last byte would make a second spelling.
        if ((loose == 3 ? c & 0x3U : b & 0xfU) != 0)
            return {};
    }
    if (seen >= foreign)
        return {};
    return bytes;
}

} // namespace keyturn::jwt
