// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "RequestPage.h"

#include "EdgeReply.h"
#include "EvidenceWording.h"
#include "HostPattern.h"
#include "NextStepWording.h"
#include "Redaction.h"
#include "ReplyText.h"
#include "VerdictWording.h"
#include "Wording.h"
#include "ui_RequestPage.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QTimer>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace keyturn {

using access::NextStep;
using access::Outcome;

namespace {

Tone toneOf(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Accepted:
        return Tone::Good;
    case Outcome::Open:
        return Tone::Attention;
    case Outcome::Refused:
    case Outcome::Unreachable:
        return Tone::Bad;
    case Outcome::Unknown:
        return Tone::Neutral;
    }
    return Tone::Neutral;
}

QString stepText(ProbeStep step)
{
    switch (step) {
    case ProbeStep::Discovery:
        return RequestPage::tr("1 of 4: asking Access which application guards this URL…");
    case ProbeStep::Keys:
        return RequestPage::tr("2 of 4: fetching the team's keys to check its answer…");
    case ProbeStep::Control:
        return RequestPage::tr("3 of 4: sending the request without credentials…");
    case ProbeStep::Credentialed:
        return RequestPage::tr("4 of 4: sending the request with the token…");
    case ProbeStep::AsXhr:
        return RequestPage::tr("Sending the request as a script in a page does…");
    case ProbeStep::BrokenSecret:
        return RequestPage::tr("Sending the request with a wrong secret…");
    }
    return {};
}

} // namespace

RequestPage::RequestPage(const Workbench &workbench, QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::RequestPage>())
    , m_workbench(workbench)
    , m_progressTimer(new QTimer(this))
{
    m_ui->setupUi(this);
    m_ui->methodField->addItems(
        {u"GET"_s, u"POST"_s, u"PUT"_s, u"PATCH"_s, u"DELETE"_s, u"HEAD"_s, u"OPTIONS"_s});
    m_progressTimer->setSingleShot(true);
    m_progressTimer->setInterval(200ms);
    setFocusProxy(m_ui->urlField);

    connectControls();
    listTokens();
}

RequestPage::~RequestPage() = default;

void RequestPage::connectControls()
{
    auto &vault = m_workbench.vault;
    connect(&vault, &TokenVault::reloaded, this, &RequestPage::listTokens);
    for (const auto signal : {&TokenVault::tokenAdded, &TokenVault::tokenChanged, &TokenVault::tokenRemoved})
        connect(&vault, signal, this, &RequestPage::listTokens);

    connect(m_ui->tokenField, &QComboBox::currentIndexChanged, this, &RequestPage::showCredentials);
    connect(m_ui->urlField, &QLineEdit::returnPressed, this, &RequestPage::send);
    connect(m_ui->sendButton, &QPushButton::clicked, this, &RequestPage::send);
    connect(m_ui->diagnoseButton, &QPushButton::clicked, this, &RequestPage::diagnose);
    connect(m_ui->cancelButton, &QPushButton::clicked, this, &RequestPage::cancel);
    connect(m_ui->verdictBanner, &VerdictBanner::actionRequested, this, &RequestPage::takeStep);
    connect(m_ui->answerCard, &AnswerCard::jwtRequested, this, [this] {
        Q_EMIT jwtRequested(m_jwt.value_or(QByteArray()));
    });

    connect(&m_workbench.runner, &RequestRunner::runningChanged, this, &RequestPage::showRunning);
    connect(&m_workbench.prober, &Prober::runningChanged, this, &RequestPage::showRunning);
    connect(&m_workbench.prober, &Prober::stepStarted, this, [this](ProbeStep step) {
        showProgress(stepText(step));
    });
    connect(m_progressTimer, &QTimer::timeout, this, [this] {
        m_ui->progressLabel->setText(m_progress);
        m_ui->progressLabel->show();
        m_ui->cancelButton->show();
    });
}

