// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "VerifyCard.h"

#include "EdgeReply.h"
#include "ui_VerifyCard.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QUrl>

#include <utility>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace keyturn {

namespace {

constexpr auto keyDeadline = 15s;

// Of the issuer of a JWT; empty when no team of Access is called so.
QString teamIn(const QString &issuer)
{
    const auto url = access::teamUrl(issuer);
    return url && url->toString() == issuer ? url->host().section(u'.', 0, 0) : QString();
}

} // namespace

VerifyCard::VerifyCard(const Workbench &workbench, QWidget *parent)
    : Card(parent)
    , m_ui(std::make_unique<Ui::VerifyCard>())
    , m_workbench(workbench)
{
    m_ui->setupUi(this);
    m_ui->keysField->setPlain();
    listSources();
    connect(m_ui->keysField, &MarkedTextEdit::tooLargePasted, this, [this] {
        KeyFailure failure;
        failure.cause = KeyFailure::Cause::NotKeys;
        failure.where = tr("the text that was pasted");
        failure.keySet = jwt::KeySetError::TooLarge;
        Q_EMIT keysFailed(failure);
    });
    connect(m_ui->sourceField, &QComboBox::currentIndexChanged, this, &VerifyCard::showSource);
    connect(m_ui->verifyButton, &QPushButton::clicked, this, &VerifyCard::fetch);
    connect(m_ui->cancelButton, &QPushButton::clicked, this, &VerifyCard::cancel);
    for (auto *field : {m_ui->whereField, m_ui->audienceField, m_ui->issuerField}) {
        connect(field, &QLineEdit::returnPressed, this, &VerifyCard::fetch);
        connect(field, &QLineEdit::textEdited, this, &VerifyCard::changed);
    }
    connect(m_ui->sourceField, &QComboBox::currentIndexChanged, this, &VerifyCard::changed);
    connect(m_ui->sourceField, &QComboBox::activated, this, [this] { m_before.reset(); });
    connect(m_ui->keysField, &QPlainTextEdit::textChanged, this, &VerifyCard::changed);
}

VerifyCard::~VerifyCard() = default;

void VerifyCard::listSources()
{
    if (m_workbench.world.isDemo)
        m_ui->sourceField->addItem(tr("the demo's edge"), DemoEdge);
    m_ui->sourceField->addItem(tr("a team domain"), Team);
    m_ui->sourceField->addItem(tr("a URL"), Url);
    m_ui->sourceField->addItem(tr("a file…"), File);
    m_ui->sourceField->addItem(tr("pasted text"), Pasted);
    showSource();
}

VerifyCard::Source VerifyCard::source() const
{
    return static_cast<Source>(m_ui->sourceField->currentData().toInt());
}

void VerifyCard::showSource()
{
    const auto from = source();
    const bool isAsking = from == Team || from == Url || from == DemoEdge;
    m_ui->whereField->setVisible(from == Team || from == Url || from == File);
    m_ui->keysField->setVisible(from == Pasted);
    m_ui->keptBox->setVisible(isAsking);
    m_ui->issuerField->setPlaceholderText(
        from == Team || from == DemoEdge ? tr("Empty: that of the team") : tr("Empty: not checked"));
    // A team is neither an address nor a file.
    if (m_ui->whereField->text() == (from == Team ? QString() : m_suggested))
        m_ui->whereField->setText(from == Team ? m_suggested : QString());
    m_ui->whereField->setPlaceholderText(
        from == Team      ? tr("acme, of acme.cloudflareaccess.com")
            : from == Url ? tr("https://acme.cloudflareaccess.com/cdn-cgi/access/certs")
                          : tr("jwks.json or cert.pem; leave empty to choose"));
}

void VerifyCard::suggestFor(const QString &issuer, const QString &keyId)
{
    m_keyId = keyId;
    if (const auto before = std::exchange(m_before, {}); before && choice() == m_lent)
        choose(*before);
    const auto earlier = std::exchange(m_suggested, teamIn(issuer));
    const auto shown = m_ui->whereField->text();
    if (source() == Team && (shown.isEmpty() || shown == earlier))
        m_ui->whereField->setText(m_suggested);
}

