// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Responder.h"
#include "ResponseParser.h"

#include <QObject>
#include <QTimer>

#include <chrono>

class QTcpSocket;

namespace keyturn::edge {

class UpstreamPool;

struct UpstreamLimits
{
    std::chrono::milliseconds connecting = std::chrono::seconds(15); ///< With TLS, the handshake included.
    std::chrono::milliseconds silence = std::chrono::seconds(100); ///< While something is due from upstream.
    qint64 unsentBytes = qint64{256} * 1024; ///< No more of a body is taken while this much waits to be sent.
};

/// One request to an upstream, and its answer. Both bodies go by in pieces, and neither is taken faster than
/// it goes on. Whoever listens lets go of the call with deleteLater(); that ends what is under way.
class UpstreamCall final : public QObject
{
    Q_OBJECT

public:
    UpstreamCall(UpstreamPool *pool, Proxied proxied, const UpstreamLimits &limits, QObject *parent);
    ~UpstreamCall() override;

    void start();

    [[nodiscard]] bool hasRoom() const; ///< For more of the request's body.
    void writePiece(const QByteArray &piece);
    void writeEnd();

    /// While paused, no more of the answer is taken.
    void setPaused(bool isPaused);

    /// The connection after a 101, and what has come of the new protocol. The socket is the caller's.
    struct Released
    {
        QTcpSocket *socket;
        QByteArray rest;
    };
    [[nodiscard]] Released release();

Q_SIGNALS:
    void gotRoom();
    void headArrived(const keyturn::edge::AnswerHead &head); ///< Interim ones too.
    void pieceArrived(const QByteArray &piece);
    void finished(); ///< The answer is whole.
    void failed(keyturn::edge::UpstreamFailure failure); ///< Also in the middle of an answer.

private:
    void use(QTcpSocket *socket);
    void begin();
    void readMore();
    void takeHead();
    void socketFailed();
    void becomeSilent();
    void fail(UpstreamFailure failure);
    void finish();
    void letGo();
    void watch();
    [[nodiscard]] bool mayAskAgain() const;
    [[nodiscard]] UpstreamFailure reason() const;

    UpstreamPool *m_pool;
    Proxied m_proxied;
    UpstreamLimits m_limits;
    QTcpSocket *m_socket = nullptr;
    ResponseParser m_parser;
    QTimer m_patience;
    bool m_isReused = false;
    bool m_isConnected = false;
    bool m_isBodyBegun = false;
    bool m_isRequestSent = false;
    bool m_hasAnswer = false; ///< Any byte of one.
    bool m_isPaused = false;
    bool m_isClosedByPeer = false;
    bool m_keepsAlive = false;
    bool m_isUpgraded = false;
    bool m_isOver = false;
};

} // namespace keyturn::edge
