// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Card.h"
#include "TestTokenMaker.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace keyturn {

/// Makes a JWT to try an origin with: shaped as those of Access, signed by this machine, and said to be so.
class TestTokenCard final : public Card
{
    Q_OBJECT

public:
    TestTokenCard(const QString &profile, const Clock &clock, QWidget *parent = nullptr);

    /// Fills in what is still empty.
    void suggest(const QString &issuer, const QString &audience, const QString &clientId);

Q_SIGNALS:
    void made(const keyturn::MadeTestToken &token);

private:
    void make();
    void finish(const TestTokenMaker::Made &token);
    [[nodiscard]] bool isForUser() const;

    TestTokenMaker m_maker;
    QComboBox *m_kind;
    QComboBox *m_make;
    QLineEdit *m_issuer;
    QLineEdit *m_audience;
    QLineEdit *m_subject;
    QPushButton *m_button;
    QLabel *m_said;
};

} // namespace keyturn
