// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "EdgePage.h"

#include "ApplicationCard.h"
#include "ClipboardGuard.h"
#include "EdgeConfigWording.h"
#include "EdgeRunner.h"
#include "EdgeTokenList.h"
#include "EdgeWording.h"
#include "IssuedCard.h"
#include "LayoutItems.h"
#include "Look.h"
#include "PolicyWording.h"
#include "Rulebook.h"
#include "Theme.h"
#include "TimeWording.h"
#include "Wording.h"
#include "ui_EdgePage.h"

#include <QClipboard>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>

#include <algorithm>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace keyturn {

namespace {

// Whoever mends a file begins with the first of them.
constexpr qsizetype mostProblems = 8;

/// What the edge guards, with its tokens by name, as cards of applications show it.
PolicyReport reportOf(const edge::Config &config)
{
    PolicyReport report;
    report.account = edge::Rulebook(config).account();
    report.account.tokensTold = true;
    for (const auto &credential : config.credentials)
        report.account.tokens.append({credential.id, credential.clientId, credential.name, {}, false});
    return report;
}

const edge::Credential *withClientId(const edge::Config &config, const QString &clientId)
{
    const auto isIt = [&clientId](const edge::Credential &one) { return one.clientId == clientId; };
    const auto found = std::find_if(config.credentials.begin(), config.credentials.end(), isIt);
    return found == config.credentials.end() ? nullptr : &*found;
}

} // namespace

EdgePage::EdgePage(const Workbench &workbench, ClipboardGuard &clipboard, QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::EdgePage>())
    , m_workbench(workbench)
    , m_clipboard(clipboard)
    , m_tokens(new EdgeTokenList(workbench))
{
    m_ui->setupUi(this);
    auto &edge = m_workbench.edge;
    m_ui->urlLabel->setFont(Theme::monospace());
    m_ui->emptyState->setSymbol(Symbol::Server);
    m_ui->emptyState->setSentence(tr(
        "The local edge is Cloudflare Access on this machine: it rules on requests as Access does, in front "
        "of a service of its own. Try there what happens when a token expires, a policy is missing or "
        "strict mode comes, before a job meets it."));
    m_ui->emptyState->setActionText(tr("Start with six sample tokens"));
    m_ui->emptyState->setLinkText(tr("Open configuration…"));
    m_ui->splitter->setStretchFactor(0, 0);
    m_ui->splitter->setStretchFactor(1, 1);
    m_ui->splitter->setSizes({306, 660});
    m_ui->noteLabel->hide();
    m_ui->freePortButton->hide();
    m_ui->issuedCard->setClipboard(clipboard);
    m_ui->issuedCard->hide();
    m_tokens->setObjectName(u"tokens"_s);
    m_ui->tokensTab->setWidget(m_tokens);
    // In the demo the tokens are bound to where it listened first.
    const bool canMove = !m_workbench.world.isDemo;
    m_ui->portField->setVisible(canMove);
    m_ui->portLabel->setVisible(canMove);
    if (edge.lastPort() != 0)
        m_ui->portField->setValue(edge.lastPort());
    m_ui->logPane->setModel(edge.log());
    m_ui->switches->setRunner(edge);
    connectControls();
    connectTokens();
    showWorld();
    showFile();
}

EdgePage::~EdgePage() = default;

void EdgePage::connectControls()
{
    auto &edge = m_workbench.edge;
    setFocusProxy(m_ui->startButton);
    connect(m_ui->startButton, &QPushButton::clicked, this, [this] {
        startOn(static_cast<quint16>(m_ui->portField->value()));
    });
    connect(m_ui->freePortButton, &QPushButton::clicked, this, [this] { startOn(0); });
    connect(m_ui->stopButton, &QPushButton::clicked, &edge, &EdgeRunner::stop);
    connect(m_ui->emptyState, &EmptyState::actionRequested, this, &EdgePage::begin);
    connect(m_ui->emptyState, &EmptyState::linkRequested, this, &EdgePage::chooseFile);
    connect(m_ui->openButton, &QPushButton::clicked, this, &EdgePage::chooseFile);
    connect(&edge, &EdgeRunner::fileRead, this, &EdgePage::showFile);
    connect(m_ui->sendButton, &QPushButton::clicked, this, &EdgePage::requestAny);
    connect(m_ui->switches, &EdgeSwitches::told, this, &EdgePage::say);
    const auto copy = [this](const QUrl &url) {
        QGuiApplication::clipboard()->setText(url.toString());
        say(tr("Copied: %1").arg(url.toString()));
    };
    connect(m_ui->copyUrlButton, &QPushButton::clicked, this, [this, copy] { copy(m_workbench.edge.url()); });
    connect(m_ui->copyCertsButton, &QPushButton::clicked, this, [this, copy] {
        copy(m_workbench.edge.edge().certsUrl());
    });
    connect(&edge, &EdgeRunner::stateChanged, this, &EdgePage::showState);
    connect(&edge, &EdgeRunner::configChanged, this, &EdgePage::showWorld);
}

