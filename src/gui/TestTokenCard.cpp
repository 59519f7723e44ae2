// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "TestTokenCard.h"

#include "KeyWording.h"
#include "Look.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

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
    , m_subject(new QLineEdit)
    , m_button(new QPushButton(tr("&Make it")))
    , m_said(new QLabel)
{
    m_kind->addItem(tr("of a service token"), int(TestToken::Kind::ServiceToken));
    m_kind->addItem(tr("of a person"), int(TestToken::Kind::User));
    for (int make = 0; make < jwt::testTokenMakeCount; ++make)
        m_make->addItem(wordFor(static_cast<TestToken::Make>(make)), make);
    m_kind->setAccessibleName(tr("Whose the test token is"));
    m_make->setAccessibleName(tr("What is wrong with the test token"));
    m_issuer->setAccessibleName(tr("Issuer of the test token"));
    m_issuer->setPlaceholderText(u"https://acme.cloudflareaccess.com"_s);
    m_audience->setAccessibleName(tr("Audience of the test token"));
    m_audience->setPlaceholderText(tr("AUD tag"));
    m_subject->setAccessibleName(tr("Client ID or email in the test token"));
    m_subject->setPlaceholderText(tr("Client ID or email"));
    m_make->setObjectName(u"makeField"_s);
    m_issuer->setObjectName(u"testIssuerField"_s);
    m_audience->setObjectName(u"testAudienceField"_s);
    m_button->setObjectName(u"makeButton"_s);
    m_said->setObjectName(u"testTokenLabel"_s);
    m_said->setWordWrap(true);
    setLook(*m_said, u"muted"_s);
    m_said->setText(
        tr("To try an origin with. Its public key goes into that origin's settings, in place of those of "
           "the team; an origin that trusts Cloudflare alone refuses it."));

    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(16, 12, 16, 12);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(8);
    auto *heading = new QLabel(tr("A test token"));
    setLook(*heading, u"heading"_s);
    grid->addWidget(heading, 0, 0);
    grid->addWidget(m_kind, 0, 1);
    grid->addWidget(m_make, 0, 2);
    grid->addWidget(m_button, 0, 3);
    grid->addWidget(m_issuer, 1, 0, 1, 2);
    grid->addWidget(m_audience, 1, 2);
    grid->addWidget(m_subject, 1, 3);
    grid->addWidget(m_said, 2, 0, 1, 4);
    for (const int column : {1, 2, 3})
        grid->setColumnStretch(column, 1);
    connect(m_button, &QPushButton::clicked, this, &TestTokenCard::make);
}

void TestTokenCard::suggest(const QString &issuer, const QString &audience, const QString &clientId)
{
    const auto fill = [](QLineEdit &field, const QString &text) {
        if (field.text().isEmpty())
            field.setText(text);
    };
    fill(*m_issuer, issuer);
    fill(*m_audience, audience);
    fill(*m_subject, clientId);
}

bool TestTokenCard::isForUser() const
{
    return m_kind->currentData().toInt() == int(TestToken::Kind::User);
}

void TestTokenCard::make()
{
    TestToken token;
    token.kind = isForUser() ? TestToken::Kind::User : TestToken::Kind::ServiceToken;
    token.make = static_cast<TestToken::Make>(m_make->currentData().toInt());
    token.issuer = m_issuer->text().trimmed();
    token.audience = m_audience->text().trimmed();
    if (const auto subject = m_subject->text().trimmed(); !subject.isEmpty())
        (isForUser() ? token.email : token.clientId) = subject;
    if (token.issuer.isEmpty() || token.audience.isEmpty()) {
        m_said->setText(tr("Say first which issuer and which audience your origin expects."));
        (token.issuer.isEmpty() ? m_issuer : m_audience)->setFocus();
        return;
    }
    m_button->setEnabled(false);
    m_maker.make(token, {this, [this](const TestTokenMaker::Made &made) { finish(made); }});
}

void TestTokenCard::finish(const TestTokenMaker::Made &token)
{
    m_button->setEnabled(true);
    m_said->setText(token ? sentenceForTestToken(token->keyId) : sentenceFor(token.error()));
    if (token)
        Q_EMIT made(*token);
}

} // namespace keyturn