void RequestPage::listTokens()
{
    const auto before = m_ui->tokenField->currentData().toString();
    const QSignalBlocker quiet(m_ui->tokenField);
    m_ui->tokenField->clear();
    m_ui->tokenField->addItem(tr("No token"), QString());
    for (const auto &token : m_workbench.vault.tokens())
        m_ui->tokenField->addItem(token.name, token.id);
    m_ui->tokenField->setCurrentIndex(qMax(0, m_ui->tokenField->findData(before)));
    showCredentials();
}

void RequestPage::showCredentials()
{
    const auto *token = m_workbench.vault.withId(m_ui->tokenField->currentData().toString());
    m_ui->draftCard->setClientId(token ? token->clientId : QString());
}

RequestDraft RequestPage::draft() const
{
    RequestDraft wanted;
    wanted.method = m_ui->methodField->currentText().trimmed().toUpper().toUtf8();
    wanted.url = m_ui->urlField->text();
    wanted.tokenId = m_ui->tokenField->currentData().toString();
    m_ui->draftCard->fillIn(wanted);
    return wanted;
}

void RequestPage::test(const QString &tokenId)
{
    m_ui->tokenField->setCurrentIndex(qMax(0, m_ui->tokenField->findData(tokenId)));
    const auto *token = m_workbench.vault.withId(tokenId);
    if (!token)
        return;
    const auto suggested = m_workbench.world.suggestedUrls.value(tokenId);
    if (!suggested.isEmpty()) {
        m_ui->urlField->setText(suggested.toString());
    } else if (tokens::bindingOf(token->hosts, QUrl(m_ui->urlField->text())) != tokens::Binding::Allowed) {
        // A wildcard names no host: what fits is for the user to say.
        const auto host = token->hosts.value(0);
        m_ui->urlField->setText(
            host.isEmpty() || host.startsWith(u'*') ? QString() : u"https://%1/"_s.arg(host));
    }
    if (m_ui->urlField->text().isEmpty())
        return m_ui->urlField->setFocus();
    send();
}

void RequestPage::send()
{
    run(draft());
}

void RequestPage::run(const RequestDraft &wanted)
{
    m_workbench.prober.cancel();
    m_ui->refusalLabel->hide();
    showProgress(tr("Waiting for %1…").arg(QUrl(wanted.url).host()));
    const auto show = [this](RequestRunner::Finished finished) {
        finished ? showReport(*finished) : showRefusal(finished.error());
    };
    m_workbench.runner.run(wanted, {this, show});
}

void RequestPage::diagnose()
{
    m_workbench.runner.cancel();
    m_ui->refusalLabel->hide();
    const auto show = [this](Prober::Finished finished) {
        finished ? showProbe(*finished) : showRefusal(finished.error());
    };
    m_workbench.prober.run(draft(), {this, show});
}

bool RequestPage::cancel()
{
    const bool wasRunning = m_workbench.runner.isRunning() || m_workbench.prober.isRunning();
    m_workbench.runner.cancel();
    m_workbench.prober.cancel();
    return wasRunning;
}

void RequestPage::showRunning()
{
    const bool running = m_workbench.runner.isRunning() || m_workbench.prober.isRunning();
    m_ui->sendButton->setEnabled(!running);
    m_ui->diagnoseButton->setEnabled(!running);
    if (running)
        return m_progressTimer->start();
    m_progressTimer->stop();
    m_ui->progressLabel->hide();
    m_ui->cancelButton->hide();
}

void RequestPage::showProgress(const QString &sentence)
{
    m_progress = sentence;
    m_ui->progressLabel->setText(sentence);
}

void RequestPage::showRefusal(const RequestRefusal &refusal)
{
    m_ui->refusalLabel->setText(tr("Nothing was sent. %1").arg(sentenceFor(refusal)));
    m_ui->refusalLabel->show();
}

void RequestPage::showReport(const RequestReport &report)
{
    m_jwt = report.jwt;
    showVerdict(report.verdict);
    showExchange(report.exchange);
}

void RequestPage::showProbe(const ProbeReport &report)
{
    m_jwt = report.jwt;
    showVerdict(report.verdict);
    showExchange(report.credentialed ? *report.credentialed : report.control);
}

