// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "HarReader.h"

#include "CurlMessages.h"
#include "HeadBlock.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keyturn::transcripts {

namespace {

constexpr qsizetype mostEntries = 20'000;

http::Headers headersIn(const QJsonValue &list)
{
    http::Headers headers;
    for (const QJsonValue &item : list.toArray()) {
        const QJsonObject object = item.toObject();
        const QByteArray name = object.value("name"_L1).toString().toUtf8();
        if (!http::isToken(name) && !name.startsWith(':'))
            continue;
        const QByteArray value = object.value("value"_L1).toString().toUtf8();
        if (name.compare("Set-Cookie", Qt::CaseInsensitive) != 0) {
            headers.append({name, value}); // A line break in what was sent is a fault, and stays.
            continue;
        }
        // Browsers write several of these fields into one, with line breaks.
        for (const QByteArray &cookie : value.split('\n'))
            headers.append({name, cookie.trimmed()});
    }
    return headers;
}

QByteArray bodyIn(const QJsonObject &content)
{
    const QString text = content.value("text"_L1).toString();
    if (content.value("encoding"_L1).toString() != "base64"_L1)
        return text.left(longestBody).toUtf8().left(longestBody);
    constexpr qsizetype longestEncoded = longestBody / 3 * 4;
    return QByteArray::fromBase64(text.left(longestEncoded).toLatin1());
}

// What browsers write when there was no answer.
http::TransportError errorNamed(const QString &text)
{
    using Error = http::TransportError;
    static const QList<std::pair<QString, Error>> names{
        {u"NAME_NOT_RESOLVED"_s, Error::HostNotFound},
        {u"NS_ERROR_UNKNOWN_HOST"_s, Error::HostNotFound},
        {u"CONNECTION_REFUSED"_s, Error::ConnectionRefused},
        {u"TIMED_OUT"_s, Error::TimedOut},
        {u"NET_TIMEOUT"_s, Error::TimedOut},
        {u"CERT_"_s, Error::TlsFailed},
        {u"SSL_"_s, Error::TlsFailed},
        {u"SEC_ERROR"_s, Error::TlsFailed},
        {u"CONNECTION_RESET"_s, Error::ConnectionLost},
        {u"CONNECTION_CLOSED"_s, Error::ConnectionLost},
        {u"EMPTY_RESPONSE"_s, Error::ConnectionLost},
        {u"INTERNET_DISCONNECTED"_s, Error::Unreachable},
        {u"ADDRESS_UNREACHABLE"_s, Error::Unreachable},
        {u"PROXY"_s, Error::Unreachable},
        {u"TUNNEL"_s, Error::Unreachable},
        {u"INVALID_HTTP"_s, Error::NotHttp},
    };
    for (const auto &[name, error] : names) {
        if (text.contains(name))
            return error;
    }
    return Error::Other;
}

std::optional<Transcript> transcriptOf(const QJsonObject &entry)
{
    const QJsonObject request = entry.value("request"_L1).toObject();
    const QJsonObject response = entry.value("response"_L1).toObject();
    if (request.isEmpty() || response.isEmpty())
        return std::nullopt;
    const http::Headers sentHeaders = headersIn(request.value("headers"_L1));
    const SentCredentials sent = credentialsIn(sentHeaders);

    Transcript found;
    found.form = Form::Har;
    found.style = sent.style;
    found.presented = sent.presented;
    found.known.request = !sentHeaders.isEmpty();
    found.known.credentialsSent = found.known.request ? sent.sent : Answered::Unknown;
    const QUrl url = QUrl::fromEncoded(request.value("url"_L1).toString().toUtf8(), QUrl::StrictMode);
    const int status = response.value("status"_L1).toInt();
    if (status >= 100 && status <= 599) {
        const HeadBlock head{
            {response.value("httpVersion"_L1).toString(), status,
             response.value("statusText"_L1).toString().toUtf8()},
            headersIn(response.value("headers"_L1)),
            true};
        const QByteArray body = bodyIn(response.value("content"_L1).toObject());
        found.known.status = true;
        found.known.headers = !head.headers.isEmpty();
        found.known.body = !body.isEmpty();
        found.exchange = exchangeOf(url, replyOf(head, body));
    } else {
        QString words = response.value("_error"_L1).toString();
        if (words.isEmpty())
            words = entry.value("_error"_L1).toString();
        if (words.isEmpty())
            return std::nullopt;
        found.exchange = exchangeOf(url, Failure{failureOf(errorNamed(words), words.toUtf8())});
    }
    const bool isWhole = found.known.request && (found.known.headers || !found.exchange->answer);
    found.ceiling = isWhole ? access::Confidence::Certain : access::Confidence::Possible;
    found.exchange->request.method = request.value("method"_L1).toString().toUtf8();
    found.exchange->request.headers = withoutCredentials(sentHeaders);
    found.exchange->credentialsSent = found.known.credentialsSent == Answered::Yes;
    return found;
}

/// The entries are members of a text that is one JSON value: their lines are searched for by their URL.
void placeIn(QByteArrayView plain, qsizetype &from, int &line, const QString &url, Transcript &found)
{
    QByteArray needle = '"' + url.toUtf8();
    qsizetype at = plain.indexOf(needle, from);
    if (at < 0) {
        needle.replace('/', "\\/");
        at = plain.indexOf(needle, from);
    }
    if (at >= 0) {
        line += static_cast<int>(std::count(plain.begin() + from, plain.begin() + at, '\n'));
        from = at;
    }
    found.firstLine = line;
    found.lastLine = line;
}

} // namespace

bool looksLikeHar(QByteArrayView plain)
{
    constexpr qsizetype lookedAt = 4096;
    const QByteArrayView start = plain.first(std::min(plain.size(), lookedAt)).trimmed();
    return start.startsWith('{') && start.contains("\"log\"")
        && (start.contains("\"entries\"") || start.contains("\"creator\"") || start.contains("\"version\""));
}

QList<Transcript> readHar(QByteArrayView plain)
{
    const QJsonDocument document = QJsonDocument::fromJson(plain.toByteArray());
    const QJsonArray entries = document.object().value("log"_L1).toObject().value("entries"_L1).toArray();
    QList<Transcript> all;
    qsizetype from = 0;
    int line = 1;
    qsizetype count = 0;
    for (const QJsonValue &entry : entries) {
        if (++count > mostEntries)
            break;
        auto found = transcriptOf(entry.toObject());
        if (!found)
            continue;
        const QJsonObject request = entry.toObject().value("request"_L1).toObject();
        placeIn(plain, from, line, request.value("url"_L1).toString(), *found);
        all.append(*found);
    }
    return all;
}

} // namespace keyturn::transcripts
