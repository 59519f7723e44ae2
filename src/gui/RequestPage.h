// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Workbench.h"

#include <QWidget>

#include <memory>
#include <optional>

class QTimer;

namespace keyturn {

namespace Ui {
class RequestPage;
}

/// One line to say what to send, then the verdict, then the answer.
class RequestPage final : public QWidget
{
    Q_OBJECT

public:
    explicit RequestPage(const Workbench &workbench, QWidget *parent = nullptr);
    ~RequestPage() override;

    /// Chooses the token and a URL that fits it, and sends.
    void test(const QString &tokenId);
    void send();
    void diagnose();
    /// False: nothing was running.
    bool cancel();

Q_SIGNALS:
    void jwtRequested(const QByteArray &compact);
    void tokenRequested(const QString &tokenId);
    void newSecretRequested(const QString &tokenId);

private:
    void connectControls();
    void listTokens();
    void showCredentials();
    void showRunning();
    void showProgress(const QString &sentence);
    [[nodiscard]] RequestDraft draft() const;
    void run(const RequestDraft &draft);
    void showRefusal(const RequestRefusal &refusal);
    void showReport(const RequestReport &report);
    void showProbe(const ProbeReport &report);
    void showVerdict(const access::Verdict &verdict);
    void showExchange(const http::Exchange &exchange);
    void takeStep(int action);
    void copyRayId();
    void copyReport();

    std::unique_ptr<Ui::RequestPage> m_ui;
    Workbench m_workbench;
    QTimer *m_progressTimer; ///< Progress is shown only once something takes long.
    QString m_progress;
    access::Verdict m_verdict;
    QList<access::NextStep> m_actions;
    std::optional<http::Exchange> m_exchange;
    std::optional<QByteArray> m_jwt;
};

} // namespace keyturn
