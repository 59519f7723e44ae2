// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

namespace keyturn::fuzz {

/// Stops where a property does not hold, so that the input is kept.
inline void stopWhenBroken(const QByteArray &broken)
{
    if (broken.isEmpty())
        return;
    std::fprintf(stderr, "BROKEN: %s\n", broken.constData());
    std::abort();
}

} // namespace keyturn::fuzz

/// The one function that libFuzzer calls. A copy of the bytes has its own end, which nobody may read past.
// NOLINTNEXTLINE(cppcoreguidelines-macro-usage)
#define KEYTURN_FUZZ_TARGET(property)                                                                        \
    extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)                        \
    {                                                                                                        \
        const auto *bytes = reinterpret_cast<const char *>(data);                                            \
        keyturn::fuzz::stopWhenBroken(property(QByteArray(bytes, static_cast<qsizetype>(size))));            \
        return 0;                                                                                            \
    }
