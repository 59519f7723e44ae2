// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Card.h"
#include "Look.h"
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
    /// What was asked for is what the origin expects, whatever is wrong with the token.
    void made(const keyturn::jwt::TestToken &asked, const keyturn::MadeTestToken &token);

private:
    void make();
    void finish(const jwt::TestToken &asked, const TestTokenMaker::Made &token);
    void showKind();
    void say(const QString &words, Tone tone);
    [[nodiscard]] bool isForUser() const;

    TestTokenMaker m_maker;
    QComboBox *m_kind;
    QComboBox *m_make;
    QLineEdit *m_issuer;
    QLineEdit *m_audience;
    QLabel *m_subjectLabel;
    QLineEdit *m_clientId;
    QLineEdit *m_email;
    QPushButton *m_button;
    QLabel *m_said;
    bool m_hadFocus = false; ///< The button, which is off while a token is made.
};

} // namespace keyturn
