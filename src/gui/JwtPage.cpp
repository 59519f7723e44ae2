// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "JwtPage.h"

#include "ClaimsCard.h"
#include "EmptyState.h"
#include "FindingWording.h"
#include "IconLabel.h"
#include "JwtLayout.h"
#include "JwtWording.h"
#include "Look.h"
#include "Pill.h"
#include "TimeWording.h"
#include "Wording.h"
#include "ui_JwtPage.h"

#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLabel>
#include <QTimer>

#include <algorithm>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace keyturn {

namespace {

constexpr auto keyDeadline = 15s;
// Clock skew that is allowed on this page: what Access's own middleware allows (facts 3.5).
constexpr auto leeway = 30s;
// Each row is four widgets.
constexpr qsizetype mostClaims = 100;

void clearGrid(QGridLayout &grid)
{
    while (const std::unique_ptr<QLayoutItem> item{grid.takeAt(0)})
        delete item->widget();
}

QLabel *plainLabel(const QString &text, bool wraps)
{
    auto *label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(wraps);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    return label;
}

QString shortened(const QString &text)
{
    constexpr qsizetype most = 2000;
    return text.size() <= most
        ? text
        : JwtPage::tr("%1… (%n character(s))", nullptr, int(text.size())).arg(text.first(most));
}

QString valueText(const QJsonValue &value)
{
    if (value.isString())
        return value.toString().isEmpty() ? JwtPage::tr("(empty)") : shortened(value.toString());
    // A value that is neither object nor array has no document of its own.
    const auto wrapped = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return shortened(QString::fromUtf8(wrapped.sliced(1).chopped(1)));
}

Tone toneOf(jwt::Severity severity)
{
    switch (severity) {
    case jwt::Severity::Danger:
        return Tone::Bad;
    case jwt::Severity::Warning:
        return Tone::Attention;
    case jwt::Severity::Info:
        return Tone::Neutral;
    }
    return Tone::Neutral;
}

} // namespace

JwtPage::JwtPage(const Workbench &workbench, QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::JwtPage>())
    , m_workbench(workbench)
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
    listSources();
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
    connect(m_ui->tokenField, &QPlainTextEdit::textChanged, m_pause, qOverload<>(&QTimer::start));
    connect(m_ui->tokenField, &MarkedTextEdit::tooLargePasted, this, [this] {
        m_ui->problemLabel->setText(tr("What was pasted is far longer than any JWT, and was not taken. "
                                       "keyturn-cli jwt decode reads up to 16 MB."));
        m_ui->problemLabel->show();
    });
    connect(m_pause, &QTimer::timeout, this, &JwtPage::inspectTyped);
    connect(m_second, &QTimer::timeout, this, [this] {
        if (isVisible())
            showValidity();
    });
    const auto place = [this] { pointAtPlace(m_ui->tokenField->textCursor().position()); };
    connect(m_ui->tokenField, &QPlainTextEdit::cursorPositionChanged, this, place);
    connect(m_ui->tokenField, &MarkedTextEdit::positionHovered, this, &JwtPage::pointAtPlace);
    connect(m_ui->claimsCard, &ClaimsCard::memberPointed, this, &JwtPage::point);
    connect(m_ui->claimsCard, &ClaimsCard::tokenRequested, this, &JwtPage::tokenRequested);
    connect(m_ui->textCard, &JwtTextCard::memberPointed, this, &JwtPage::point);
    connect(m_ui->sourceField, &QComboBox::currentIndexChanged, this, &JwtPage::showSource);
    connect(m_ui->verifyButton, &QPushButton::clicked, this, &JwtPage::verify);
    connect(m_ui->cancelButton, &QPushButton::clicked, this, &JwtPage::cancel);
    for (auto *field : {m_ui->whereField, m_ui->audienceField, m_ui->issuerField})
        connect(field, &QLineEdit::returnPressed, this, &JwtPage::verify);
}

void JwtPage::listSources()
{
    if (m_workbench.world.isDemo)
        m_ui->sourceField->addItem(tr("the demo's edge"), DemoEdge);
    m_ui->sourceField->addItem(tr("a team domain"), Team);
    m_ui->sourceField->addItem(tr("a URL"), Url);
    m_ui->sourceField->addItem(tr("a file…"), File);
    showSource();
}

void JwtPage::showSource()
{
    const auto source = m_ui->sourceField->currentData().toInt();
    m_ui->whereField->setVisible(source != DemoEdge);
    m_ui->whereField->setPlaceholderText(
        source == Team      ? tr("acme, of acme.cloudflareaccess.com")
            : source == Url ? tr("https://acme.cloudflareaccess.com/cdn-cgi/access/certs")
                            : tr("jwks.json; leave empty to choose"));
}

