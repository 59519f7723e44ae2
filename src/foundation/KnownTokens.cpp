// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "KnownTokens.h"

#include "Ascii.h"

#include <algorithm>
#include <bitset>

namespace keyturn {

namespace {

bool isOf(TokenShape::Letters letters, char c)
{
    switch (letters) {
    case TokenShape::Letters::Alphanumeric:
        return isAlphanumeric(c);
    case TokenShape::Letters::Capitals:
        return isDigit(c) || isCapital(c);
    case TokenShape::Letters::Url:
        return isAlphanumeric(c) || c == '-' || c == '_';
    }
    Q_UNREACHABLE();
}

/// Where the token of this shape that begins at `at` ends; `at` when there is none.
qsizetype endOf(const TokenShape &shape, QByteArrayView text, qsizetype at)
{
    if (!text.sliced(at).startsWith(shape.prefix)
        || (shape.standsAlone && at > 0 && isAlphanumeric(text[at - 1])))
        return at;
    qsizetype end = at + shape.prefix.size();
    while (end < text.size() && isOf(shape.letters, text[end]))
        ++end;
    const qsizetype length = end - at - shape.prefix.size();
    // These have one length, and what goes on is a word.
    const bool isTooLong = shape.letters == TokenShape::Letters::Capitals
        && (length > shape.shortest || (end < text.size() && isAlphanumeric(text[end])));
    return length < shape.shortest || isTooLong ? at : end;
}

constexpr std::size_t pairOf(char a, char b)
{
    return static_cast<std::size_t>(static_cast<unsigned char>(a)) * 256 + static_cast<unsigned char>(b);
}

// Nearly every place is ruled out by its first two letters.
const std::bitset<65536> &beginnings()
{
    static const std::bitset<65536> all = [] {
        std::bitset<65536> pairs;
        for (const TokenShape &shape : tokenShapes)
            pairs.set(pairOf(shape.prefix[0], shape.prefix[1]));
        return pairs;
    }();
    return all;
}

} // namespace

std::vector<KnownToken> knownTokensIn(QByteArrayView text)
{
    std::vector<KnownToken> found;
    const std::bitset<65536> &pairs = beginnings();
    for (qsizetype at = 0; at + 1 < text.size(); ++at) {
        if (!pairs.test(pairOf(text[at], text[at + 1])))
            continue;
        for (const TokenShape &shape : tokenShapes) {
            const qsizetype end = endOf(shape, text, at);
            if (end == at)
                continue;
            found.push_back({at, end, shape.maker});
            at = end - 1;
            break;
        }
    }
    return found;
}

qsizetype nextPrivateKey(QByteArrayView text, qsizetype from)
{
    constexpr QByteArrayView opening = "-----BEGIN ";
    constexpr QByteArrayView closing = "PRIVATE KEY-----";
    constexpr qsizetype longestLabel = 60;
    for (qsizetype at = text.indexOf(opening, from); at >= 0; at = text.indexOf(opening, at + 1)) {
        const QByteArrayView label = text.sliced(at + opening.size());
        const qsizetype end = label.first(std::min(label.size(), longestLabel)).indexOf(closing);
        if (end >= 0 && label.first(end).indexOf('-') < 0)
            return at;
    }
    return -1;
}

qsizetype endOfPrivateKey(QByteArrayView text, qsizetype start)
{
    constexpr qsizetype longest = 16 * 1024;
    constexpr QByteArrayView opening = "PRIVATE KEY-----";
    constexpr QByteArrayView closing = "-----END ";
    const QByteArrayView rest = text.sliced(start).first(std::min(text.size() - start, longest));
    if (const qsizetype end = rest.indexOf(closing); end >= 0) {
        const qsizetype last = rest.indexOf(opening, end);
        return last < 0 ? start + rest.size() : start + last + opening.size();
    }
    qsizetype end = rest.indexOf(opening) + opening.size();
    const auto isKeys = [](char c) {
        return isAlphanumeric(c) || c == '+' || c == '/' || c == '=' || c == '\n' || c == '\r' || c == '\\';
    };
    while (end < rest.size() && isKeys(rest[end]))
        ++end;
    return start + end;
}

} // namespace keyturn
