// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Card.h"
#include "PolicyReport.h"

class QVBoxLayout;

namespace keyturn {

/// An application with its policies in the order in which they are judged, and what each rule says.
class ApplicationCard final : public Card
{
    Q_OBJECT

public:
    /// What it says to the token of the report. The acceptance is one of the report's.
    ApplicationCard(const PolicyReport &report, const policy::Acceptance &acceptance, QWidget *parent);
    /// The application as it stands, where no token is asked about.
    ApplicationCard(const PolicyReport &report, qsizetype application, QWidget *parent);

private:
    void addHead(const policy::Application &application, QWidget *mark);
    void addSentence(const QString &sentence);
    void addMore(qsizetype more);
    /// A line for the policy and one for each of its lists that is not empty.
    void addPolicy(const policy::Policy &policy, QWidget *reason, bool isStrong);
    void addChips(policy::RuleList list, const QList<QWidget *> &chips);

    QVBoxLayout *m_rows;
    QStringList m_told; ///< For a screen reader.
};

} // namespace keyturn
