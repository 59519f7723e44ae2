// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QObject>
#include <QTimer>

#include <array>
#include <chrono>

class QTcpSocket;

namespace keyturn::edge {

struct TunnelLimits
{
    std::chrono::milliseconds silence = std::chrono::minutes(10); ///< Of both sides.
    std::chrono::milliseconds parting = std::chrono::seconds(10); ///< To take the last bytes.
    qint64 unsentBytes = qint64{256} * 1024; ///< One side is not read while this much waits for the other.
};

/// Two connections whose bytes go from one to the other, whatever they are. When one side closes, the other
/// gets what was still under way and is closed too.
class Tunnel final : public QObject
{
    Q_OBJECT

public:
    /// Takes both sockets for its own, and what has been read from them already.
    struct Side
    {
        QTcpSocket *socket;
        QByteArray read;
    };
    Tunnel(Side one, Side other, const TunnelLimits &limits, QObject *parent);
    ~Tunnel() override;

Q_SIGNALS:
    void closed(); ///< Both sides.

private:
    void take(QTcpSocket *socket);
    void pump();
    void pump(QTcpSocket &from, QTcpSocket &to);
    void part();

    std::array<QTcpSocket *, 2> m_sockets;
    TunnelLimits m_limits;
    QTimer m_patience;
    bool m_isParting = false;
};

} // namespace keyturn::edge
