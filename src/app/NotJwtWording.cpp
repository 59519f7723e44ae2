// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "NotJwtWording.h"

#include "Ascii.h"
#include "JwtWording.h"

#include <QCoreApplication>

#include <algorithm>

namespace keyturn {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(NotJwtWording)
};

bool isHexadecimal(QByteArrayView text, qsizetype size)
{
    return text.size() == size && std::all_of(text.begin(), text.end(), isLowerHexDigit);
}

bool isClientId(QByteArrayView text)
{
    return text.endsWith(".access") && isHexadecimal(text.chopped(7), 32);
}

// The text holds one word, which begins as the header of every JWT does.
QString sentenceForCutOne(const QByteArray &word)
{
    if (word.contains("...") || word.contains("…"))
        return Words::tr(
            "This JWT was shortened where it was shown: something was left out in its middle or at its end. "
            "Take it from where it is whole.");
    if (word.contains("%2E") || word.contains("%2e"))
        return Words::tr("This JWT is encoded for an address: %2E stands for each dot. Decode it first.");
    switch (word.count('.')) {
    case 0:
        return Words::tr(
            "This is a part of a JWT alone: two dots and two parts are missing. Copy all of it.");
    case 1:
        return Words::tr("This JWT ends before its third part, the signature, and without one nobody can "
                         "trust it. Copy all "
                         "of it.");
    case 4:
        return Words::tr("This has five parts: it is encrypted (a JWE), and only whoever has the key can "
                         "read it. What Access "
                         "gives to services is signed and has three.");
    default:
        return {};
    }
}

} // namespace

QString sentenceForNoJwt(const QByteArray &text, jwt::DecodeError error)
{
    const auto usual = sentenceFor(error);
    if (error != jwt::DecodeError::NotThreeParts)
        return usual;
    const auto word = text.trimmed();
    if (isClientId(word))
        return Words::tr("This is the Client ID of a service token, and no JWT. Send a request with the "
                         "service token: Access "
                         "gives a JWT to the service behind it.");
    if (isHexadecimal(word, 64))
        return Words::tr("This is no JWT. With 64 hexadecimal digits it is an AUD tag or, to be kept to "
                         "yourself, a Client "
                         "Secret.");
    const auto special = word.startsWith("eyJ") ? sentenceForCutOne(word) : QString();
    return special.isEmpty() ? usual : special;
}

} // namespace keyturn
