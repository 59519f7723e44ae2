// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ComparePage.h"

#include "ComparisonWording.h"
#include "ElidedLabel.h"
#include "Look.h"
#include "Pill.h"
#include "ProbeWording.h"
#include "VerdictWording.h"
#include "Wording.h"
#include "ui_ComparePage.h"

#include <QTimer>

#include <algorithm>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace keyturn {

namespace {

/// For both sides together.
constexpr std::chrono::milliseconds patience = 60s;

bool isShown(const ComparedRow &row, bool onlyDifferences)
{
    const bool isKnown
        = row.left.state == TraitValue::State::Known || row.right.state == TraitValue::State::Known;
    return isKnown && (!onlyDifferences || isDifference(row.relation));
}

/// Its first segment: addresses of the demo that share it belong to one application.
QString startOf(const QUrl &url)
{
    return url.path().section(u'/', 1, 1);
}

/// What may explain something stands out from what two environments always differ in.
Tone toneOf(const ComparedRow &row)
{
    if (!isDifference(row.relation))
        return Tone::Neutral;
    return matters(row.trait) ? Tone::Attention : Tone::Accent;
}

Symbol symbolOf(const ComparedRow &row)
{
    if (row.relation == Relation::Same)
        return Symbol::CheckCircle;
    if (!isDifference(row.relation))
        return Symbol::Help;
    return matters(row.trait) ? Symbol::WarningTriangle : Symbol::Info;
}

QString whyNotShown(const ComparisonReport &report, std::size_t side)
{
    if (const auto &refusal = report.refusals.at(side))
        return ComparePage::tr("Nothing was sent. %1").arg(sentenceFor(*refusal));
    if (const auto &failure = report.withheld.at(side))
        return ComparePage::tr(
                   "It was asked, and its answer is not shown: without the secret nobody can tell "
                   "that it holds none. %1")
            .arg(sentenceFor(*failure));
    return {};
}

Tone toneOf(const Comparison &comparison)
{
    if (comparison.explanations.isEmpty())
        return differsWhereItMatters(comparison) ? Tone::Attention : Tone::Neutral;
    switch (comparison.explanations.first().difference) {
    case Difference::BothWork:
        return Tone::Good;
    case Difference::SameCause:
        return Tone::Neutral;
    default:
        return Tone::Attention;
    }
}

} // namespace

ComparePage::ComparePage(const Workbench &workbench, QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::ComparePage>())
    , m_workbench(workbench)
    , m_comparer(new EnvironmentComparer(workbench.prober, workbench.vault, workbench.clock, this))
    , m_progressTimer(new QTimer(this))
{
    m_ui->setupUi(this);
    m_buttons = PausedButtons({m_ui->compareButton, m_ui->swapButton});
    m_progressTimer->setSingleShot(true);
    m_progressTimer->setInterval(200ms);
    m_ui->leftCard->setUsualName(tr("Local"));
    m_ui->rightCard->setUsualName(tr("Production"));
    m_ui->emptyState->setSymbol(Symbol::List);
    m_ui->emptyState->setSentence(tr(
        "Name two URLs, one that works and one that does not. Both are asked, and what differs is marked."));
    m_ui->emptyState->setActionText({});
    for (auto *later :
         QList<QWidget *>{m_ui->cancelButton, m_ui->displacedLabel, m_ui->explanationBanner, m_ui->tableCard})
        later->hide();
    setFocusProxy(m_ui->leftCard->firstField());
    // What is to be compared comes before the buttons above it.
    setTabOrder(m_ui->rightCard->lastField(), m_ui->compareButton);
    setTabOrder(m_ui->compareButton, m_ui->swapButton);
    setTabOrder(m_ui->swapButton, m_ui->cancelButton);
    connectControls();
    listTokens();
}

ComparePage::~ComparePage() = default;

