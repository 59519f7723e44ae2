// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "CredentialPair.h"

#include "PastedText.h"
#include "Recogniser.h"

#include <algorithm>

namespace keyturn::tokens {

namespace {

// No credential has been seen with one of these in it.
constexpr QByteArrayView stops("\"'`,;&\\{}");

bool isStop(char c)
{
    return c <= ' ' || c > '~' || stops.contains(c);
}

bool isLineEnd(char c)
{
    return c == '\n' || c == '\r';
}

bool isSign(char c)
{
    return c == ':' || c == '=';
}

QByteArrayView afterStops(QByteArrayView text)
{
    return text.sliced(std::distance(text.begin(), std::find_if_not(text.begin(), text.end(), isStop)));
}

QByteArrayView upToStop(QByteArrayView text)
{
    return text.first(std::distance(text.begin(), std::find_if(text.begin(), text.end(), isStop)));
}

// The value behind a name that ends right before `rest`, in the same line: the next one may be another name.
QByteArrayView valueAfterName(QByteArrayView rest)
{
    rest = afterStops(rest);
    if (rest.isEmpty() || !isSign(rest.front()))
        return {};
    rest = rest.sliced(1);
    const auto lineEnd = std::find_if(rest.begin(), rest.end(), isLineEnd);
    const auto line = rest.first(std::distance(rest.begin(), lineEnd));
    return upToStop(afterStops(line));
}

// The value of the first name that ends in `name` and has one.
QByteArrayView namedValue(QByteArrayView text, QByteArrayView name)
{
    for (auto end = name.size(); end <= text.size(); ++end) {
        if (!endsWithName(text.first(end), name))
            continue;
        if (const auto value = valueAfterName(text.sliced(end)); !value.isEmpty())
            return value;
    }
    return {};
}

// The only word of that shape. Two would be a guess.
template <typename Predicate>
QByteArrayView onlyWord(QByteArrayView text, Predicate isWanted)
{
    QByteArrayView found;
    while (!text.isEmpty()) {
        const auto isBetween = [](char c) { return isStop(c) || isSign(c); };
        const auto begin = std::find_if_not(text.begin(), text.end(), isBetween);
        const auto end = std::find_if(begin, text.end(), isBetween);
        const auto word = text.sliced(std::distance(text.begin(), begin), std::distance(begin, end));
        if (isWanted(shapeOf(word))) {
            if (!found.isEmpty())
                return {};
            found = word;
        }
        text = text.sliced(std::distance(text.begin(), end));
    }
    return found;
}

} // namespace

CredentialPair credentialsIn(QByteArrayView text)
{
    // Far more than any file that holds a pair and little else.
    constexpr qsizetype longest = 64 * 1024;
    if (text.size() > longest)
        return {};

    auto clientId = namedValue(text, "client-id");
    if (clientId.isEmpty())
        clientId = onlyWord(text, [](Shape shape) { return shape == Shape::ClientId; });
    auto secret = namedValue(text, "client-secret");
    if (secret.isEmpty())
        secret = onlyWord(text, isSecret);

    return {QString::fromLatin1(clientId), Secret(secret.toByteArray())};
}

CredentialPair credentialsIn(const Secret &text)
{
    return credentialsIn(text.expose());
}

} // namespace keyturn::tokens
