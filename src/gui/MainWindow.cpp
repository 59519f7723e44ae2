// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "MainWindow.h"

#include "ClipboardGuard.h"
#include "DropFrame.h"
#include "EdgePage.h"
#include "ExpiryPage.h"
#include "ExplainPage.h"
#include "JwtPage.h"
#include "Look.h"
#include "NavigationRail.h"
#include "RequestPage.h"
#include "StoreWording.h"
#include "Theme.h"
#include "TokensPage.h"
#include "Tray.h"
#include "Wording.h"

#include <QApplication>
#include <QCloseEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QSettings>
#include <QShortcut>
#include <QStackedWidget>
#include <QTimer>

#include <algorithm>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace keyturn {

MainWindow::MainWindow(const Workbench &workbench, Theme &theme, QWidget *parent)
    : QMainWindow(parent)
    , m_workbench(workbench)
    , m_theme(theme)
    , m_clipboard(new ClipboardGuard(this))
    , m_rail(new NavigationRail)
    , m_notice(new QLabel)
    , m_stack(new QStackedWidget)
    , m_minute(new QTimer(this))
{
    setWindowTitle(workbench.world.isDemo ? tr("Demo world") : QString());
    setMinimumSize(720, 480);
    resize(1200, 780);
    buildFrame();
    buildRail();
    addShortcuts();
    restore();
    connect(m_minute, &QTimer::timeout, this, &MainWindow::refreshTimes);
    m_minute->start(1min);
}

MainWindow::~MainWindow() = default;

void MainWindow::buildFrame()
{
    m_notice->setWordWrap(true);
    m_notice->setTextFormat(Qt::PlainText);
    m_notice->setMargin(12);
    m_notice->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setTone(*m_notice, Tone::Attention);
    m_notice->hide();

    auto *right = new QVBoxLayout;
    right->setSpacing(0);
    right->addWidget(m_notice);
    right->addWidget(m_stack, 1);
    auto *centre = new QWidget;
    auto *layout = new QHBoxLayout(centre);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_rail);
    layout->addLayout(right, 1);
    setCentralWidget(centre);
    for (auto *&placeholder : m_places) {
        placeholder = new QWidget;
        m_stack->addWidget(placeholder);
    }
    connect(new DropFrame(*this), &DropFrame::dropped, this, [this](const QMimeData &given) {
        open(Explain);
        explainPage().take(given);
    });
}

void MainWindow::buildRail()
{
    m_rail->addPage(Symbol::Key, tr("Tokens"));
    m_rail->addPage(Symbol::Send, tr("Request"));
    m_rail->addPage(Symbol::Code, tr("JWT"));
    m_rail->addPage(Symbol::Calendar, tr("Expiry"));
    m_rail->addPage(Symbol::Help, tr("Explain"));
    m_rail->addPage(Symbol::Server, tr("Local edge"));
    if (m_workbench.world.isDemo)
        m_rail->setWorld(tr("Demo world"), tr("Nothing here touches your keychain."), tr("Open my vault"));
    else
        m_rail->setWorld(tr("My vault"), tr("Secrets in the keychain."), tr("Open the demo"));
    connect(m_rail, &NavigationRail::worldRequested, this, &MainWindow::otherWorldRequested);
    connect(
        m_rail, &NavigationRail::currentChanged, this, [this](int page) { open(static_cast<Page>(page)); });
    connect(m_rail, &NavigationRail::storeRequested, this, &MainWindow::checkStore);

    auto &vault = m_workbench.vault;
    connect(&vault, &TokenVault::reloaded, this, &MainWindow::showBadge);
    for (const auto signal : {&TokenVault::tokenAdded, &TokenVault::tokenChanged, &TokenVault::tokenRemoved})
        connect(&vault, signal, this, &MainWindow::showBadge);
}

