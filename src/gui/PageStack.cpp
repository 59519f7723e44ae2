// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "PageStack.h"

#include "ClipboardGuard.h"
#include "EdgePage.h"
#include "ExpiryPage.h"
#include "ExplainPage.h"
#include "JwtPage.h"
#include "RequestPage.h"
#include "TokensPage.h"

#include <utility>

namespace keyturn {

PageStack::PageStack(const Workbench &workbench, QWidget *parent)
    : QStackedWidget(parent)
    , m_workbench(workbench)
    , m_clipboard(new ClipboardGuard(this))
{
    for (auto *&placeholder : m_places) {
        placeholder = new QWidget;
        addWidget(placeholder);
    }
}

QWidget &PageStack::at(Page page)
{
    switch (page) {
    case Tokens:
        return tokensPage();
    case Request:
        return requestPage();
    case Jwt:
        return jwtPage();
    case Expiry:
        return expiryPage();
    case Explain:
        return explainPage();
    case Edge:
        return edgePage();
    case PageCount:
        break;
    }
    Q_UNREACHABLE();
}

void PageStack::open(Page page)
{
    setCurrentWidget(&at(page));
    Q_EMIT opened(page);
}

void PageStack::goTo(Page page)
{
    open(page);
    currentWidget()->setFocus();
}

void PageStack::place(Page page, QWidget *widget)
{
    auto *placeholder = std::exchange(m_places[page], widget);
    insertWidget(page, widget);
    removeWidget(placeholder);
    delete placeholder;
}

TokensPage &PageStack::tokensPage()
{
    if (!m_tokens) {
        m_tokens = new TokensPage(m_workbench, *m_clipboard);
        connect(m_tokens, &TokensPage::testRequested, this, &PageStack::test);
        connect(m_tokens, &TokensPage::otherWorldRequested, this, &PageStack::otherWorldRequested);
        place(Tokens, m_tokens);
    }
    return *m_tokens;
}

RequestPage &PageStack::requestPage()
{
    if (!m_request) {
        m_request = new RequestPage(m_workbench);
        connect(m_request, &RequestPage::jwtRequested, this, &PageStack::showJwt);
        connect(m_request, &RequestPage::tokenRequested, this, &PageStack::showToken);
        connect(m_request, &RequestPage::newSecretRequested, this, &PageStack::askForNewSecret);
        place(Request, m_request);
    }
    return *m_request;
}

JwtPage &PageStack::jwtPage()
{
    if (!m_jwt) {
        m_jwt = new JwtPage(m_workbench);
        connect(m_jwt, &JwtPage::tokenRequested, this, &PageStack::showToken);
        place(Jwt, m_jwt);
    }
    return *m_jwt;
}

ExpiryPage &PageStack::expiryPage()
{
    if (!m_expiry) {
        m_expiry = new ExpiryPage(m_workbench);
        connect(m_expiry, &ExpiryPage::tokenRequested, this, &PageStack::showToken);
        connect(m_expiry, &ExpiryPage::newTokenRequested, this, [this] {
            open(Tokens);
            tokensPage().addToken();
        });
        place(Expiry, m_expiry);
    }
    return *m_expiry;
}

ExplainPage &PageStack::explainPage()
{
    if (!m_explain) {
        m_explain = new ExplainPage(m_workbench);
        connect(m_explain, &ExplainPage::jwtRequested, this, &PageStack::showJwt);
        connect(m_explain, &ExplainPage::tokenRequested, this, &PageStack::showToken);
        connect(m_explain, &ExplainPage::newSecretRequested, this, &PageStack::askForNewSecret);
        const auto take = [this](access::NextStep step, const QUrl &url, const QString &tokenId) {
            prepare(url, tokenId);
            requestPage().take(step);
        };
        connect(m_explain, &ExplainPage::requestRequested, this, &PageStack::prepare);
        connect(m_explain, &ExplainPage::stepRequested, this, take);
        place(Explain, m_explain);
    }
    return *m_explain;
}

EdgePage &PageStack::edgePage()
{
    if (!m_edge) {
        m_edge = new EdgePage(m_workbench, *m_clipboard);
        connect(m_edge, &EdgePage::requestRequested, this, &PageStack::prepare);
        place(Edge, m_edge);
    }
    return *m_edge;
}

void PageStack::prepare(const QUrl &url, const QString &tokenId)
{
    goTo(Request);
    requestPage().prepare(url, tokenId);
}

void PageStack::showJwt(const QByteArray &compact)
{
    goTo(Jwt);
    jwtPage().inspect(compact);
}

void PageStack::showToken(const QString &tokenId)
{
    open(Tokens);
    tokensPage().choose(tokenId);
}

void PageStack::askForNewSecret(const QString &tokenId)
{
    showToken(tokenId);
    tokensPage().replaceSecret(tokenId);
}

void PageStack::test(const QString &tokenId)
{
    goTo(Request);
    requestPage().test(tokenId);
}

void PageStack::refreshTimes()
{
    if (m_tokens)
        m_tokens->refreshTimes();
    if (m_jwt)
        m_jwt->refreshTimes();
    if (m_expiry)
        m_expiry->refreshTimes();
    if (m_explain)
        m_explain->refreshTimes();
    if (m_edge)
        m_edge->refreshTimes();
}

bool PageStack::cancel()
{
    return (m_request && m_request->cancel()) | (m_jwt && m_jwt->cancel())
        | (m_explain && m_explain->cancel());
}

} // namespace keyturn
