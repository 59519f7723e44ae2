// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "IssuedCard.h"

#include "ClipboardGuard.h"
#include "SecretButtons.h"
#include "ui_IssuedCard.h"

namespace keyturn {

IssuedCard::IssuedCard(QWidget *parent)
    : Card(parent)
    , m_ui(std::make_unique<Ui::IssuedCard>())
{
    m_ui->setupUi(this);
    setFocusProxy(m_ui->copySecretButton);
    connect(m_ui->revealButton, &QPushButton::clicked, this, [this] {
        if (m_ui->issuedSecret->isRevealed())
            m_ui->issuedSecret->conceal();
        else if (m_issued)
            m_ui->issuedSecret->reveal(m_issued->secret);
    });
    tellRevealTime(*m_ui->issuedSecret, *m_ui->revealButton);
    connect(m_ui->keepButton, &QPushButton::clicked, this, [this] {
        if (m_issued)
            Q_EMIT keepWanted();
    });
    connect(m_ui->doneButton, &QPushButton::clicked, this, &IssuedCard::forget);
}

IssuedCard::~IssuedCard() = default;

void IssuedCard::setClipboard(ClipboardGuard &clipboard)
{
    connect(m_ui->copySecretButton, &QPushButton::clicked, this, [this, &clipboard] {
        if (m_issued)
            clipboard.copy(m_issued->secret);
    });
    tellCopyTime(clipboard, *m_ui->copySecretButton);
}

void IssuedCard::offer(edge::IssuedCredentials issued, const QString &name, bool isKept)
{
    m_issued = std::move(issued);
    m_ui->issuedLabel->setText(
        tr("The new Client Secret of %1. It is shown this once: copy it, or keep it.").arg(name));
    m_ui->issuedSecret->conceal();
    m_ui->keepButton->setText(isKept ? tr("Put it in the vault") : tr("Keep it in the vault"));
    show();
    setFocus();
}

void IssuedCard::forget()
{
    m_issued.reset();
    m_ui->issuedSecret->conceal();
    hide();
}

} // namespace keyturn
