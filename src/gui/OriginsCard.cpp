// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "OriginsCard.h"

#include "IconLabel.h"
#include "Look.h"
#include "OriginWording.h"
#include "PlainWords.h"

#include <QGridLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include <memory>

using namespace Qt::StringLiterals;

namespace keyturn {

namespace {

QString wordFor(jwt::OriginConfidence confidence)
{
    switch (confidence) {
    case jwt::OriginConfidence::Certain:
        return OriginsCard::tr("certain");
    case jwt::OriginConfidence::Likely:
        return OriginsCard::tr("likely");
    case jwt::OriginConfidence::Possible:
        return OriginsCard::tr("possible");
    }
    return {};
}

IconLabel *markFor(bool passes)
{
    auto *icon = new IconLabel;
    const auto tone = passes ? Tone::Good : Tone::Bad;
    icon->setIcon(symbolOf(tone), inkOf(tone));
    return icon;
}

QWidget *stepsOf(const jwt::OriginAnswer &answer)
{
    auto *box = new QWidget;
    auto *grid = new QGridLayout(box);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(1, 1);
    int row = 0;
    for (const auto &step : answer.steps) {
        auto *icon = markFor(step.passes);
        icon->setExtent(14);
        icon->setAccessibleName(step.passes ? OriginsCard::tr("Passes") : OriginsCard::tr("Fails"));
        const auto said
            = step.claim.isEmpty() ? meaningOf(step) : u"%1: %2"_s.arg(step.claim, meaningOf(step));
        grid->addWidget(icon, row, 0, Qt::AlignTop);
        grid->addWidget(plainWords(said, {}, true), row, 1);
        ++row;
    }
    return box;
}

} // namespace

OriginsCard::OriginsCard(QWidget *parent)
    : Card(parent)
    , m_note(plainWords({}, {}, true))
    , m_answers(new QVBoxLayout)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(8);
    auto *heading = new QLabel(tr("Would my origin accept this?"));
    setLook(*heading, u"heading"_s);
    layout->addWidget(heading);
    m_note->setObjectName(u"originsNote"_s);
    setLook(*m_note, u"muted"_s);
    layout->addWidget(m_note);
    m_answers->setSpacing(10);
    layout->addLayout(m_answers);
    clear();
}

void OriginsCard::clear()
{
    setAnswers({}, tr("Verify it first: what origins answer depends on the keys of the team."));
}

void OriginsCard::setAnswers(const QList<jwt::OriginAnswer> &answers, const QString &assumption)
{
    while (const std::unique_ptr<QLayoutItem> item{m_answers->takeAt(0)})
        delete item->widget();
    m_note->setText(assumption);
    m_note->setVisible(!assumption.isEmpty());
    for (const auto &answer : answers)
        addAnswer(answer);
}

void OriginsCard::addAnswer(const jwt::OriginAnswer &answer)
{
    auto *box = new QWidget;
    box->setObjectName(u"origin_"_s + jwt::idOf(answer.origin));
    auto *grid = new QGridLayout(box);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(10);
    grid->setVerticalSpacing(2);
    grid->setColumnStretch(1, 1);
    auto *icon = markFor(answer.accepts());
    icon->setAccessibleName(answer.accepts() ? tr("Accepts") : tr("Refuses"));
    auto *name = plainWords(nameOf(answer.origin), {}, true);
    setLook(*name, u"strong"_s);
    const auto confidence = wordFor(jwt::confidenceOf(answer.origin));
    auto *said = plainWords(
        tr("%1 %2 (%3)").arg(sentenceFor(answer), adviceFor(answer), confidence).simplified(), {}, true);
    setLook(*said, u"muted"_s);

    auto *fold = new QToolButton;
    setLook(*fold, u"fold"_s);
    fold->setObjectName(u"stepsButton"_s);
    fold->setText(tr("Claim by claim"));
    fold->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    fold->setIcon(iconOf(Symbol::ChevronRight, Role::Muted));
    fold->setCheckable(true);
    fold->setAccessibleName(tr("What %1 checks").arg(nameOf(answer.origin)));
    auto *steps = stepsOf(answer);
    steps->setObjectName(u"originSteps"_s);
    steps->hide();
    connect(fold, &QToolButton::toggled, steps, [fold, steps](bool isOpen) {
        steps->setVisible(isOpen);
        fold->setIcon(iconOf(isOpen ? Symbol::ChevronDown : Symbol::ChevronRight, Role::Muted));
    });

    grid->addWidget(icon, 0, 0, Qt::AlignTop);
    grid->addWidget(name, 0, 1);
    grid->addWidget(said, 1, 1);
    grid->addWidget(fold, 2, 1, Qt::AlignLeft);
    grid->addWidget(steps, 3, 1);
    m_answers->addWidget(box);
}

} // namespace keyturn
