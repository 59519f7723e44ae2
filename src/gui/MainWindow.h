// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Workbench.h"

#include <QMainWindow>

#include <memory>
#include <optional>

class QLabel;
class QStackedWidget;
class QTimer;

namespace keyturn {

class ClipboardGuard;
class EdgePage;
class ExplainPage;
class ExpiryPage;
class JwtPage;
class NavigationRail;
class RequestPage;
class Theme;
class TokensPage;
class Tray;

/// Makes the pages and joins them, nothing else. A page is made when it is first looked at.
class MainWindow final : public QMainWindow
{
    Q_OBJECT

public:
    MainWindow(const Workbench &workbench, Theme &theme, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// A notice that the desktop could not show: in the tray where there is one, and always at the head of
    /// the window.
    void showNotice(const QString &title, const QString &body);

Q_SIGNALS:
    void otherWorldRequested();

protected:
    void closeEvent(QCloseEvent *event) override;
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    enum Page { Tokens, Request, Jwt, Expiry, Explain, Edge, PageCount };

    void buildFrame();
    void buildRail();
    void buildTray();
    void addShortcuts();
    void begin();
    [[nodiscard]] QWidget &at(Page page);
    void open(Page page);
    /// Opens it and puts the keyboard there.
    void goTo(Page page);
    [[nodiscard]] TokensPage &tokensPage();
    [[nodiscard]] RequestPage &requestPage();
    [[nodiscard]] JwtPage &jwtPage();
    [[nodiscard]] ExpiryPage &expiryPage();
    [[nodiscard]] ExplainPage &explainPage();
    [[nodiscard]] EdgePage &edgePage();
    void prepare(const QUrl &url, const QString &tokenId);
    void place(Page page, QWidget *widget);
    void test(const QString &tokenId);
    void showJwt(const QByteArray &compact);
    void showToken(const QString &tokenId);
    void askForNewSecret(const QString &tokenId);
    void showBadge();
    void checkStore();
    void showStore(const tokens::StoreHealth &health);
    void refreshTimes();
    void comeForward();
    void stopOrClose();
    void remember() const;
    void restore();

    Workbench m_workbench;
    Theme &m_theme;
    ClipboardGuard *m_clipboard;
    NavigationRail *m_rail;
    QLabel *m_notice;
    QStackedWidget *m_stack;
    QWidget *m_places[PageCount] = {};
    TokensPage *m_tokens = nullptr;
    RequestPage *m_request = nullptr;
    JwtPage *m_jwt = nullptr;
    ExpiryPage *m_expiry = nullptr;
    ExplainPage *m_explain = nullptr;
    EdgePage *m_edge = nullptr;
    Tray *m_tray = nullptr;
    QTimer *m_minute;
    bool m_hasBegun = false;
};

} // namespace keyturn
