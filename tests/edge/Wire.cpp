// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Wire.h"

#include <QJsonDocument>
#include <QtTest>

namespace keyturn::edge {

namespace {

struct Head
{
    int status = 0;
    http::Headers headers;
    qsizetype size = 0;
};

std::optional<Head> headOf(const QByteArray &bytes)
{
    const auto end = bytes.indexOf("\r\n\r\n");
    if (end < 0)
        return std::nullopt;
    Head head;
    head.size = end + 4;
    auto lines = bytes.left(end).split('\n');
    head.status = lines.takeFirst().split(' ').value(1).toInt();
    for (const auto &line : lines) {
        const auto colon = line.indexOf(':');
        head.headers.append(http::Header{line.left(colon), line.mid(colon + 1).trimmed()});
    }
    return head;
}

qsizetype bodySizeOf(const Head &head)
{
    return head.status == 100 ? 0 : http::headerValue(head.headers, "Content-Length").toLongLong();
}

} // namespace

QJsonObject WireReply::json() const
{
    return QJsonDocument::fromJson(body).object();
}

Wire::Wire(const QUrl &server)
{
    const auto take = [this] { m_buffer += m_socket.readAll(); };
    QObject::connect(&m_socket, &QTcpSocket::readyRead, &m_socket, take);
    m_socket.connectToHost(server.host(), static_cast<quint16>(server.port()));
}

void Wire::write(const QByteArray &bytes)
{
    const auto isConnected = [this] { return m_socket.state() == QAbstractSocket::ConnectedState; };
    if (QTest::qWaitFor(isConnected))
        m_socket.write(bytes);
}

bool Wire::hasWholeAnswer() const
{
    const auto head = headOf(m_buffer);
    return head && m_buffer.size() >= head->size + bodySizeOf(*head);
}

WireReply Wire::read(Body body)
{
    const auto isThere
        = [this, body] { return body == Body::None ? headOf(m_buffer).has_value() : hasWholeAnswer(); };
    if (!QTest::qWaitFor(isThere))
        return {};
    const auto head = headOf(m_buffer);
    const auto size = body == Body::None ? 0 : bodySizeOf(*head);
    const WireReply reply{head->status, head->headers, m_buffer.mid(head->size, size)};
    m_buffer.remove(0, head->size + size);
    return reply;
}

bool Wire::waitUntilClosed()
{
    const auto isClosed = [this] { return m_socket.state() == QAbstractSocket::UnconnectedState; };
    return QTest::qWaitFor(isClosed);
}

QByteArray requestBytes(
    const QByteArray &method, const QByteArray &target, const http::Headers &headers, const QByteArray &body)
{
    QByteArray bytes = method + ' ' + target + " HTTP/1.1\r\n";
    if (!http::hasHeader(headers, "Host"))
        bytes += "Host: 127.0.0.1:8787\r\n";
    for (const auto &[name, value] : headers)
        bytes += name + ": " + value + "\r\n";
    if (!body.isEmpty())
        bytes += "Content-Length: " + QByteArray::number(body.size()) + "\r\n";
    return bytes + "\r\n" + body;
}

WireReply
ask(const QUrl &server, const QByteArray &target, const http::Headers &headers, const QByteArray &method,
    const QByteArray &body)
{
    Wire wire(server);
    wire.write(requestBytes(method, target, headers, body));
    return wire.read(method == "HEAD" ? Wire::Body::None : Wire::Body::Expected);
}

} // namespace keyturn::edge
