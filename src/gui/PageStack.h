// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Workbench.h"

#include <QStackedWidget>

namespace keyturn {

class ClipboardGuard;
class EdgePage;
class ExplainPage;
class ExpiryPage;
class JwtPage;
class RequestPage;
class TokensPage;

/// Makes the pages and joins them. A page is made when it is first looked at.
class PageStack final : public QStackedWidget
{
    Q_OBJECT

public:
    enum Page { Tokens, Request, Jwt, Expiry, Explain, Edge, PageCount };

    explicit PageStack(const Workbench &workbench, QWidget *parent = nullptr);

    void open(Page page);
    /// Opens it and puts the keyboard there.
    void goTo(Page page);

    [[nodiscard]] TokensPage &tokensPage();
    [[nodiscard]] RequestPage &requestPage();
    [[nodiscard]] ExplainPage &explainPage();
    /// Null while nobody has looked at it.
    [[nodiscard]] const TokensPage *madeTokensPage() const { return m_tokens; }

    /// Time has passed: what is said in relative times is said anew.
    void refreshTimes();
    /// Stops what is asked for or sent. False: nothing was running.
    bool cancel();

Q_SIGNALS:
    void opened(Page page);
    void otherWorldRequested();

private:
    [[nodiscard]] QWidget &at(Page page);
    [[nodiscard]] JwtPage &jwtPage();
    [[nodiscard]] ExpiryPage &expiryPage();
    [[nodiscard]] EdgePage &edgePage();
    void place(Page page, QWidget *widget);
    void prepare(const QUrl &url, const QString &tokenId);
    void test(const QString &tokenId);
    void showJwt(const QByteArray &compact);
    void showToken(const QString &tokenId);
    void askForNewSecret(const QString &tokenId);

    Workbench m_workbench;
    ClipboardGuard *m_clipboard;
    QWidget *m_places[PageCount] = {};
    TokensPage *m_tokens = nullptr;
    RequestPage *m_request = nullptr;
    JwtPage *m_jwt = nullptr;
    ExpiryPage *m_expiry = nullptr;
    ExplainPage *m_explain = nullptr;
    EdgePage *m_edge = nullptr;
};

} // namespace keyturn
