// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "GuidePage.h"

#include "Diagnosis.h"
#include "GuideWording.h"
#include "IconLabel.h"
#include "Look.h"
#include "VerdictLook.h"
#include "VerdictWording.h"
#include "Wording.h"
#include "ui_GuidePage.h"

#include <QLabel>

#include <memory>

using namespace Qt::StringLiterals;

namespace keyturn {

using access::NextStep;

namespace {

constexpr std::initializer_list<Guide> guides{
    Guide::Unauthorized, Guide::NotInPolicyList, Guide::WorksLocallyOnly};

bool isAboutRequests(Guide guide)
{
    return guide != Guide::NotInPolicyList;
}

Symbol symbolOf(GuideReply reply)
{
    switch (reply) {
    case GuideReply::Yes:
    case GuideReply::Works:
        return Symbol::CheckCircle;
    case GuideReply::Unclear:
        return Symbol::Info;
    default:
        return Symbol::CrossCircle;
    }
}

} // namespace

GuidePage::GuidePage(const Workbench &workbench, QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::GuidePage>())
    , m_workbench(workbench)
    , m_turn(firstOf(m_guide))
{
    m_ui->setupUi(this);
    m_diagnosis = new Diagnosis(m_workbench.prober, *m_ui->timeline, this);
    addGuides();
    connectControls();
    listTokens();
}

GuidePage::~GuidePage() = default;

void GuidePage::addGuides()
{
    for (const auto guide : guides) {
        auto *button = new QPushButton(titleOf(guide), m_ui->startPage);
        button->setObjectName(u"guide_"_s + idOf(guide));
        button->setIcon(iconOf(Symbol::ArrowRight, Role::Accent));
        setLook(*button, u"choice"_s);
        connect(button, &QPushButton::clicked, this, [this, guide] { begin(guide); });
        m_ui->guidesLayout->addWidget(button);
    }
    setFocusProxy(m_ui->startPage->findChild<QPushButton *>());
}

void GuidePage::connectControls()
{
    auto &vault = m_workbench.vault;
    connect(&vault, &TokenVault::reloaded, this, &GuidePage::listTokens);
    for (const auto signal : {&TokenVault::tokenAdded, &TokenVault::tokenChanged, &TokenVault::tokenRemoved})
        connect(&vault, signal, this, &GuidePage::listTokens);
    connect(m_ui->tokenField, &QComboBox::activated, this, &GuidePage::suggestUrl);
    connect(m_ui->urlField, &QLineEdit::returnPressed, this, &GuidePage::test);
    connect(m_ui->backButton, &QPushButton::clicked, this, &GuidePage::goBack);
    connect(m_ui->yesButton, &QPushButton::clicked, this, [this] { answer(GuideReply::Yes); });
    connect(m_ui->noButton, &QPushButton::clicked, this, [this] { answer(GuideReply::No); });
    connect(m_ui->testButton, &QPushButton::clicked, this, &GuidePage::test);
    connect(m_ui->cancelButton, &QPushButton::clicked, this, &GuidePage::cancel);
    connect(m_ui->againButton, &QPushButton::clicked, this, [this] { begin(m_guide); });
    connect(m_diagnosis, &Diagnosis::runningChanged, this, &GuidePage::showRunning);
    connect(m_diagnosis, &Diagnosis::refused, this, &GuidePage::showRefusal);
    connect(m_diagnosis, &Diagnosis::concluded, this, &GuidePage::conclude);
    connect(m_ui->conclusionBanner, &VerdictBanner::actionRequested, this, &GuidePage::takeAction);
    connect(m_ui->conclusionBanner, &VerdictBanner::linkRequested, this, [this](int link) {
        if (const auto step = m_offers.followLink(link))
            take(*step);
    });
}

void GuidePage::listTokens()
{
    const auto before = tokenId();
    const bool wasWithout = isWithoutToken();
    m_ui->tokenField->clear();
    m_ui->tokenField->addItem(tr("Choose a token"), QString());
    for (const auto &token : m_workbench.vault.tokens())
        m_ui->tokenField->addItem(token.name, token.id);
    m_ui->tokenField->addItem(tr("None: only see what stands there"), QString());
    const int last = m_ui->tokenField->count() - 1;
    m_ui->tokenField->setCurrentIndex(wasWithout ? last : qMax(0, m_ui->tokenField->findData(before)));
}

QString GuidePage::tokenId() const
{
    return m_ui->tokenField->currentData().toString();
}

bool GuidePage::isWithoutToken() const
{
    const int index = m_ui->tokenField->currentIndex();
    return index > 0 && index == m_ui->tokenField->count() - 1;
}

/// What a test without a token shows must not be blamed on one.
bool GuidePage::blamesToken() const
{
    return m_report ? !m_tested.tokenId.isEmpty() : !isWithoutToken();
}

void GuidePage::suggestUrl()
{
    const auto suggested = m_workbench.world.suggestedUrls.value(tokenId());
    const auto *token = m_workbench.vault.withId(tokenId());
    if (!suggested.isEmpty())
        m_ui->urlField->setText(suggested.toString());
    else if (token && m_ui->urlField->text().isEmpty() && !token->hosts.value(0).startsWith(u'*'))
        m_ui->urlField->setText(u"https://%1/"_s.arg(token->hosts.value(0)));
}

void GuidePage::begin(Guide guide)
{
    m_diagnosis->cancel();
    m_guide = guide;
    m_answered.clear();
    m_report.reset();
    m_turn = firstOf(guide);
    m_ui->titleLabel->setText(titleOf(guide));
    m_ui->requestBox->setVisible(isAboutRequests(guide));
    m_ui->timeline->hide();
    m_ui->stack->setCurrentWidget(m_ui->talkPage);
    showTurn();
}

// From the first question the way back leads to the choice of a guide.
void GuidePage::goBack()
{
    m_diagnosis->cancel();
    m_ui->refusalLabel->hide();
    if (m_answered.isEmpty())
        return m_ui->stack->setCurrentWidget(m_ui->startPage);
    const auto last = m_answered.takeLast();
    m_turn = last.question;
    if (isTest(last.question)) {
        m_report.reset();
        m_ui->timeline->hide();
    }
    showTurn();
}

void GuidePage::test()
{
    const auto *question = std::get_if<GuideQuestion>(&m_turn);
    if (!question || !isTest(*question) || m_diagnosis->isRunning())
        return;
    m_ui->refusalLabel->hide();
    if (tokenId().isEmpty() && !isWithoutToken()) {
        m_ui->refusalLabel->setText(tr("Choose the token that is refused, or none."));
        m_ui->refusalLabel->show();
        return m_ui->tokenField->setFocus();
    }
    RequestDraft draft;
    draft.url = m_ui->urlField->text();
    draft.tokenId = tokenId();
    m_tested = {QUrl(draft.url.trimmed()), draft.tokenId};
    m_ui->timeline->show();
    m_diagnosis->run(draft, {});
}

bool GuidePage::cancel()
{
    return m_diagnosis->cancel();
}

void GuidePage::showRunning()
{
    const bool running = m_diagnosis->isRunning();
    m_ui->testButton->setEnabled(!running);
    m_ui->cancelButton->setVisible(running);
    m_ui->requestBox->setEnabled(!running);
}

void GuidePage::showRefusal(const RequestRefusal &refusal)
{
    m_ui->timeline->hide();
    m_ui->refusalLabel->setText(tr("Nothing was sent. %1").arg(sentenceFor(refusal)));
    m_ui->refusalLabel->show();
    if (refusal.cause == RequestRefusal::Cause::BadUrl)
        m_ui->urlField->setFocus();
}

void GuidePage::conclude(const ProbeReport &report)
{
    m_report = report;
    answer(replyOf(report.verdict, blamesToken()));
}

void GuidePage::answer(GuideReply reply)
{
    const auto *question = std::get_if<GuideQuestion>(&m_turn);
    const auto next = question ? turnAfter(m_guide, *question, reply, blamesToken()) : std::nullopt;
    if (!next)
        return;
    m_answered.append({*question, reply});
    m_turn = *next;
    showTurn();
}

void GuidePage::showTurn()
{
    showHistory();
    m_ui->refusalLabel->hide();
    const auto *question = std::get_if<GuideQuestion>(&m_turn);
    m_ui->questionCard->setVisible(question != nullptr);
    m_ui->conclusionBanner->setVisible(!question);
    m_ui->againButton->setVisible(!question);
    question ? showQuestion(*question) : showConclusion(std::get<GuideConclusion>(m_turn));
}

void GuidePage::showQuestion(GuideQuestion question)
{
    const bool isToTest = isTest(question);
    m_ui->questionLabel->setText(sentenceFor(question));
    m_ui->yesButton->setVisible(!isToTest);
    m_ui->noButton->setVisible(!isToTest);
    m_ui->testButton->setVisible(isToTest);
    m_ui->cancelButton->hide();
    if (!isToTest)
        return m_ui->yesButton->setFocus();
    if (m_ui->urlField->text().isEmpty() || (tokenId().isEmpty() && !isWithoutToken()))
        return m_ui->tokenField->setFocus();
    m_ui->testButton->setFocus();
}

void GuidePage::showConclusion(GuideConclusion conclusion)
{
    VerdictBanner::Content content;
    if (m_report)
        content = contentOf(m_report->verdict);
    content.tone = conclusion == GuideConclusion::WorksNow ? Tone::Good : Tone::Attention;
    content.headline = sentenceFor(conclusion);
    content.explanation.clear();
    content.marks.clear();
    m_offers = StepOffers(nextStepsOf(conclusion), [this](NextStep step) { return canTake(step); });
    m_offers.addTo(content);
    m_ui->conclusionBanner->setContent(content);
    m_ui->againButton->setFocus();
}

void GuidePage::showHistory()
{
    while (const std::unique_ptr<QLayoutItem> item{m_ui->historyLayout->takeAt(0)})
        delete item->widget();
    for (const auto &answered : std::as_const(m_answered)) {
        auto *row = new QWidget(m_ui->historyBox);
        auto *layout = new QHBoxLayout(row);
        layout->setContentsMargins({});
        layout->setSpacing(8);
        auto *icon = new IconLabel(row);
        icon->setIcon(symbolOf(answered.reply), Role::Muted);
        auto *words
            = new QLabel(tr("%1 %2.").arg(sentenceFor(answered.question), wordFor(answered.reply)), row);
        words->setTextFormat(Qt::PlainText);
        words->setWordWrap(true);
        setLook(*words, u"muted"_s);
        layout->addWidget(icon, 0, Qt::AlignTop);
        layout->addWidget(words, 1);
        m_ui->historyLayout->addWidget(row);
    }
    m_ui->historyBox->setVisible(!m_answered.isEmpty());
}

// The steps are about what was tested; another token may be chosen meanwhile.
GuidePage::Asked GuidePage::asked() const
{
    return m_report ? m_tested : Asked{QUrl(m_ui->urlField->text()), tokenId()};
}

bool GuidePage::canTake(NextStep step) const
{
    switch (step) {
    case NextStep::CheckClientIdAndSecret:
    case NextStep::FillInCredentials:
    case NextStep::SendBothHeaders:
    case NextStep::RotateSecret:
        return m_workbench.vault.withId(asked().tokenId) != nullptr;
    case NextStep::VerifyJwt:
    case NextStep::CheckOriginWantsEmail:
    case NextStep::CheckMiddlewareTeam:
    case NextStep::CheckMiddlewareAudience:
        return m_report && m_report->jwt;
    case NextStep::LookUpRay:
        return false;
    default:
        return isAboutRequests(m_guide);
    }
}

void GuidePage::takeAction(int action)
{
    if (const auto step = m_offers.actionAt(action))
        take(*step);
}

void GuidePage::take(NextStep step)
{
    switch (step) {
    case NextStep::CheckClientIdAndSecret:
    case NextStep::FillInCredentials:
    case NextStep::SendBothHeaders:
        Q_EMIT tokenRequested(asked().tokenId);
        return;
    case NextStep::RotateSecret:
        Q_EMIT newSecretRequested(asked().tokenId);
        return;
    case NextStep::VerifyJwt:
    case NextStep::CheckOriginWantsEmail:
    case NextStep::CheckMiddlewareTeam:
    case NextStep::CheckMiddlewareAudience:
        Q_EMIT jwtRequested(*m_report->jwt);
        return;
    default:
        Q_EMIT stepRequested(step, asked().url, asked().tokenId);
    }
}

} // namespace keyturn
