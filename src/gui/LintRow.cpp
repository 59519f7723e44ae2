// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "LintRow.h"

#include "IconLabel.h"
#include "Pill.h"
#include "PlainWords.h"
#include "PolicyLook.h"
#include "PolicyWording.h"

#include <QHBoxLayout>
#include <QLabel>

using namespace Qt::StringLiterals;

namespace keyturn {

LintRow::LintRow(const policy::LintFinding &finding, const policy::Account &account, QWidget *parent)
    : QWidget(parent)
{
    const auto tone = toneOf(finding.severity());
    auto *icon = new IconLabel;
    icon->setIcon(tone == Tone::Neutral ? Symbol::Info : symbolOf(tone), inkOf(tone));

    auto *head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(plainWords(sentenceFor(finding), u"strong"_s, true), 1);
    head->addWidget(new Pill(wordFor(finding.severity()), tone), 0, Qt::AlignTop);
    auto *sure = new Pill(wordFor(finding.confidence), Tone::Neutral);
    sure->setOutlined(true);
    sure->setToolTip(tr("How sure this is"));
    head->addWidget(sure, 0, Qt::AlignTop);

    auto *words = new QVBoxLayout;
    words->setSpacing(3);
    words->addLayout(head);
    if (const auto place = placeOf(finding, account); !place.isEmpty())
        words->addWidget(plainWords(place, u"muted"_s, true));
    words->addWidget(plainWords(explanationOf(finding.check), {}, true));
    words->addWidget(plainWords(adviceFor(finding.check), {}, true));

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 4, 0, 4);
    row->setSpacing(10);
    row->addWidget(icon, 0, Qt::AlignTop);
    row->addLayout(words, 1);

    setFocusPolicy(Qt::TabFocus);
    setAccessibleName(wordFor(finding.severity()) + u": "_s + sentenceFor(finding));
    setAccessibleDescription(
        placeOf(finding, account) + u". "_s + explanationOf(finding.check) + u' ' + adviceFor(finding.check));
}

} // namespace keyturn
