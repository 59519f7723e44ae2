// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "BackgroundWork.h"
#include "Card.h"
#include "PolicyLint.h"

#include <QDateTime>

#include <optional>

class QLabel;
class QPushButton;
class QTimer;
class QVBoxLayout;

namespace keyturn {

/// What is odd about an account. It hangs on the account and the time and may take long, so it is looked for
/// beside the thread of the windows; the card hides until something is known.
class LintCard final : public Card
{
    Q_OBJECT

public:
    explicit LintCard(QWidget *parent = nullptr);

    void look(const policy::Account &account, const QDateTime &now);
    void clear();

private:
    void take(const QList<policy::LintFinding> &findings);
    void forget();
    void addRows();

    BackgroundWork<QList<policy::LintFinding>> m_work;
    std::optional<policy::Account> m_account;
    std::optional<QList<policy::LintFinding>> m_findings; ///< Null as long as they are being looked for.
    QTimer *m_patience; ///< That they are looked for is said only once it takes long.
    QLabel *m_heading;
    QWidget *m_box;
    QVBoxLayout *m_rows;
    QPushButton *m_more;
    qsizetype m_built = 0; ///< How many of them have a row.
};

} // namespace keyturn