void ComparePage::connectControls()
{
    auto &vault = m_workbench.vault;
    connect(&vault, &TokenVault::reloaded, this, &ComparePage::listTokens);
    for (const auto signal : {&TokenVault::tokenAdded, &TokenVault::tokenChanged, &TokenVault::tokenRemoved})
        connect(&vault, signal, this, &ComparePage::listTokens);

    for (auto *card : {m_ui->leftCard, m_ui->rightCard})
        connect(card, &EnvironmentCard::submitted, this, &ComparePage::compare);
    connect(m_ui->compareButton, &QPushButton::clicked, this, &ComparePage::compare);
    connect(m_ui->cancelButton, &QPushButton::clicked, this, &ComparePage::cancel);
    connect(m_ui->swapButton, &QPushButton::clicked, this, &ComparePage::swap);
    connect(m_ui->copyButton, &QPushButton::clicked, this, &ComparePage::copy);
    connect(m_ui->onlyDifferencesField, &QCheckBox::toggled, this, &ComparePage::showRows);
    connect(m_ui->explanationBanner, &VerdictBanner::linkRequested, this, [this](int link) {
        [[maybe_unused]] const auto left = m_offers.followLink(link);
    });

    connect(m_comparer, &EnvironmentComparer::runningChanged, this, &ComparePage::showRunning);
    connect(m_comparer, &EnvironmentComparer::stepStarted, this, [this](Side side, ProbeStep step) {
        showStep(side, sentenceFor(step));
    });
    connect(m_comparer, &EnvironmentComparer::sideFinished, this, [this](Side side) {
        showStep(side, tr("Asked."));
    });
    connect(m_comparer, &EnvironmentComparer::displaced, m_ui->displacedLabel, &QWidget::show);
    connect(m_progressTimer, &QTimer::timeout, m_ui->cancelButton, &QWidget::show);
}

void ComparePage::listTokens()
{
    for (auto *card : {m_ui->leftCard, m_ui->rightCard})
        card->setTokens(m_workbench.vault.tokens());
    suggest();
}

// One token at two addresses of the demo: where it belongs, and at another application.
void ComparePage::suggest()
{
    if (m_hasSuggested)
        return;
    const auto &urls = m_workbench.world.suggestedUrls;
    const tokens::ServiceToken *first = nullptr;
    QUrl elsewhere;
    for (const auto &token : m_workbench.vault.tokens()) {
        const auto url = urls.value(token.id);
        const bool isGood = tokens::statusOf(token, m_workbench.clock()) == tokens::Status::Valid;
        if (!first && isGood && !url.isEmpty())
            first = &token;
        else if (first && !url.isEmpty() && startOf(url) != startOf(urls.value(first->id)))
            elsewhere = url;
    }
    if (!first || elsewhere.isEmpty())
        return;
    m_ui->leftCard->setEntry({{}, urls.value(first->id).toString(), first->id, {}});
    m_ui->rightCard->setEntry({{}, elsewhere.toString(), first->id, {}});
    m_hasSuggested = true;
}

EnvironmentCard &ComparePage::cardOf(Side side) const
{
    return side == Side::Left ? *m_ui->leftCard : *m_ui->rightCard;
}

ComparedSide ComparePage::sideOf(Side side) const
{
    const auto &card = cardOf(side);
    const auto entry = card.entry();
    RequestDraft draft;
    draft.url = entry.url;
    draft.tokenId = entry.tokenId;
    draft.style = entry.style;
    return {card.nameOrUsual(), draft};
}

void ComparePage::compare()
{
    if (m_comparer->isRunning())
        return;
    m_workbench.runner.cancel();
    for (auto *old :
         QList<QWidget *>{m_ui->emptyState, m_ui->displacedLabel, m_ui->explanationBanner, m_ui->tableCard})
        old->hide();
    for (auto *card : {m_ui->leftCard, m_ui->rightCard})
        card->showRefusal({});
    const auto show = [this](ComparisonReport report) { showReport(report); };
    m_comparer->run(sideOf(Side::Left), sideOf(Side::Right), patience, {this, show});
}

bool ComparePage::cancel()
{
    const bool wasRunning = m_comparer->isRunning();
    m_comparer->cancel();
    return wasRunning;
}

void ComparePage::swap()
{
    const auto left = m_ui->leftCard->entry();
    m_ui->leftCard->setEntry(m_ui->rightCard->entry());
    m_ui->rightCard->setEntry(left);
}

