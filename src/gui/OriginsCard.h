// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Card.h"
#include "OriginCheck.h"

class QLabel;
class QVBoxLayout;

namespace keyturn {

/// What origins would answer to a JWT, and what each looks at on its way there.
class OriginsCard final : public Card
{
    Q_OBJECT

public:
    explicit OriginsCard(QWidget *parent = nullptr);

    /// `assumption` says what was taken for granted; empty: nothing.
    void setAnswers(const QList<jwt::OriginAnswer> &answers, const QString &assumption);
    /// Nobody can tell without keys.
    void clear();

private:
    void addAnswer(const jwt::OriginAnswer &answer);

    QLabel *m_note;
    QVBoxLayout *m_answers;
};

} // namespace keyturn
