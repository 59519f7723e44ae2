// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>

#include <array>

// Secrets that stand in what is tried, and must not stand in what is said of it.
namespace keyturn::fuzz {

struct Planted
{
    QByteArrayView placeholder; ///< What an input has in its place: it survives being cut and mixed.
    QByteArrayView value;
    QByteArrayView core; ///< The part whose appearance is a leak.
};

inline constexpr std::array planted{
    Planted{
        "{secret}", "cfast_Kq7Zw2Xv9Lm4Tp8Rb3Nc6Yd1Fg5Hj0Ss8Uu2Aa4ZdEaDbEeF",
        "Kq7Zw2Xv9Lm4Tp8Rb3Nc6Yd1Fg5Hj0Ss8Uu2Aa4Z"},
    Planted{
        "{token}", "cfut_Pm3Xb8Vz1Qw6Le9Rk2Tj5Yh0Ng7Ud4Fs1Ca8Oi", "Pm3Xb8Vz1Qw6Le9Rk2Tj5Yh0Ng7Ud4Fs1Ca8Oi"},
};

/// An input that has a core in it by itself, and not in the place of a secret, proves nothing.
[[nodiscard]] inline bool hasBareCore(const QByteArray &input)
{
    for (const Planted &secret : planted) {
        if (input.contains(secret.core))
            return true;
    }
    return false;
}

[[nodiscard]] inline QByteArray withSecrets(QByteArray input)
{
    for (const Planted &secret : planted)
        input.replace(secret.placeholder, secret.value);
    return input;
}

/// The first secret in `said`; empty when there is none.
[[nodiscard]] inline QByteArray leakIn(const QByteArray &said)
{
    for (const Planted &secret : planted) {
        if (said.contains(secret.core))
            return "a planted secret is shown: " + said.left(300);
    }
    return {};
}

} // namespace keyturn::fuzz
