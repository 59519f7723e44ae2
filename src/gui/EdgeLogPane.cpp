// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "EdgeLogPane.h"

#include "Card.h"
#include "EdgeWording.h"
#include "FlowLayout.h"
#include "Look.h"
#include "Pill.h"
#include "PlainWords.h"
#include "PolicyWording.h"
#include "TimeWording.h"

#include <QButtonGroup>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSplitter>
#include <QStackedWidget>
#include <QStyledItemDelegate>
#include <QTableView>

using namespace Qt::StringLiterals;

namespace keyturn {

namespace {

// A narrower table has no room for what the details say as well.
constexpr int narrow = 560;

Tone toneOf(EdgeOutcome outcome)
{
    switch (outcome) {
    case EdgeOutcome::LetIn:
        return Tone::Good;
    case EdgeOutcome::Refused:
        return Tone::Bad;
    case EdgeOutcome::Aside:
        return Tone::Neutral;
    }
    return Tone::Neutral;
}

/// Draws the decision as a pill.
class DecisionDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        auto ground = option;
        initStyleOption(&ground, index);
        ground.text.clear();
        ground.widget->style()->drawControl(QStyle::CE_ItemViewItem, &ground, painter, ground.widget);
        const auto text = index.data().toString();
        const auto wanted = pillSize(text, option.font);
        const QSize size(std::min(wanted.width(), option.rect.width() - 8), wanted.height());
        const QRect area(
            QPoint(option.rect.left() + 4, option.rect.center().y() - size.height() / 2 + 1), size);
        const auto outcome = static_cast<EdgeOutcome>(index.data(EdgeLogModel::OutcomeRole).toInt());
        const bool isFaulty = index.data(EdgeLogModel::HasFaultRole).toBool();
        painter->save();
        paintPill(*painter, area, text, option.font, isFaulty ? Tone::Attention : toneOf(outcome));
        painter->restore();
    }
};

} // namespace

EdgeLogPane::EdgeLogPane(QWidget *parent)
    : QWidget(parent)
    , m_filter(new EdgeLogFilter(this))
    , m_words(new QLineEdit)
    , m_pause(new QPushButton(tr("Pause")))
    , m_clear(new QPushButton(tr("Clear")))
    , m_table(new QTableView)
    , m_stack(new QStackedWidget)
    , m_empty(plainWords({}, u"muted"_s, true))
    , m_headline(plainWords({}, u"strong"_s, true))
    , m_facts(new QFormLayout)
{
    makeTable();
    m_empty->setObjectName(u"emptyLogLabel"_s);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setMargin(16);
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);
    auto *split = new QSplitter(Qt::Vertical);
    split->setHandleWidth(12);
    split->setChildrenCollapsible(false);
    split->addWidget(m_stack);
    split->addWidget(makeDetails());
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 1);
    split->setSizes({420, 200});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(8);
    layout->addWidget(makeControls());
    layout->addWidget(split, 1);
}

