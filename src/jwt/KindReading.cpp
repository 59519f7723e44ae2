// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "KindReading.h"

#include "Ascii.h"
#include "Base64Url.h"

#include <algorithm>

namespace keyturn::jwt {

namespace {

constexpr auto url = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

bool isOfEitherAlphabet(char byte)
{
    return isAlphanumeric(byte) || byte == '-' || byte == '_' || byte == '+' || byte == '/';
}

// The part as it should have been written: without padding, in the right alphabet, with no stray bits.
QByteArray canonical(QByteArray part)
{
    part.replace('+', '-').replace('/', '_');
    while (part.endsWith('='))
        part.chop(1);
    return QByteArray::fromBase64(part, url).toBase64(url);
}

} // namespace

std::optional<KindlyRead> readKindly(const QByteArray &compact)
{
    const auto firstDot = compact.indexOf('.');
    const auto secondDot = firstDot < 0 ? -1 : compact.indexOf('.', firstDot + 1);
    if (secondDot < 0 || compact.size() > longestJwt)
        return {};
    const auto header = compact.first(firstDot);
    const auto payload = compact.sliced(firstDot + 1, secondDot - firstDot - 1);
    const auto rest = compact.sliced(secondDot + 1);
    const auto isForeign = [](char byte) { return !isOfEitherAlphabet(byte); };
    auto end = std::find_if(rest.begin(), rest.end(), isForeign) - rest.begin();
    while (end < rest.size() && rest[end] == '=')
        ++end;
    const auto signature = rest.first(end);

    KindlyRead read;
    read.compact = canonical(header) + '.' + canonical(payload) + '.' + canonical(signature);
    read.hadTrailingBytes = end < rest.size();
    read.wasNotCanonical = read.compact != header + '.' + payload + '.' + signature;
    auto decoded = decode(read.compact);
    if (!decoded)
        return {};
    read.jwt = *std::move(decoded);
    return read;
}

} // namespace keyturn::jwt