void EdgePage::connectTokens()
{
    connect(m_tokens, &EdgeTokenList::requestWanted, this, &EdgePage::request);
    connect(m_tokens, &EdgeTokenList::rotationWanted, this, &EdgePage::rotate);
    connect(m_tokens, &EdgeTokenList::secretCopyWanted, this, [this](const QString &clientId) {
        const auto *secret = m_workbench.edge.secretOf(clientId);
        if (secret == nullptr)
            return;
        m_clipboard.copy(*secret);
        say(tr("The secret is on the clipboard for 20 seconds."));
    });
    connect(m_tokens, &EdgeTokenList::keepWanted, this, [this](const QString &clientId) {
        if (const auto *secret = m_workbench.edge.secretOf(clientId))
            keep(clientId, secret->duplicate());
    });
    connect(m_tokens, &EdgeTokenList::failed, this, [this](edge::ChangeError error) {
        complain(sentenceFor(error));
    });
    connect(m_ui->issuedCard, &IssuedCard::keepWanted, this, [this] {
        const auto &issued = m_ui->issuedCard->issued();
        keep(issued->clientId, issued->secret.duplicate());
    });
}

void EdgePage::refreshTimes()
{
    m_tokens->refreshTimes();
}

void EdgePage::begin()
{
    if (!m_workbench.edge.hasWorld())
        m_workbench.edge.useDemo();
    startOn(static_cast<quint16>(m_ui->portField->value()));
}

void EdgePage::chooseFile()
{
    const auto path = QFileDialog::getOpenFileName(
        this, tr("Open a configuration of the edge"), {},
        tr("Configurations (*.json *.jsonc);;All files (*)"));
    if (!path.isEmpty())
        takeFile(path);
}

void EdgePage::takeFile(const QString &path)
{
    m_ui->noteLabel->hide();
    m_workbench.edge.open(path);
}

void EdgePage::showFile()
{
    const auto &edge = m_workbench.edge;
    const auto name = QFileInfo(edge.file()).fileName();
    m_ui->fileLabel->setVisible(!name.isEmpty());
    if (name.isEmpty())
        return;
    const auto &problems = edge.problems();
    QStringList lines;
    if (edge.isFilePlayed())
        lines.append(tr("Plays %1, which is read again when it changes.").arg(name));
    else if (edge.hasWorld())
        lines.append(
            tr("%1 is not played: what was there before goes on until the file is right.").arg(name));
    else
        lines.append(tr("%1 is not played: it is read again when it changes.").arg(name));
    if (const auto unplayed = unplayedText(edge.unplayed()); edge.isFilePlayed() && !unplayed.isEmpty())
        lines.append(unplayed);
    for (const auto &problem : problems.first(std::min(problems.size(), mostProblems))) {
        lines.append(QStringList{placeOf(problem, name), sentenceFor(problem), adviceFor(problem)}
                         .join(u"  "_s)
                         .trimmed());
    }
    if (problems.size() > mostProblems)
        lines.append(tr("and %1 more").arg(problems.size() - mostProblems));
    m_ui->fileLabel->setText(lines.join(u'\n'));
    m_ui->fileLabel->setToolTip(edge.file());
    const auto tone = problems.isEmpty() ? Tone::Neutral : Tone::Attention;
    setTone(*m_ui->fileLabel, edge.isFilePlayed() ? tone : Tone::Bad);
    if (!edge.isRunning() && edge.lastPort() != 0)
        m_ui->portField->setValue(edge.lastPort());
}

void EdgePage::startOn(quint16 port)
{
    const auto started = m_workbench.edge.start(port);
    if (started) {
        m_ui->portField->setValue(m_workbench.edge.lastPort());
        m_ui->noteLabel->hide();
        m_ui->stopButton->setFocus();
    } else {
        complain(sentenceFor(started.error(), port));
    }
    m_ui->freePortButton->setVisible(!started && !m_workbench.world.isDemo);
}

void EdgePage::showState()
{
    const auto &edge = m_workbench.edge;
    const bool isRunning = edge.isRunning();
    m_ui->statePill->setText(isRunning ? tr("Running") : tr("Stopped"));
    m_ui->statePill->setTone(isRunning ? Tone::Good : Tone::Neutral);
    m_ui->statePill->setSymbol(isRunning ? Symbol::Play : Symbol::Stop);
    m_ui->placeLine->setVisible(isRunning);
    m_ui->urlLabel->setText(isRunning ? edge.url().toString() : QString());
    const bool hadFocus = m_ui->stopButton->hasFocus();
    m_ui->startButton->setVisible(!isRunning && edge.hasWorld());
    m_ui->stopButton->setVisible(isRunning);
    setFocusProxy(isRunning ? m_ui->stopButton : m_ui->startButton);
    if (hadFocus && !isRunning)
        m_ui->startButton->setFocus();
    m_ui->portField->setEnabled(!isRunning);
    m_ui->logPane->setEmptyText(
        isRunning ? tr("No request has come yet. Send one to %1, with “Send” beside a token, or with a "
                       "program of your own.")
                        .arg(edge.url().toString())
                  : tr("No request has come. Start the edge, then send it one."));
}

