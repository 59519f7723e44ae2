// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "LogPage.h"

#include "ReplyText.h"
#include "ShareDialog.h"
#include "TranscriptWording.h"
#include "VerdictLook.h"
#include "Wording.h"
#include "ui_LogPage.h"

#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QHideEvent>
#include <QMimeData>
#include <QTimer>

#include <algorithm>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace keyturn {

using access::NextStep;

namespace {

QString sentenceFor(const LogFailure &failure)
{
    switch (failure.cause) {
    case LogFailure::Cause::TooLarge:
        return LogPage::tr("This is more than %1. Give the part around the request that failed.")
            .arg(sizeText(LogReader::largest));
    case LogFailure::Cause::NotAFile:
        return LogPage::tr("This is no file that can be read to its end.");
    case LogFailure::Cause::CannotRead:
        return LogPage::tr("The file cannot be read: %1.").arg(failure.detail);
    }
    return {};
}

} // namespace

LogPage::LogPage(const Workbench &workbench, QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::LogPage>())
    , m_workbench(workbench)
    , m_reader(new LogReader(this))
    , m_pause(new QTimer(this))
    , m_progressTimer(new QTimer(this))
{
    m_ui->setupUi(this);
    m_ui->logBox->setPlaceholderText(
        tr("Paste what a failed job left behind:\n\n"
           "  output of curl -i or curl -v\n"
           "  a HAR file saved by a browser\n"
           "  the log of a CI job, all of it\n"
           "  the error of a Python, Node or PowerShell script, of wrangler or cloudflared\n\n"
           "Or drop a file anywhere on this window. Nothing is sent, and nothing is kept."));
    m_pause->setSingleShot(true);
    m_pause->setInterval(300ms);
    m_progressTimer->setSingleShot(true);
    m_progressTimer->setInterval(200ms);
    setFocusProxy(m_ui->logBox);
    connectControls();
    clear();
}

LogPage::~LogPage() = default;

void LogPage::connectControls()
{
    connect(m_ui->openButton, &QPushButton::clicked, this, &LogPage::chooseFile);
    connect(m_ui->pasteButton, &QPushButton::clicked, this, [this] {
        if (const auto *given = QGuiApplication::clipboard()->mimeData(); given && canTake(*given))
            take(*given);
    });
    connect(m_ui->clearButton, &QPushButton::clicked, this, &LogPage::clear);
    connect(m_ui->cancelButton, &QPushButton::clicked, this, &LogPage::cancel);
    connect(m_ui->jumpButton, &QPushButton::clicked, m_ui->logBox, &LogBox::jump);
    connect(m_ui->logBox, &LogBox::textChanged, this, &LogPage::noteTyping);
    connect(m_ui->logBox, &LogBox::textGiven, this, &LogPage::takeText);
    connect(m_ui->logBox, &LogBox::fileGiven, this, &LogPage::takeFile);
    connect(m_pause, &QTimer::timeout, this, &LogPage::judgeTyped);
    connect(m_reader, &LogReader::runningChanged, this, &LogPage::showRunning);
    connect(m_reader, &LogReader::finished, this, &LogPage::showRead);
    connect(m_ui->verdictBanner, &VerdictBanner::actionRequested, this, &LogPage::takeAction);
    connect(m_ui->verdictBanner, &VerdictBanner::linkRequested, this, &LogPage::takeLink);
    connect(m_ui->warningBanner, &VerdictBanner::actionRequested, this, &LogPage::takeWarningAction);
    connect(m_progressTimer, &QTimer::timeout, this, [this] {
        m_ui->progressLabel->show();
        m_ui->cancelButton->show();
    });
}

bool LogPage::canTake(const QMimeData &given)
{
    const auto urls = given.urls();
    const auto isFile = [](const QUrl &url) { return url.isLocalFile(); };
    return urls.isEmpty() ? given.hasText() : std::any_of(urls.cbegin(), urls.cend(), isFile);
}

void LogPage::take(const QMimeData &given)
{
    for (const auto &url : given.urls()) {
        if (url.isLocalFile())
            return takeFile(url.toLocalFile());
    }
    takeText(given.text().toUtf8());
}

void LogPage::takeText(const QByteArray &text)
{
    clear();
    m_ui->logBox->setReadOnly(true);
    m_reader->readText(text, knownClientIds());
}

