// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "VerdictBanner.h"

#include "FlowLayout.h"
#include "IconLabel.h"
#include "LayoutItems.h"
#include "Look.h"
#include "Pill.h"
#include "PlainWords.h"

#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keyturn {

namespace {

constexpr int roomForMarksBeside = 620;
constexpr int roomForLinksBeside = 700;

QString wordsWithLinks()
{
    return u"wordsWithLinks"_s;
}

qsizetype shownOf(qsizetype all, qsizetype shortList, bool showsAll)
{
    // One more line costs no more room than the button that would hide it.
    return showsAll || all <= shortList + 1 ? all : shortList;
}

} // namespace

VerdictBanner::VerdictBanner(QWidget *parent)
    : QFrame(parent)
    , m_icon(new IconLabel(this))
    , m_headline(plainWords({}, u"headline"_s, true))
    , m_explanation(plainWords({}, {}, true))
    , m_head(new QBoxLayout(QBoxLayout::LeftToRight))
    , m_markBox(new QWidget(this))
    , m_marks(new QHBoxLayout(m_markBox))
    , m_stepBox(new QWidget(this))
    , m_steps(new QVBoxLayout(m_stepBox))
    , m_evidenceBox(new QWidget(this))
    , m_evidence(new QVBoxLayout(m_evidenceBox))
    , m_actionBox(new QWidget(this))
    , m_actions(new FlowLayout(m_actionBox, 8))
{
    setLook(*this, u"banner"_s);
    m_icon->setExtent(22);
    m_headline->setObjectName(u"headline"_s);
    m_explanation->setObjectName(u"explanation"_s);
    m_markBox->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);

    m_head->setSpacing(12);
    m_head->addWidget(m_headline, 1);
    // Aligned to a side, or its width would be the widest that the headline above it may be.
    m_head->addWidget(m_markBox, 0, Qt::AlignTop | Qt::AlignLeft);
    m_marks->setContentsMargins(0, 3, 0, 0);
    m_marks->setSpacing(6);
    m_evidence->setContentsMargins(0, 0, 0, 0);
    m_evidence->setSpacing(4);
    m_actions->setContentsMargins(0, 4, 0, 0);
    m_steps->setContentsMargins(0, 0, 0, 0);
    m_steps->setSpacing(4);

    auto *words = new QVBoxLayout;
    words->setSpacing(8);
    words->addLayout(m_head);
    words->addWidget(m_explanation);
    words->addWidget(m_stepBox);
    words->addWidget(m_evidenceBox);
    words->addWidget(m_actionBox);

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(16, 14, 16, 14);
    layout->setSpacing(12);
    layout->addWidget(m_icon, 0, Qt::AlignTop);
    layout->addLayout(words, 1);

    setContent({});
}

void VerdictBanner::setContent(const Content &content)
{
    m_content = content;
    setTone(*this, content.tone);
    setTone(*m_headline, content.tone);
    m_icon->setIcon(symbolOf(content.tone), inkOf(content.tone));
    m_headline->setText(content.headline);
    m_explanation->setText(content.explanation);
    m_explanation->setVisible(!content.explanation.isEmpty());
    m_showsAllSteps = false;
    m_showsAllEvidence = false;
    showMarks();
    showSteps();
    showEvidence();
    showActions();
    setAccessibleName(content.headline);
    setAccessibleDescription(wholeText());
}

void VerdictBanner::showMarks()
{
    removeAll(*m_marks);
    for (const Mark &mark : std::as_const(m_content.marks)) {
        auto *pill = new Pill(mark.text, mark.tone, m_markBox);
        pill->setToolTip(mark.toolTip);
        pill->setOutlined(mark.tone == m_content.tone);
        m_marks->addWidget(pill);
    }
    m_markBox->setVisible(!m_content.marks.isEmpty());
    placeMarks();
}

