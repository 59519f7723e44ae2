// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ErrorWords.h"

#include "Ascii.h"
#include "EdgeReply.h"
#include "HeadBlock.h"

#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace keyturn::transcripts {

namespace {

int validStatus(int number)
{
    return number >= 100 && number <= 599 ? number : 0;
}

} // namespace

int numberAt(QByteArrayView text, qsizetype at)
{
    if (at < 0 || at + 3 > text.size() || (at + 3 < text.size() && isDigit(text[at + 3])))
        return 0;
    const QByteArrayView digits = text.sliced(at, 3);
    return std::all_of(digits.begin(), digits.end(), isDigit) ? validStatus(digits.toInt()) : 0;
}

int statusAfter(QByteArrayView text, qsizetype at)
{
    constexpr qsizetype farthest = 60;
    for (qsizetype i = at; i < std::min(text.size(), at + farthest); ++i) {
        const char c = text[i];
        if (isDigit(c))
            return numberAt(text, i);
        const bool isForeignLetter = static_cast<unsigned char>(c) >= 0x80;
        if (!isLetter(c) && !isForeignLetter && !QByteArrayView(" '\"(:,-`=[_").contains(c))
            return 0;
    }
    return 0;
}

int statusIn(QByteArrayView text, qsizetype at, const ErrorMark &mark)
{
    // requests writes the number in front.
    if (mark.text.endsWith(" Error: ") && at >= 4 && text[at - 1] == ' ') {
        if (const int before = numberAt(text, at - 4))
            return before;
    }
    return statusAfter(text, at + mark.text.size());
}

int statusWithReason(QByteArrayView text, qsizetype from)
{
    for (qsizetype at = text.indexOf(": ", from); at >= 0; at = text.indexOf(": ", at + 1)) {
        const int status = numberAt(text, at + 2);
        const bool hasReason = at + 6 < text.size() && text[at + 5] == ' ' && isLetter(text[at + 6]);
        if (status != 0 && hasReason)
            return status;
    }
    return 0;
}

bool speaksOfRedirect(QByteArrayView before)
{
    static constexpr std::array words{
        QByteArrayView("location"),
        QByteArrayView("redirect"),
        QByteArrayView("for url"),
        QByteArrayView("url\":"),
        QByteArrayView("url':"),
        QByteArrayView("url: "),
        QByteArrayView("url="),
        QByteArrayView("response.url"),
        QByteArrayView("final url"),
        QByteArrayView("->"),
        QByteArrayView("=>"),
        QByteArrayView("get \""),
        QByteArrayView("get http"),
        QByteArrayView("post \""),
        QByteArrayView("body at"),
        QByteArrayView("followed"),
        QByteArrayView("access to fetch at"),
        QByteArrayView("remote resource at"),
        QByteArrayView("cannot load"),
        QByteArrayView("xmlhttprequest at"),
        QByteArrayView("skipping page"),
        QByteArrayView("response from"),
        QByteArrayView("fetch")};
    const QByteArray lower = before.last(std::min<qsizetype>(before.size(), 400)).toByteArray().toLower();
    return std::any_of(
        words.begin(), words.end(), [&lower](QByteArrayView word) { return lower.contains(word); });
}

bool endsInRedirectStatus(QByteArrayView before)
{
    const QByteArrayView text = before.trimmed();
    const int status = text.size() < 3 ? 0 : numberAt(text, text.size() - 3);
    return status >= 300 && status <= 399 && (text.size() == 3 || !isAlphanumeric(text[text.size() - 4]));
}

bool isAudience(const QString &text)
{
    static const QRegularExpression shape(u"^[0-9a-f]{64}$"_s);
    return shape.match(text).hasMatch();
}

QUrl askedIn(QByteArrayView text)
{
    for (qsizetype at = text.indexOf("http"); at >= 0; at = text.indexOf("http", at + 4)) {
        const QUrl url = urlIn(text, at);
        if (url.isEmpty() || !access::isTeamHost(url.host()))
            return url;
    }
    return {};
}

