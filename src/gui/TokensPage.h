// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Workbench.h"

#include <QWidget>

#include <memory>

class QPushButton;

namespace keyturn {

namespace Ui {
class TokensPage;
}

class ClipboardGuard;
class FlowLayout;
class TokenFilterModel;
class TokenListModel;

/// The tokens as a list, and what is known of the one that is chosen.
class TokensPage final : public QWidget
{
    Q_OBJECT

public:
    TokensPage(const Workbench &workbench, ClipboardGuard &clipboard, QWidget *parent = nullptr);
    ~TokensPage() override;

    void choose(const QString &tokenId);
    void focusSearch();
    void addToken();
    void replaceSecret(const QString &tokenId);
    void copySecret();
    /// Time has passed: what is said in relative times is said anew.
    void refreshTimes();

    [[nodiscard]] QByteArray splitterState() const;
    void restoreSplitter(const QByteArray &state);

Q_SIGNALS:
    void testRequested(const QString &tokenId);
    /// Somebody without tokens would rather see the demo.
    void otherWorldRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildList();
    void placeButtons();
    void connectControls();
    [[nodiscard]] QString chosen() const;
    void narrow();
    void showCounts();
    void showChosen();
    void showFacts(const tokens::ServiceToken &token);
    void showLife(const tokens::ServiceToken &token);
    void showError(const QString &sentence);
    void editChosen();
    void askToRemove();
    void removeChosen();
    void revealSecret();

    std::unique_ptr<Ui::TokensPage> m_ui;
    Workbench m_workbench;
    ClipboardGuard &m_clipboard;
    TokenListModel *m_model;
    TokenFilterModel *m_filter;
    FlowLayout *m_hosts;
    QPushButton *m_editHosts;
};

} // namespace keyturn
