// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ProbeTimeline.h"

#include "Look.h"
#include "ProbeWording.h"

#include <QLabel>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <numeric>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace keyturn {

namespace {

// In the order in which a Prober takes them.
QList<ProbeStep> stepsOf(const ProbeOptions &options)
{
    QList<ProbeStep> steps{ProbeStep::Discovery, ProbeStep::Keys, ProbeStep::Control};
    if (options.asXhr)
        steps.append(ProbeStep::AsXhr);
    steps.append(ProbeStep::Credentialed);
    if (options.withBrokenSecret)
        steps.append(ProbeStep::BrokenSecret);
    return steps;
}

bool isProven(const ProbeReport &report)
{
    return report.discoveryVerified && report.discoveryVerified->isValid();
}

Tone toneIn(const ProbeReport &report, ProbeStep step)
{
    const auto toneOfStatus = [](int status) {
        if (status == 0 || status >= 400)
            return Tone::Bad;
        return status >= 300 ? Tone::Attention : Tone::Good;
    };
    switch (step) {
    case ProbeStep::Discovery:
        return report.discovery.problem == access::DiscoveryProblem::None
                || report.discovery.problem == access::DiscoveryProblem::NotOffered
            ? Tone::Neutral
            : Tone::Attention;
    case ProbeStep::Keys:
        return isProven(report) ? Tone::Neutral : Tone::Attention;
    case ProbeStep::Credentialed:
        return report.credentialed ? toneOfStatus(http::statusOf(*report.credentialed)) : Tone::Neutral;
    case ProbeStep::Control:
        return report.control.answer ? Tone::Neutral : Tone::Bad;
    case ProbeStep::AsXhr:
        return report.asXhr && !report.asXhr->answer ? Tone::Bad : Tone::Neutral;
    case ProbeStep::BrokenSecret:
        return report.brokenSecret && !report.brokenSecret->answer ? Tone::Bad : Tone::Neutral;
    }
    return Tone::Neutral;
}

} // namespace

ProbeTimeline::ProbeTimeline(QWidget *parent)
    : Card(parent)
    , m_heading(new QToolButton(this))
    , m_summary(new QLabel(this))
    , m_body(new QWidget(this))
    , m_steps(new QVBoxLayout(m_body))
    , m_second(new QTimer(this))
{
    m_heading->setObjectName(u"timelineHeading"_s);
    m_heading->setText(tr("Diagnosis"));
    m_heading->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_heading->setCheckable(true);
    m_heading->setChecked(true);
    setLook(*m_heading, u"fold"_s);
    m_summary->setObjectName(u"timelineSummary"_s);
    m_summary->setTextFormat(Qt::PlainText);
    setLook(*m_summary, u"muted"_s);
    m_steps->setContentsMargins(4, 0, 0, 0);
    m_steps->setSpacing(6);
    m_second->setInterval(1s);

    auto *head = new QHBoxLayout;
    head->setSpacing(12);
    head->addWidget(m_heading);
    head->addWidget(m_summary, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 16, 12);
    layout->setSpacing(8);
    layout->addLayout(head);
    layout->addWidget(m_body);

    connect(m_heading, &QToolButton::toggled, this, [this](bool isOpen) { fold(!isOpen); });
    connect(m_second, &QTimer::timeout, this, [this] {
        for (auto *row : std::as_const(m_rows))
            row->refreshTime();
    });
    fold(false);
}

bool ProbeTimeline::isFolded() const
{
    return !m_heading->isChecked();
}

void ProbeTimeline::fold(bool isFolded)
{
    m_body->setVisible(!isFolded);
    m_heading->setIcon(iconOf(isFolded ? Symbol::ChevronRight : Symbol::ChevronDown, Role::Muted));
    m_heading->setToolTip(isFolded ? tr("Show the steps") : tr("Hide the steps"));
}

void ProbeTimeline::begin(const ProbeOptions &options)
{
    qDeleteAll(m_rows);
    m_rows.clear();
    for (const auto step : stepsOf(options)) {
        m_rows.append(new ProbeStepRow(step, m_body));
        m_steps->addWidget(m_rows.last());
    }
    showSummary(tr("Running. Esc cancels."));
    m_second->start();
}

ProbeStepRow *ProbeTimeline::rowOf(ProbeStep step) const
{
    const auto isIt = [step](const ProbeStepRow *row) { return row->step() == step; };
    const auto found = std::find_if(m_rows.cbegin(), m_rows.cend(), isIt);
    return found == m_rows.cend() ? nullptr : *found;
}

void ProbeTimeline::startStep(ProbeStep step)
{
    if (auto *row = rowOf(step))
        row->start();
    showSummary(sentenceFor(step));
}

void ProbeTimeline::finishStep(ProbeStep step, int status)
{
    if (auto *row = rowOf(step))
        row->finish(status);
}

void ProbeTimeline::stop()
{
    m_second->stop();
    for (auto *row : std::as_const(m_rows)) {
        if (row->state() == StepState::Waiting || row->state() == StepState::Running)
            row->stop();
    }
    showSummary(tr("Cancelled. Nothing more is sent."));
}

void ProbeTimeline::conclude(const ProbeReport &report)
{
    m_second->stop();
    int done = 0;
    std::chrono::milliseconds total{0};
    for (auto *row : std::as_const(m_rows)) {
        if (row->state() != StepState::Done) {
            row->skip(reasonSkipped(row->step(), report));
            continue;
        }
        ++done;
        total += row->duration();
        if (const auto finding = findingOf(row->step(), report); !finding.isEmpty())
            row->refine(finding, toneIn(report, row->step()));
    }
    const auto steps = done == 1 ? tr("1 step") : tr("%1 steps").arg(done);
    showSummary(tr("%1, %2 ms").arg(steps).arg(total.count()));
}

void ProbeTimeline::showSummary(const QString &summary)
{
    m_summary->setText(summary);
    setAccessibleName(tr("Diagnosis: %1").arg(summary));
}

} // namespace keyturn
