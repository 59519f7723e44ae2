// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "TokenDialog.h"

#include "CredentialPair.h"
#include "GoDuration.h"
#include "Look.h"
#include "TokenWording.h"
#include "Wording.h"
#include "ui_TokenDialog.h"

#include <QPushButton>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace keyturn {

using tokens::CredentialProblem;
using tokens::Expiry;
using tokens::ServiceToken;

namespace {

enum ExpiryChoice { OnDate, After, Never, NotKnown };

QStringList listed(const QString &text)
{
    QStringList parts;
    for (const auto &part : text.split(QRegularExpression(u"[,;\\s]+"_s), Qt::SkipEmptyParts))
        parts.append(part);
    return parts;
}

bool isAboutClientId(CredentialProblem problem)
{
    switch (problem) {
    case CredentialProblem::ClientIdMissing:
    case CredentialProblem::Swapped:
    case CredentialProblem::ClientIdIsSecret:
    case CredentialProblem::ClientIdIsHeaderName:
    case CredentialProblem::ClientIdIsApiToken:
    case CredentialProblem::ClientIdHasWhiteSpace:
    case CredentialProblem::ClientIdShapeUnknown:
        return true;
    default:
        return false;
    }
}

} // namespace

TokenDialog::TokenDialog(
    TokenVault &vault, Clock clock, Purpose purpose, const QString &tokenId, QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::TokenDialog>())
    , m_vault(vault)
    , m_clock(std::move(clock))
    , m_purpose(purpose)
{
    m_ui->setupUi(this);
    m_ui->expiryKindField->addItems({tr("on"), tr("after"), tr("never"), tr("not known")});
    m_ui->expiryField->setDateTime(m_clock().addYears(1).toLocalTime());
    m_ui->durationField->setText(u"8760h"_s); // Cloudflare's own default: a year

    if (purpose == Purpose::New) {
        m_ui->expiryKindField->setCurrentIndex(After);
        m_ui->disabledField->hide();
    } else if (const auto *token = m_vault.withId(tokenId)) {
        fillIn(*token);
    }
    if (purpose == Purpose::Edit) {
        m_ui->secretField->hide();
        m_ui->secretLabel->hide();
    }
    if (purpose == Purpose::NewSecret)
        showOnlySecret();

    connect(m_ui->expiryKindField, &QComboBox::currentIndexChanged, this, &TokenDialog::showExpiryFields);
    for (auto *field : {m_ui->clientIdField, m_ui->secretField})
        connect(field, &QLineEdit::textEdited, this, &TokenDialog::takeApart);
    connect(m_ui->clientIdField, &QLineEdit::editingFinished, this, &TokenDialog::judgeCredentials);
    connect(m_ui->secretField, &QLineEdit::editingFinished, this, &TokenDialog::judgeCredentials);
    connect(m_ui->saveButton, &QPushButton::clicked, this, &TokenDialog::save);
    connect(m_ui->cancelButton, &QPushButton::clicked, this, &TokenDialog::reject);
    showExpiryFields();
}

TokenDialog::~TokenDialog()
{
    // QDialog hides what is still shown, and a field that loses the focus by that would be judged by nobody.
    for (auto *field : {m_ui->clientIdField, m_ui->secretField})
        field->disconnect(this);
    forgetSecret();
}

void TokenDialog::setSuggestedHosts(const QStringList &hosts)
{
    m_ui->hostsField->setText(hosts.join(u", "_s));
}

void TokenDialog::fillIn(const ServiceToken &token)
{
    m_token = token;
    setWindowTitle(token.name);
    m_ui->headingLabel->setText(tr("Edit %1").arg(token.name));
    m_ui->introLabel->setText(tr("This changes what Keyturn knows of the token. Cloudflare is not told."));
    m_ui->saveButton->setText(tr("Save"));
    m_ui->nameField->setText(token.name);
    m_ui->clientIdField->setText(token.clientId);
    m_ui->hostsField->setText(token.hosts.join(u", "_s));
    m_ui->teamField->setText(token.team);
    m_ui->ownerField->setText(token.owner);
    m_ui->environmentField->setText(token.environment);
    m_ui->tagsField->setText(token.tags.join(u", "_s));
    m_ui->notesField->setPlainText(token.notes);
    m_ui->disabledField->setChecked(token.disabled);
    switch (token.expiry.kind) {
    case Expiry::Kind::At:
        m_ui->expiryKindField->setCurrentIndex(OnDate);
        m_ui->expiryField->setDateTime(token.expiry.at.toLocalTime());
        break;
    case Expiry::Kind::Forever:
        m_ui->expiryKindField->setCurrentIndex(Never);
        break;
    case Expiry::Kind::Unknown:
        m_ui->expiryKindField->setCurrentIndex(NotKnown);
        break;
    }
}

