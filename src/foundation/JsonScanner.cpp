// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "JsonScanner.h"

#include "Ascii.h"

#include <QStringDecoder>

#include <algorithm>

namespace keyturn {

namespace {

bool isSpace(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

/// How many bytes a character beyond ASCII takes that begins there; 0: it is none (RFC 3629, section 4).
qsizetype characterLength(QByteArrayView text)
{
    const auto lead = static_cast<unsigned char>(text.front());
    const qsizetype length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || text.size() < length)
        return 0;
    return text.first(length).isValidUtf8() ? length : 0;
}

std::optional<char16_t> unitOf(QByteArrayView digits)
{
    char16_t unit = 0;
    for (const char digit : digits) {
        if (!isHexDigit(digit))
            return std::nullopt;
        const int value = isDigit(digit) ? digit - '0' : (digit | 0x20) - 'a' + 10;
        unit = static_cast<char16_t>(unit * 16 + value);
    }
    return unit;
}

/// QString::fromUtf8() takes the character U+FEFF at a beginning for a byte order mark, and drops it.
QString plainText(QByteArrayView utf8)
{
    QStringDecoder decode(QStringDecoder::Utf8, QStringDecoder::Flag::ConvertInitialBom);
    return decode(utf8);
}

} // namespace

JsonScanner::JsonScanner(QByteArrayView text, const JsonRules &rules)
    : m_text(text)
    , m_allowsComments(rules.comments)
{
    constexpr QByteArrayView mark = "\xEF\xBB\xBF";
    if (rules.byteOrderMark && text.startsWith(mark))
        m_at = mark.size();
}

Failure<JsonCause> JsonScanner::failure(JsonCause cause, qsizetype at)
{
    m_range = {at, at};
    return {cause};
}

Result<Done, JsonCause> JsonScanner::skipSpace()
{
    while (true) {
        while (isSpace(byte()))
            ++m_at;
        const auto rest = m_text.sliced(m_at);
        if (!rest.startsWith("//") && !rest.startsWith("/*"))
            return Done{};
        if (!m_allowsComments)
            return failure(JsonCause::Comment, m_at);
        if (const auto skipped = skipComment(); !skipped)
            return skipped;
    }
}

Result<Done, JsonCause> JsonScanner::skipComment()
{
    const auto begin = m_at;
    const bool isLine = m_text[m_at + 1] == '/';
    const auto found = isLine ? m_text.indexOf('\n', m_at) : m_text.indexOf("*/", m_at + 2);
    if (found < 0 && !isLine)
        return failure(JsonCause::CutOff, m_text.size());
    const auto end = found < 0 ? m_text.size() : isLine ? found : found + 2;
    for (m_at = begin; m_at < end;) {
        if (static_cast<signed char>(byte()) >= 0)
            ++m_at;
        else if (const auto skipped = skipCharacter(); !skipped)
            return skipped;
    }
    return Done{};
}

// One beyond ASCII.
Result<Done, JsonCause> JsonScanner::skipCharacter()
{
    const auto length = characterLength(m_text.sliced(m_at));
    if (length == 0)
        return failure(JsonCause::BadUtf8, m_at);
    m_at += length;
    return Done{};
}

Result<JsonToken, JsonCause> JsonScanner::next()
{
    if (const auto skipped = skipSpace(); !skipped)
        return Failure{skipped.error()};
    m_range = {m_at, m_at};
    if (isAtEnd())
        return JsonToken::End;
    const auto single = [this](JsonToken token) {
        m_range.end = ++m_at;
        return token;
    };
    switch (byte()) {
    case '{':
        return single(JsonToken::BeginObject);
    case '}':
        return single(JsonToken::EndObject);
    case '[':
        return single(JsonToken::BeginArray);
    case ']':
        return single(JsonToken::EndArray);
    case ':':
        return single(JsonToken::Colon);
    case ',':
        return single(JsonToken::Comma);
    case '"':
        return string();
    case 't':
        return word("true", JsonToken::True);
    case 'f':
        return word("false", JsonToken::False);
    case 'n':
        return word("null", JsonToken::Null);
    default:
        if (byte() == '-' || isDigit(byte()))
            return number();
        return failure(JsonCause::Unexpected, m_at);
    }
}

JsonScanner::Scanned JsonScanner::word(QByteArrayView expected, JsonToken token)
{
    const auto rest = m_text.sliced(m_at);
    if (!rest.startsWith(expected)) {
        const bool isCut = expected.startsWith(rest);
        return isCut ? failure(JsonCause::CutOff, m_text.size()) : failure(JsonCause::Unexpected, m_at);
    }
    m_at += expected.size();
    m_range.end = m_at;
    return token;
}

qsizetype JsonScanner::skipDigits()
{
    const auto begin = m_at;
    while (isDigit(byte()))
        ++m_at;
    return m_at - begin;
}

JsonScanner::Scanned JsonScanner::number()
{
    const auto missingDigit
        = [this] { return failure(isAtEnd() ? JsonCause::CutOff : JsonCause::BadNumber, m_at); };
    if (byte() == '-')
        ++m_at;
    const bool hasLeadingZero = byte() == '0';
    const auto digits = skipDigits();
    if (digits == 0)
        return missingDigit();
    if (hasLeadingZero && digits > 1)
        return failure(JsonCause::BadNumber, m_range.begin);
    if (byte() == '.') {
        ++m_at;
        if (skipDigits() == 0)
            return missingDigit();
    }
    if (byte() == 'e' || byte() == 'E') {
        ++m_at;
        if (byte() == '+' || byte() == '-')
            ++m_at;
        if (skipDigits() == 0)
            return missingDigit();
    }
    m_range.end = m_at;
    return JsonToken::Number;
}

JsonScanner::Scanned JsonScanner::string()
{
    ++m_at;
    while (!isAtEnd()) {
        const auto code = static_cast<unsigned char>(byte());
        if (code == '"') {
            m_range.end = ++m_at;
            return JsonToken::String;
        }
        if (code < 0x20)
            return failure(JsonCause::ControlCharacter, m_at);
        if (code != '\\' && code < 0x80) {
            ++m_at;
            continue;
        }
        const auto skipped = code == '\\' ? skipEscape() : skipCharacter();
        if (!skipped)
            return Failure{skipped.error()};
    }
    return failure(JsonCause::CutOff, m_at);
}

/// The digits of a \u escape whose "\u" was taken; null where there are no four, and then nothing is taken.
std::optional<char16_t> JsonScanner::takeUnit()
{
    const auto digits = m_text.sliced(m_at, std::min<qsizetype>(4, m_text.size() - m_at));
    const auto unit = digits.size() == 4 ? unitOf(digits) : std::nullopt;
    if (unit)
        m_at += 4;
    return unit;
}

Result<Done, JsonCause> JsonScanner::skipEscape()
{
    const auto begin = m_at;
    const auto badUnit = [this, begin] {
        const bool isCut = m_text.size() - m_at < 4 && !m_text.sliced(m_at).contains('"');
        return isCut ? failure(JsonCause::CutOff, m_text.size()) : failure(JsonCause::BadEscape, begin);
    };
    ++m_at;
    if (isAtEnd())
        return failure(JsonCause::CutOff, m_at);
    const char letter = byte();
    if (!QByteArrayView("\"\\/bfnrtu").contains(letter))
        return failure(JsonCause::BadEscape, begin);
    ++m_at;
    if (letter != 'u')
        return Done{};
    const auto unit = takeUnit();
    if (!unit)
        return badUnit();
    if (QChar::isLowSurrogate(*unit))
        return failure(JsonCause::LoneSurrogate, begin);
    if (!QChar::isHighSurrogate(*unit))
        return Done{};
    if (!m_text.sliced(m_at).startsWith("\\u"))
        return failure(isAtEnd() ? JsonCause::CutOff : JsonCause::LoneSurrogate, isAtEnd() ? m_at : begin);
    m_at += 2;
    const auto other = takeUnit();
    if (!other)
        return badUnit();
    if (!QChar::isLowSurrogate(*other))
        return failure(JsonCause::LoneSurrogate, begin);
    return Done{};
}

QString decodedString(QByteArrayView quoted)
{
    auto rest = quoted.sliced(1, quoted.size() - 2);
    QString decoded;
    while (true) {
        const auto escape = rest.indexOf('\\');
        decoded += plainText(escape < 0 ? rest : rest.first(escape));
        if (escape < 0)
            return decoded;
        const char letter = rest[escape + 1];
        rest = rest.sliced(escape + 2);
        if (letter == 'u') {
            decoded += QChar(unitOf(rest.first(4)).value_or(QChar::ReplacementCharacter));
            rest = rest.sliced(4);
            continue;
        }
        constexpr QByteArrayView letters = "bfnrt";
        constexpr QByteArrayView meant = "\b\f\n\r\t";
        const auto index = letters.indexOf(letter);
        decoded += QLatin1Char(index < 0 ? letter : meant[index]);
    }
}

} // namespace keyturn
