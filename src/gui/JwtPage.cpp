// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "JwtPage.h"

#include "ClaimWording.h"
#include "ClaimsCard.h"
#include "EmptyState.h"
#include "JwtLayout.h"
#include "JwtVerdict.h"
#include "JwtWording.h"
#include "NotJwtWording.h"
#include "OriginWording.h"
#include "Pill.h"
#include "RefusalWording.h"
#include "TestTokenCard.h"
#include "VerifyCard.h"
#include "ui_JwtPage.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QJsonArray>
#include <QScrollBar>
#include <QTimer>

#include <algorithm>
#include <utility>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace keyturn {

namespace {

// Clock skew that is allowed on this page: what Access's own middleware allows (facts 3.5).
constexpr auto leeway = 30s;

Tone toneOf(jwt::Validity::State state)
{
    using State = jwt::Validity::State;
    switch (state) {
    case State::Valid: // Which says nothing of its signature.
        return Tone::Neutral;
    case State::NotYet:
    case State::Endless:
    case State::Unreadable:
        return Tone::Attention;
    case State::Over:
        return Tone::Bad;
    }
    return Tone::Neutral;
}

} // namespace

JwtPage::JwtPage(const Workbench &workbench, QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::JwtPage>())
    , m_workbench(workbench)
    , m_verify(new VerifyCard(workbench))
    , m_testToken(new TestTokenCard(workbench.world.profile, workbench.clock))
    , m_pause(new QTimer(this))
    , m_second(new QTimer(this))
{
    m_ui->setupUi(this);
    m_ui->emptyState->setSymbol(Symbol::Code);
    m_ui->emptyState->setSentence(tr("Paste a JWT above, or open the one that an answer brought on the "
                                     "Request page. It is shown and never stored."));
    m_ui->emptyState->setActionText(tr("From clipboard"));
    m_pause->setSingleShot(true);
    m_pause->setInterval(150ms);
    m_second->setInterval(1s);
    setFocusProxy(m_ui->tokenField);
    m_ui->comparisonCard->setClock(workbench.clock);
    m_verify->setObjectName(u"verifyCard"_s);
    m_ui->verdictColumn->insertWidget(0, m_verify);
    m_testToken->setObjectName(u"testTokenCard"_s);
    m_testToken->hide();
    m_ui->pageLayout->insertWidget(1, m_testToken);
    connectControls();
    showInspection();
}

JwtPage::~JwtPage() = default;

void JwtPage::connectControls()
{
    const auto paste = [this] { m_ui->tokenField->replaceText(QGuiApplication::clipboard()->text()); };
    connect(m_ui->pasteButton, &QPushButton::clicked, this, paste);
    connect(m_ui->emptyState, &EmptyState::actionRequested, this, paste);
    connect(m_ui->clearButton, &QPushButton::clicked, m_ui->tokenField, &QPlainTextEdit::clear);
    connect(m_ui->tokenField, &QPlainTextEdit::textChanged, this, &JwtPage::noteTyping);
    connect(m_ui->tokenField, &MarkedTextEdit::tooLargePasted, this, [this] {
        m_ui->problemLabel->setText(tr("What was pasted is far longer than any JWT, and was not taken. "
                                       "keyturn-cli jwt decode reads up to 16 MB."));
        m_ui->problemLabel->show();
    });
    connect(m_pause, &QTimer::timeout, this, &JwtPage::inspectTyped);
    connect(m_second, &QTimer::timeout, this, [this] {
        if (isVisible())
            noteTime();
    });
    const auto place = [this] { pointAtPlace(m_ui->tokenField->textCursor().position()); };
    connect(m_ui->tokenField, &QPlainTextEdit::cursorPositionChanged, this, place);
    connect(m_ui->tokenField, &MarkedTextEdit::positionHovered, this, &JwtPage::pointAtPlace);
    connect(m_ui->claimsCard, &ClaimsCard::memberPointed, this, &JwtPage::point);
    connect(m_ui->claimsCard, &ClaimsCard::tokenRequested, this, &JwtPage::tokenRequested);
    connect(m_ui->textCard, &JwtTextCard::memberPointed, this, &JwtPage::point);
    connect(m_ui->testTokenButton, &QPushButton::toggled, this, &JwtPage::offerTestToken);
    const auto showTestToken = [this](const jwt::TestToken &asked, const MadeTestToken &made) {
        if (!take(made.compact))
            return;
        m_verify->useText(made.jwks, asked.issuer, asked.audience);
        m_verify->fetch();
    };
    connect(m_testToken, &TestTokenCard::made, this, showTestToken);
    connect(m_verify, &VerifyCard::started, this, &JwtPage::inspectNow);
    connect(m_verify, &VerifyCard::started, this, &JwtPage::forgetVerdict);
    connect(m_verify, &VerifyCard::changed, this, [this] {
        cancel();
        forgetVerdict();
    });
    connect(m_verify, &VerifyCard::keysArrived, this, &JwtPage::judge);
    connect(m_verify, &VerifyCard::keysFailed, this, &JwtPage::showKeyFailure);
}

