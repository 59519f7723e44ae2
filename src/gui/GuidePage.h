// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "GuidedCheck.h"
#include "StepOffers.h"
#include "Workbench.h"

#include <QWidget>

#include <memory>
#include <optional>

namespace keyturn {

class Diagnosis;

namespace Ui {
class GuidePage;
}

/// Asks one thing after another until it knows what is wrong; what Keyturn can find out itself it tests.
class GuidePage final : public QWidget
{
    Q_OBJECT

public:
    explicit GuidePage(const Workbench &workbench, QWidget *parent = nullptr);
    ~GuidePage() override;

    /// False: nothing was running.
    bool cancel();

Q_SIGNALS:
    /// A step for the page of requests, with what was chosen here.
    void stepRequested(keyturn::access::NextStep step, const QUrl &url, const QString &tokenId);
    void tokenRequested(const QString &tokenId);
    void newSecretRequested(const QString &tokenId);
    void jwtRequested(const QByteArray &compact);

private:
    struct Answered
    {
        GuideQuestion question;
        GuideReply reply;
    };
    /// What was tested, or would be.
    struct Asked
    {
        QUrl url;
        QString tokenId;
    };

    void connectControls();
    void addGuides();
    void listTokens();
    void suggestUrl();
    void begin(Guide guide);
    void goBack();
    void test();
    void showRunning();
    void showRefusal(const RequestRefusal &refusal);
    void conclude(const ProbeReport &report);
    void answer(GuideReply reply);
    void showTurn();
    void showQuestion(GuideQuestion question);
    void showConclusion(GuideConclusion conclusion);
    void showHistory();
    [[nodiscard]] bool canTake(access::NextStep step) const;
    void take(access::NextStep step);
    void takeAction(int action);
    [[nodiscard]] Asked asked() const;
    [[nodiscard]] QString tokenId() const;
    [[nodiscard]] bool isWithoutToken() const; ///< Because that was chosen.
    [[nodiscard]] bool blamesToken() const;

    std::unique_ptr<Ui::GuidePage> m_ui;
    Workbench m_workbench;
    Diagnosis *m_diagnosis = nullptr;
    Guide m_guide = Guide::Unauthorized;
    QList<Answered> m_answered;
    GuideTurn m_turn;
    StepOffers m_offers;
    Asked m_tested; ///< By the last test.
    std::optional<ProbeReport> m_report; ///< Of the last test.
};

} // namespace keyturn
