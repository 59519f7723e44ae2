// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "JwtSearch.h"

#include "Ascii.h"
#include "Base64Url.h"
#include "Jwt.h"
#include "StrictJson.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace keyturn::jwt {

namespace {

bool isTokenByte(char byte)
{
    return isAlphanumeric(byte) || byte == '-' || byte == '_' || byte == '.';
}

bool isSpace(char byte)
{
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

// Is this as long as the encoded signatures of this algorithm are? It tells a whole token from one that goes
// on after a line break, and from one that other words follow.
bool isUsualSignatureLength(qsizetype length, const QString &algorithm)
{
    const auto isOneOf = [length](std::array<qsizetype, 3> lengths) {
        return std::find(lengths.begin(), lengths.end(), length) != lengths.end();
    };
    if (algorithm.startsWith("RS"_L1) || algorithm.startsWith("PS"_L1))
        return isOneOf({342, 512, 683});
    if (algorithm.startsWith("ES"_L1) || algorithm.startsWith("Ed"_L1))
        return isOneOf({86, 128, 176});
    if (algorithm.startsWith("HS"_L1))
        return isOneOf({43, 64, 86});
    return false;
}

// Headers are short; a longer first part is text of another kind.
constexpr qsizetype longestHeader = 64 * 1024;

// A JWT as it is gathered from a paste, byte by byte.
struct Candidate
{
    QByteArray compact;
    QString algorithm;
    int dots = 0;
    qsizetype signatureStart = 0;

    // False when no JWT begins like this.
    [[nodiscard]] bool take(char byte)
    {
        if (byte == '.' && ++dots == 1 && !readHeader())
            return false;
        compact += byte;
        if (byte == '.')
            signatureStart = compact.size();
        return dots <= 2 && (dots > 0 || compact.size() <= longestHeader);
    }

    [[nodiscard]] bool hasThreeParts() const { return dots == 2; }

    [[nodiscard]] bool seemsWhole() const
    {
        return hasThreeParts() && isUsualSignatureLength(compact.size() - signatureStart, algorithm);
    }

private:
    bool readHeader()
    {
        const auto json = decodeBase64Url(compact);
        const auto header = json ? parseJsonObject(*json) : std::nullopt;
        if (!header)
            return false;
        algorithm = header->value("alg"_L1).toString();
        return true;
    }
};

struct Attempt
{
    std::optional<QByteArray> jwt;
    qsizetype end = 0; ///< Where reading stopped.
    bool isBarren = false; ///< No JWT starts anywhere before `end`.
};

// Reads a JWT that starts at `start` and may be broken by white space.
Attempt readJwt(const QByteArray &text, qsizetype start)
{
    const auto isTokenByteAt = [&text](qsizetype i) { return i < text.size() && isTokenByte(text[i]); };

    Candidate candidate;
    std::optional<QByteArray> unbroken; // Up to the first gap after the second dot.
    auto i = start;
    for (; i < text.size(); ++i) {
        const bool isFullStop = text[i] == '.' && candidate.hasThreeParts() && !isTokenByteAt(i + 1);
        if (isTokenByteAt(i) && !isFullStop) {
            if (!candidate.take(text[i]))
                return {{}, i};
            continue;
        }
        if (candidate.seemsWhole())
            return {candidate.compact, i};
        if (candidate.hasThreeParts() && !unbroken)
            unbroken = candidate.compact;
        if (!isSpace(text[i]))
            break;
    }
    if (!candidate.hasThreeParts())
        return {{}, i, true};

    // Where an unusual signature ends is a guess: at the end of the text or its closing quote, else at the
    // gap.
    const bool isAllThereIs = i == text.size() || (start > 0 && text[i] == text[start - 1]);
    return {isAllThereIs ? candidate.compact : unbroken, i};
}

struct Location
{
    QByteArray compact;
    qsizetype begin = 0;
    qsizetype end = 0;
};

// The first JWT at or after `from`. Reading the same bytes again and again is bounded, so that this stays
// linear.
std::optional<Location> findJwtFrom(const QByteArray &text, qsizetype from)
{
    auto budget = 4 * text.size() + longestHeader;
    for (auto i = text.indexOf('e', from); i >= 0 && budget > 0; i = text.indexOf('e', i + 1)) {
        const bool startsARun = i == 0 || !isTokenByte(text[i - 1]);
        // Base64url of `{"` is ey, and of `{` with white space behind it ey or ew.
        const char second = i + 1 < text.size() ? text[i + 1] : '\0';
        if (!startsARun || (second != 'y' && second != 'w'))
            continue;
        auto attempt = readJwt(text, i);
        if (attempt.jwt)
            return Location{*std::move(attempt.jwt), i, attempt.end};
        budget -= attempt.end - i;
        if (attempt.isBarren)
            i = attempt.end;
    }
    return {};
}

std::optional<Location> findAnnounced(const QByteArray &text)
{
    // Where several JWTs stand, one that Access's own name announces is meant.
    const auto lowerCase = text.toLower();
    for (const auto label : {"cf_authorization="_L1, "cf-access-jwt-assertion"_L1, "cf-access-token"_L1}) {
        const auto position = lowerCase.indexOf(QByteArrayView(label.data(), label.size()));
        if (position < 0)
            continue;
        if (auto jwt = findJwtFrom(text, position + label.size()))
            return jwt;
    }
    return findJwtFrom(text, 0);
}

// Where a token that may be broken by white space really ends: reading goes on over the space behind it.
qsizetype endOf(const QByteArray &text, const Location &found)
{
    auto end = found.begin;
    for (qsizetype taken = 0; taken < found.compact.size() && end < found.end; ++end)
        taken += isSpace(text[end]) ? 0 : 1;
    return end;
}

// The last line of what stands before a JWT, without the quote that opens it.
QByteArray announcement(QByteArrayView before)
{
    constexpr qsizetype longest = 1024;
    const auto near = before.last(std::min(before.size(), longest)).toByteArray();
    auto line = near.sliced(near.lastIndexOf('\n') + 1);
    while (line.endsWith('"') || line.endsWith('\''))
        line.chop(1);
    return line.toLower();
}

// "X-Token:" alone on its line, or behind the mark of a program that prints headers.
bool endsWithHeaderName(QByteArrayView word)
{
    if (!word.endsWith(':'))
        return false;
    word.chop(1);
    if (word.startsWith("> ") || word.startsWith("< "))
        word = word.sliced(2);
    const auto isOfName = [](char byte) { return isAlphanumeric(byte) || byte == '-' || byte == '_'; };
    return !word.isEmpty() && std::all_of(word.begin(), word.end(), isOfName);
}

JwtCarrier carrierOf(QByteArrayView before, QByteArrayView after)
{
    const auto line = announcement(before);
    const auto word = line.trimmed();
    if (line.contains("curl "))
        return JwtCarrier::CurlCommand;
    if (word.endsWith("cf_authorization="))
        return JwtCarrier::Cookie;
    auto unquoted = word; // In JSON names have quotes.
    unquoted.replace('"', "");
    if (unquoted.endsWith("cf-access-jwt-assertion:") || unquoted.endsWith("cf-access-token:"))
        return JwtCarrier::AccessHeader;
    if (word.endsWith("bearer"))
        return JwtCarrier::Bearer;
    if (word.endsWith('=') && word.sliced(word.lastIndexOf(' ') + 1).contains("://"))
        return JwtCarrier::Url;
    if (endsWithHeaderName(word))
        return JwtCarrier::Header;
    const bool isAlone = before.trimmed().size() <= 1 && after.trimmed().size() <= 1;
    if (!isAlone)
        return JwtCarrier::Text;
    return before.trimmed().isEmpty() && after.trimmed().isEmpty() ? JwtCarrier::None : JwtCarrier::Quotes;
}

} // namespace

std::optional<FoundJwt> locateJwt(const QByteArray &text)
{
    const auto found = findAnnounced(text);
    if (!found)
        return {};
    const auto end = endOf(text, *found);
    const QByteArrayView view(text);
    const auto carrier = carrierOf(view.first(found->begin), view.sliced(end));
    return FoundJwt{found->compact, {found->begin, end}, carrier, end - found->begin - found->compact.size()};
}

std::optional<QByteArray> findJwt(const QByteArray &text)
{
    auto found = findAnnounced(text);
    return found ? std::optional(std::move(found->compact)) : std::nullopt;
}

} // namespace keyturn::jwt
