// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Workbench.h"

#include <QWidget>

class QMimeData;
class QTabWidget;

namespace keyturn {

class ComparePage;
class GuidePage;
class LogPage;
class PolicyPage;

/// Ways to find out why, each in a tab: from what a job left behind, step by step, from an account's
/// policies.
class ExplainPage final : public QWidget
{
    Q_OBJECT

public:
    explicit ExplainPage(const Workbench &workbench, QWidget *parent = nullptr);

    void addTab(QWidget *page, const QString &title);
    /// Something was dropped on the window.
    void take(const QMimeData &given);
    /// False: nothing was running.
    bool cancel();
    void refreshTimes();

Q_SIGNALS:
    void requestRequested(const QUrl &url, const QString &tokenId);
    void stepRequested(keyturn::access::NextStep step, const QUrl &url, const QString &tokenId);
    void tokenRequested(const QString &tokenId);
    void newSecretRequested(const QString &tokenId);
    void jwtRequested(const QByteArray &compact);

private:
    QTabWidget *m_tabs;
    LogPage *m_log;
    GuidePage *m_guide;
    PolicyPage *m_policies;
    ComparePage *m_compare;
};

} // namespace keyturn