void EdgePage::showWorld()
{
    const auto &edge = m_workbench.edge;
    m_ui->stack->setCurrentWidget(
        edge.hasWorld() ? static_cast<QWidget *>(m_ui->splitter) : m_ui->emptyState);
    m_ui->openButton->setVisible(edge.hasWorld() && !m_workbench.world.isDemo);
    m_ui->modePill->setVisible(edge.hasWorld());
    m_ui->modePill->setText(tr("%1 mode").arg(wordFor(edge.config().mode)));
    m_ui->modePill->setToolTip(sentenceFor(edge.config().mode));
    const auto faults = edge.config().faults.size();
    m_ui->faultPill->setText(faults == 1 ? tr("1 fault on") : tr("%1 faults on").arg(faults));
    m_ui->faultPill->setTone(Tone::Attention);
    m_ui->faultPill->setVisible(faults > 0);
    showState();
    m_tokens->showTokens();
    m_ui->worldTabs->setTabText(0, tr("Tokens %1").arg(edge.config().credentials.size()));
    listApplications();
}

void EdgePage::listApplications()
{
    const auto report = reportOf(m_workbench.edge.config());
    const auto count = report.account.applications.size();
    m_ui->worldTabs->setTabText(1, tr("Applications %1").arg(count));
    removeAll(*m_ui->applicationsLayout);
    for (qsizetype i = 0; i < std::min(count, EdgeTokenList::mostCards); ++i)
        m_ui->applicationsLayout->addWidget(new ApplicationCard(report, i, m_ui->applications));
    m_ui->applicationsLayout->addStretch(1);
}

void EdgePage::say(const QString &words)
{
    m_ui->noteLabel->setText(words);
    setTone(*m_ui->noteLabel, Tone::Neutral);
    m_ui->noteLabel->show();
    m_ui->freePortButton->hide();
}

void EdgePage::complain(const QString &words)
{
    say(words);
    setTone(*m_ui->noteLabel, Tone::Bad);
}

void EdgePage::request(const QString &clientId)
{
    const auto &edge = m_workbench.edge;
    const auto *credential = withClientId(edge.config(), clientId);
    if (!edge.isRunning())
        return complain(tr("The edge is stopped. Start it, then send it a request."));
    auto url = edge.url();
    url.setPath(credential ? PlacesToTry(edge.config()).pathFor(*credential) : u"/"_s);
    const auto *kept = m_workbench.vault.withClientId(clientId);
    Q_EMIT requestRequested(url, kept ? kept->id : QString());
}

// The first that the vault can send and the edge accepts; otherwise the first that it can send.
void EdgePage::requestAny()
{
    const auto now = m_workbench.clock();
    QString best;
    for (const auto &credential : m_workbench.edge.config().credentials) {
        if (m_workbench.vault.withClientId(credential.clientId) == nullptr)
            continue;
        const auto status = tokens::statusOf(tokenOf(credential), now);
        const bool isGood = status == tokens::Status::Valid || status == tokens::Status::Due;
        if (isGood)
            return request(credential.clientId);
        if (best.isEmpty())
            best = credential.clientId;
    }
    request(best);
}

void EdgePage::rotate(const QString &clientId, std::chrono::seconds grace)
{
    auto issued = m_workbench.edge.rotate(clientId, grace);
    if (!issued)
        return complain(sentenceFor(issued.error()));
    const auto *credential = withClientId(m_workbench.edge.config(), clientId);
    const auto name = credential ? shownText(credential->name) : clientId;
    const bool isKept = m_workbench.vault.withClientId(clientId) != nullptr;
    m_ui->issuedCard->offer(*std::move(issued), name, isKept);
}

void EdgePage::keep(const QString &clientId, Secret secret)
{
    if (const auto *kept = m_workbench.vault.withClientId(clientId)) {
        const auto replaced = [this](const TokenVault::Finished &finished) {
            if (!finished)
                return complain(sentenceFor(finished.error()));
            m_ui->issuedCard->forget();
            say(tr("The vault has the new secret."));
        };
        return m_workbench.vault.replaceSecret(kept->id, std::move(secret), {this, replaced});
    }
    const auto *credential = withClientId(m_workbench.edge.config(), clientId);
    if (credential == nullptr)
        return complain(sentenceFor(edge::ChangeError::NoSuchToken));
    auto token = tokenOf(*credential);
    token.hosts = {m_workbench.edge.isRunning() ? m_workbench.edge.url().authority() : u"127.0.0.1"_s};
    token.team = m_workbench.edge.config().team;
    const auto added = [this](const TokenVault::Added &result) {
        if (!result)
            return complain(sentenceFor(result.error()));
        m_ui->issuedCard->forget();
        say(tr("%1 is in the vault, to be sent to this edge only.").arg(result->name));
    };
    m_workbench.vault.add(token, std::move(secret), {this, added});
}

} // namespace keyturn
