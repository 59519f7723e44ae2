// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "BodyCollector.h"
#include "PhaseClock.h"
#include "Transport.h"

#include <QNetworkReply>
#include <QObject>
#include <QStringList>
#include <QTimer>

#include <memory>

class QNetworkAccessManager;

namespace keyturn {

/// One request on its way through Qt Network. It shares the manager, so it outlives the transport that made
/// it. Letting go of it, also from within the answer, ends everything at once.
class NetworkCall final : public QObject, public http::Call
{
    Q_OBJECT

public:
    NetworkCall(
        std::shared_ptr<QNetworkAccessManager> manager, const http::Options &options,
        Then<http::Answer> then);
    ~NetworkCall() override;

    void start(const http::Request &request, const http::SecretHeaders &secrets);

private:
    void send(const http::Request &request, const http::SecretHeaders &secrets);
    void watchReply();
    void watchClock();
    void noteProgress();
    void readHead();
    void takeBytes();
    void settle();
    void fail(http::TransportError error, const QString &detail);
    void answer(http::Answer answer);
    void dropReply();

    std::shared_ptr<QNetworkAccessManager> m_manager;
    http::Options m_options;
    Then<http::Answer> m_then;
    PhaseClock m_phases;
    BodyCollector m_body;
    QTimer m_deadline, m_inactivity;
    QStringList m_tlsProblems;
    QNetworkReply *m_reply = nullptr;
    bool m_isHead = false;
};

} // namespace keyturn
