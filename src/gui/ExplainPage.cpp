// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ExplainPage.h"

#include "ComparePage.h"
#include "GuidePage.h"
#include "LogPage.h"
#include "PolicyPage.h"

#include <QTabWidget>

using namespace Qt::StringLiterals;

namespace keyturn {

ExplainPage::ExplainPage(const Workbench &workbench, QWidget *parent)
    : QWidget(parent)
    , m_tabs(new QTabWidget)
    , m_log(new LogPage(workbench))
    , m_guide(new GuidePage(workbench))
    , m_policies(new PolicyPage(workbench))
    , m_compare(new ComparePage(workbench))
{
    m_tabs->setObjectName(u"explainTabs"_s);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(18, 8, 18, 16);
    layout->addWidget(m_tabs);
    addTab(m_log, tr("From a log"));
    addTab(m_guide, tr("Step by step"));
    addTab(m_policies, tr("Policies"));
    addTab(m_compare, tr("Two environments"));
    // The keyboard goes to what is shown, not to its tab.
    const auto followTab = [this] { setFocusProxy(m_tabs->currentWidget()); };
    connect(m_tabs, &QTabWidget::currentChanged, this, followTab);
    followTab();

    connect(m_log, &LogPage::requestRequested, this, &ExplainPage::requestRequested);
    connect(m_log, &LogPage::tokenRequested, this, &ExplainPage::tokenRequested);
    connect(m_log, &LogPage::newSecretRequested, this, &ExplainPage::newSecretRequested);
    connect(m_guide, &GuidePage::stepRequested, this, &ExplainPage::stepRequested);
    connect(m_guide, &GuidePage::tokenRequested, this, &ExplainPage::tokenRequested);
    connect(m_guide, &GuidePage::newSecretRequested, this, &ExplainPage::newSecretRequested);
    connect(m_guide, &GuidePage::jwtRequested, this, &ExplainPage::jwtRequested);
}

void ExplainPage::addTab(QWidget *page, const QString &title)
{
    m_tabs->addTab(page, title);
}

void ExplainPage::take(const QMimeData &given)
{
    m_tabs->setCurrentWidget(m_log);
    m_log->take(given);
}

bool ExplainPage::cancel()
{
    return m_log->cancel() | m_guide->cancel() | m_compare->cancel();
}

void ExplainPage::refreshTimes()
{
    m_policies->refreshTimes();
}

} // namespace keyturn