void VerdictBanner::placeMarks()
{
    const bool fitsBeside = width() >= roomForMarksBeside;
    // Every one of these asks for a new layout, which asks here again.
    if (fitsBeside != (m_head->direction() == QBoxLayout::LeftToRight)) {
        m_head->setDirection(fitsBeside ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
        m_head->setSpacing(fitsBeside ? 12 : 4);
        m_head->setStretchFactor(m_headline, fitsBeside ? 1 : 0);
    }
}

// The links of a step stand beside its words where there is room for both.
void VerdictBanner::placeLinks()
{
    const auto wanted = width() >= roomForLinksBeside ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom;
    for (auto *words : m_stepBox->findChildren<QBoxLayout *>(wordsWithLinks())) {
        if (words->direction() == wanted)
            continue;
        words->setDirection(wanted);
        words->setSpacing(wanted == QBoxLayout::LeftToRight ? 12 : 4);
    }
}

QBoxLayout &VerdictBanner::addRow(QBoxLayout &rows, const QString &mark, const QString &words)
{
    auto *row = new QWidget(rows.parentWidget());
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    auto *bullet = new QLabel(mark, row);
    setLook(*bullet, u"bullet"_s);
    setTone(*bullet, m_content.tone);
    layout->addWidget(bullet, 0, Qt::AlignTop);
    auto *right = new QBoxLayout(QBoxLayout::LeftToRight);
    right->setSpacing(12);
    right->addWidget(plainWords(words, {}, true), 1);
    layout->addLayout(right, 1);
    rows.addWidget(row);
    return *right;
}

void VerdictBanner::addLinks(QBoxLayout &row, int step)
{
    auto *links = new QHBoxLayout;
    links->setSpacing(4);
    for (int index = 0; index < m_content.links.size(); ++index) {
        const auto &link = m_content.links.at(index);
        if (link.step != step)
            continue;
        auto *button
            = new QPushButton(link.text, row.parentWidget()); // In a visible parent it would stay hidden.
        setLook(*button, u"link"_s);
        button->setToolTip(link.toolTip);
        button->setAccessibleDescription(m_content.steps.at(step));
        connect(button, &QPushButton::clicked, this, [this, index] { Q_EMIT linkRequested(index); });
        links->addWidget(button, 0, Qt::AlignTop);
    }
    if (links->isEmpty()) {
        delete links;
        return;
    }
    links->addStretch();
    row.setObjectName(wordsWithLinks());
    row.addLayout(links);
}

void VerdictBanner::addHeading(QBoxLayout &rows, const QString &words)
{
    rows.addWidget(plainWords(words, u"strong"_s, true));
}

void VerdictBanner::showSteps()
{
    removeAll(*m_steps);
    m_stepBox->setVisible(!m_content.steps.isEmpty());
    if (m_content.steps.isEmpty())
        return;
    addHeading(*m_steps, tr("What to do"));
    const auto &all = m_content.steps;
    const auto shown = shownOf(all.size(), shortSteps, m_showsAllSteps);
    for (int step = 0; step < shown; ++step)
        addLinks(addRow(*m_steps, u"%1."_s.arg(step + 1), all.at(step)), step);
    placeLinks();
    if (shown < all.size())
        addMore(*m_steps, all.size(), m_showsAllSteps, &VerdictBanner::showSteps);
}

void VerdictBanner::showEvidence()
{
    removeAll(*m_evidence);
    const auto &all = m_content.evidence;
    m_evidenceBox->setVisible(!all.isEmpty());
    if (!all.isEmpty() && !m_content.steps.isEmpty())
        addHeading(*m_evidence, tr("What was seen"));
    const auto shown = shownOf(all.size(), shortEvidence, m_showsAllEvidence);
    for (const QString &seen : all.first(shown))
        addRow(*m_evidence, u"•"_s, seen);
    if (shown < all.size())
        addMore(*m_evidence, all.size(), m_showsAllEvidence, &VerdictBanner::showEvidence);
}

void VerdictBanner::addMore(
    QBoxLayout &rows, qsizetype all, bool &showsAll, void (VerdictBanner::*showAgain)())
{
    auto *more = new QPushButton(tr("Show all %1").arg(all), rows.parentWidget());
    setLook(*more, u"quiet"_s);
    connect(more, &QPushButton::clicked, this, [this, &showsAll, showAgain] {
        showsAll = true;
        (this->*showAgain)();
    });
    rows.addWidget(more, 0, Qt::AlignLeft);
}

void VerdictBanner::showActions()
{
    m_actions->clear();
    for (int index = 0; index < m_content.actions.size(); ++index) {
        auto *button = new QPushButton(m_content.actions.at(index), m_actionBox);
        const auto request = [this, index] { Q_EMIT actionRequested(index); };
        connect(button, &QPushButton::clicked, this, request);
        m_actions->addWidget(button);
    }
    m_actionBox->setVisible(!m_content.actions.isEmpty());
}

QString VerdictBanner::wholeText() const
{
    QStringList lines;
    for (const Mark &mark : m_content.marks)
        lines.append(mark.text);
    lines.append(m_content.explanation);
    lines.append(m_content.steps);
    lines.append(m_content.evidence);
    lines.removeAll(QString());
    return lines.join(u'\n');
}

bool VerdictBanner::event(QEvent *event)
{
    const bool isHandled = QFrame::event(event);
    // A layout would squeeze wrapped lines rather than grow; nothing of a verdict may be cut.
    if (event->type() == QEvent::Resize || event->type() == QEvent::LayoutRequest) {
        placeMarks();
        placeLinks();
        setMinimumHeight(std::max(0, heightForWidth(width()))); // -1 while it has no width yet
    }
    return isHandled;
}

} // namespace keyturn