void MainWindow::addShortcuts()
{
    const auto add = [this](const QKeySequence &keys, auto action) {
        connect(new QShortcut(keys, this), &QShortcut::activated, this, action);
    };
    for (int page = 0; page < PageCount; ++page)
        add(QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + page)),
            [this, page] { goTo(static_cast<Page>(page)); });
    const auto withTokens = [this](void (TokensPage::*action)()) {
        open(Tokens);
        (tokensPage().*action)();
    };
    const auto withRequest = [this](void (RequestPage::*action)()) {
        open(Request);
        (requestPage().*action)();
    };
    add(QKeySequence::Find, [withTokens] { withTokens(&TokensPage::focusSearch); });
    add(QKeySequence::New, [withTokens] { withTokens(&TokensPage::addToken); });
    add(QKeySequence(Qt::CTRL | Qt::Key_Return), [withRequest] { withRequest(&RequestPage::send); });
    add(QKeySequence(Qt::CTRL | Qt::Key_D), [withRequest] { withRequest(&RequestPage::diagnose); });
    add(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C), [this] { tokensPage().copySecret(); });
    add(QKeySequence(Qt::Key_Escape), [this] { stopOrClose(); });
    add(QKeySequence::Quit, [] { QApplication::quit(); });
}

// What the first picture does not need waits until it is on the screen.
void MainWindow::showEvent(QShowEvent *event)
{
    QMainWindow::showEvent(event);
    if (m_hasBegun)
        return;
    m_hasBegun = true;
    QTimer::singleShot(0, this, &MainWindow::begin);
}

void MainWindow::begin()
{
    if (const auto loaded = m_workbench.vault.load(); !loaded)
        showNotice(tr("The inventory could not be read."), sentenceFor(loaded.error()));
    open(static_cast<Page>(m_rail->currentIndex()));
    checkStore();
    buildTray();
    m_workbench.expiryWatch.start();
}

QWidget &MainWindow::at(Page page)
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

void MainWindow::open(Page page)
{
    m_stack->setCurrentWidget(&at(page));
    m_rail->setCurrentIndex(page);
}

void MainWindow::goTo(Page page)
{
    open(page);
    m_stack->currentWidget()->setFocus();
}

void MainWindow::place(Page page, QWidget *widget)
{
    auto *placeholder = std::exchange(m_places[page], widget);
    m_stack->insertWidget(page, widget);
    m_stack->removeWidget(placeholder);
    delete placeholder;
}

TokensPage &MainWindow::tokensPage()
{
    if (!m_tokens) {
        m_tokens = new TokensPage(m_workbench, *m_clipboard);
        connect(m_tokens, &TokensPage::testRequested, this, &MainWindow::test);
        connect(m_tokens, &TokensPage::otherWorldRequested, this, &MainWindow::otherWorldRequested);
        place(Tokens, m_tokens);
    }
    return *m_tokens;
}

RequestPage &MainWindow::requestPage()
{
    if (!m_request) {
        m_request = new RequestPage(m_workbench);
        connect(m_request, &RequestPage::jwtRequested, this, &MainWindow::showJwt);
        connect(m_request, &RequestPage::tokenRequested, this, &MainWindow::showToken);
        connect(m_request, &RequestPage::newSecretRequested, this, &MainWindow::askForNewSecret);
        place(Request, m_request);
    }
    return *m_request;
}

JwtPage &MainWindow::jwtPage()
{
    if (!m_jwt) {
        m_jwt = new JwtPage(m_workbench);
        connect(m_jwt, &JwtPage::tokenRequested, this, &MainWindow::showToken);
        place(Jwt, m_jwt);
    }
    return *m_jwt;
}

ExpiryPage &MainWindow::expiryPage()
{
    if (!m_expiry) {
        m_expiry = new ExpiryPage(m_workbench);
        connect(m_expiry, &ExpiryPage::tokenRequested, this, &MainWindow::showToken);
        connect(m_expiry, &ExpiryPage::newTokenRequested, this, [this] {
            open(Tokens);
            tokensPage().addToken();
        });
        place(Expiry, m_expiry);
    }
    return *m_expiry;
}

ExplainPage &MainWindow::explainPage()
{
    if (!m_explain) {
        m_explain = new ExplainPage(m_workbench);
        connect(m_explain, &ExplainPage::jwtRequested, this, &MainWindow::showJwt);
        connect(m_explain, &ExplainPage::tokenRequested, this, &MainWindow::showToken);
        connect(m_explain, &ExplainPage::newSecretRequested, this, &MainWindow::askForNewSecret);
        const auto take = [this](access::NextStep step, const QUrl &url, const QString &tokenId) {
            prepare(url, tokenId);
            requestPage().take(step);
        };
        connect(m_explain, &ExplainPage::requestRequested, this, &MainWindow::prepare);
        connect(m_explain, &ExplainPage::stepRequested, this, take);
        place(Explain, m_explain);
    }
    return *m_explain;
}

