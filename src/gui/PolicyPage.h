// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "PolicyJson.h"
#include "PolicyReport.h"
#include "Workbench.h"

#include <QWidget>

#include <memory>
#include <optional>

class QMimeData;
class QTimer;

namespace keyturn {

namespace Ui {
class PolicyPage;
}

/// An account's policies, pasted or from a file: which applications accept a token, why the others do not,
/// and what is odd. What is pasted is read and never shown as it was.
class PolicyPage final : public QWidget
{
    Q_OBJECT

public:
    explicit PolicyPage(const Workbench &workbench, QWidget *parent = nullptr);
    ~PolicyPage() override;

    /// Adds what the text says to what is there: applications, groups, tokens are fetched one after another.
    void take(const QByteArray &text);
    void takeFile(const QString &path);
    void refreshTimes();

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void connectControls();
    void takeMime(const QMimeData &given);
    void takeClipboard();
    void chooseFile();
    void clear();
    void showFailure(const QString &what);
    void listTokens();
    void ask();
    void showAccount();
    void showBanner();
    void listApplications();
    void addApplications();
    [[nodiscard]] std::optional<policy::Caller> chosenCaller() const;
    [[nodiscard]] bool fits(qsizetype application) const;

    std::unique_ptr<Ui::PolicyPage> m_ui;
    Workbench m_workbench;
    QTimer *m_pause; ///< A URL is looked up when typing pauses.
    std::optional<policy::Account> m_account;
    PolicyReport m_report; ///< Without its lint, which has a card of its own.
    QList<qsizetype>
        m_shown; ///< Places in the report's answers, or in its applications, that the filter lets pass.
    qsizetype m_built = 0; ///< How many of them have a card.
};

} // namespace keyturn
