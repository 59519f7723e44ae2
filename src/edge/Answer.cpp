// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Answer.h"

#include <QJsonDocument>
#include <QLocale>

namespace keyturn::edge {

using namespace Qt::StringLiterals;

namespace {

QByteArray reasonOf(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 204:
        return "No Content";
    case 302:
        return "Found";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 408:
        return "Request Timeout";
    case 413:
        return "Content Too Large";
    case 417:
        return "Expectation Failed";
    case 429:
        return "Too Many Requests";
    case 431:
        return "Request Header Fields Too Large";
    case 500:
        return "Internal Server Error";
    case 501:
        return "Not Implemented";
    case 502:
        return "Bad Gateway";
    case 503:
        return "Service Unavailable";
    case 504:
        return "Gateway Timeout";
    case 505:
        return "HTTP Version Not Supported";
    default:
        return "";
    }
}

} // namespace

Answer jsonAnswer(int status, const QJsonObject &json)
{
    return {
        status, {{"Content-Type", "application/json"}}, QJsonDocument(json).toJson(QJsonDocument::Indented)};
}

Answer stamped(Answer answer, const QDateTime &now, const QByteArray &rayId)
{
    const auto date = QLocale::c().toString(now.toUTC(), u"ddd, dd MMM yyyy HH:mm:ss 'GMT'"_s);
    answer.headers.append(http::Header{"Date", date.toLatin1()});
    answer.headers.append(http::Header{"Server", "keyturn-edge"});
    answer.headers.append(http::Header{"cf-ray", rayId + "-KEY"});
    return answer;
}

QByteArray toWire(const Answer &answer, Persistence persistence, BodyOnWire body)
{
    QByteArray wire
        = "HTTP/1.1 " + QByteArray::number(answer.status) + ' ' + reasonOf(answer.status) + "\r\n";
    for (const auto &[name, value] : answer.headers)
        wire += name + ": " + value + "\r\n";
    wire += "Content-Length: " + QByteArray::number(answer.body.size()) + "\r\n";
    wire += persistence == Persistence::KeepAlive ? "Connection: keep-alive\r\n" : "Connection: close\r\n";
    wire += "\r\n";
    if (body == BodyOnWire::Sent)
        wire += answer.body;
    return wire;
}

} // namespace keyturn::edge
