// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "JwtPage.h"

#include "CodeText.h"
#include "EmptyState.h"
#include "FindingWording.h"
#include "IconLabel.h"
#include "JwtWording.h"
#include "Look.h"
#include "Pill.h"
#include "TimeWording.h"
#include "TimelineView.h"
#include "Wording.h"
#include "ui_JwtPage.h"

#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLabel>
#include <QTimer>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace keyturn {

namespace {

constexpr auto keyDeadline = 15s;
// Clock skew that is allowed on this page: what Access's own middleware allows (facts 3.5).
constexpr auto leeway = 30s;

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

QLabel *codeLabel(const QString &text)
{
    auto *label = plainLabel(text, false);
    label->setProperty("mono", true);
    return label;
}

QString valueText(const QJsonValue &value)
{
    if (value.isString())
        return value.toString().isEmpty() ? JwtPage::tr("(empty)") : value.toString();
    if (value.isDouble())
        return QString::fromUtf8(
            QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact).sliced(1).chopped(1));
    if (value.isBool())
        return value.toBool() ? u"true"_s : u"false"_s;
    if (value.isArray())
        return QString::fromUtf8(QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact));
    if (value.isObject())
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    return u"null"_s;
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
{
    m_ui->setupUi(this);
    m_ui->validityView->setAxis(TimelineView::Axis::None);
    m_ui->validityView->setInteractive(false);
    m_ui->emptyState->setSymbol(Symbol::Code);
    m_ui->emptyState->setSentence(tr("Paste a JWT above, or open the one that an answer brought on the "
                                     "Request page. It is shown and never stored."));
    m_ui->emptyState->setActionText(tr("From clipboard"));
    m_pause->setSingleShot(true);
    m_pause->setInterval(150ms);
    setFocusProxy(m_ui->tokenField);
    listSources();
    connectControls();
    showInspection();
}

JwtPage::~JwtPage() = default;

void JwtPage::connectControls()
{
    const auto paste = [this] { m_ui->tokenField->setPlainText(QGuiApplication::clipboard()->text()); };
    connect(m_ui->pasteButton, &QPushButton::clicked, this, paste);
    connect(m_ui->emptyState, &EmptyState::actionRequested, this, paste);
    connect(m_ui->clearButton, &QPushButton::clicked, m_ui->tokenField, &QPlainTextEdit::clear);
    connect(m_ui->tokenField, &QPlainTextEdit::textChanged, m_pause, qOverload<>(&QTimer::start));
    connect(m_ui->tokenField, &MarkedTextEdit::tooLargePasted, this, [this] {
        m_ui->problemLabel->setText(tr("What was pasted is far longer than any JWT, and was not taken."));
        m_ui->problemLabel->show();
    });
    connect(m_pause, &QTimer::timeout, this, &JwtPage::inspectTyped);
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
    m_ui->tokenField->setPlainText(QString::fromLatin1(compact));
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
    if (!has)
        return;
    m_ui->subjectPill->setText(wordFor(m_inspection->subject));
    m_ui->headerValue->setPlainText(
        QString::fromUtf8(QJsonDocument(m_inspection->jwt.jws.header).toJson(QJsonDocument::Indented))
            .trimmed());
    showClaims();
    showValidity();
    showFindings();
}

QString JwtPage::meaningFor(const jwt::Claim &claim) const
{
    auto meaning = meaningOf(claim, m_workbench.clock());
    if (claim.role == jwt::ClaimRole::ClientId) {
        if (const auto *token = m_workbench.vault.withClientId(claim.value.toString()))
            meaning = tr("The Client ID: this is your token %1").arg(token->name);
    }
    return meaning;
}

void JwtPage::showClaims()
{
    auto &grid = *m_ui->claimsGrid;
    clearGrid(grid);
    int row = 0;
    for (const auto &claim : m_inspection->claims) {
        auto *name = codeLabel(claim.name);
        setTone(*name, Tone::Accent);
        auto *value = new CodeText;
        value->setPlainText(valueText(claim.value));
        value->setAccessibleName(tr("Value of %1").arg(claim.name));
        auto *meaning = plainLabel(meaningFor(claim), true);
        setLook(*meaning, u"muted"_s);
        if (claim.time)
            meaning->setToolTip(exactTime(*claim.time));
        grid.addWidget(name, row, 0);
        grid.addWidget(value, row, 1);
        grid.addWidget(meaning, row, 2);
        ++row;
    }
    if (!m_inspection->jwt.payload.contains(u"nbf"_s)) {
        const auto absent = meaningOfAbsent(jwt::ClaimRole::NotBefore, m_inspection->subject);
        if (!absent.isEmpty()) {
            auto *name = codeLabel(u"nbf"_s);
            setTone(*name, Tone::Accent);
            auto *value = codeLabel(tr("(absent)"));
            auto *meaning = plainLabel(absent, true);
            setLook(*meaning, u"muted"_s);
            grid.addWidget(name, row, 0);
            grid.addWidget(value, row, 1);
            grid.addWidget(meaning, row, 2);
        }
    }
    grid.setColumnStretch(1, 3);
    grid.setColumnStretch(2, 4);
}

void JwtPage::showValidity()
{
    const auto &payload = m_inspection->jwt.payload;
    const auto issued = jwt::momentOf(payload.value(u"iat"_s));
    const auto ends = jwt::momentOf(payload.value(u"exp"_s));
    m_ui->validityCard->setVisible(issued && ends && *issued < *ends);
    if (!issued || !ends || *issued >= *ends)
        return;
    const auto now = m_workbench.clock();
    const auto length = issued->secsTo(*ends);
    m_ui->validityView->setSpan(
        qMin(*issued, now).addSecs(-length / 20), qMax(*ends, now).addSecs(length / 4));
    m_ui->validityView->setNow(now);
    const bool over = *ends <= now;
    m_ui->validityView->setRows(
        {{tr("iat to exp"), *issued, *ends, over ? Tone::Bad : Tone::Good,
          (over ? tr("expired %1") : tr("ends %1")).arg(relativeTime(*ends, now)), exactTime(*ends)}});
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
    showClaims();
    showValidity();
}

} // namespace keyturn
