// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Forwarding.h"
#include "RequestParser.h"
#include "ResponseParser.h"

#include <QList>

#include <algorithm>

// What must hold for any bytes that come over a connection, whichever way.
namespace keyturn::fuzz {

/// What became of a stream: the messages that came whole, and whether it was refused then.
template <typename Head>
struct WireStream
{
    struct Message
    {
        Head head;
        QByteArray body;
    };
    QList<Message> messages;
    bool isRefused = false;
};

/// Reads `bytes` in pieces of this size.
template <typename Head, typename Parser>
WireStream<Head> readWire(Parser &parser, const QByteArray &bytes, qsizetype pieceSize)
{
    using Progress = typename Parser::Progress;
    WireStream<Head> stream;
    typename WireStream<Head>::Message message;
    for (qsizetype at = 0; at < bytes.size() && !stream.isRefused; at += pieceSize) {
        parser.append(bytes.mid(at, pieceSize));
        for (auto progress = parser.advance(); progress != Progress::NeedsMore; progress = parser.advance()) {
            if (progress == Progress::Head) {
                message.head = parser.takeHead();
            } else if (progress == Progress::Body) {
                message.body += parser.takePiece();
            } else if (progress == Progress::End) {
                stream.messages.append(std::exchange(message, {}));
            } else {
                stream.isRefused = true;
                break;
            }
        }
    }
    return stream;
}

inline bool hasLineEnd(const http::Headers &headers)
{
    const auto isOpen = [](const http::Header &header) {
        const auto text = header.name + header.value;
        return text.contains('\r') || text.contains('\n') || text.contains('\0');
    };
    return std::any_of(headers.cbegin(), headers.cend(), isOpen);
}

inline QByteArray chunked(const QByteArray &body)
{
    if (body.isEmpty())
        return "0\r\n\r\n";
    return QByteArray::number(body.size(), 16) + "\r\n" + body + "\r\n0\r\n\r\n";
}

/// Whether the service behind us reads one request where we read one, with the same body.
inline QByteArray brokenByPassingOn(const WireStream<edge::IncomingRequest>::Message &message)
{
    const auto &request = message.head;
    const QUrl upstream(QStringLiteral("http://service.test/"));
    const auto isChunked = request.framing.end == edge::Framing::End::Chunked;
    const auto wire
        = edge::requestToWire({upstream, request, {}}) + (isChunked ? chunked(message.body) : message.body);
    edge::RequestParser parser(2 * edge::RequestParser::usualHeadBytes);
    const auto again = readWire<edge::IncomingRequest>(parser, wire, wire.size());
    if (again.isRefused || again.messages.size() != 1 || !parser.isIdle())
        return "a request that is passed on is not one request";
    const auto &seen = again.messages.first();
    if (seen.body != message.body || seen.head.method != request.method || seen.head.target != request.target)
        return "a request changes on its way";
    return {};
}

/// `input` comes from a client.
inline QByteArray brokenByRequests(const QByteArray &input)
{
    edge::RequestParser atOnce;
    edge::RequestParser byteByByte;
    const auto whole = readWire<edge::IncomingRequest>(atOnce, input, std::max(input.size(), qsizetype{1}));
    const auto pieces = readWire<edge::IncomingRequest>(byteByByte, input, 1);
    if (whole.isRefused != pieces.isRefused || whole.messages.size() != pieces.messages.size())
        return "requests depend on how their bytes come";
    for (qsizetype i = 0; i < whole.messages.size(); ++i) {
        const auto &message = whole.messages.at(i);
        const auto &request = message.head;
        const auto &other = pieces.messages.at(i);
        if (request.headers != other.head.headers || message.body != other.body)
            return "a request depends on how its bytes come";
        if (hasLineEnd(request.headers) || request.target.contains(' ') || request.target.contains('\n'))
            return "a line end passes for a part of a field";
        if (const auto broken = brokenByPassingOn(message); !broken.isEmpty())
            return broken;
    }
    return {};
}

/// `input` comes from an upstream, its first byte telling to what.
inline QByteArray brokenByResponses(const QByteArray &input)
{
    using Parser = edge::ResponseParser;
    if (input.isEmpty())
        return {};
    const auto asked = input.startsWith('H') ? Parser::Asked::WithBody : Parser::Asked::Head;
    const auto bytes = asked == Parser::Asked::WithBody ? input : input.sliced(1);
    Parser atOnce;
    Parser byteByByte;
    atOnce.expect(asked);
    byteByByte.expect(asked);
    const auto whole = readWire<edge::AnswerHead>(atOnce, bytes, std::max(bytes.size(), qsizetype{1}));
    const auto pieces = readWire<edge::AnswerHead>(byteByByte, bytes, 1);
    if (whole.isRefused != pieces.isRefused || whole.messages.size() != pieces.messages.size())
        return "answers depend on how their bytes come";
    for (qsizetype i = 0; i < whole.messages.size(); ++i) {
        const auto &[head, body] = whole.messages.at(i);
        const auto &other = pieces.messages.at(i);
        if (head.headers != other.head.headers || body != other.body || head.status != other.head.status)
            return "an answer depends on how its bytes come";
        if (hasLineEnd(head.headers))
            return "a line end passes for a part of a field";
        if (head.status < 100 || head.status > 999)
            return "a status is none";
        if (asked == Parser::Asked::Head && !body.isEmpty())
            return "an answer to HEAD has a body";
        if (head.framing.end == edge::Framing::End::Length
            && head.framing.length != static_cast<std::uint64_t>(body.size()))
            return "a body is not as long as it says";
    }
    return {};
}

} // namespace keyturn::fuzz