void ComparePage::showRunning(bool running)
{
    m_buttons.setPaused(running);
    if (running)
        return m_progressTimer->start();
    m_progressTimer->stop();
    m_ui->cancelButton->hide();
    for (auto *card : {m_ui->leftCard, m_ui->rightCard})
        card->showProgress({});
}

void ComparePage::showStep(Side side, const QString &words)
{
    if (!m_progressTimer->isActive())
        cardOf(side).showProgress(words);
}

void ComparePage::showReport(const ComparisonReport &report)
{
    m_report = report;
    for (const auto side : {Side::Left, Side::Right}) {
        cardOf(side).showRefusal(whyNotShown(report, side == Side::Left ? 0 : 1));
    }
    if (std::none_of(report.environments.cbegin(), report.environments.cend(), verdictIn))
        return;
    showExplanation();
    showRows();
    m_ui->tableCard->show();
}

void ComparePage::showExplanation()
{
    const auto &comparison = m_report->comparison;
    VerdictBanner::Content content;
    content.tone = toneOf(comparison);
    content.headline = headlineOf(comparison);
    for (const auto &environment : m_report->environments) {
        if (const auto *verdict = verdictIn(environment))
            content.evidence.append(u"%1: %2"_s.arg(environment.name, headlineOf(*verdict)));
    }
    for (const auto &explanation : comparison.explanations) {
        if (explanation == comparison.explanations.first()) {
            content.marks.append({wordFor(explanation.confidence), content.tone, tr("How sure this is")});
            content.explanation = explanationOf(explanation);
            continue;
        }
        content.evidence.append(
            tr("It may also be this (%1): %2")
                .arg(wordFor(explanation.confidence), headlineOf(explanation, comparison)));
    }
    m_offers = StepOffers(comparison.nextSteps, [](access::NextStep) { return false; });
    m_offers.addTo(content);
    m_ui->explanationBanner->setContent(content);
    m_ui->explanationBanner->show();
}

void ComparePage::showRows()
{
    auto &grid = *m_ui->rowsGrid;
    while (auto *item = grid.takeAt(0)) {
        delete item->widget();
        delete item;
    }
    if (!m_report)
        return;
    const auto &comparison = m_report->comparison;
    int row = 1;
    qsizetype differing = 0;
    for (const auto &compared : comparison.rows) {
        differing += isDifference(compared.relation) ? 1 : 0;
        if (isShown(compared, m_ui->onlyDifferencesField->isChecked()))
            addRow(row++, compared);
    }
    if (row > 1)
        addNames(comparison);
    m_ui->countLabel->setText(
        differing == 0       ? tr("nothing differs")
            : differing == 1 ? tr("1 thing differs")
                             : tr("%1 things differ").arg(differing));
}

void ComparePage::addNames(const Comparison &comparison)
{
    int column = 2;
    for (const auto &name : {comparison.leftName, comparison.rightName}) {
        auto *label = new ElidedLabel;
        label->setTextFormat(Qt::PlainText);
        label->setText(name);
        setLook(*label, u"strong"_s);
        m_ui->rowsGrid->addWidget(label, 0, column++);
    }
}

void ComparePage::addRow(int row, const ComparedRow &compared)
{
    auto *mark = new Pill(wordFor(compared.relation), toneOf(compared));
    mark->setSymbol(symbolOf(compared));
    auto *name = new QLabel(nameOf(compared.trait));
    setLook(*name, isDifference(compared.relation) ? u"strong"_s : u"muted"_s);
    auto &grid = *m_ui->rowsGrid;
    grid.addWidget(mark, row, 0, Qt::AlignLeft | Qt::AlignVCenter);
    grid.addWidget(name, row, 1);
    int column = 2;
    for (const auto *value : {&compared.left, &compared.right}) {
        auto *label = new ElidedLabel;
        label->setTextFormat(Qt::PlainText);
        label->setText(shownValue(compared.trait, *value));
        label->setAccessibleName(u"%1: %2"_s.arg(name->text(), label->text()));
        if (value->state != TraitValue::State::Known || !isDifference(compared.relation))
            setLook(*label, u"muted"_s);
        grid.addWidget(label, row, column++);
    }
}

void ComparePage::copy()
{
    if (m_report)
        copyText(textOf(m_report->comparison, m_ui->onlyDifferencesField->isChecked()));
}

} // namespace keyturn
