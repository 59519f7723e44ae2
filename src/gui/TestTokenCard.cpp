// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "TestTokenCard.h"

#include "KeyWording.h"

#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace keyturn {

namespace {

using jwt::TestToken;

QString wordFor(TestToken::Make make)
{
    switch (make) {
    case TestToken::Make::Valid:
        return TestTokenCard::tr("valid");
    case TestToken::Make::Expired:
        return TestTokenCard::tr("expired");
    case TestToken::Make::NotYetValid:
        return TestTokenCard::tr("not valid yet");
    case TestToken::Make::WrongAudience:
        return TestTokenCard::tr("for another audience");
    case TestToken::Make::WrongIssuer:
        return TestTokenCard::tr("from another issuer");
    case TestToken::Make::Tampered:
        return TestTokenCard::tr("tampered with");
    case TestToken::Make::Unsigned:
        return TestTokenCard::tr("not signed");
    }
    return {};
}

} // namespace

TestTokenCard::TestTokenCard(const QString &profile, const Clock &clock, QWidget *parent)
    : Card(parent)
    , m_maker(profile, clock)
    , m_kind(new QComboBox)
    , m_make(new QComboBox)
    , m_issuer(new QLineEdit)
    , m_audience(new QLineEdit)
    , m_subjectLabel(new QLabel)
    , m_clientId(new QLineEdit)
    , m_email(new QLineEdit)
    , m_button(new QPushButton(tr("&Make it")))
    , m_said(new QLabel)
{
    m_kind->addItem(tr("for a service"), int(TestToken::Kind::ServiceToken));
    m_kind->addItem(tr("for a person"), int(TestToken::Kind::User));
    for (int make = 0; make < jwt::testTokenMakeCount; ++make)
        m_make->addItem(wordFor(static_cast<TestToken::Make>(make)), make);
    m_kind->setAccessibleName(tr("Whose the test token is"));
    m_make->setAccessibleName(tr("What is wrong with the test token"));
    m_issuer->setAccessibleName(tr("Issuer of the test token"));
    m_issuer->setPlaceholderText(u"https://acme.cloudflareaccess.com"_s);
    m_audience->setAccessibleName(tr("Audience of the test token"));
    m_audience->setPlaceholderText(tr("AUD tag of the application"));
    m_clientId->setAccessibleName(tr("Client ID in the test token"));
    m_clientId->setPlaceholderText(TestToken().clientId);
    m_email->setAccessibleName(tr("Email in the test token"));
    m_email->setPlaceholderText(TestToken().email);
    m_kind->setObjectName(u"kindField"_s);
    m_make->setObjectName(u"makeField"_s);
    m_issuer->setObjectName(u"testIssuerField"_s);
    m_audience->setObjectName(u"testAudienceField"_s);
    m_button->setObjectName(u"makeButton"_s);
    m_said->setObjectName(u"testTokenLabel"_s);
    m_said->setWordWrap(true);
    say(tr("For trying out an origin: give it the public key of this machine in place of the team's keys. An "
           "origin that trusts Cloudflare alone refuses the token."),
        Tone::Neutral);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 12, 16, 12);
    layout->setSpacing(8);
    auto *what = new QHBoxLayout;
    what->setSpacing(8);
    auto *heading = new QLabel(tr("A test token"));
    setLook(*heading, u"heading"_s);
    what->addWidget(heading);
    what->addWidget(m_kind, 1);
    what->addWidget(m_make, 1);
    what->addWidget(m_button);
    layout->addLayout(what);
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(2);
    const auto add = [grid](QLabel *label, QLineEdit *field, int column) {
        setLook(*label, u"muted"_s);
        label->setBuddy(field);
        grid->addWidget(label, 0, column);
        grid->addWidget(field, 1, column);
        grid->setColumnStretch(column, 1);
    };
    add(new QLabel(tr("Issuer that the origin expects")), m_issuer, 0);
    add(new QLabel(tr("Audience that it expects")), m_audience, 1);
    add(m_subjectLabel, m_clientId, 2);
    grid->addWidget(m_email, 1, 2);
    layout->addLayout(grid);
    layout->addWidget(m_said);
    connect(m_button, &QPushButton::clicked, this, &TestTokenCard::make);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &TestTokenCard::showKind);
    for (auto *field : {m_issuer, m_audience, m_clientId, m_email})
        connect(field, &QLineEdit::returnPressed, m_button, &QPushButton::click);
    showKind();
}

void TestTokenCard::suggest(const QString &issuer, const QString &audience, const QString &clientId)
{
    const auto fill = [](QLineEdit &field, const QString &text) {
        if (field.text().isEmpty())
            field.setText(text);
    };
    fill(*m_issuer, issuer);
    fill(*m_audience, audience);
    fill(*m_clientId, clientId);
}

bool TestTokenCard::isForUser() const
{
    return m_kind->currentData().toInt() == int(TestToken::Kind::User);
}

void TestTokenCard::showKind()
{
    m_clientId->setVisible(!isForUser());
    m_email->setVisible(isForUser());
    m_subjectLabel->setText(isForUser() ? tr("Email") : tr("Client ID"));
    m_subjectLabel->setBuddy(isForUser() ? m_email : m_clientId);
}

void TestTokenCard::say(const QString &words, Tone tone)
{
    m_said->setText(words);
    setLook(*m_said, tone == Tone::Neutral ? u"muted"_s : QString());
    setTone(*m_said, tone);
}

void TestTokenCard::make()
{
    TestToken token;
    token.kind = isForUser() ? TestToken::Kind::User : TestToken::Kind::ServiceToken;
    token.make = static_cast<TestToken::Make>(m_make->currentData().toInt());
    token.issuer = m_issuer->text().trimmed();
    token.audience = m_audience->text().trimmed();
    if (const auto clientId = m_clientId->text().trimmed(); !clientId.isEmpty())
        token.clientId = clientId;
    if (const auto email = m_email->text().trimmed(); !email.isEmpty())
        token.email = email;
    if (token.issuer.isEmpty() || token.audience.isEmpty()) {
        say(tr("Say first which issuer and which audience your origin expects."), Tone::Bad);
        (token.issuer.isEmpty() ? m_issuer : m_audience)->setFocus();
        return;
    }
    m_hadFocus = m_button->hasFocus();
    m_button->setEnabled(false);
    m_maker.make(token, {this, [this, token](const TestTokenMaker::Made &made) { finish(token, made); }});
}

void TestTokenCard::finish(const jwt::TestToken &asked, const TestTokenMaker::Made &token)
{
    m_button->setEnabled(true);
    if (m_hadFocus)
        m_button->setFocus();
    if (!token)
        return say(sentenceFor(token.error()), Tone::Bad);
    say(tr("%1 The public key, to give to the origin, stands under Verify.")
            .arg(sentenceForTestToken(token->keyId)),
        Tone::Neutral);
    Q_EMIT made(asked, *token);
}

} // namespace keyturn
