// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ClaimsCard.h"

#include "CodeText.h"
#include "Look.h"
#include "PlainWords.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>
#include <QWidget>

#include <memory>

using namespace Qt::StringLiterals;

namespace keyturn {

namespace {

constexpr char memberProperty[] = "member";

void describe(QLabel &name, const ClaimRow &row)
{
    name.setAccessibleDescription(u"%1. %2"_s.arg(row.value, row.meaning));
}

} // namespace

ClaimsCard::ClaimsCard(QWidget *parent)
    : Card(parent)
    , m_grid(new QGridLayout)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(10);
    auto *heading = new QLabel(tr("Claims"));
    setLook(*heading, u"heading"_s);
    layout->addWidget(heading);
    m_grid->setHorizontalSpacing(16);
    m_grid->setVerticalSpacing(8);
    // In a window of usual width, a Client ID then stands on one line.
    m_grid->setColumnStretch(1, 1);
    m_grid->setColumnStretch(2, 1);
    layout->addLayout(m_grid);
}

void ClaimsCard::setRows(const QList<ClaimRow> &rows)
{
    m_names.clear();
    m_meanings.clear();
    m_pointed = -1;
    while (const std::unique_ptr<QLayoutItem> item{m_grid->takeAt(0)})
        delete item->widget();
    for (int place = 0; place < rows.size(); ++place)
        addRow(rows.at(place), place);
    // What is made later than its neighbours would else be the last that Tab comes to.
    auto *last = previousInFocusChain();
    while (last != this && !(last->focusPolicy() & Qt::TabFocus))
        last = last->previousInFocusChain();
    for (int place = 0; place < m_grid->count(); ++place) {
        auto *widget = m_grid->itemAt(place)->widget();
        for (auto *each : {widget, widget->findChild<QWidget *>(u"openTokenButton"_s)}) {
            if (!each || !(each->focusPolicy() & Qt::TabFocus))
                continue;
            setTabOrder(last, each);
            last = each;
        }
    }
}

void ClaimsCard::addRow(const ClaimRow &row, int place)
{
    auto *name = new QLabel(row.name);
    name->setTextFormat(Qt::PlainText);
    name->setProperty("mono", true);
    name->setProperty(memberProperty, row.member);
    name->setAccessibleName(tr("Claim %1").arg(row.name));
    describe(*name, row);
    name->setFocusPolicy(row.member < 0 ? Qt::NoFocus : Qt::StrongFocus);
    name->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    name->setIndent(0);
    setLook(*name, u"claim"_s);
    name->installEventFilter(this);
    m_names.append(name);

    auto *value = new CodeText;
    value->setPlainText(row.value);
    value->setAccessibleName(tr("Value of %1").arg(row.name));
    value->viewport()->setProperty(memberProperty, row.member);
    value->viewport()->installEventFilter(this);

    auto *meaning = plainWords(row.meaning, u"muted"_s, true);
    meaning->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    meaning->setToolTip(row.toolTip);
    m_meanings.append(meaning);

    m_grid->addWidget(name, place, 0, Qt::AlignTop | Qt::AlignLeft);
    m_grid->addWidget(value, place, 1);
    if (row.tokenId.isEmpty()) {
        m_grid->addWidget(meaning, place, 2);
        return;
    }
    auto *both = new QWidget;
    auto *stack = new QVBoxLayout(both);
    stack->setContentsMargins(0, 0, 0, 0);
    stack->setSpacing(4);
    stack->addWidget(meaning);
    auto *open = new QPushButton(tr("Open token"));
    open->setObjectName(u"openTokenButton"_s);
    setLook(*open, u"link"_s);
    connect(open, &QPushButton::clicked, this, [this, id = row.tokenId] { Q_EMIT tokenRequested(id); });
    stack->addWidget(open, 0, Qt::AlignLeft);
    m_grid->addWidget(both, place, 2);
}

void ClaimsCard::setMeanings(const QList<ClaimRow> &rows)
{
    if (rows.size() != m_meanings.size())
        return setRows(rows);
    for (int place = 0; place < rows.size(); ++place) {
        m_meanings.at(place)->setText(rows.at(place).meaning);
        describe(*m_names.at(place), rows.at(place));
    }
}

void ClaimsCard::pointAt(int member)
{
    m_pointed = member;
    for (auto *name : std::as_const(m_names)) {
        const bool isPointed = member >= 0 && name->property(memberProperty).toInt() == member;
        setLook(*name, isPointed ? u"claimPointed"_s : u"claim"_s);
    }
}

bool ClaimsCard::eventFilter(QObject *watched, QEvent *event)
{
    const auto type = event->type();
    if (type == QEvent::Enter || type == QEvent::FocusIn || type == QEvent::MouseButtonPress)
        Q_EMIT memberPointed(watched->property(memberProperty).toInt());
    return Card::eventFilter(watched, event);
}

} // namespace keyturn
