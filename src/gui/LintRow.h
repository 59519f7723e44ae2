// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "PolicyLint.h"

#include <QWidget>

namespace keyturn {

/// One thing that is odd about an account: what, where, why it matters, and what to do.
class LintRow final : public QWidget
{
    Q_OBJECT

public:
    LintRow(const policy::LintFinding &finding, const policy::Account &account, QWidget *parent);
};

} // namespace keyturn
