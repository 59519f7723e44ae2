// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Workbench.h"

#include <QWidget>

#include <memory>

namespace keyturn {

namespace Ui {
class ExpiryPage;
}

/// When each token ends, as a picture, and what to do about it, as a list.
class ExpiryPage final : public QWidget
{
    Q_OBJECT

public:
    explicit ExpiryPage(const Workbench &workbench, QWidget *parent = nullptr);
    ~ExpiryPage() override;

    void refreshTimes();

Q_SIGNALS:
    void tokenRequested(const QString &tokenId);
    void newTokenRequested();

private:
    void showAll();
    void showTimeline();
    void showNext();
    void addNext(int row, const tokens::ServiceToken &token);

    std::unique_ptr<Ui::ExpiryPage> m_ui;
    Workbench m_workbench;
    QList<tokens::ServiceToken> m_tokens; ///< By what ends first.
};

} // namespace keyturn