void LogPage::takeFile(const QString &path)
{
    clear();
    m_ui->logBox->setReadOnly(true);
    m_reader->readFile(path, knownClientIds());
}

// What is being judged is no longer what stands there.
void LogPage::noteTyping()
{
    m_reader->cancel();
    m_pause->start();
}

void LogPage::judgeTyped()
{
    if (m_ui->logBox->isExcerpt())
        return;
    const auto text = m_ui->logBox->toPlainText();
    if (text.trimmed().isEmpty())
        return clear();
    m_isRedacted = false;
    m_reader->readText(text.toUtf8(), knownClientIds());
}

void LogPage::chooseFile()
{
    const auto path = QFileDialog::getOpenFileName(this, tr("Open what a job left behind"));
    if (!path.isEmpty())
        takeFile(path);
}

bool LogPage::cancel()
{
    const bool wasRunning = m_reader->isRunning();
    m_reader->cancel();
    return wasRunning;
}

void LogPage::clear()
{
    m_reader->cancel();
    m_pause->stop();
    m_read.reset();
    m_isRedacted = false;
    m_ui->logBox->showText({}, 0, 0);
    m_ui->resultArea->hide();
    m_ui->problemLabel->hide();
    m_ui->noteLabel->hide();
    m_ui->jumpButton->hide();
    m_ui->clearButton->setEnabled(false);
}

void LogPage::showRunning()
{
    if (m_reader->isRunning())
        return m_progressTimer->start();
    m_progressTimer->stop();
    m_ui->logBox->setReadOnly(m_ui->logBox->isExcerpt());
    m_ui->progressLabel->hide();
    m_ui->cancelButton->hide();
}

void LogPage::showFailure(const LogFailure &failure)
{
    m_ui->problemLabel->setText(sentenceFor(failure));
    m_ui->problemLabel->show();
}

void LogPage::showRead(const LogReader::Read &read)
{
    if (!read)
        return showFailure(read.error());
    m_read = *read;
    m_ui->problemLabel->hide();
    m_ui->clearButton->setEnabled(true);
    showVerdict();
    showWarning();
    showText();
    makeRoom();
}

void LogPage::showVerdict()
{
    const auto &judgement = m_read->judgement;
    const auto &exchange = judgement.transcript.exchange;
    auto content = contentOf(judgement.verdict);
    content.headline = headlineOf(judgement);
    content.explanation = explanationOf(judgement);
    if (!exchange)
        content.marks.clear();
    content.evidence.append(notesOn(judgement.transcript));
    // Of the program that failed only its text is here: what Keyturn itself would send is for the page of
    // requests.
    const auto canTakeStep = [this](NextStep step) {
        const bool isAboutToken = step == NextStep::CheckClientIdAndSecret || step == NextStep::RotateSecret;
        return isAboutToken && !tokenInText().isEmpty();
    };
    m_offers = exchange ? StepOffers(judgement.verdict.nextSteps, canTakeStep) : StepOffers();
    m_offers.addTo(content);
    m_ownActions.clear();
    const auto add = [&](const QString &label, void (LogPage::*action)()) {
        content.actions.append(label);
        m_ownActions.append(action);
    };
    if (exchange && !exchange->request.url.host().isEmpty())
        add(tr("Try this URL here"), &LogPage::tryHere);
    if (exchange)
        add(tr("Share…"), &LogPage::share);
    m_ui->verdictBanner->setContent(content);
}

void LogPage::showWarning()
{
    VerdictBanner::Content content;
    content.tone = Tone::Attention;
    content.headline = tr("Do not pass this text on as it is");
    content.explanation = warningFor(m_read->judgement.transcript.credentials);
    content.actions = {tr("Copy redacted text"), tr("Replace text by redacted")};
    const bool isNeeded = !m_isRedacted && !content.explanation.isEmpty();
    if (isNeeded)
        m_ui->warningBanner->setContent(content);
    m_ui->warningBanner->setVisible(isNeeded);
}

void LogPage::showText()
{
    const auto &transcript = m_read->judgement.transcript;
    auto *box = m_ui->logBox;
    box->showText(m_read->text, transcript.firstLine, transcript.lastLine);
    QStringList notes;
    if (box->isExcerpt())
        notes.append(tr("The text is too long to be shown whole: this is the part around the exchange, from "
                        "line %1 on.")
                         .arg(box->firstShownLine()));
    if (m_isRedacted)
        notes.append(tr("What looked like a credential has been taken out."));
    m_ui->noteLabel->setText(notes.join(u' '));
    m_ui->noteLabel->setVisible(!notes.isEmpty());
    m_ui->jumpButton->setVisible(transcript.firstLine > 0);
    m_ui->jumpButton->setText(tr("Go to line %1").arg(transcript.firstLine));
}