void JwtPage::inspect(const QByteArray &compact)
{
    if (take(compact) && m_inspection && m_workbench.world.isDemo)
        m_verify->fetch();
}

bool JwtPage::take(const QByteArray &compact)
{
    if (!m_ui->tokenField->replaceText(QString::fromLatin1(compact)))
        return false;
    m_pause->stop();
    inspectTyped();
    return true;
}

// What was judged, or is being judged, is not this any more.
void JwtPage::noteTyping()
{
    cancel();
    forgetVerdict();
    m_pause->start();
}

// Whoever asks for a verdict means what is in the field now.
void JwtPage::inspectNow()
{
    if (!m_pause->isActive())
        return;
    m_pause->stop();
    inspectTyped();
}

void JwtPage::inspectTyped()
{
    cancel();
    forgetVerdict();
    m_ui->problemLabel->hide();
    m_inspection.reset();
    const auto text = m_ui->tokenField->toPlainText();
    if (!text.trimmed().isEmpty()) {
        auto inspected = inspectJwt(text.toUtf8(), m_workbench.clock());
        if (inspected) {
            m_inspection = *std::move(inspected);
            m_ui->scroll->verticalScrollBar()->setValue(0);
            m_verify->suggestFor(
                m_inspection->jwt.payload.value(u"iss"_s).toString(),
                m_inspection->jwt.jws.header.value(u"kid"_s).toString());
        } else {
            m_ui->problemLabel->setText(sentenceForNoJwt(text.toUtf8(), inspected.error()));
            m_ui->problemLabel->show();
        }
    }
    showInspection();
}

void JwtPage::showInspection()
{
    const bool has = m_inspection.has_value();
    m_ui->scroll->setVisible(has);
    m_ui->emptyBox->setVisible(!has);
    m_ui->subjectPill->setVisible(has);
    showHead();
    showFound();
    if (!has)
        return m_second->stop();
    m_ui->subjectPill->setText(wordFor(m_inspection->subject));
    m_ui->textCard->setInspection(*m_inspection);
    m_ui->claimsCard->setRows(claimRowsOf(*m_inspection, m_workbench));
    m_ui->comparisonCard->setFirst(*m_inspection);
    showValidity();
    m_state = m_ui->validityBar->validity().state;
    m_ui->findingsCard->setFindings(m_inspection->findings);
    m_ui->originsCard->clear();
    m_second->start();
}

void JwtPage::offerTestToken()
{
    m_testToken->setVisible(m_ui->testTokenButton->isChecked());
    if (!m_inspection)
        return;
    const auto &payload = m_inspection->jwt.payload;
    const auto audience = payload.value(u"aud"_s);
    m_testToken->suggest(
        payload.value(u"iss"_s).toString(),
        audience.isArray() ? audience.toArray().first().toString() : audience.toString(),
        payload.value(u"common_name"_s).toString());
}

// In what it stood, and where its characters are in the field.
void JwtPage::showFound()
{
    m_places.clear();
    m_ui->tokenField->mark(0, 0);
    QString said;
    if (m_inspection) {
        const auto text = m_ui->tokenField->toPlainText();
        said = sentenceFor(m_inspection->found, text.toUtf8().size());
        if (m_inspection->hasAnother)
            said = (said + u' ' + sentenceForAnotherJwt()).trimmed();
        m_places = placesOf(m_inspection->found, text);
    }
    m_ui->tokenField->setToken(m_places);
    m_ui->foundLabel->setText(said);
    m_ui->foundLabel->setVisible(!said.isEmpty());
}

void JwtPage::pointAtPlace(int position)
{
    if (!m_inspection || !m_inspection->anatomy || m_places.isEmpty())
        return;
    if (position < m_places.first())
        return point(-1);
    const auto place = std::lower_bound(m_places.begin(), m_places.end(), position);
    const auto offset = place - m_places.begin();
    point(place == m_places.end() ? -1 : memberAt(*m_inspection->anatomy, offset));
}

void JwtPage::point(int member)
{
    if (!m_inspection || !m_inspection->anatomy)
        return;
    const auto &members = m_inspection->anatomy->members;
    const bool has = member >= 0 && member < members.size();
    const auto range = has ? members.at(member).compact : JsonRange{};
    const bool isThere = !range.isEmpty() && range.end <= m_places.size();
    m_ui->tokenField->mark(
        isThere ? m_places.at(range.begin) : 0, isThere ? m_places.at(range.end - 1) + 1 : 0);
    m_ui->claimsCard->pointAt(member);
    m_ui->textCard->pointAt(member);
}

