// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ClientSecret.h"

#include <QRandomGenerator>

#include <array>
#include <utility>

namespace keyturn::edge {

QByteArray randomHex(qsizetype digits)
{
    std::array<quint32, 8> words{};
    QRandomGenerator::system()->fillRange(words.data(), words.size());
    const auto bytes = QByteArray::fromRawData(
        reinterpret_cast<const char *>(words.data()), static_cast<qsizetype>(sizeof words));
    return bytes.toHex().left(digits);
}

Secret makeClientSecret()
{
    constexpr QByteArrayView alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    QByteArray bytes = "cfast_";
    bytes.reserve(6 + 40 + 8);
    while (bytes.size() < 6 + 40)
        bytes += alphabet[QRandomGenerator::system()->bounded(static_cast<int>(alphabet.size()))];
    bytes += randomHex(8);
    return Secret(std::move(bytes));
}

} // namespace keyturn::edge
