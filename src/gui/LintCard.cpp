// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "LintCard.h"

#include "LintRow.h"
#include "Look.h"

#include <QLabel>
#include <QPushButton>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>
#include <memory>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace keyturn {

namespace {

// Rows that are built at first, and with each wish for more.
constexpr qsizetype firstBatch = 10;
constexpr qsizetype batch = 40;

} // namespace

LintCard::LintCard(QWidget *parent)
    : Card(parent)
    , m_patience(new QTimer(this))
    , m_heading(new QLabel(this))
    , m_box(new QWidget(this))
    , m_rows(new QVBoxLayout(m_box))
    , m_more(new QPushButton(this))
{
    m_heading->setObjectName(u"lintHeading"_s);
    setLook(*m_heading, u"heading"_s);
    m_more->setObjectName(u"moreLintButton"_s);
    m_rows->setContentsMargins({});
    m_rows->setSpacing(10);
    m_patience->setSingleShot(true);
    m_patience->setInterval(200ms);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(8);
    layout->addWidget(m_heading);
    layout->addWidget(m_box);
    layout->addWidget(m_more, 0, Qt::AlignHCenter);

    connect(m_more, &QPushButton::clicked, this, &LintCard::addRows);
    connect(m_patience, &QTimer::timeout, this, [this] {
        m_heading->setText(tr("Looking for what is odd…"));
        show();
    });
    clear();
}

void LintCard::look(const policy::Account &account, const QDateTime &now)
{
    if (m_account != account)
        clear();
    m_account = account;
    const auto work = [account, now](const auto &) { return policy::lintOf(account, now); };
    const auto known = [this](const QList<policy::LintFinding> &findings) { take(findings); };
    m_work.begin(work, {this, known});
    if (!m_findings)
        m_patience->start();
}

void LintCard::clear()
{
    m_work.cancel();
    m_account.reset();
    m_findings.reset();
    forget();
    hide();
}

// Hundreds of rows are not made anew where nothing has changed.
void LintCard::take(const QList<policy::LintFinding> &findings)
{
    m_patience->stop();
    if (m_findings == findings)
        return;
    forget();
    m_findings = findings;
    m_heading->setText(
        findings.isEmpty() ? tr("Nothing odd in it") : tr("What is odd: %1").arg(findings.size()));
    m_box->setVisible(!findings.isEmpty());
    addRows();
    show();
}

void LintCard::forget()
{
    m_patience->stop();
    m_built = 0;
    m_more->hide();
    m_box->hide();
    while (const std::unique_ptr<QLayoutItem> item{m_rows->takeAt(0)}) {
        item->widget()->hide();
        item->widget()->deleteLater();
    }
}

void LintCard::addRows()
{
    const auto end = std::min(m_findings->size(), m_built == 0 ? firstBatch : m_built + batch);
    for (; m_built < end; ++m_built)
        m_rows->addWidget(new LintRow(m_findings->at(m_built), *m_account, m_box));
    const auto left = m_findings->size() - m_built;
    m_more->setText(tr("Show %1 more of %2").arg(std::min(left, batch)).arg(left));
    m_more->setVisible(left > 0);
}

} // namespace keyturn