void TokenDialog::showOnlySecret()
{
    m_ui->headingLabel->setText(tr("New secret for %1").arg(m_token.name));
    m_ui->introLabel->setText(tr("Paste the Client Secret that Cloudflare showed when it was rotated. The "
                                 "Client ID stays the same. The old "
                                 "secret is overwritten here."));
    for (auto *widget :
         {m_ui->nameLabel, m_ui->clientIdLabel, m_ui->hostsLabel, m_ui->expiryLabel, m_ui->teamLabel,
          m_ui->ownerLabel, m_ui->environmentLabel, m_ui->tagsLabel, m_ui->notesLabel})
        widget->hide();
    for (auto *widget : QList<QWidget *>{
             m_ui->nameField, m_ui->clientIdField, m_ui->hostsField, m_ui->expiryKindField, m_ui->expiryField,
             m_ui->durationField, m_ui->teamField, m_ui->ownerField, m_ui->environmentField, m_ui->tagsField,
             m_ui->notesField, m_ui->disabledField})
        widget->hide();
    m_ui->saveButton->setText(tr("Keep secret"));
}

void TokenDialog::showExpiryFields()
{
    if (m_purpose == Purpose::NewSecret)
        return;
    m_ui->expiryField->setVisible(m_ui->expiryKindField->currentIndex() == OnDate);
    m_ui->durationField->setVisible(m_ui->expiryKindField->currentIndex() == After);
}

// Says what is wrong as soon as both fields are filled, while the source they were pasted from is still at
// hand.
void TokenDialog::judgeCredentials()
{
    if (m_purpose == Purpose::Edit || m_ui->clientIdField->text().isEmpty()
        || m_ui->secretField->text().isEmpty())
        return showCredentialProblems({});
    const auto clientId = tokens::cleanedClientId(m_ui->clientIdField->text());
    showCredentialProblems(tokens::problemsOf(clientId, tokens::cleanedSecret(takeSecret())));
}

// People copy both header lines, both variables or the whole JSON at once: each half goes where it belongs.
void TokenDialog::takeApart(const QString &pasted)
{
    if (m_purpose == Purpose::Edit)
        return;
    const auto found = tokens::credentialsIn(Secret(pasted.toUtf8()));
    if (!found.areComplete())
        return;
    if (m_purpose == Purpose::New)
        m_ui->clientIdField->setText(found.clientId);
    m_ui->secretField->setText(QString::fromLatin1(found.secret.expose()));
    judgeCredentials();
}

Result<ServiceToken, QString> TokenDialog::typedToken() const
{
    auto token = m_token;
    token.name = m_ui->nameField->text();
    token.clientId = m_ui->clientIdField->text();
    token.hosts = listed(m_ui->hostsField->text());
    token.team = m_ui->teamField->text().trimmed();
    token.owner = m_ui->ownerField->text().trimmed();
    token.environment = m_ui->environmentField->text().trimmed();
    token.tags = listed(m_ui->tagsField->text());
    token.notes = m_ui->notesField->toPlainText();
    token.disabled = m_ui->disabledField->isChecked();
    switch (m_ui->expiryKindField->currentIndex()) {
    case OnDate:
        token.expiry = Expiry::on(m_ui->expiryField->dateTime());
        break;
    case After: {
        const auto duration = parseGoDuration(m_ui->durationField->text());
        if (!duration || duration->count() <= 0) {
            return Failure{tr("“%1” is no duration. Write hours, as Cloudflare does: 8760h is a year.")
                               .arg(m_ui->durationField->text())};
        }
        const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(*duration);
        token.expiry = Expiry::on(m_clock().addSecs(seconds.count()));
        break;
    }
    case Never:
        token.expiry = Expiry::unlimited();
        break;
    default:
        token.expiry = {};
    }
    return token;
}

Secret TokenDialog::takeSecret()
{
    return Secret(m_ui->secretField->text().toUtf8());
}

