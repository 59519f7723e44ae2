// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "MainWindow.h"

#include "DropFrame.h"
#include "ExplainPage.h"
#include "Look.h"
#include "NavigationRail.h"
#include "PageStack.h"
#include "RequestPage.h"
#include "StoreWording.h"
#include "TokensPage.h"
#include "Tray.h"
#include "Wording.h"

#include <QApplication>
#include <QCloseEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QSettings>
#include <QShortcut>
#include <QTimer>

#include <algorithm>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace keyturn {

MainWindow::MainWindow(const Workbench &workbench, QWidget *parent)
    : QMainWindow(parent)
    , m_workbench(workbench)
    , m_rail(new NavigationRail)
    , m_notice(new QLabel)
    , m_pages(new PageStack(workbench))
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
    right->addWidget(m_pages, 1);
    auto *centre = new QWidget;
    auto *layout = new QHBoxLayout(centre);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_rail);
    layout->addLayout(right, 1);
    setCentralWidget(centre);
    connect(m_pages, &PageStack::opened, m_rail, &NavigationRail::setCurrentIndex);
    connect(m_pages, &PageStack::otherWorldRequested, this, &MainWindow::otherWorldRequested);
    connect(new DropFrame(*this), &DropFrame::dropped, this, [this](const QMimeData &given) {
        m_pages->open(PageStack::Explain);
        m_pages->explainPage().take(given);
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
    connect(m_rail, &NavigationRail::currentChanged, this, [this](int page) {
        m_pages->open(static_cast<PageStack::Page>(page));
    });
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
    for (int page = 0; page < PageStack::PageCount; ++page)
        add(QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + page)),
            [this, page] { m_pages->goTo(static_cast<PageStack::Page>(page)); });
    const auto withTokens = [this](void (TokensPage::*action)()) {
        m_pages->open(PageStack::Tokens);
        (m_pages->tokensPage().*action)();
    };
    const auto withRequest = [this](void (RequestPage::*action)()) {
        m_pages->open(PageStack::Request);
        (m_pages->requestPage().*action)();
    };
    add(QKeySequence::Find, [withTokens] { withTokens(&TokensPage::focusSearch); });
    add(QKeySequence::New, [withTokens] { withTokens(&TokensPage::addToken); });
    add(QKeySequence(Qt::CTRL | Qt::Key_Return), [withRequest] { withRequest(&RequestPage::send); });
    add(QKeySequence(Qt::CTRL | Qt::Key_D), [withRequest] { withRequest(&RequestPage::diagnose); });
    add(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C), [this] { m_pages->tokensPage().copySecret(); });
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
    m_pages->open(static_cast<PageStack::Page>(m_rail->currentIndex()));
    checkStore();
    buildTray();
    m_workbench.expiryWatch.start();
}

void MainWindow::showBadge()
{
    const auto &all = m_workbench.vault.tokens();
    const auto needs = std::count_if(all.begin(), all.end(), [now = m_workbench.clock()](const auto &token) {
        const auto status = tokens::statusOf(token, now);
        return status == tokens::Status::Due || status == tokens::Status::Expired;
    });
    m_rail->setBadge(
        PageStack::Expiry, static_cast<int>(needs), Tone::Attention, tr("%1 need you").arg(needs));
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
    m_pages->refreshTimes();
}

// The command line may have changed the inventory while somebody worked there.
void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() != QEvent::ActivationChange || !isActiveWindow() || !m_pages->madeTokensPage()
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
    if (!m_pages->cancel())
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
    if (const auto *tokens = m_pages->madeTokensPage())
        settings.setValue(u"window/splitter"_s, tokens->splitterState());
}

void MainWindow::restore()
{
    m_rail->setCurrentIndex(PageStack::Tokens);
    if (m_workbench.world.isDemo)
        return;
    const QSettings settings;
    restoreGeometry(settings.value(u"window/geometry"_s).toByteArray());
    m_rail->setCurrentIndex(
        std::clamp(settings.value(u"window/page"_s).toInt(), 0, PageStack::PageCount - 1));
    const auto splitter = settings.value(u"window/splitter"_s).toByteArray();
    if (!splitter.isEmpty())
        m_pages->tokensPage().restoreSplitter(splitter);
}

} // namespace keyturn