// The verdict gets the room it needs, but leaves some lines to the text.
void LogPage::makeRoom()
{
    const bool isFirst = !m_ui->resultArea->isVisible();
    m_ui->resultArea->show();
    if (!isFirst)
        return;
    const int all = m_ui->splitter->height();
    const int wanted = m_ui->results->layout()->totalHeightForWidth(m_ui->resultArea->viewport()->width());
    const int forText = m_ui->textPane->minimumSizeHint().height() + 4 * fontMetrics().lineSpacing();
    const int above = std::min(wanted, all - forText - m_ui->splitter->handleWidth());
    m_ui->splitter->setSizes({above, all - above});
}

QStringList LogPage::knownClientIds() const
{
    QStringList clientIds;
    for (const auto &token : m_workbench.vault.tokens())
        clientIds.append(token.clientId);
    return clientIds;
}

QStringList LogPage::tokensInText() const
{
    QStringList ids;
    for (const auto &clientId : m_read ? m_read->clientIds : QStringList()) {
        if (const auto *token = m_workbench.vault.withClientId(clientId))
            ids.append(token->id);
    }
    return ids;
}

QString LogPage::tokenInText() const
{
    return tokensInText().value(0);
}

void LogPage::takeAction(int action)
{
    (this->*m_ownActions.at(action))();
}

void LogPage::tryHere()
{
    Q_EMIT requestRequested(m_read->judgement.transcript.exchange->request.url, tokenInText());
}

void LogPage::share()
{
    const auto &judgement = m_read->judgement;
    ReportContext context{m_workbench.clock(), judgement.transcript.style, {}};
    if (const auto *token = m_workbench.vault.withId(tokenInText()))
        context.token = *token;
    withKnownSecrets(tr("There is no report"), [this, made = reportOf(judgement, context)](const auto &mask) {
        auto report = made;
        keyturn::hide(mask, report);
        (new ShareDialog(report, this))->open();
    });
}

void LogPage::copyRedacted()
{
    withKnownSecrets(tr("Nothing was copied"), [redacted = m_read->redacted](const SecretMask &mask) {
        copyText(QString::fromUtf8(mask.covered(redacted, hiddenSecret)));
    });
}

void LogPage::withKnownSecrets(
    const QString &whatIsNotDone, const std::function<void(const SecretMask &)> &then)
{
    m_ui->problemLabel->hide();
    const auto goOn = [this, whatIsNotDone, then](KnownSecrets known) {
        if (known)
            return then(*known);
        const auto *token = m_workbench.vault.withId(known.error().tokenId);
        m_ui->problemLabel->setText(tr("%1: without the secret of %2 nobody can tell that it holds none. %3")
                                        .arg(
                                            whatIsNotDone, token ? token->name : known.error().tokenId,
                                            sentenceFor(known.error().why)));
        m_ui->problemLabel->show();
    };
    learnSecrets(m_workbench.vault, tokensInText(), {this, goOn});
}

void LogPage::takeLink(int link)
{
    const auto step = m_offers.followLink(link);
    if (step == NextStep::RotateSecret)
        Q_EMIT newSecretRequested(tokenInText());
    else if (step)
        Q_EMIT tokenRequested(tokenInText());
}

void LogPage::takeWarningAction(int action)
{
    if (action == 0)
        return copyRedacted();
    redact();
}

void LogPage::redact()
{
    m_read->text = m_read->redacted;
    m_isRedacted = true;
    showWarning();
    showText();
}

// What may hold a credential stays no longer than somebody looks at it.
void LogPage::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    if (event->spontaneous())
        return;
    const auto *box = m_ui->logBox;
    // A judgement that was cancelled leaves the one before, of another text.
    const bool isJudged = m_read && !m_pause->isActive() && !m_reader->isRunning()
        && (box->isExcerpt() || box->toPlainText().toUtf8() == m_read->text);
    if (!isJudged)
        return clear();
    if (!m_isRedacted && m_read->text != m_read->redacted)
        redact();
    // A credential that was deleted by hand could be brought back.
    box->document()->clearUndoRedoStacks();
}

} // namespace keyturn
