// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "RequestPage.h"

#include "Diagnosis.h"
#include "EdgeReply.h"
#include "HostPattern.h"
#include "ShareDialog.h"
#include "VerdictLook.h"
#include "Wording.h"
#include "ui_RequestPage.h"

#include <QAction>
#include <QMenu>
#include <QTimer>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace keyturn {

using access::NextStep;

RequestPage::RequestPage(const Workbench &workbench, QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::RequestPage>())
    , m_workbench(workbench)
    , m_progressTimer(new QTimer(this))
{
    m_ui->setupUi(this);
    m_buttons = PausedButtons({m_ui->sendButton, m_ui->diagnoseButton});
    m_ui->methodField->addItems(
        {u"GET"_s, u"POST"_s, u"PUT"_s, u"PATCH"_s, u"DELETE"_s, u"HEAD"_s, u"OPTIONS"_s});
    m_ui->emptyState->setSymbol(Symbol::Send);
    m_ui->emptyState->setSentence(
        tr("Give a URL and choose a token. Who answered, and why, will stand here."));
    m_progressTimer->setSingleShot(true);
    m_progressTimer->setInterval(200ms);
    setFocusProxy(m_ui->urlField);
    m_diagnosis = new Diagnosis(m_workbench.prober, *m_ui->timeline, this);

    addProbeOptions();
    connectControls();
    listTokens();
}

RequestPage::~RequestPage() = default;

