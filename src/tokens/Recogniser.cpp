// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Recogniser.h"

#include "Ascii.h"
#include "PastedText.h"

#include <algorithm>
#include <optional>

namespace keyturn::tokens {

namespace {

bool isBase64Url(char c)
{
    return isAlphanumeric(c) || c == '-' || c == '_';
}

bool isVisibleAscii(char c)
{
    return c > ' ' && c <= '~';
}

template <typename Predicate>
bool consistsOf(QByteArrayView text, Predicate isAllowed)
{
    return std::all_of(text.begin(), text.end(), isAllowed);
}

bool isClientId(QByteArrayView text)
{
    constexpr qsizetype digits = 32;
    constexpr QByteArrayView tail(".access");
    if (text.size() < digits + tail.size() || !consistsOf(text.first(digits), isHexDigit)
        || !text.sliced(digits).startsWith(tail))
        return false;
    const auto longer = text.sliced(digits + tail.size());
    return longer.isEmpty() || (longer.size() > 1 && longer.startsWith('.') && consistsOf(longer, [](char c) {
                                    return isAlphanumeric(c) || c == '.' || c == '-';
                                }));
}

bool isSecretCfast(QByteArrayView text)
{
    constexpr QByteArrayView prefix("cfast_");
    constexpr qsizetype random = 40;
    constexpr qsizetype checksum = 8;
    return text.size() == prefix.size() + random + checksum && text.startsWith(prefix)
        && consistsOf(text.sliced(prefix.size(), random), isAlphanumeric)
        && consistsOf(text.last(checksum), isVisibleAscii);
}

bool isSecretHex(QByteArrayView text)
{
    return text.size() == 64 && consistsOf(text, isHexDigit);
}

bool isApiToken(QByteArrayView text)
{
    for (const auto prefix : apiTokenPrefixes) {
        if (text.startsWith(prefix))
            return text.size() >= prefix.size() + 20 && consistsOf(text, isBase64Url);
    }
    const bool isOlderToken = text.size() == 40 && consistsOf(text, isBase64Url);
    const bool isGlobalKey = text.size() == 37 && consistsOf(text, isLowerHexDigit);
    return isOlderToken || isGlobalKey;
}

bool isJwt(QByteArrayView text)
{
    if (!text.startsWith("eyJ") || std::count(text.begin(), text.end(), '.') != 2)
        return false;
    return consistsOf(text, [](char c) { return isBase64Url(c) || c == '.'; });
}

bool isHeaderName(QByteArrayView text)
{
    if (text.endsWith(':') || text.endsWith('='))
        text = trimmed(text.chopped(1));
    return isCredentialName(withoutReferenceMarks(text));
}

bool isFinal(Shape shape)
{
    return shape == Shape::ClientId || isSecret(shape) || shape == Shape::ApiToken || shape == Shape::Jwt;
}

QByteArrayView cleaned(QByteArrayView text, int depth);

// The value, when the text is a name and a value: a known name, or any name when the value is in quotes or
// has a known shape. "abc=" of a base64 text is no name.
std::optional<QByteArrayView> valueIn(QByteArrayView text, int depth)
{
    const auto assignment = assignmentIn(text);
    if (!assignment || assignment->value.isEmpty())
        return std::nullopt;
    const auto value = cleaned(assignment->value, depth + 1);
    const bool isQuoted = value.size() < assignment->value.size() && startsWithQuote(assignment->value);
    if (!isCredentialName(assignment->name) && !isQuoted && !isFinal(shapeOf(value)))
        return std::nullopt;
    return value;
}

// One layer less, or the same. What comes off last is what a secret itself could end in.
QByteArrayView peeled(QByteArrayView text, int depth)
{
    constexpr int deepest = 3;
    if (const auto unquoted = withoutQuotes(text); unquoted.size() < text.size())
        return unquoted;
    if (depth < deepest) {
        if (const auto value = valueIn(text, depth))
            return *value;
    }
    if (startsWithAnyCase(text, "bearer "))
        return text.sliced(7);
    if (text.endsWith(',') || text.endsWith(';') || text.endsWith('\\'))
        return text.chopped(1);
    return text;
}

// Always a part of `text`. A whole file that was pasted is only trimmed: it has no credential at its core.
QByteArrayView cleaned(QByteArrayView text, int depth)
{
    constexpr qsizetype longest = 8192;
    while (true) {
        text = trimmed(text);
        if (text.size() > longest)
            return text;
        // A known shape is left alone: the last 8 characters of a secret may be anything.
        if (text.isEmpty() || isFinal(shapeOf(text)))
            return text;

        const auto inner = peeled(text, depth);
        if (inner.size() == text.size())
            return text;
        text = inner;
    }
}

bool looksLikeSecret(QByteArrayView text)
{
    return isSecret(shapeOf(text)) || text.startsWith("cfast_");
}

bool isUsualClientId(QByteArrayView text)
{
    return isClientId(text) && consistsOf(text.first(32), isLowerHexDigit);
}

bool isUsualSecret(QByteArrayView text)
{
    return isSecretCfast(text) || (isSecretHex(text) && consistsOf(text, isLowerHexDigit));
}

std::optional<CredentialProblem> problemOfClientId(QByteArrayView clientId)
{
    if (clientId.isEmpty())
        return CredentialProblem::ClientIdMissing;
    const auto shape = shapeOf(clientId);
    if (shape == Shape::HeaderName)
        return CredentialProblem::ClientIdIsHeaderName;
    if (hasBlankInside(clientId))
        return CredentialProblem::ClientIdHasWhiteSpace;
    if (looksLikeSecret(clientId))
        return CredentialProblem::ClientIdIsSecret;
    if (shape == Shape::ApiToken)
        return CredentialProblem::ClientIdIsApiToken;
    if (!isUsualClientId(clientId))
        return CredentialProblem::ClientIdShapeUnknown;
    return std::nullopt;
}

std::optional<CredentialProblem> problemOfSecret(QByteArrayView secret)
{
    if (secret.isEmpty())
        return CredentialProblem::SecretMissing;
    const auto shape = shapeOf(secret);
    if (shape == Shape::HeaderName)
        return CredentialProblem::SecretIsHeaderName;
    if (hasBlankInside(secret))
        return CredentialProblem::SecretHasWhiteSpace;
    if (shape == Shape::ClientId)
        return CredentialProblem::SecretIsClientId;
    if (shape == Shape::ApiToken)
        return CredentialProblem::SecretIsApiToken;
    if (shape == Shape::Jwt)
        return CredentialProblem::SecretIsJwt;
    if (!isUsualSecret(secret))
        return CredentialProblem::SecretShapeUnknown;
    return std::nullopt;
}

} // namespace

Shape shapeOf(QByteArrayView text)
{
    text = trimmed(text);
    if (text.isEmpty())
        return Shape::Empty;
    if (isClientId(text))
        return Shape::ClientId;
    if (isSecretCfast(text))
        return Shape::SecretCfast;
    if (isSecretHex(text))
        return Shape::SecretHex;
    if (isHeaderName(text))
        return Shape::HeaderName;
    if (isApiToken(text))
        return Shape::ApiToken;
    if (isJwt(text))
        return Shape::Jwt;
    const auto assignment = assignmentIn(text);
    if (assignment && isCredentialName(assignment->name))
        return assignment->value.isEmpty() ? Shape::HeaderName : Shape::HeaderLine;
    return Shape::Unknown;
}

Shape shapeOf(const Secret &secret)
{
    return shapeOf(secret.expose());
}

bool isOnlyAWarning(CredentialProblem problem)
{
    return problem == CredentialProblem::ClientIdShapeUnknown
        || problem == CredentialProblem::SecretShapeUnknown;
}

QString cleanedClientId(const QString &text)
{
    auto bytes = text.toUtf8();
    const auto clientId = QString::fromUtf8(cleaned(bytes, 0));
    wipeBytes(bytes); // It may be a secret that was pasted into the wrong field.
    return clientId;
}

Secret cleanedSecret(Secret secret)
{
    const auto kept = cleaned(secret.expose(), 0);
    return kept.size() == secret.size() ? std::move(secret) : Secret(kept.toByteArray());
}

bool isSecret(Shape shape)
{
    return shape == Shape::SecretCfast || shape == Shape::SecretHex;
}

bool hasApiTokenPrefix(QByteArrayView text)
{
    const auto beginsIt = [text](QByteArrayView prefix) { return text.startsWith(prefix); };
    return std::any_of(apiTokenPrefixes.begin(), apiTokenPrefixes.end(), beginsIt);
}

QList<CredentialProblem> problemsOf(const QString &clientId, const Secret &secret)
{
    auto idBytes = clientId.toUtf8();
    const auto secretBytes = secret.expose();
    const bool areSwapped = looksLikeSecret(idBytes) && shapeOf(secretBytes) == Shape::ClientId;
    const auto idProblem = problemOfClientId(idBytes);
    wipeBytes(idBytes);
    if (areSwapped)
        return {CredentialProblem::Swapped};

    QList<CredentialProblem> problems;
    for (const auto problem : {idProblem, problemOfSecret(secretBytes)}) {
        if (problem)
            problems.append(*problem);
    }
    std::stable_partition(
        problems.begin(), problems.end(), [](auto problem) { return !isOnlyAWarning(problem); });
    return problems;
}

QList<CredentialProblem> problemsOfClientId(const QString &clientId)
{
    auto idBytes = clientId.toUtf8();
    const auto problem = problemOfClientId(idBytes);
    wipeBytes(idBytes);
    return problem ? QList{*problem} : QList<CredentialProblem>();
}

} // namespace keyturn::tokens