void JwtPage::inspect(const QByteArray &compact)
{
    if (!m_ui->tokenField->replaceText(QString::fromLatin1(compact)))
        return;
    m_pause->stop();
    inspectTyped();
    if (m_inspection && m_workbench.world.isDemo)
        verify();
}

void JwtPage::inspectTyped()
{
    cancel();
    m_ui->verificationBanner->hide();
    m_ui->problemLabel->hide();
    m_inspection.reset();
    const auto text = m_ui->tokenField->toPlainText();
    if (!text.trimmed().isEmpty()) {
        auto inspected = inspectJwt(text.toUtf8(), m_workbench.clock());
        if (inspected) {
            m_inspection = *std::move(inspected);
            suggestExpectations();
        } else {
            m_ui->problemLabel->setText(sentenceFor(inspected.error()));
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
    showFound();
    if (!has)
        return m_second->stop();
    m_ui->subjectPill->setText(wordFor(m_inspection->subject));
    m_ui->textCard->setInspection(*m_inspection);
    m_ui->claimsCard->setRows(claimRows());
    showValidity();
    showFindings();
    m_second->start();
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
        m_places = placesOf(m_inspection->found, text);
    }
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

ClaimRow JwtPage::rowFor(const jwt::Claim &claim) const
{
    ClaimRow row{claim.name, valueText(claim.value), meaningOf(claim, m_workbench.clock()), {}, -1, {}};
    if (claim.time)
        row.toolTip = exactTime(*claim.time);
    if (claim.role == jwt::ClaimRole::ClientId) {
        if (const auto *token = m_workbench.vault.withClientId(claim.value.toString())) {
            row.meaning = tr("The Client ID: this is your token %1").arg(token->name);
            row.tokenId = token->id;
        }
    }
    if (claim.role == jwt::ClaimRole::Audience) {
        for (const auto &application : m_workbench.edge.config().applications) {
            const auto &access = application.access;
            if (!access.audience.isEmpty() && jwt::isMeantForOneOf({access.audience}, claim.value))
                row.meaning = tr("The application %1 of the edge on this machine").arg(access.name);
        }
    }
    if (!m_inspection->anatomy)
        return row;
    // The last of several members of one name, which is the one that readers take.
    const auto &members = m_inspection->anatomy->members;
    for (int index = 0; index < members.size(); ++index) {
        const auto &member = members.at(index);
        if (member.part != jwt::JwtPart::Payload || member.name != claim.name)
            continue;
        row.member = index;
        if (claim.value.isDouble())
            row.value = shortened(QString::fromUtf8(member.text));
    }
    return row;
}

QList<ClaimRow> JwtPage::claimRows() const
{
    QList<ClaimRow> rows;
    for (const auto &claim : m_inspection->claims.first(std::min(m_inspection->claims.size(), mostClaims)))
        rows.append(rowFor(claim));
    if (const auto more = m_inspection->claims.size() - rows.size(); more > 0)
        rows.append(
            {u"…"_s, {}, tr("%n more, which are below as they were sent", nullptr, int(more)), {}, -1, {}});
    if (!m_inspection->jwt.payload.contains(u"nbf"_s)) {
        const auto absent = meaningOfAbsent(jwt::ClaimRole::NotBefore, m_inspection->subject);
        if (!absent.isEmpty())
            rows.append({u"nbf"_s, tr("(absent)"), absent, {}, -1, {}});
    }
    return rows;
}

void JwtPage::showValidity()
{
    const auto validity = jwt::validityOf(m_inspection->jwt.payload, m_workbench.clock());
    m_ui->validityBar->setValidity(validity);
    m_ui->validityBar->setVisible(validity.issued || validity.begins || validity.ends);
    m_ui->validityLabel->setText(sentenceFor(validity));
}

void JwtPage::showFindings()
{
    auto &grid = *m_ui->findingsGrid;
    clearGrid(grid);
    int row = 0;
    for (const auto &finding : m_inspection->findings) {
        auto *icon = new IconLabel;
        const auto tone = toneOf(finding.severity);
        icon->setIcon(tone == Tone::Neutral ? Symbol::Info : symbolOf(tone), inkOf(tone));
        grid.addWidget(icon, row, 0, Qt::AlignTop);
        grid.addWidget(plainLabel(sentenceFor(finding), true), row, 1);
        ++row;
    }
    m_ui->findingsCard->setVisible(row > 0);
}

// The token's own team is the likely source of its keys; whether that team is yours is for the user to say.
void JwtPage::suggestExpectations()
{
    const QUrl issuer(m_inspection->jwt.payload.value(u"iss"_s).toString());
    if (m_ui->sourceField->currentData().toInt() == Team && m_ui->whereField->text().isEmpty())
        m_ui->whereField->setText(issuer.host().section(u'.', 0, 0));
}

void JwtPage::verify()
{
    if (!m_inspection || m_isRunning)
        return;
    m_ui->verificationBanner->hide();
    const auto where = m_ui->whereField->text().trimmed();
    const auto show = [this](KeyFetcher::Fetched fetched) {
        setRunning(false);
        fetched ? judge(*fetched) : showKeyFailure(fetched.error());
    };
    auto &keys = m_workbench.keys;
    switch (m_ui->sourceField->currentData().toInt()) {
    case DemoEdge:
        setRunning(true);
        return keys.fetchFromUrl(m_workbench.world.demoCerts, keyDeadline, {this, show});
    case Team:
        setRunning(true);
        return keys.fetchFromTeam(where, keyDeadline, {this, show});
    case Url:
        setRunning(true);
        return keys.fetchFromUrl(QUrl(where), keyDeadline, {this, show});
    default: {
        const auto path = where.isEmpty() ? QFileDialog::getOpenFileName(this, tr("Choose the keys")) : where;
        if (path.isEmpty())
            return;
        m_ui->whereField->setText(path);
        show(keys.readFile(path));
    }
    }
}

bool JwtPage::cancel()
{
    const bool wasRunning = m_isRunning;
    m_workbench.keys.cancel();
    setRunning(false);
    return wasRunning;
}

void JwtPage::setRunning(bool running)
{
    m_isRunning = running;
    m_ui->verifyButton->setEnabled(!running);
    m_ui->cancelButton->setVisible(running);
}

void JwtPage::judge(const FetchedKeys &keys)
{
    if (!m_inspection)
        return;
    jwt::Expectations expected;
    expected.at = m_workbench.clock();
    expected.leeway = leeway;
    expected.issuer = m_ui->issuerField->text().trimmed();
    if (const auto audience = m_ui->audienceField->text().trimmed(); !audience.isEmpty())
        expected.audiences = QStringList{audience};
    showVerification(jwt::verify(m_inspection->jwt, keys.keys, expected), keys);
}

void JwtPage::showVerification(const jwt::Verification &verification, const FetchedKeys &keys)
{
    VerdictBanner::Content content;
    content.tone = verification.isValid() ? Tone::Good : Tone::Bad;
    content.headline = verification.isValid() ? tr("Signature verified") : titleFor(*verification.refusal);
    const auto fetched = tr("from %1, fetched %2").arg(keys.from, relativeTime(keys.at, m_workbench.clock()));
    if (verification.isValid()) {
        QStringList checked{tr("time")};
        if (!m_ui->issuerField->text().trimmed().isEmpty())
            checked.prepend(tr("issuer"));
        if (!m_ui->audienceField->text().trimmed().isEmpty())
            checked.prepend(tr("audience"));
        content.explanation
            = tr("%1 with key %2 %3. Also checked: %4.")
                  .arg(verification.algorithm, verification.keyId.left(8), fetched, checked.join(u", "_s));
        if (m_ui->audienceField->text().trimmed().isEmpty())
            content.evidence.append(
                tr("The audience was not checked: any application of this team could be meant."));
    } else {
        content.explanation = sentenceFor(*verification.refusal);
        content.evidence.append(tr("Keys %1").arg(fetched));
    }
    m_ui->verificationBanner->setContent(content);
    m_ui->verificationBanner->show();
}

void JwtPage::showKeyFailure(const KeyFailure &failure)
{
    VerdictBanner::Content content;
    content.tone = Tone::Attention;
    content.headline = tr("Not verified: no keys");
    content.explanation = sentenceFor(failure);
    m_ui->verificationBanner->setContent(content);
    m_ui->verificationBanner->show();
}

// Two columns need room for both: large letters or a narrow window put one below the other.
void JwtPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const bool isNarrow = width() < fontMetrics().averageCharWidth() * 110;
    m_ui->contentLayout->setDirection(isNarrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

void JwtPage::refreshTimes()
{
    if (!m_inspection)
        return;
    m_ui->claimsCard->setMeanings(claimRows());
    showValidity();
}

} // namespace keyturn
