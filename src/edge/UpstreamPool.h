// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QElapsedTimer>
#include <QHash>
#include <QList>
#include <QObject>
#include <QTimer>
#include <QUrl>

#include <chrono>

class QTcpSocket;

namespace keyturn::edge {

/// The connections to upstreams. Those that are idle are kept for the next request to the same origin.
class UpstreamPool final : public QObject
{
    Q_OBJECT

public:
    explicit UpstreamPool(QObject *parent = nullptr);
    ~UpstreamPool() override;

    /// Certificates (PEM) that are trusted for https besides the authorities of the system.
    void trust(const QByteArray &authorities) { m_authorities = authorities; }

    /// An idle connection, now the caller's; null where there is none.
    [[nodiscard]] QTcpSocket *takeIdle(const QUrl &upstream);
    /// A new connection that is being opened; a QSslSocket for https.
    [[nodiscard]] QTcpSocket *open(const QUrl &upstream, QObject *parent) const;
    /// Takes an open connection on which nothing is under way.
    void keep(const QUrl &upstream, QTcpSocket *socket);

    [[nodiscard]] qsizetype idleConnections() const;

private:
    struct Idle
    {
        QTcpSocket *socket;
        QElapsedTimer since;
    };

    void drop(QTcpSocket *socket);
    void dropOld();

    QHash<QString, QList<Idle>> m_idle; ///< By origin.
    QByteArray m_authorities;
    QTimer m_sweep;
};

} // namespace keyturn::edge
