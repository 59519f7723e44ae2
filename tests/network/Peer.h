// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Exchange.h"
#include "Then.h"

#include <QHostAddress>
#include <QList>
#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>

#include <functional>
#include <memory>
#include <utility>

/// A server on the loopback that says exactly what it is told to, well-formed or not.
class Peer : public QObject
{
public:
    /// Is given each whole request, and the socket to answer on.
    using Script = std::function<void(QTcpSocket &, const QByteArray &request)>;

    explicit Peer(Script script, std::unique_ptr<QTcpServer> server = std::make_unique<QTcpServer>())
        : m_script(std::move(script))
        , m_server(std::move(server))
    {
        m_server->listen(QHostAddress::LocalHost);
        connect(m_server.get(), &QTcpServer::pendingConnectionAvailable, this, &Peer::takeConnection);
    }

    [[nodiscard]] QUrl
    url(const QString &path = QStringLiteral("/"), const QString &scheme = QStringLiteral("http")) const
    {
        return QUrl(QStringLiteral("%1://127.0.0.1:%2%3").arg(scheme).arg(m_server->serverPort()).arg(path));
    }
    [[nodiscard]] QByteArray lastRequest() const
    {
        return requests.isEmpty() ? QByteArray() : requests.last();
    }
    /// What stands in the first line of the last request: method, target and version.
    [[nodiscard]] QByteArray requestLine() const { return lastRequest().left(lastRequest().indexOf("\r\n")); }
    void close() { m_server->close(); }

    [[nodiscard]] static Script saysAndCloses(const QByteArray &bytes)
    {
        return [bytes](QTcpSocket &socket, const QByteArray &) {
            socket.write(bytes);
            socket.disconnectFromHost();
        };
    }
    [[nodiscard]] static Script says(const QByteArray &bytes)
    {
        return [bytes](QTcpSocket &socket, const QByteArray &) { socket.write(bytes); };
    }
    [[nodiscard]] static Script saysNothing()
    {
        return [](QTcpSocket &, const QByteArray &) {};
    }

    QList<QByteArray> requests;
    int connections = 0;
    int disconnections = 0;

private:
    void takeConnection()
    {
        while (auto *socket = m_server->nextPendingConnection()) {
            ++connections;
            socket->setParent(this);
            auto unread = std::make_shared<QByteArray>();
            connect(socket, &QTcpSocket::disconnected, this, [this] { ++disconnections; });
            connect(socket, &QTcpSocket::readyRead, this, [this, socket, unread] { read(*socket, *unread); });
            if (socket->bytesAvailable() > 0)
                read(*socket, *unread);
        }
    }

    void read(QTcpSocket &socket, QByteArray &unread)
    {
        unread += socket.readAll();
        const auto size = sizeOfRequest(unread);
        if (size < 0 || unread.size() < size)
            return;
        requests.append(unread.first(size));
        unread.remove(0, size);
        m_script(socket, requests.last());
    }

    [[nodiscard]] static qsizetype sizeOfRequest(const QByteArray &bytes)
    {
        const auto head = bytes.indexOf("\r\n\r\n");
        if (head < 0)
            return -1;
        const auto field = bytes.first(head).toLower().indexOf("content-length:");
        if (field < 0)
            return head + 4;
        const auto value = bytes.sliced(field + 15);
        return head + 4 + value.first(value.indexOf("\r\n")).trimmed().toLongLong();
    }

    Script m_script;
    std::unique_ptr<QTcpServer> m_server;
};

/// Where answers are kept as they come.
class Answers : public QObject
{
public:
    [[nodiscard]] keyturn::Then<keyturn::http::Answer> keep()
    {
        return {this, [this](keyturn::http::Answer answer) { all.append(std::move(answer)); }};
    }
    [[nodiscard]] bool any() const { return !all.isEmpty(); }
    [[nodiscard]] const keyturn::http::Answer &only() const { return all.first(); }

    QList<keyturn::http::Answer> all;
};