VerifyCard::Choice VerifyCard::choice() const
{
    return {
        m_ui->sourceField->currentIndex(), m_ui->keysField->toPlainText(), m_ui->issuerField->text(),
        m_ui->audienceField->text()};
}

void VerifyCard::choose(const Choice &choice)
{
    m_ui->keysField->setPlainText(choice.text);
    m_ui->sourceField->setCurrentIndex(choice.source);
    m_ui->issuerField->setText(choice.issuer);
    m_ui->audienceField->setText(choice.audience);
    for (auto *field : {m_ui->issuerField, m_ui->audienceField})
        field->setCursorPosition(0);
}

void VerifyCard::useText(const QByteArray &keys, const QString &issuer, const QString &audience)
{
    m_before = choice();
    choose({m_ui->sourceField->findData(Pasted), QString::fromUtf8(keys), issuer, audience});
    m_lent = choice();
}

QString VerifyCard::issuer() const
{
    const auto typed = m_ui->issuerField->text().trimmed();
    if (!typed.isEmpty() || (source() != Team && source() != DemoEdge))
        return typed;
    const auto team = source() == Team ? m_ui->whereField->text().trimmed() : m_workbench.world.demoTeam;
    return access::teamUrl(team).value_or(QUrl()).toString();
}

bool VerifyCard::isTeamOfToken() const
{
    return source() == Team && !m_suggested.isEmpty() && m_ui->whereField->text() == m_suggested;
}

QStringList VerifyCard::audiences() const
{
    const auto audience = m_ui->audienceField->text().trimmed();
    return audience.isEmpty() ? QStringList() : QStringList{audience};
}

void VerifyCard::fetch()
{
    if (m_isRunning || (source() == File && !chooseFile()))
        return;
    Q_EMIT started();
    const auto where = m_ui->whereField->text().trimmed();
    const Then<KeyFetcher::Fetched> then{this, [this, question = ++m_question](KeyFetcher::Fetched fetched) {
                                             if (question == m_question)
                                                 finish(fetched);
                                         }};
    auto &keys = m_workbench.teamKeys;
    keys.setOffline(m_ui->keptBox->isChecked());
    switch (source()) {
    case DemoEdge:
        setRunning(true);
        return keys.keysAt(m_workbench.world.demoCerts, m_keyId, keyDeadline, then);
    case Team:
        setRunning(true);
        return keys.keysOfTeam(where, m_keyId, keyDeadline, then);
    case Url:
        setRunning(true);
        return keys.keysAt(QUrl(where), m_keyId, keyDeadline, then);
    case File:
        return readFile();
    case Pasted:
        return finish(m_workbench.keys.readText(
            m_ui->keysField->toPlainText().toUtf8(), tr("the text that was pasted")));
    }
}

bool VerifyCard::chooseFile()
{
    if (m_ui->whereField->text().trimmed().isEmpty())
        m_ui->whereField->setText(QFileDialog::getOpenFileName(this, tr("Choose the keys")));
    return !m_ui->whereField->text().trimmed().isEmpty();
}

void VerifyCard::readFile()
{
    const auto path = m_ui->whereField->text().trimmed();
    // Opening a pipe would wait for its other end.
    if (const QFileInfo file(path); file.exists() && !file.isFile()) {
        KeyFailure failure;
        failure.where = path;
        failure.detail = tr("it is no file");
        return finish(Failure{failure});
    }
    finish(m_workbench.keys.readFile(path));
}

void VerifyCard::finish(const KeyFetcher::Fetched &fetched)
{
    setRunning(false);
    if (fetched)
        Q_EMIT keysArrived(*fetched);
    else
        Q_EMIT keysFailed(fetched.error());
}

bool VerifyCard::cancel()
{
    const bool wasRunning = m_isRunning;
    ++m_question;
    if (wasRunning)
        m_workbench.teamKeys.cancel();
    setRunning(false);
    return wasRunning;
}

void VerifyCard::setRunning(bool running)
{
    m_isRunning = running;
    m_ui->verifyButton->setEnabled(!running);
    m_ui->cancelButton->setVisible(running);
}

} // namespace keyturn