PrintedRequest printedRequestIn(QByteArrayView text)
{
    static constexpr std::array openings{QByteArrayView("GET http"),     QByteArrayView("POST http"),
                                         QByteArrayView("PUT http"),     QByteArrayView("PATCH http"),
                                         QByteArrayView("DELETE http"),  QByteArrayView("HEAD http"),
                                         QByteArrayView("--  https://"), QByteArrayView("asked for: http")};
    for (const QByteArrayView opening : openings) {
        const qsizetype at = text.indexOf(opening);
        const QUrl url = at < 0 ? QUrl() : urlIn(text, at);
        if (url.isEmpty() || access::isTeamHost(url.host()))
            continue;
        const qsizetype end = text.indexOf(' ', text.indexOf("http", at));
        if (end < 0)
            return {url, 0};
        QByteArrayView rest = text.sliced(end).trimmed();
        for (const QByteArrayView arrow : {"->", "=>", ":", "\xe2\x86\x92"}) {
            if (rest.startsWith(arrow))
                rest = rest.sliced(arrow.size()).trimmed();
        }
        const bool isNumber = rest.size() == 3 || (rest.size() > 3 && !isAlphanumeric(rest[3]));
        return {url, isNumber ? numberAt(rest, 0) : 0};
    }
    return {};
}

QJsonObject messageAround(QByteArrayView text, qsizetype at)
{
    const qsizetype open = text.first(at).indexOf('{');
    const qsizetype close = text.lastIndexOf('}');
    if (open < 0 || close < at)
        return {};
    return QJsonDocument::fromJson(text.sliced(open, close - open + 1).toByteArray()).object();
}

QJsonObject apiErrorAt(QByteArrayView text, qsizetype at, const ErrorMark &mark)
{
    const auto codeKey = u"code"_s;
    static constexpr std::array known{1000, 6003, 6111, 9109, 9999, 10000};
    const QByteArrayView rest = text.sliced(std::min(text.size(), at + mark.text.size()));
    const auto end = std::find_if_not(rest.begin(), rest.end(), isDigit);
    const int code = rest.first(std::distance(rest.begin(), end)).toInt();
    if (std::find(known.cbegin(), known.cend(), code) == known.cend())
        return {};
    return {{codeKey, code}, {u"message"_s, QString::fromLatin1(mark.text)}};
}

bool printsEmptyCredential(QByteArrayView text)
{
    static const QRegularExpression empty(
        uR"(cf-access-client-(id|secret)["']?\s*(:|=>?)\s*(undefined|null|none|nil|''|"")\s*([,})\]]|$))"_s,
        QRegularExpression::CaseInsensitiveOption);
    return text.toByteArray().toLower().contains("cf-access-client-")
        && empty.match(QString::fromUtf8(text)).hasMatch();
}

QByteArray codeAt(QByteArrayView text, qsizetype at)
{
    constexpr QByteArrayView mark = "error code: ";
    qsizetype before = at;
    while (before > 0 && text[before - 1] == ' ')
        --before;
    if (before > 0 && !QByteArrayView("'\":>-=,b").contains(text[before - 1]))
        return {};
    const QByteArrayView number = text.sliced(at + mark.size());
    qsizetype length = 0;
    while (length < number.size() && isDigit(number[length]))
        ++length;
    if (length != 3 && length != 4)
        return {};
    if (length < number.size() && (isLetter(number[length]) || number[length] == '.'))
        return {};
    return text.sliced(at, mark.size() + length).toByteArray();
}

void addHeader(QByteArrayView text, const QByteArray &lower, QByteArrayView name, http::Headers &headers)
{
    for (qsizetype at = lower.indexOf(name); at >= 0; at = lower.indexOf(name, at + 1)) {
        if (at > 0 && !QByteArrayView(" '\"\t{[(,<").contains(text[at - 1]))
            continue;
        const char before = at > 0 ? text[at - 1] : ' ';
        const bool isQuoted = before == '\'' || before == '"';
        qsizetype i = at + name.size();
        if (isQuoted && (i >= text.size() || text[i] != before))
            continue;
        i += isQuoted ? 1 : 0;
        while (i < text.size() && text[i] == ' ')
            ++i;
        if (i >= text.size() || (text[i] != ':' && !(isQuoted && text[i] == ',')))
            continue;
        ++i;
        while (i < text.size() && (text[i] == ' ' || text[i] == '['))
            ++i;
        if (i >= text.size())
            continue;
        const char quote = text[i] == '\'' || text[i] == '"' ? text[i] : '\0';
        if (isQuoted && quote == '\0')
            continue;
        const qsizetype start = quote == '\0' ? i : i + 1;
        const qsizetype end = quote == '\0' ? text.size() : text.indexOf(quote, start);
        if (end < 0)
            continue;
        if (const auto header
            = headerOf(name.toByteArray() + ": " + text.sliced(start, end - start).toByteArray()))
            headers.append(*header);
        return;
    }
}

} // namespace keyturn::transcripts
