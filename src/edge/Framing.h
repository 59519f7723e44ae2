// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstdint>

namespace keyturn::edge {

/// How a message says where its body ends (RFC 9112, section 6.3).
struct Framing
{
    enum class End { NoBody, Length, Chunked, Close };

    End end = End::NoBody;
    std::uint64_t length = 0; ///< Bytes; with Length.

    bool operator==(const Framing &) const = default;
};

} // namespace keyturn::edge