void TokenDialog::save()
{
    if (m_isBusy)
        return;
    const auto typed = typedToken();
    showProblem({});
    if (!typed)
        return showProblem(typed.error(), m_ui->durationField);

    if (m_purpose == Purpose::Edit) {
        auto changed = *typed;
        changed.clientId = tokens::cleanedClientId(changed.clientId);
        if (const auto edited = m_vault.edit(m_token, changed); !edited)
            return showFailure(edited.error());
        return finish(changed.id);
    }

    setBusy(true);
    if (m_purpose == Purpose::New) {
        const auto added = [this](TokenVault::Added answer) {
            setBusy(false);
            answer ? finish(answer->id) : showFailure(answer.error());
        };
        m_vault.add(*typed, takeSecret(), {this, added});
        return;
    }
    const auto replaced = [this](TokenVault::Finished answer) {
        setBusy(false);
        answer ? finish(m_token.id) : showFailure(answer.error());
    };
    m_vault.replaceSecret(m_token.id, takeSecret(), {this, replaced});
}

void TokenDialog::finish(const QString &id)
{
    forgetSecret();
    Q_EMIT kept(id);
    accept();
}

// Unlike clear(), this forgets what could be undone as well.
void TokenDialog::forgetSecret()
{
    m_ui->secretField->setText({});
}

// A problem is told where it is, and the keyboard goes there.
void TokenDialog::showFailure(const VaultFailure &failure)
{
    switch (failure.cause) {
    case VaultFailure::Cause::CredentialsRefused:
        showCredentialProblems(failure.problems);
        (isAboutClientId(failure.problems.value(0)) && m_purpose != Purpose::NewSecret ? m_ui->clientIdField
                                                                                       : m_ui->secretField)
            ->setFocus();
        return;
    case VaultFailure::Cause::NameMissing:
        return showProblem(sentenceFor(failure), m_ui->nameField);
    case VaultFailure::Cause::HostRefused:
        return showProblem(sentenceFor(failure), m_ui->hostsField);
    default:
        showProblem(sentenceFor(failure));
    }
}

void TokenDialog::showCredentialProblems(const QList<CredentialProblem> &problems)
{
    QStringList sentences;
    bool isIdWrong = false, isSecretWrong = false, isOnlyWarned = true;
    for (const auto problem : problems) {
        sentences.append(sentenceFor(problem));
        const bool isError = !tokens::isOnlyAWarning(problem);
        isIdWrong = isIdWrong || (isError && isAboutClientId(problem));
        isSecretWrong = isSecretWrong
            || (isError && (!isAboutClientId(problem) || problem == CredentialProblem::Swapped));
        isOnlyWarned = isOnlyWarned && !isError;
    }
    m_ui->credentialsProblem->setText(sentences.join(u'\n'));
    m_ui->credentialsProblem->setVisible(!sentences.isEmpty());
    growToFit();
    setTone(*m_ui->credentialsProblem, isOnlyWarned ? Tone::Attention : Tone::Bad);
    setTone(*m_ui->clientIdField, isIdWrong ? Tone::Bad : Tone::Neutral);
    setTone(*m_ui->secretField, isSecretWrong ? Tone::Bad : Tone::Neutral);
}

void TokenDialog::showProblem(const QString &sentence, QLineEdit *where)
{
    m_ui->problemLabel->setText(sentence);
    m_ui->problemLabel->setVisible(!sentence.isEmpty());
    growToFit();
    for (auto *field : {m_ui->nameField, m_ui->hostsField, m_ui->durationField})
        setTone(*field, field == where ? Tone::Bad : Tone::Neutral);
    if (where)
        where->setFocus();
}

void TokenDialog::showEvent(QShowEvent *event)
{
    QDialog::showEvent(event);
    growToFit();
}

// A window does not grow by itself for words that wrap: what is below them would be pushed together.
void TokenDialog::growToFit()
{
    const int needed = layout()->totalHeightForWidth(width());
    if (height() < needed)
        resize(width(), needed);
}

void TokenDialog::setBusy(bool busy)
{
    m_isBusy = busy;
    m_ui->saveButton->setEnabled(!busy);
    m_ui->busyLabel->setText(busy ? tr("Waiting for the keychain…") : QString());
}

// The keychain may be asking somebody right now: its answer must find the dialog, or a token would appear
// unasked.
void TokenDialog::reject()
{
    if (!m_isBusy)
        QDialog::reject();
}

} // namespace keyturn