QWidget *EdgeLogPane::makeControls()
{
    auto *controls = new QWidget;
    auto *layout = new QHBoxLayout(controls);
    layout->setContentsMargins({});
    layout->setSpacing(6);
    auto *buttons = new QWidget;
    auto *flow = new FlowLayout(buttons, 6);
    m_words->setObjectName(u"filterField"_s);
    m_words->setPlaceholderText(tr("Filter the log"));
    m_words->setAccessibleName(tr("Filter the log"));
    m_words->setClearButtonEnabled(true);
    m_words->setMinimumWidth(90);
    layout->addWidget(m_words, 1, Qt::AlignTop);
    layout->addWidget(buttons);
    connect(m_words, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_filter->setWords(text);
        showState();
    });

    auto *group = new QButtonGroup(this);
    const auto addChip = [&](const QString &name, const QString &text, auto choose) {
        auto *chip = new QPushButton(text);
        chip->setObjectName(name);
        chip->setCheckable(true);
        setLook(*chip, u"chip"_s);
        group->addButton(chip);
        flow->addWidget(chip);
        connect(chip, &QPushButton::clicked, this, [this, choose] {
            choose();
            showState();
        });
        return chip;
    };
    const auto choose = [this](std::optional<EdgeOutcome> outcome, bool onlyFaults) {
        m_filter->setOutcome(outcome);
        m_filter->setOnlyFaults(onlyFaults);
    };
    addChip(u"allChip"_s, tr("All"), [choose] { choose(std::nullopt, false); })->setChecked(true);
    setTone(
        *addChip(u"letInChip"_s, tr("Let in"), [choose] { choose(EdgeOutcome::LetIn, false); }), Tone::Good);
    setTone(
        *addChip(u"refusedChip"_s, tr("Refused"), [choose] { choose(EdgeOutcome::Refused, false); }),
        Tone::Bad);
    setTone(
        *addChip(u"faultsChip"_s, tr("Faults"), [choose] { choose(std::nullopt, true); }), Tone::Attention);

    m_pause->setObjectName(u"pauseButton"_s);
    m_pause->setCheckable(true);
    m_pause->setToolTip(tr("Hold back what comes; the edge goes on answering"));
    m_clear->setObjectName(u"clearButton"_s);
    flow->addWidget(m_pause);
    flow->addWidget(m_clear);
    return controls;
}

void EdgeLogPane::makeTable()
{
    m_table->setObjectName(u"logTable"_s);
    m_table->setAccessibleName(tr("Requests that the edge answered"));
    m_table->setModel(m_filter);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setTabKeyNavigation(false);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->setItemDelegateForColumn(EdgeLogModel::Decision, new DecisionDelegate(m_table));
    m_table->verticalHeader()->hide();
    auto *header = m_table->horizontalHeader();
    header->setHighlightSections(false);
    header->setSectionsClickable(false);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);

    connect(m_filter, &QAbstractItemModel::rowsAboutToBeInserted, this, [this] {
        const auto *bar = m_table->verticalScrollBar();
        m_isAtEnd = bar->value() >= bar->maximum();
    });
    // A queued call comes when the view knows of its new height.
    connect(m_filter, &QAbstractItemModel::rowsInserted, this, &EdgeLogPane::follow, Qt::QueuedConnection);
    connect(m_filter, &QAbstractItemModel::rowsInserted, this, &EdgeLogPane::showState);
    connect(m_filter, &QAbstractItemModel::rowsRemoved, this, &EdgeLogPane::showState);
    connect(m_filter, &QAbstractItemModel::modelReset, this, &EdgeLogPane::showState);
    connect(
        m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &EdgeLogPane::showChosen);
    connect(m_filter, &QAbstractItemModel::modelReset, this, &EdgeLogPane::showChosen);
}

QWidget *EdgeLogPane::makeDetails()
{
    auto *card = new Card;
    m_headline->setObjectName(u"chosenHeadline"_s);
    m_facts->setContentsMargins({});
    m_facts->setHorizontalSpacing(16);
    m_facts->setVerticalSpacing(4);
    m_facts->setLabelAlignment(Qt::AlignLeft);
    m_facts->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    auto *content = new QWidget;
    auto *inner = new QVBoxLayout(content);
    inner->setContentsMargins(14, 10, 14, 10);
    inner->setSpacing(8);
    inner->addWidget(m_headline);
    inner->addLayout(m_facts);
    inner->addStretch(1);
    auto *scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(content);
    auto *layout = new QVBoxLayout(card);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->addWidget(scroll);
    card->setMinimumHeight(96);
    return card;
}