EdgePage &MainWindow::edgePage()
{
    if (!m_edge) {
        m_edge = new EdgePage(m_workbench, *m_clipboard);
        connect(m_edge, &EdgePage::requestRequested, this, &MainWindow::prepare);
        place(Edge, m_edge);
    }
    return *m_edge;
}

void MainWindow::prepare(const QUrl &url, const QString &tokenId)
{
    goTo(Request);
    requestPage().prepare(url, tokenId);
}

void MainWindow::showJwt(const QByteArray &compact)
{
    goTo(Jwt);
    jwtPage().inspect(compact);
}

void MainWindow::showToken(const QString &tokenId)
{
    open(Tokens);
    tokensPage().choose(tokenId);
}

void MainWindow::askForNewSecret(const QString &tokenId)
{
    showToken(tokenId);
    tokensPage().replaceSecret(tokenId);
}

void MainWindow::test(const QString &tokenId)
{
    goTo(Request);
    requestPage().test(tokenId);
}

void MainWindow::showBadge()
{
    const auto &all = m_workbench.vault.tokens();
    const auto needs = std::count_if(all.begin(), all.end(), [now = m_workbench.clock()](const auto &token) {
        const auto status = tokens::statusOf(token, now);
        return status == tokens::Status::Due || status == tokens::Status::Expired;
    });
    m_rail->setBadge(Expiry, static_cast<int>(needs), Tone::Attention, tr("%1 need you").arg(needs));
}

void MainWindow::checkStore()
{
    m_workbench.vault.checkStore({this, [this](tokens::StoreHealth health) { showStore(health); }});
}

void MainWindow::showStore(const tokens::StoreHealth &health)
{
    if (!health.trouble)
        return m_rail->setStore(tr("Store: %1").arg(health.name), Symbol::Lock, Tone::Good, lineFor(health));
    m_rail->setStore(tr("Keychain: trouble"), Symbol::Unlock, Tone::Bad, sentenceFor(*health.trouble));
    showNotice(tr("Secrets cannot be kept or read."), sentenceFor(*health.trouble));
}

void MainWindow::showNotice(const QString &title, const QString &body)
{
    m_notice->setText(title + u"\n"_s + body);
    m_notice->show();
    if (m_tray && !isVisible())
        m_tray->showNotice(title, body);
}

void MainWindow::buildTray()
{
    if (!Tray::isThere())
        return;
    m_tray = new Tray(!m_workbench.world.isDemo, *this);
    connect(m_tray, &Tray::openRequested, this, &MainWindow::comeForward);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    remember();
    QMainWindow::closeEvent(event);
}

// A tray that goes away must not take the only way back to the window with it.
void MainWindow::refreshTimes()
{
    if (!isVisible() && !Tray::isThere())
        comeForward();
    showBadge();
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

// The command line may have changed the inventory while somebody worked there.
void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() != QEvent::ActivationChange || !isActiveWindow() || !m_tokens
        || m_workbench.world.isDemo)
        return;
    if (const auto changed = m_workbench.vault.loadIfChanged(); !changed)
        showNotice(tr("The inventory could not be read."), sentenceFor(changed.error()));
}

void MainWindow::comeForward()
{
    setWindowState(windowState() & ~Qt::WindowMinimized);
    show();
    raise();
    activateWindow();
}

void MainWindow::stopOrClose()
{
    const bool stopped = (m_request && m_request->cancel()) | (m_jwt && m_jwt->cancel())
        | (m_explain && m_explain->cancel());
    if (!stopped)
        m_notice->hide();
}

void MainWindow::remember() const
{
    // The demo leaves no trace.
    if (m_workbench.world.isDemo)
        return;
    QSettings settings;
    settings.setValue(u"window/geometry"_s, saveGeometry());
    settings.setValue(u"window/page"_s, m_rail->currentIndex());
    if (m_tokens)
        settings.setValue(u"window/splitter"_s, m_tokens->splitterState());
}

void MainWindow::restore()
{
    m_rail->setCurrentIndex(Tokens);
    if (m_workbench.world.isDemo)
        return;
    const QSettings settings;
    restoreGeometry(settings.value(u"window/geometry"_s).toByteArray());
    m_rail->setCurrentIndex(std::clamp(settings.value(u"window/page"_s).toInt(), 0, PageCount - 1));
    const auto splitter = settings.value(u"window/splitter"_s).toByteArray();
    if (!splitter.isEmpty())
        tokensPage().restoreSplitter(splitter);
}

} // namespace keyturn
