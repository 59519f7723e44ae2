// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "TypedValues.h"

#include "GoDuration.h"
#include "Rfc3339.h"

#include <cmath>

using namespace Qt::StringLiterals;

namespace keyturn::cli {

namespace {

constexpr double longestTimeout = 24 * 3600;
constexpr int longestLeeway = 366 * 24 * 3600;

QString reasonOf(GoDurationError error)
{
    switch (error) {
    case GoDurationError::Empty:
        return u"it is empty"_s;
    case GoDurationError::NoUnit:
        return u"it has no unit"_s;
    case GoDurationError::UnknownUnit:
        return u"its unit is not known"_s;
    case GoDurationError::NotANumber:
        return u"it is not a number with a unit"_s;
    case GoDurationError::TooLong:
        return u"it is longer than 292 years"_s;
    }
    return {};
}

// Go's durations end at hours; people count a token's life in days.
QString inHours(const QString &text)
{
    const bool isDays = text.endsWith(u'd');
    bool isNumber = false;
    const auto count = text.chopped(isDays ? 1 : 0).toInt(&isNumber);
    return isDays && isNumber && count >= 0 ? u"%1h"_s.arg(qint64{24} * count) : text;
}

} // namespace

Typed<std::chrono::nanoseconds> durationOf(const QString &text, const QString &option)
{
    const auto parsed = parseGoDuration(inHours(text));
    if (!parsed) {
        const auto message = u"%1 cannot be read as a duration: %2."_s.arg(option, reasonOf(parsed.error()));
        return Failure{wrongUsage(message, u"Write it as 30d, 720h or 1h30m."_s)};
    }
    if (*parsed < std::chrono::nanoseconds::zero())
        return Failure{wrongUsage(u"%1 cannot be negative."_s.arg(option))};
    return *parsed;
}

Typed<QDateTime> momentOf(const QString &text, const QString &option)
{
    const auto parsed = parseRfc3339(text);
    if (!parsed) {
        return Failure{wrongUsage(
            u"%1 cannot be read as a moment."_s.arg(option),
            u"Write it as 2026-11-24T09:00:00Z, or as a date: 2026-11-24."_s)};
    }
    return *parsed;
}

Typed<std::chrono::milliseconds> timeoutOf(const QString &text)
{
    bool isNumber = false;
    const auto seconds = text.toDouble(&isNumber);
    if (!isNumber || !std::isfinite(seconds) || seconds < 0.001 || seconds > longestTimeout)
        return Failure{wrongUsage(u"--timeout is a number of seconds, more than 0 and at most 86400."_s)};
    return std::chrono::milliseconds(std::llround(seconds * 1000));
}

Typed<std::chrono::seconds> leewayOf(const QString &text)
{
    bool isNumber = false;
    const auto seconds = text.toInt(&isNumber);
    if (!isNumber || seconds < 0 || seconds > longestLeeway)
        return Failure{wrongUsage(u"--leeway is a whole number of seconds, from 0 to a year."_s)};
    return std::chrono::seconds(seconds);
}

Typed<quint16> portOf(const QString &text)
{
    bool isNumber = false;
    const auto port = text.toUShort(&isNumber);
    if (!isNumber)
        return Failure{wrongUsage(u"--port is a number from 0 to 65535; 0 takes a free one."_s)};
    return port;
}

Typed<http::Header> headerOf(const QString &text)
{
    const auto colon = text.indexOf(u':');
    if (colon < 0)
        return Failure{wrongUsage(u"A header has no colon in it."_s, u"Write it as -H 'Name: value'."_s)};
    // Surrounding white space is no part of a value (RFC 9110, section 5.5).
    return http::Header{text.left(colon).toUtf8(), text.mid(colon + 1).trimmed().toUtf8()};
}

Typed<access::HeaderStyle> headerStyleOf(const QString &text)
{
    if (text.isEmpty() || text == u"two")
        return access::HeaderStyle::two();
    const auto prefix = u"single:"_s;
    const auto name = text.mid(prefix.size()).toUtf8();
    if (!text.startsWith(prefix) || !http::isToken(name)) {
        return Failure{wrongUsage(
            u"--header-style is “two”, or “single:” and the name of a header."_s,
            u"Write it as single:Authorization."_s)};
    }
    return access::HeaderStyle::single(name);
}

Typed<ExpiryChoice> expiryChoiceOf(const TypedWords &words)
{
    const int given = (words.has(u"expires"_s) ? 1 : 0) + (words.has(u"duration"_s) ? 1 : 0)
        + (words.has(u"forever"_s) ? 1 : 0);
    if (given > 1)
        return Failure{
            wrongUsage(u"--expires, --duration and --forever exclude one another: name one end."_s)};

    ExpiryChoice choice;
    if (words.has(u"forever"_s) || words.one(u"duration"_s) == u"forever") {
        choice.expiry = tokens::Expiry::unlimited();
    } else if (words.has(u"expires"_s)) {
        const auto moment = momentOf(words.one(u"expires"_s), u"--expires"_s);
        if (!moment)
            return Failure{moment.error()};
        choice.expiry = tokens::Expiry::on(*moment);
    } else if (words.has(u"duration"_s)) {
        const auto length = durationOf(words.one(u"duration"_s), u"--duration"_s);
        if (!length)
            return Failure{length.error()};
        choice.duration = *length;
    }
    return choice;
}

Typed<SecretSource> secretSourceOf(const TypedWords &words)
{
    const bool isStdin = words.has(u"secret-stdin"_s);
    const bool isFile = words.has(u"secret-file"_s);
    if (isStdin && isFile)
        return Failure{wrongUsage(u"--secret-stdin and --secret-file exclude one another."_s)};
    if (isFile)
        return SecretSource{SecretSource::Kind::File, words.one(u"secret-file"_s)};
    return SecretSource{isStdin ? SecretSource::Kind::StandardInput : SecretSource::Kind::Ask, {}};
}

} // namespace keyturn::cli