void EdgeLogPane::setModel(EdgeLogModel &model)
{
    m_model = &model;
    m_filter->setSourceModel(&model);
    connect(m_pause, &QPushButton::toggled, &model, &EdgeLogModel::setPaused);
    connect(m_clear, &QPushButton::clicked, &model, &EdgeLogModel::clear);
    const auto showHeldBack = [this](qsizetype count) {
        if (m_model->isPaused())
            m_pause->setText(count > 0 ? tr("Go on, %1 new").arg(count) : tr("Go on"));
        else
            m_pause->setText(tr("Pause"));
        showState();
    };
    connect(&model, &EdgeLogModel::heldBackChanged, this, showHeldBack);
    m_pause->setChecked(model.isPaused());
    showHeldBack(model.heldBack());
    showChosen();
}

void EdgeLogPane::setEmptyText(const QString &text)
{
    m_emptyText = text;
    if (m_model)
        showState();
}

void EdgeLogPane::follow()
{
    if (m_isAtEnd)
        m_table->scrollToBottom();
}

void EdgeLogPane::showState()
{
    const bool hasLines = m_model->rowCount() > 0;
    m_empty->setText(hasLines ? tr("No line fits. Change the words or choose All.") : m_emptyText);
    m_stack->setCurrentWidget(m_filter->rowCount() > 0 ? static_cast<QWidget *>(m_table) : m_empty);
    m_clear->setEnabled(hasLines || m_model->heldBack() > 0);
}

void EdgeLogPane::addFact(const QString &name, const QString &text)
{
    if (text.isEmpty())
        return;
    auto *value = plainWords(text, {}, true);
    value->setObjectName(u"fact"_s);
    value->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    value->setAccessibleName(name + u": "_s + text);
    m_facts->addRow(plainWords(name, u"muted"_s, false), value);
}

void EdgeLogPane::showChosen()
{
    while (m_facts->rowCount() > 0)
        m_facts->removeRow(0);
    const auto chosen = m_table->selectionModel()->selectedRows();
    if (chosen.isEmpty()) {
        m_headline->setText(tr("Choose a line to see why it was answered as it was."));
        return;
    }
    const auto &line = m_model->lineAt(m_filter->mapToSource(chosen.first()).row());
    const auto &entry = line.entry;
    m_headline->setText(sentenceFor(entry));
    addFact(tr("Answered by"), layerText(entry));
    addFact(tr("Application"), shownText(entry.application));
    addFact(tr("Policy"), policyText(entry));
    if (!entry.method.isEmpty())
        addFact(tr("Credentials"), sentenceFor(entry.credentials));
    const auto clientId = shownText(entry.clientId);
    addFact(
        tr("Token"), line.tokenName.isEmpty() ? clientId : shownText(line.tokenName) + u"  ·  "_s + clientId);
    addFact(tr("Request"), requestText(entry) + u"  ·  "_s + shownText(entry.host));
    addFact(tr("Answer"), answerText(entry));
    addFact(tr("Time"), exactTime(entry.at));
    addFact(tr("Ray ID"), QString::fromLatin1(entry.rayId));
}

void EdgeLogPane::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const bool isNarrow = width() < narrow;
    m_table->setColumnHidden(EdgeLogModel::Policy, isNarrow);
    auto *header = m_table->horizontalHeader();
    if (header->count() == 0)
        return;
    const auto &metrics = m_table->fontMetrics();
    constexpr int margins = 22;
    header->setSectionResizeMode(QHeaderView::Interactive);
    header->resizeSection(EdgeLogModel::Time, metrics.horizontalAdvance(u"00:00:00"_s) + margins);
    header->resizeSection(EdgeLogModel::Status, metrics.horizontalAdvance(u"Status"_s) + margins + 14);
    header->resizeSection(
        EdgeLogModel::Decision, pillSize(u"Not authenticated"_s, m_table->font()).width() + 10);
    const int names = isNarrow ? width() / 5 : width() / 6;
    header->resizeSection(EdgeLogModel::Policy, names);
    header->resizeSection(EdgeLogModel::Token, names);
    header->setSectionResizeMode(EdgeLogModel::Request, QHeaderView::Stretch);
}

} // namespace keyturn
