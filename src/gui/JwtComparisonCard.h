// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Card.h"
#include "Clock.h"
#include "JwtInspection.h"

#include <optional>

class QCheckBox;
class QGridLayout;
class QLabel;
class QTimer;

namespace keyturn {

class MarkedTextEdit;

/// Another JWT beside the one on the page: which members differ.
class JwtComparisonCard final : public Card
{
    Q_OBJECT

public:
    explicit JwtComparisonCard(QWidget *parent = nullptr);

    void setClock(const Clock &clock) { m_clock = clock; }
    void setFirst(const JwtInspection &first);

private:
    void compare();
    void showRows(const jwt::Jwt &other);

    Clock m_clock;
    std::optional<jwt::Jwt> m_first;
    MarkedTextEdit *m_field;
    QCheckBox *m_all;
    QLabel *m_said;
    QGridLayout *m_grid;
    QTimer *m_pause; ///< Typing is judged when it pauses.
};

} // namespace keyturn
