// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "DraftCard.h"

#include "ReplyText.h"
#include "ui_DraftCard.h"

#include <QTabBar>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keyturn {

DraftCard::DraftCard(QWidget *parent)
    : Card(parent)
    , m_ui(std::make_unique<Ui::DraftCard>())
{
    m_ui->setupUi(this);
    m_ui->styleField->addItems({tr("two headers"), tr("one header, as JSON")});
    m_ui->singleNameField->hide();
    connect(m_ui->singleNameField, &QLineEdit::textChanged, this, &DraftCard::showCredentials);
    connect(m_ui->styleField, &QComboBox::currentIndexChanged, this, [this] {
        m_ui->singleNameField->setVisible(isSingleHeader());
        showCredentials();
    });
    for (auto *field : {m_ui->headersField, m_ui->bodyField})
        connect(field, &QPlainTextEdit::blockCountChanged, this, &DraftCard::fit);
    connect(m_ui->draftTabs, &QTabWidget::currentChanged, this, &DraftCard::fit);
    showCredentials();
}

DraftCard::~DraftCard() = default;

bool DraftCard::isSingleHeader() const
{
    return m_ui->styleField->currentIndex() == 1;
}

void DraftCard::setClientId(const QString &clientId)
{
    m_clientId = clientId;
    showCredentials();
    fit();
}

void DraftCard::showCredentials()
{
    m_ui->credentialsBox->setVisible(!m_clientId.isEmpty());
    const auto mask = u"••••••••••••••••"_s;
    const bool isSingle = isSingleHeader();
    for (auto *label : QList<QLabel *>{m_ui->secondNameLabel, m_ui->secondValueLabel, m_ui->secondFromLabel})
        label->setVisible(!isSingle);
    if (isSingle) {
        m_ui->firstNameLabel->setText(m_ui->singleNameField->text());
        m_ui->firstValueLabel->setText(tr("{Client ID %1, Client Secret %2}").arg(m_clientId, mask));
        return;
    }
    m_ui->firstNameLabel->setText(u"CF-Access-Client-Id"_s);
    m_ui->firstValueLabel->setText(m_clientId);
    m_ui->secondNameLabel->setText(u"CF-Access-Client-Secret"_s);
    m_ui->secondValueLabel->setText(mask);
}

void DraftCard::makeRoom()
{
    m_hasMadeRoom = true;
    fit();
}

// What was sent matters less than what came of it: once there is an answer, the draft makes room.
void DraftCard::fit()
{
    for (auto *field : {m_ui->headersField, m_ui->bodyField}) {
        const auto lines = std::clamp(field->blockCount(), m_hasMadeRoom ? 2 : 5, 5);
        const auto frame = field->height() - field->viewport()->height();
        field->setFixedHeight(
            QFontMetrics(field->font()).lineSpacing() * lines + qMax(frame, 16)
            + qRound(2 * field->document()->documentMargin()));
    }
    // A tab widget asks for the height of its tallest page, also while another one is shown.
    const auto page = m_ui->draftTabs->currentWidget()->sizeHint().height();
    m_ui->draftTabs->setFixedHeight(m_ui->draftTabs->tabBar()->sizeHint().height() + page + 4);
}

// Fonts are known once the card is on the screen, and may change while it is.
void DraftCard::showEvent(QShowEvent *event)
{
    Card::showEvent(event);
    fit();
}

void DraftCard::fillIn(RequestDraft &draft) const
{
    draft.headers = headersIn(m_ui->headersField->toPlainText());
    draft.body = m_ui->bodyField->toPlainText().toUtf8();
    if (isSingleHeader())
        draft.style = access::HeaderStyle::single(m_ui->singleNameField->text().trimmed().toUtf8());
    draft.follow = m_ui->followField->isChecked();
    draft.options.deadline = std::chrono::seconds(m_ui->timeoutField->value());
}

void DraftCard::editHeaders()
{
    m_ui->draftTabs->setCurrentWidget(m_ui->headersTab);
    m_ui->headersField->setFocus();
}

void DraftCard::editOptions()
{
    m_ui->draftTabs->setCurrentWidget(m_ui->optionsTab);
    m_ui->styleField->setFocus();
}

void DraftCard::stayWhereSent()
{
    m_ui->followField->setChecked(false);
}

} // namespace keyturn
