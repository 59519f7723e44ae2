// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "StepOffers.h"

#include "NextStepWording.h"
#include "StepOfferWording.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QCursor>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QRegularExpression>
#include <QToolTip>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keyturn {

using access::NextStep;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(StepOffers)
};

// "dash.cloudflare.com > Zero Trust > …" as the sentence has it.
QString dashboardPathIn(const QString &sentence)
{
    static const QRegularExpression path(u"dash\\.cloudflare\\.com(?: > [^>.,;]*[^>.,; ])*"_s);
    return path.match(sentence).captured();
}

} // namespace

void copyText(const QString &text)
{
    QGuiApplication::clipboard()->setText(text);
    QToolTip::showText(QCursor::pos(), Words::tr("Copied"));
}

StepOffers::StepOffers(const QList<NextStep> &steps, const CanTake &canTake)
{
    for (const auto step : steps) {
        const bool isOurs = !labelFor(step).isEmpty() && canTake(step);
        if (isOurs && saysAll(step))
            addAction(step);
        else
            addSentence(step, isOurs);
    }
}

void StepOffers::addAction(NextStep step)
{
    const auto isSame = [label = labelFor(step)](NextStep other) { return labelFor(other) == label; };
    if (std::none_of(m_actions.cbegin(), m_actions.cend(), isSame))
        m_actions.append(step);
}

void StepOffers::addSentence(NextStep step, bool canTake)
{
    const auto row = static_cast<int>(m_sentences.size());
    m_sentences.append(sentenceFor(step));
    if (canTake)
        m_links.append({step, Way::Page, row});
    if (!snippetFor(step).isEmpty())
        m_links.append({step, Way::Copy, row});
    if (dashboardFor(step).isValid())
        m_links.append({step, Way::Dashboard, row});
}

void StepOffers::addTo(VerdictBanner::Content &content) const
{
    content.steps = m_sentences;
    for (const auto step : m_actions)
        content.actions.append(labelFor(step));
    for (const auto &link : m_links)
        content.links.append(shown(link));
}

VerdictBanner::Link StepOffers::shown(const Link &link)
{
    switch (link.way) {
    case Way::Page:
        return {link.row, labelFor(link.step), {}};
    case Way::Copy:
        return {link.row, Words::tr("Copy"), snippetFor(link.step)};
    case Way::Dashboard:
        return {link.row, Words::tr("Open dashboard"), dashboardFor(link.step).toString()};
    }
    Q_UNREACHABLE();
}

std::optional<NextStep> StepOffers::actionAt(int index) const
{
    return index >= 0 && index < m_actions.size() ? std::optional(m_actions.at(index)) : std::nullopt;
}

std::optional<NextStep> StepOffers::followLink(int index) const
{
    const auto &link = m_links.at(index);
    switch (link.way) {
    case Way::Page:
        return link.step;
    case Way::Copy:
        copyText(snippetFor(link.step));
        break;
    case Way::Dashboard:
        // Without a browser there is still the way to go by hand.
        if (!QDesktopServices::openUrl(dashboardFor(link.step)))
            copyText(dashboardPathIn(sentenceFor(link.step)));
        break;
    }
    return std::nullopt;
}

} // namespace keyturn
