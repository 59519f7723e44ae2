// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "FindingsCard.h"

#include "FindingWording.h"
#include "IconLabel.h"
#include "Look.h"
#include "PlainWords.h"

#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <memory>

using namespace Qt::StringLiterals;

namespace keyturn {

namespace {

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

QString wordFor(jwt::Severity severity)
{
    switch (severity) {
    case jwt::Severity::Danger:
        return FindingsCard::tr("Danger");
    case jwt::Severity::Warning:
        return FindingsCard::tr("Warning");
    case jwt::Severity::Info:
        return FindingsCard::tr("Note");
    }
    return {};
}

} // namespace

FindingsCard::FindingsCard(QWidget *parent)
    : Card(parent)
    , m_grid(new QGridLayout)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(8);
    auto *heading = new QLabel(tr("Findings"));
    setLook(*heading, u"heading"_s);
    layout->addWidget(heading);
    m_grid->setHorizontalSpacing(10);
    m_grid->setVerticalSpacing(4);
    m_grid->setColumnStretch(1, 1);
    layout->addLayout(m_grid);
}

void FindingsCard::setFindings(const QList<jwt::Finding> &findings)
{
    while (const std::unique_ptr<QLayoutItem> item{m_grid->takeAt(0)})
        delete item->widget();
    int row = 0;
    for (const auto &finding : findings) {
        auto *icon = new IconLabel;
        const auto tone = toneOf(finding.severity);
        icon->setIcon(tone == Tone::Neutral ? Symbol::Info : symbolOf(tone), inkOf(tone));
        icon->setAccessibleName(wordFor(finding.severity));
        auto *what = plainWords(tr("%1: %2").arg(wordFor(finding.severity), sentenceFor(finding)), {}, true);
        setTone(*what, tone);
        auto *why = plainWords(
            tr("%1 What to do: %2").arg(whyFor(finding.kind), adviceFor(finding.kind)), {}, true);
        setLook(*why, u"muted"_s);
        m_grid->addWidget(icon, row, 0, Qt::AlignTop);
        m_grid->addWidget(what, row, 1);
        m_grid->addWidget(why, row + 1, 1);
        row += 2;
    }
    setVisible(row > 0);
}

} // namespace keyturn