void RequestPage::addProbeOptions()
{
    auto *menu = new QMenu(m_ui->diagnoseOptionsButton);
    const auto add = [menu](const QString &name, const QString &words) {
        auto *action = menu->addAction(words);
        action->setObjectName(name);
        action->setCheckable(true);
        return action;
    };
    m_asXhr = add(u"asXhrAction"_s, tr("Also as a script in a page (XHR)"));
    m_brokenSecret = add(
        u"brokenSecretAction"_s,
        tr("Also with a wrong secret: a strict organization logs it as a failed login"));
    m_ui->diagnoseOptionsButton->setMenu(menu);
}

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
    connect(m_ui->verdictBanner, &VerdictBanner::actionRequested, this, &RequestPage::takeAction);
    connect(m_ui->verdictBanner, &VerdictBanner::linkRequested, this, [this](int link) {
        if (const auto step = m_offers.followLink(link))
            take(*step);
    });
    connect(m_ui->answerCard, &AnswerCard::jwtRequested, this, [this] {
        Q_EMIT jwtRequested(m_jwt.value_or(QByteArray()));
    });

    connect(&m_workbench.runner, &RequestRunner::runningChanged, this, &RequestPage::showRunning);
    connect(m_diagnosis, &Diagnosis::runningChanged, this, &RequestPage::showRunning);
    connect(m_diagnosis, &Diagnosis::concluded, this, &RequestPage::showProbe);
    connect(m_diagnosis, &Diagnosis::refused, this, &RequestPage::showRefusal);
    connect(m_progressTimer, &QTimer::timeout, this, [this] {
        m_ui->progressLabel->setVisible(m_workbench.runner.isRunning());
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
    m_ui->tokenField->setToolTip(
        m_ui->tokenField->currentText()); // A long name is cut off in a small window.
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

void RequestPage::prepare(const QUrl &url, const QString &tokenId)
{
    m_ui->tokenField->setCurrentIndex(qMax(0, m_ui->tokenField->findData(tokenId)));
    m_ui->urlField->setText(url.toString());
}

void RequestPage::send()
{
    run(draft());
}

void RequestPage::run(const RequestDraft &wanted)
{
    m_diagnosis->cancel();
    m_ui->emptyState->hide();
    m_ui->timeline->hide();
    m_ui->refusalLabel->hide();
    m_ui->progressLabel->setText(tr("Waiting for %1…").arg(QUrl(wanted.url).host()));
    const auto show = [this](RequestRunner::Finished finished) {
        finished ? showReport(*finished) : showRefusal(finished.error());
    };
    m_sentStyle = wanted.style;
    m_workbench.runner.run(wanted, {this, show});
}

void RequestPage::diagnose()
{
    m_workbench.runner.cancel();
    for (auto *old :
         QList<QWidget *>{m_ui->emptyState, m_ui->refusalLabel, m_ui->verdictBanner, m_ui->answerCard})
        old->hide();
    m_ui->timeline->show();
    m_ui->draftCard->makeRoom();
    const auto wanted = draft();
    m_sentStyle = wanted.style;
    m_diagnosis->run(wanted, {m_brokenSecret->isChecked(), m_asXhr->isChecked()});
}

bool RequestPage::cancel()
{
    const bool wasRunning = m_workbench.runner.isRunning();
    m_workbench.runner.cancel();
    return m_diagnosis->cancel() || wasRunning;
}

void RequestPage::showRunning()
{
    const bool running = m_workbench.runner.isRunning() || m_diagnosis->isRunning();
    m_buttons.setPaused(running);
    if (running)
        return m_progressTimer->start();
    m_progressTimer->stop();
    m_ui->progressLabel->hide();
    m_ui->cancelButton->hide();
}

void RequestPage::showRefusal(const RequestRefusal &refusal)
{
    m_ui->timeline->hide();
    m_ui->refusalLabel->setText(tr("Nothing was sent. %1").arg(sentenceFor(refusal)));
    m_ui->refusalLabel->show();
}

void RequestPage::showReport(const RequestReport &report)
{
    m_jwt = report.jwt;
    m_usedToken = report.tokenId;
    m_shared = reportOf(report, reportContext());
    showExchange(report.exchange);
    showVerdict(report.verdict);
}

void RequestPage::showProbe(const ProbeReport &report)
{
    m_jwt = report.jwt;
    m_usedToken = report.tokenId;
    m_shared = reportOf(report, reportContext());
    showExchange(report.credentialed ? *report.credentialed : report.control);
    showVerdict(report.verdict);
}

ReportContext RequestPage::reportContext() const
{
    ReportContext context{m_workbench.clock(), m_sentStyle, {}};
    if (const auto *token = m_workbench.vault.withId(m_usedToken))
        context.token = *token;
    return context;
}

void RequestPage::showVerdict(const access::Verdict &verdict)
{
    auto content = contentOf(verdict);
    m_offers = StepOffers(verdict.nextSteps, [this](NextStep step) { return canTake(step); });
    m_offers.addTo(content);
    content.actions.append(tr("Share…"));
    m_ui->verdictBanner->setContent(content);
    m_ui->verdictBanner->show();
    m_ui->draftCard->makeRoom();
}

bool RequestPage::canTake(NextStep step) const
{
    const QUrl url(m_ui->urlField->text());
    switch (step) {
    case NextStep::CheckClientIdAndSecret:
    case NextStep::FillInCredentials:
    case NextStep::SendBothHeaders:
    case NextStep::RotateSecret:
        return m_workbench.vault.withId(m_usedToken) != nullptr;
    case NextStep::VerifyJwt:
    case NextStep::CheckOriginWantsEmail:
    case NextStep::CheckMiddlewareTeam:
    case NextStep::CheckMiddlewareAudience:
        return m_jwt.has_value();
    case NextStep::LookUpRay:
        return !rayId().isEmpty();
    case NextStep::UseHttps:
        return url.scheme() == u"http"_s;
    case NextStep::UseUrlWithoutPort:
        return url.port() >= 0;
    default:
        return true;
    }
}

void RequestPage::takeAction(int action)
{
    if (const auto step = m_offers.actionAt(action))
        return take(*step);
    share();
}

void RequestPage::take(NextStep step)
{
    auto wanted = draft();
    QUrl url(wanted.url);
    switch (step) {
    case NextStep::CheckUrl:
        m_ui->urlField->selectAll();
        return m_ui->urlField->setFocus();
    case NextStep::UseHttps:
        url.setScheme(u"https"_s);
        if (url.port() == 80)
            url.setPort(-1);
        return suggest(url);
    case NextStep::UseUrlWithoutPort:
        url.setPort(-1);
        return suggest(url);
    case NextStep::CheckClientIdAndSecret:
    case NextStep::FillInCredentials:
    case NextStep::SendBothHeaders:
        Q_EMIT tokenRequested(m_usedToken);
        return;
    case NextStep::RotateSecret:
        Q_EMIT newSecretRequested(m_usedToken);
        return;
    case NextStep::SendWithoutCredentials:
        wanted.tokenId.clear();
        return run(wanted);
    case NextStep::SendWithToken:
    case NextStep::UseOauthOrHeaders:
        m_ui->tokenField->setFocus();
        return m_ui->tokenField->showPopup();
    case NextStep::Diagnose:
        return diagnose();
    case NextStep::ChangeUserAgent:
    case NextStep::RemoveCookies:
    case NextStep::SendHeadersEachTime:
        return m_ui->draftCard->editHeaders();
    case NextStep::CheckNetwork:
    case NextStep::LogInToProxy:
    case NextStep::WaitAndRetry:
        return send();
    case NextStep::DoNotFollowRedirects:
        m_ui->draftCard->stayWhereSent();
        return send();
    case NextStep::VerifyJwt:
    case NextStep::CheckOriginWantsEmail:
    case NextStep::CheckMiddlewareTeam:
    case NextStep::CheckMiddlewareAudience:
        Q_EMIT jwtRequested(m_jwt.value_or(QByteArray()));
        return;
    case NextStep::LookUpRay:
        return copyText(rayId());
    case NextStep::CheckHeaderStyle:
    case NextStep::SendOneStyle:
        return m_ui->draftCard->editOptions();
    default:
        return;
    }
}

// Whoever sends it looks at it first.
void RequestPage::suggest(const QUrl &url)
{
    m_ui->urlField->setText(url.toString());
    m_ui->urlField->setFocus();
}

void RequestPage::showExchange(const http::Exchange &exchange)
{
    m_exchange = exchange;
    m_ui->answerCard->setVisible(static_cast<bool>(exchange.answer));
    if (exchange.answer)
        m_ui->answerCard->showReply(exchange, *exchange.answer, m_jwt.has_value());
}

QString RequestPage::rayId() const
{
    if (!m_exchange || !m_exchange->answer)
        return {};
    return access::signalsOf(m_exchange->request, *m_exchange->answer).rayId;
}

void RequestPage::openReport(const DiagnosisReport &report)
{
    (new ShareDialog(report, this))->open();
}

// A secret of the older kind can be taken out of what came back only by who knows it.
void RequestPage::share()
{
    if (m_usedToken.isEmpty())
        return openReport(*m_shared);
    const auto *token = m_workbench.vault.withId(m_usedToken);
    if (token && token->secretChangedAt > m_shared->at) {
        m_ui->refusalLabel->setText(tr(
            "There is no report: the secret that was sent has been replaced since, and only who knows it can "
            "take it out of what came back. Send the request again."));
        return m_ui->refusalLabel->show();
    }
    // As it stands now: another answer may come while the keychain asks.
    const auto hideSecret = [this, shared = *m_shared](TokenVault::SecretRead read) {
        if (!read) {
            m_ui->refusalLabel->setText(
                tr("There is no report: without the secret nobody can tell that it holds none. %1")
                    .arg(sentenceFor(read.error())));
            return m_ui->refusalLabel->show();
        }
        auto report = shared;
        keyturn::hide(*read, report);
        openReport(report);
    };
    m_workbench.vault.readSecret(m_usedToken, {this, hideSecret});
}

} // namespace keyturn
