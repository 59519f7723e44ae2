// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "EnvironmentCard.h"

#include "ui_EnvironmentCard.h"

using namespace Qt::StringLiterals;

namespace keyturn {

EnvironmentCard::EnvironmentCard(QWidget *parent)
    : Card(parent)
    , m_ui(std::make_unique<Ui::EnvironmentCard>())
{
    m_ui->setupUi(this);
    m_ui->styleField->addItems({tr("two headers"), tr("one header, as JSON")});
    m_ui->progressLabel->hide();
    m_ui->refusalLabel->hide();
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    setTokens({});
    connect(m_ui->styleField, &QComboBox::currentIndexChanged, this, &EnvironmentCard::showStyle);
    connect(m_ui->urlField, &QLineEdit::returnPressed, this, &EnvironmentCard::submitted);
    showStyle();
}

EnvironmentCard::~EnvironmentCard() = default;

void EnvironmentCard::setUsualName(const QString &name)
{
    m_ui->nameField->setPlaceholderText(name);
    // Both columns have the same fields: a screen reader must tell them apart.
    m_ui->nameField->setAccessibleName(tr("Name of the environment, usually %1").arg(name));
    m_ui->urlField->setAccessibleName(tr("URL of %1").arg(name));
    m_ui->tokenField->setAccessibleName(tr("Token of %1").arg(name));
    m_ui->styleField->setAccessibleName(tr("Header style of %1").arg(name));
}

QString EnvironmentCard::nameOrUsual() const
{
    const auto name = m_ui->nameField->text().simplified();
    return name.isEmpty() ? m_ui->nameField->placeholderText() : name;
}

QWidget *EnvironmentCard::firstField() const
{
    return m_ui->urlField;
}

QWidget *EnvironmentCard::lastField() const
{
    return m_ui->singleNameField;
}

void EnvironmentCard::setTokens(const QList<tokens::ServiceToken> &tokens)
{
    const auto before = m_ui->tokenField->currentData().toString();
    m_ui->tokenField->clear();
    m_ui->tokenField->addItem(tr("No token"), QString());
    for (const auto &token : tokens)
        m_ui->tokenField->addItem(token.name, token.id);
    m_ui->tokenField->setCurrentIndex(qMax(0, m_ui->tokenField->findData(before)));
}

EnvironmentCard::Entry EnvironmentCard::entry() const
{
    Entry entry{
        m_ui->nameField->text(), m_ui->urlField->text(), m_ui->tokenField->currentData().toString(), {}};
    if (m_ui->styleField->currentIndex() == 1)
        entry.style = access::HeaderStyle::single(m_ui->singleNameField->text().trimmed().toUtf8());
    return entry;
}

void EnvironmentCard::setEntry(const Entry &entry)
{
    m_ui->nameField->setText(entry.name);
    m_ui->urlField->setText(entry.url);
    m_ui->tokenField->setCurrentIndex(qMax(0, m_ui->tokenField->findData(entry.tokenId)));
    const bool isSingle = entry.style.kind == access::HeaderStyle::Kind::Single;
    m_ui->styleField->setCurrentIndex(isSingle ? 1 : 0);
    if (isSingle)
        m_ui->singleNameField->setText(QString::fromUtf8(entry.style.singleName));
}

void EnvironmentCard::showProgress(const QString &words)
{
    m_ui->progressLabel->setText(words);
    m_ui->progressLabel->setVisible(!words.isEmpty());
}

void EnvironmentCard::showRefusal(const QString &words)
{
    m_ui->refusalLabel->setText(words);
    m_ui->refusalLabel->setVisible(!words.isEmpty());
}

void EnvironmentCard::showStyle()
{
    m_ui->singleNameField->setVisible(m_ui->styleField->currentIndex() == 1);
}

} // namespace keyturn
