// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Connection.h"
#include "FakeUpstream.h"
#include "Forwarding.h"
#include "UpstreamPool.h"

#include <QTcpServer>

#include <memory>

namespace keyturn::edge {

/// A server that passes every request on to one upstream, without a gate.
class ProxyBench
{
public:
    explicit ProxyBench(const QUrl &upstream, const ConnectionLimits &limits = {}, const Fault &fault = {})
        : m_plan{upstream, fault, {}}
    {
        const auto welcome = [this, limits] {
            while (auto *socket = m_server.nextPendingConnection()) {
                auto *connection = new Connection(
                    socket, std::make_unique<PassOn>(m_plan), &m_upstreams, limits, &m_server);
                QObject::connect(connection, &Connection::closed, connection, &QObject::deleteLater);
            }
        };
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, welcome);
        if (!m_server.listen(QHostAddress::LocalHost))
            qFatal("The proxy does not listen.");
    }

    ~ProxyBench() { qDeleteAll(m_server.findChildren<Connection *>()); }

    [[nodiscard]] QUrl url() const
    {
        return QUrl(QStringLiteral("http://127.0.0.1:%1").arg(m_server.serverPort()));
    }
    [[nodiscard]] UpstreamPool &upstreams() { return m_upstreams; }
    [[nodiscard]] const QList<int> &concluded() const { return m_plan.statuses; }

private:
    struct Plan
    {
        QUrl upstream;
        Fault fault;
        QList<int> statuses;
    };

    class PassOn final : public Responder
    {
    public:
        explicit PassOn(Plan &plan)
            : m_plan(plan)
        {
        }
        [[nodiscard]] Reply respond(const IncomingRequest &head) override
        {
            return {Proxied{m_plan.upstream, head, {{"X-Added", "by the edge"}}}, m_plan.fault};
        }
        [[nodiscard]] Answer refuse(BadRequest reason) override { return {statusOf(reason), {}, {}}; }
        [[nodiscard]] Answer failed(UpstreamFailure failure) override
        {
            return upstreamFailureAnswer(failure);
        }
        void concluded(int status) override { m_plan.statuses.append(status); }

    private:
        Plan &m_plan;
    };

    Plan m_plan;
    UpstreamPool m_upstreams;
    QTcpServer m_server;
};

} // namespace keyturn::edge
