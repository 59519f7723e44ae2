// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "CurlMessages.h"

#include "Redaction.h"

#include <algorithm>

namespace keyturn::transcripts {

namespace {

using Error = http::TransportError;

bool hasWord(QByteArrayView text, QByteArrayView lowerCaseWord)
{
    return text.toByteArray().toLower().contains(lowerCaseWord);
}

} // namespace

std::optional<CurlMessage> curlMessageOf(QByteArrayView line)
{
    constexpr QByteArrayView opening = "curl: (";
    const qsizetype at = line.indexOf(opening);
    if (at < 0)
        return std::nullopt;
    const QByteArrayView rest = line.sliced(at + opening.size());
    const qsizetype close = rest.first(std::min<qsizetype>(4, rest.size())).indexOf(')');
    if (close < 1)
        return std::nullopt;
    CurlMessage message;
    bool isNumber = false;
    message.code = rest.first(close).toByteArray().toInt(&isNumber);
    if (!isNumber)
        return std::nullopt;
    message.text = rest.sliced(close + 1).trimmed().toByteArray();
    constexpr QByteArrayView returned = "returned error: ";
    const qsizetype status = message.text.indexOf(returned);
    if (message.code == 22 && status >= 0)
        message.status = message.text.mid(status + returned.size(), 3).toInt();
    if (message.status < 100 || message.status > 599)
        message.status = 0;
    return message;
}

std::optional<Error> transportErrorOf(const CurlMessage &message)
{
    switch (message.code) {
    case 6:
        return Error::HostNotFound;
    case 5:
    case 97:
        return Error::Unreachable;
    case 7:
        // Newer ones say no more than that no connection came about. Most often nothing listens there.
        return hasWord(message.text, "unreachable") || hasWord(message.text, "no route")
            ? Error::Unreachable
            : Error::ConnectionRefused;
    case 28:
        return Error::TimedOut;
    case 35:
    case 51:
    case 53:
    case 54:
    case 58:
    case 59:
    case 60:
    case 64:
    case 66:
    case 77:
    case 80:
    case 82:
    case 83:
    case 90:
    case 91:
        return Error::TlsFailed;
    case 56:
        if (hasWord(message.text, "alert certificate required"))
            return Error::TlsFailed;
        return hasWord(message.text, "connect tunnel") || hasWord(message.text, "from proxy after connect")
            ? Error::Unreachable
            : Error::ConnectionLost;
    case 16:
    case 18:
    case 52:
    case 55:
    case 92:
        return Error::ConnectionLost;
    case 63:
        return Error::TooLarge;
    case 1:
        return hasWord(message.text, "http/0.9") ? std::optional(Error::NotHttp) : std::nullopt;
    case 8:
        return Error::NotHttp;
    default:
        return std::nullopt;
    }
}

http::TransportFailure failureOf(Error error, QByteArrayView words)
{
    // Redacted before it is cut: half a credential would not be recognised as one.
    constexpr qsizetype longest = 4096;
    constexpr qsizetype shown = 300;
    const QString text = keyturn::redacted(
        QString::fromUtf8(words.first(std::min(words.size(), longest)).toByteArray()).simplified());
    return {error, text.left(shown), {}};
}

} // namespace keyturn::transcripts
