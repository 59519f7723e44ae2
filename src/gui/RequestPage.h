// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "DiagnosisReport.h"
#include "PausedButtons.h"
#include "StepOffers.h"
#include "Workbench.h"

#include <QWidget>

#include <memory>
#include <optional>

class QAction;
class QTimer;

namespace keyturn {

class Diagnosis;

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
    /// Fills in what is to be sent, and sends nothing. An unknown token: none.
    void prepare(const QUrl &url, const QString &tokenId);
    void send();
    void diagnose();
    /// Takes a next step that this page can take.
    void take(access::NextStep step);
    /// False: nothing was running.
    bool cancel();

Q_SIGNALS:
    void jwtRequested(const QByteArray &compact);
    void tokenRequested(const QString &tokenId);
    void newSecretRequested(const QString &tokenId);

private:
    void addProbeOptions();
    void connectControls();
    void listTokens();
    void showCredentials();
    void showRunning();
    [[nodiscard]] RequestDraft draft() const;
    void run(const RequestDraft &draft);
    void showRefusal(const RequestRefusal &refusal);
    void showReport(const RequestReport &report);
    void showProbe(const ProbeReport &report);
    void showVerdict(const access::Verdict &verdict);
    void showExchange(const http::Exchange &exchange);
    [[nodiscard]] bool canTake(access::NextStep step) const;
    void takeAction(int action);
    void suggest(const QUrl &url);
    [[nodiscard]] QString rayId() const;
    [[nodiscard]] ReportContext reportContext() const;
    void share();
    void openReport(const DiagnosisReport &report);

    std::unique_ptr<Ui::RequestPage> m_ui;
    PausedButtons m_buttons;
    Workbench m_workbench;
    QTimer *m_progressTimer; ///< Progress is shown only once something takes long.
    Diagnosis *m_diagnosis = nullptr;
    QAction *m_asXhr = nullptr;
    QAction *m_brokenSecret = nullptr;
    StepOffers m_offers; ///< For the verdict that is shown.
    std::optional<http::Exchange> m_exchange;
    std::optional<QByteArray> m_jwt;
    std::optional<DiagnosisReport> m_shared; ///< Of what is shown.
    access::HeaderStyle m_sentStyle;
    QString m_usedToken; ///< With which that verdict was got.
};

} // namespace keyturn