void RequestPage::showVerdict(const access::Verdict &verdict)
{
    m_verdict = verdict;
    m_actions.clear();
    VerdictBanner::Content content;
    content.tone = toneOf(verdict.outcome);
    content.headline = headlineOf(verdict);
    content.explanation = explanationOf(verdict);
    content.marks.append({wordFor(verdict.confidence), content.tone, tr("How sure this is")});
    if (const auto mode = wordFor(verdict.mode); !mode.isEmpty())
        content.marks.append({mode, Tone::Neutral, tr("How the organization answers service tokens")});
    for (const auto &evidence : verdict.evidence)
        content.evidence.append(sentenceFor(evidence));
    for (const auto step : verdict.nextSteps) {
        if (step == NextStep::VerifyJwt && !m_jwt)
            continue;
        // What Keyturn cannot do itself is said; what it can do is a button.
        const auto label = labelFor(step);
        if (label.isEmpty()) {
            content.steps.append(sentenceFor(step));
            continue;
        }
        content.actions.append(label);
        m_actions.append(step);
    }
    content.actions.append(tr("Copy report, redacted"));
    m_ui->verdictBanner->setContent(content);
    m_ui->verdictBanner->show();
    m_ui->draftCard->makeRoom();
}

void RequestPage::takeStep(int action)
{
    if (action >= m_actions.size())
        return copyReport();
    auto wanted = draft();
    switch (m_actions.at(action)) {
    case NextStep::CheckUrl:
        return m_ui->urlField->setFocus();
    case NextStep::CheckClientIdAndSecret:
        Q_EMIT tokenRequested(wanted.tokenId);
        return;
    case NextStep::RotateSecret:
        Q_EMIT newSecretRequested(wanted.tokenId);
        return;
    case NextStep::SendWithoutCredentials:
        wanted.tokenId.clear();
        return run(wanted);
    case NextStep::SendWithToken:
        m_ui->tokenField->setFocus();
        return m_ui->tokenField->showPopup();
    case NextStep::Diagnose:
        return diagnose();
    case NextStep::ChangeUserAgent:
        return m_ui->draftCard->editHeaders();
    case NextStep::WaitAndRetry:
        return send();
    case NextStep::DoNotFollowRedirects:
        m_ui->draftCard->stayWhereSent();
        return send();
    case NextStep::VerifyJwt:
        Q_EMIT jwtRequested(m_jwt.value_or(QByteArray()));
        return;
    case NextStep::LookUpRay:
        return copyRayId();
    default:
        m_ui->draftCard->editOptions();
    }
}

void RequestPage::showExchange(const http::Exchange &exchange)
{
    m_exchange = exchange;
    m_ui->answerCard->setVisible(static_cast<bool>(exchange.answer));
    if (exchange.answer)
        m_ui->answerCard->showReply(exchange, *exchange.answer, m_jwt.has_value());
}

void RequestPage::copyRayId()
{
    if (!m_exchange || !m_exchange->answer)
        return;
    QGuiApplication::clipboard()->setText(access::signalsOf(m_exchange->request, *m_exchange->answer).rayId);
}

void RequestPage::copyReport()
{
    if (!m_exchange)
        return;
    const auto &content = m_ui->verdictBanner->content();
    QStringList lines{
        u"%1 %2"_s.arg(
            QString::fromLatin1(m_exchange->request.method),
            m_exchange->request.url.toString(QUrl::RemoveQuery | QUrl::RemoveUserInfo)),
        content.headline, content.explanation, QString()};
    for (const auto &step : content.steps)
        lines.append(u"* "_s + step);
    for (const auto &evidence : content.evidence)
        lines.append(u"- "_s + evidence);
    if (m_exchange->answer)
        lines.append(
            u"\n"_s + statusLineOf(*m_exchange->answer) + u'\n' + headersText(m_exchange->answer->headers));
    QGuiApplication::clipboard()->setText(redacted(lines.join(u'\n')));
}

} // namespace keyturn
