// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Wire.h"

#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>

#include <functional>
#include <memory>
#include <vector>

namespace keyturn::edge {

/// A service that keeps all that it is sent, and does with each connection what it is told.
class FakeUpstream
{
public:
    struct Visit
    {
        QPointer<QTcpSocket> socket;
        QByteArray received;
        qsizetype answered = 0;
        bool isClosed = false;
        bool isHeld = false; ///< It does not read.

        void say(const QByteArray &bytes) const
        {
            if (socket)
                socket->write(bytes);
        }
        void close() const
        {
            if (socket)
                socket->disconnectFromHost();
        }
        [[nodiscard]] QByteArray head() const { return received.left(received.indexOf("\r\n\r\n") + 2); }
        [[nodiscard]] QByteArray body() const { return received.mid(received.indexOf("\r\n\r\n") + 4); }
        [[nodiscard]] bool hasHead() const { return received.contains("\r\n\r\n"); }
    };
    /// Called whenever a visitor has sent something.
    using Behaviour = std::function<void(Visit &)>;

    explicit FakeUpstream(
        Behaviour behaviour, std::unique_ptr<QTcpServer> server = nullptr,
        const QHostAddress &address = QHostAddress::LocalHost)
        : m_behaviour(std::move(behaviour))
        , m_server(server ? std::move(server) : std::make_unique<QTcpServer>())
    {
        const auto welcome = [this] {
            while (auto *socket = m_server->nextPendingConnection())
                receive(socket);
        };
        QObject::connect(m_server.get(), &QTcpServer::pendingConnectionAvailable, m_server.get(), welcome);
        if (!m_server->listen(address))
            qFatal("The fake upstream does not listen.");
    }

    /// Answers each request that has no body.
    [[nodiscard]] static Behaviour answering(const QByteArray &answer)
    {
        return [answer](Visit &visit) {
            for (; visit.answered < visit.received.count("\r\n\r\n"); ++visit.answered)
                visit.say(answer);
        };
    }

    /// Says that whenever it is sent something, whole or not, and perhaps closes the connection then.
    [[nodiscard]] static Behaviour saying(const QByteArray &words, bool closes)
    {
        return [words, closes](Visit &visit) {
            visit.say(words);
            if (closes)
                visit.close();
        };
    }

    /// Answers all that it is sent, and closes the connection in place of these answers, counted from 1.
    [[nodiscard]] static Behaviour closingAt(const QList<int> &which, const QByteArray &answer)
    {
        return [which, answer, asked = 0](Visit &visit) mutable {
            if (which.contains(++asked))
                visit.close();
            else
                visit.say(answer);
        };
    }

    [[nodiscard]] QUrl url(const QString &scheme = QStringLiteral("http")) const
    {
        return QUrl(QStringLiteral("%1://%2:%3")
                        .arg(scheme, m_server->serverAddress().toString())
                        .arg(m_server->serverPort()));
    }
    [[nodiscard]] qsizetype visits() const { return static_cast<qsizetype>(m_visits.size()); }
    [[nodiscard]] Visit &visit(std::size_t index) const { return *m_visits.at(index); }

private:
    void receive(QTcpSocket *socket)
    {
        auto *visit = m_visits.emplace_back(std::make_unique<Visit>()).get();
        visit->socket = socket;
        socket->setReadBufferSize(64 * 1024);
        const auto read = [this, visit, socket] {
            if (visit->isHeld)
                return;
            const auto bytes = socket->readAll();
            visit->received += bytes;
            m_behaviour(*visit);
        };
        QObject::connect(socket, &QTcpSocket::readyRead, socket, read);
        QObject::connect(socket, &QTcpSocket::disconnected, socket, [visit] { visit->isClosed = true; });
        QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        if (socket->bytesAvailable() > 0)
            read();
    }

    Behaviour m_behaviour;
    std::vector<std::unique_ptr<Visit>> m_visits;
    std::unique_ptr<QTcpServer> m_server;
};

} // namespace keyturn::edge