void JwtPage::showValidity()
{
    const auto validity = jwt::validityOf(m_inspection->jwt.payload, m_workbench.clock());
    m_ui->validityBar->setValidity(validity);
    m_ui->validityBar->setVisible(validity.issued || validity.begins || validity.ends);
    m_ui->validityLabel->setText(sentenceFor(validity));
    m_ui->timePill->setText(wordsFor(validity));
    m_ui->timePill->setTone(toneOf(validity.state));
}

bool JwtPage::cancel()
{
    return m_verify->cancel();
}

jwt::Expectations JwtPage::expectations() const
{
    jwt::Expectations expected;
    expected.at = m_workbench.clock();
    expected.leeway = leeway;
    expected.issuer = m_verify->issuer();
    expected.audiences = m_verify->audiences();
    return expected;
}

void JwtPage::judge(const FetchedKeys &keys)
{
    if (!m_inspection)
        return;
    const auto expected = expectations();
    m_judged = Judged{keys, jwt::VerificationKeys(keys.keys)};
    m_judged->verification = verificationOf(*m_inspection, m_judged->ready, expected);
    m_ui->verificationBanner->setContent(contentOf(JwtVerdict{
        m_judged->verification, keys, expected, m_verify->isTeamOfToken(),
        jwt::validityOf(m_inspection->jwt.payload, expected.at),
        factsOf(m_judged->verification, m_inspection->jwt, keys.keys, expected)}));
    m_ui->verificationBanner->show();
    showHead();
    const jwt::Known known{expected.issuer, expected.audiences, keys.keys};
    if (const auto again = inspectJwt(m_inspection->compact, expected.at, known))
        m_ui->findingsCard->setFindings(again->findings);
    showOrigins(m_judged->ready);
}

// A verdict is about a moment, and so are the findings. When another moment makes others, they are shown.
void JwtPage::noteTime()
{
    showValidity();
    const auto state = m_ui->validityBar->validity().state;
    bool isOther = std::exchange(m_state, state) != state;
    if (m_judged) {
        const auto verification = verificationOf(*m_inspection, m_judged->ready, expectations());
        isOther = isOther || verification.refusal != m_judged->verification.refusal;
    }
    if (!isOther)
        return;
    if (const auto again = inspectJwt(m_inspection->compact, m_workbench.clock()))
        m_inspection->findings = again->findings;
    if (m_judged)
        judge(FetchedKeys(m_judged->keys));
    else
        m_ui->findingsCard->setFindings(m_inspection->findings);
}

void JwtPage::forgetVerdict()
{
    m_judged.reset();
    m_ui->verificationBanner->hide();
    m_ui->originsCard->clear();
    if (m_inspection)
        m_ui->findingsCard->setFindings(m_inspection->findings);
    showHead();
}

// The verdict and the findings may be out of sight. Where there is no room for badges, they go.
void JwtPage::showHead()
{
    const bool fits = m_inspection && !isNarrow();
    m_ui->timePill->setVisible(fits);
    const bool isDangerous = m_inspection
        && std::any_of(m_inspection->findings.begin(), m_inspection->findings.end(),
                       [](const auto &finding) { return finding.severity == jwt::Severity::Danger; });
    m_ui->verdictPill->setVisible(fits && (m_judged || isDangerous));
    if (m_judged && !m_judged->verification.isValid()) {
        m_ui->verdictPill->setText(titleFor(*m_judged->verification.refusal));
        m_ui->verdictPill->setTone(Tone::Bad);
    } else if (isDangerous) {
        m_ui->verdictPill->setText(tr("dangerous: see Findings"));
        m_ui->verdictPill->setTone(Tone::Bad);
    } else {
        m_ui->verdictPill->setText(tr("verified"));
        m_ui->verdictPill->setTone(Tone::Good);
    }
}

// Who has not said what the origin is set up for is told what was taken for it.
void JwtPage::showOrigins(const jwt::VerificationKeys &keys)
{
    const auto assumed = jwt::assumedFor(
        m_inspection->jwt.payload, {m_verify->issuer(), m_verify->audiences(), m_workbench.clock()});
    auto note = sentenceFor(assumed);
    if (!note.isEmpty())
        note += u' ' + tr("Enter under Verify what yours expects.");
    m_ui->originsCard->setAnswers(jwt::answersOfOrigins(m_inspection->compact, keys, assumed.setting), note);
}

void JwtPage::showKeyFailure(const KeyFailure &failure)
{
    forgetVerdict();
    m_ui->verificationBanner->setContent(contentOf(failure));
    m_ui->verificationBanner->show();
}

bool JwtPage::isNarrow() const
{
    return width() < fontMetrics().averageCharWidth() * 110;
}

// Two columns need room for both: large letters or a narrow window put one below the other.
void JwtPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_ui->contentLayout->setDirection(isNarrow() ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    showHead();
}

void JwtPage::refreshTimes()
{
    if (!m_inspection)
        return;
    m_ui->claimsCard->setMeanings(claimRowsOf(*m_inspection, m_workbench));
    noteTime();
}

} // namespace keyturn
