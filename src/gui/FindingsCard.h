// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Card.h"
#include "Findings.h"

class QGridLayout;

namespace keyturn {

/// What is worth knowing about a JWT: how grave it is, what is so, why it matters, what to do.
class FindingsCard final : public Card
{
    Q_OBJECT

public:
    explicit FindingsCard(QWidget *parent = nullptr);

    /// Hides itself where there are none.
    void setFindings(const QList<jwt::Finding> &findings);

private:
    QGridLayout *m_grid;
};

} // namespace keyturn
