// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ExpiryPage.h"

#include "EmptyState.h"
#include "Look.h"
#include "Pill.h"
#include "TimeWording.h"
#include "TimelineView.h"
#include "TokenLook.h"
#include "ui_ExpiryPage.h"

#include <QLabel>
#include <QPushButton>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keyturn {

using tokens::Expiry;
using tokens::ServiceToken;
using tokens::Status;

namespace {

// Rows of the list below the picture; the picture has them all.
constexpr int mostNext = 12;

QString whatToDo(const ServiceToken &token, const QDateTime &now)
{
    switch (tokens::statusOf(token, now)) {
    case Status::Expired:
        return ExpiryPage::tr(
            "has expired: every service that uses it is refused. Refresh or rotate it at Cloudflare");
    case Status::Due:
        return ExpiryPage::tr("ends soon: refresh it, or rotate its secret with an overlap");
    case Status::Disabled:
        return ExpiryPage::tr("is switched off at Cloudflare");
    case Status::Valid:
    case Status::Unknown:
        return ExpiryPage::tr("ends %1").arg(calendarDay(token.expiry.at));
    }
    return {};
}

QString timelineLabel(const ServiceToken &token, const QDateTime &now)
{
    if (token.expiry.kind != Expiry::Kind::At)
        return lifeLabelOf(token);
    const auto day = calendarDay(token.expiry.at);
    switch (tokens::statusOf(token, now)) {
    case Status::Expired:
        return ExpiryPage::tr("expired %1").arg(day);
    case Status::Due:
        return ExpiryPage::tr("%1, %2").arg(day, relativeTime(token.expiry.at, now));
    case Status::Disabled:
        return ExpiryPage::tr("%1, disabled").arg(day);
    case Status::Valid:
    case Status::Unknown:
        return day;
    }
    return day;
}

} // namespace

ExpiryPage::ExpiryPage(const Workbench &workbench, QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::ExpiryPage>())
    , m_workbench(workbench)
{
    m_ui->setupUi(this);
    m_ui->spanField->addItem(tr("Next 3 months"), 3);
    m_ui->spanField->addItem(tr("Next 12 months"), 12);
    m_ui->spanField->addItem(tr("Next 3 years"), 36);
    m_ui->spanField->setCurrentIndex(1);
    m_ui->timeline->setLargestHeight(12);
    m_ui->emptyState->setSymbol(Symbol::Calendar);
    m_ui->emptyState->setSentence(tr("No token, no end. Keep one, and it shows here when it expires."));
    m_ui->emptyState->setActionText(tr("New token"));

    setFocusProxy(m_ui->timeline);

    connect(m_ui->spanField, &QComboBox::currentIndexChanged, this, &ExpiryPage::showTimeline);
    connect(m_ui->timeline, &TimelineView::rowActivated, this, [this](int row) {
        Q_EMIT tokenRequested(m_tokens.value(row).id);
    });
    connect(m_ui->emptyState, &EmptyState::actionRequested, this, &ExpiryPage::newTokenRequested);
    auto &vault = m_workbench.vault;
    connect(&vault, &TokenVault::reloaded, this, &ExpiryPage::showAll);
    for (const auto signal : {&TokenVault::tokenAdded, &TokenVault::tokenChanged, &TokenVault::tokenRemoved})
        connect(&vault, signal, this, &ExpiryPage::showAll);
    showAll();
}

ExpiryPage::~ExpiryPage() = default;

void ExpiryPage::refreshTimes()
{
    showAll();
}

void ExpiryPage::showAll()
{
    m_tokens = m_workbench.vault.tokens();
    std::stable_sort(m_tokens.begin(), m_tokens.end(), tokens::endsBefore);
    const bool empty = m_tokens.isEmpty();
    m_ui->emptyBox->setVisible(empty);
    m_ui->scroll->setVisible(!empty);

    const auto now = m_workbench.clock();
    const auto needs = std::count_if(m_tokens.begin(), m_tokens.end(), [&now](const ServiceToken &token) {
        const auto status = tokens::statusOf(token, now);
        return status == Status::Due || status == Status::Expired;
    });
    m_ui->needLabel->setText(
        needs == 1      ? tr("1 needs you")
            : needs > 1 ? tr("%1 need you").arg(needs)
                        : tr("nothing needs you"));
    setTone(*m_ui->needLabel, needs > 0 ? Tone::Attention : Tone::Neutral);
    showTimeline();
    showNext();
}

void ExpiryPage::showTimeline()
{
    const auto now = m_workbench.clock();
    QList<TimelineRow> rows;
    rows.reserve(m_tokens.size());
    for (const auto &token : std::as_const(m_tokens)) {
        const bool ends = token.expiry.kind == Expiry::Kind::At;
        rows.append(
            {token.name,
             {},
             token.expiry.at,
             toneOf(tokens::statusOf(token, now), ends),
             timelineLabel(token, now),
             ends ? exactTime(token.expiry.at) : QString()});
    }
    const auto months = m_ui->spanField->currentData().toInt();
    m_ui->timeline->setSpan(now.addDays(-qMax(14, months * 2)), now.addMonths(months));
    m_ui->timeline->setNow(now);
    m_ui->timeline->setRows(rows);
}

void ExpiryPage::showNext()
{
    auto &grid = *m_ui->nextGrid;
    while (auto *item = grid.takeAt(0)) {
        delete item->widget();
        delete item;
    }
    int row = 0;
    qsizetype left = 0;
    for (const auto &token : std::as_const(m_tokens)) {
        if (token.expiry.kind != Expiry::Kind::At)
            continue;
        if (row < mostNext)
            addNext(row++, token);
        else
            ++left;
    }
    m_ui->nextCard->setVisible(row > 0);
    m_ui->moreLabel->setText(tr("and %1 more in the picture above").arg(left));
    m_ui->moreLabel->setVisible(left > 0);
}

void ExpiryPage::addNext(int row, const ServiceToken &token)
{
    const auto now = m_workbench.clock();
    auto *when = new Pill(relativeTime(token.expiry.at, now), toneOf(tokens::statusOf(token, now), true));
    when->setToolTip(exactTime(token.expiry.at));
    auto *name = new QLabel(token.name);
    name->setTextFormat(Qt::PlainText);
    setLook(*name, u"strong"_s);
    auto *what = new QLabel(whatToDo(token, now));
    what->setWordWrap(true);
    setLook(*what, u"muted"_s);
    auto *open = new QPushButton(tr("Open"));
    open->setAccessibleName(tr("Open %1").arg(token.name));
    setLook(*open, u"quiet"_s);
    connect(open, &QPushButton::clicked, this, [this, id = token.id] { Q_EMIT tokenRequested(id); });

    auto &grid = *m_ui->nextGrid;
    grid.addWidget(when, row, 0, Qt::AlignLeft | Qt::AlignVCenter);
    grid.addWidget(name, row, 1);
    grid.addWidget(what, row, 2);
    grid.addWidget(open, row, 3);
}

} // namespace keyturn
