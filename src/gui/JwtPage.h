// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "JwtInspection.h"
#include "Verification.h"
#include "Workbench.h"

#include <QWidget>

#include <memory>
#include <optional>

class QGridLayout;
class QTimer;

namespace keyturn {

namespace Ui {
class JwtPage;
}

/// A JWT in three colours, its claims in words, and whether it is to be believed.
class JwtPage final : public QWidget
{
    Q_OBJECT

public:
    explicit JwtPage(const Workbench &workbench, QWidget *parent = nullptr);
    ~JwtPage() override;

    /// Shows the token, and verifies it at once where the world it comes from is known.
    void inspect(const QByteArray &compact);
    void refreshTimes();
    /// False: nothing was running.
    bool cancel();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    enum Source { DemoEdge, Team, Url, File };

    void connectControls();
    void listSources();
    void showSource();
    void inspectTyped();
    void showInspection();
    void showClaims();
    void showValidity();
    void showFindings();
    void suggestExpectations();
    void verify();
    void judge(const FetchedKeys &keys);
    void showVerification(const jwt::Verification &verification, const FetchedKeys &keys);
    void showKeyFailure(const KeyFailure &failure);
    void setRunning(bool running);
    [[nodiscard]] QString meaningFor(const jwt::Claim &claim) const;

    std::unique_ptr<Ui::JwtPage> m_ui;
    Workbench m_workbench;
    QTimer *m_pause; ///< Typing is judged when it pauses.
    std::optional<JwtInspection> m_inspection;
    bool m_isRunning = false;
};

} // namespace keyturn
