// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "EdgeTokenList.h"

#include "EdgeTokenCard.h"
#include "LayoutItems.h"

#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace keyturn {

EdgeTokenList::EdgeTokenList(const Workbench &workbench, QWidget *parent)
    : QWidget(parent)
    , m_workbench(workbench)
    , m_layout(new QVBoxLayout(this))
    , m_nextChange(new QTimer(this))
{
    m_layout->setSpacing(8);
    m_layout->setContentsMargins(0, 8, 2, 0);
    m_nextChange->setSingleShot(true);
    connect(m_nextChange, &QTimer::timeout, this, &EdgeTokenList::refreshTimes);
    auto &vault = m_workbench.vault;
    connect(&vault, &TokenVault::reloaded, this, &EdgeTokenList::refreshTimes);
    for (const auto signal : {&TokenVault::tokenAdded, &TokenVault::tokenRemoved})
        connect(&vault, signal, this, &EdgeTokenList::refreshTimes);
}

void EdgeTokenList::showTokens()
{
    const auto &credentials = m_workbench.edge.config().credentials;
    QStringList ids;
    for (const auto &credential : credentials.first(std::min(credentials.size(), mostCards)))
        ids.append(credential.clientId);
    if (ids != m_cardIds) {
        removeAll(*m_layout);
        m_cards.clear();
        m_cardIds = ids;
        for (qsizetype i = 0; i < ids.size(); ++i) {
            auto *card = new EdgeTokenCard(credentials[i], this);
            wireCard(*card, ids[i]);
            m_layout->addWidget(card);
            m_cards.append(card);
        }
        m_layout->addStretch(1);
    }
    refreshTimes();
}

void EdgeTokenList::wireCard(EdgeTokenCard &card, const QString &clientId)
{
    auto &edge = m_workbench.edge;
    const auto told = [this](const Result<Done, edge::ChangeError> &changed) {
        if (!changed)
            Q_EMIT failed(changed.error());
    };
    connect(&card, &EdgeTokenCard::enabledWanted, this, [&edge, told, clientId](bool isEnabled) {
        told(edge.edge().setEnabled(clientId, isEnabled));
    });
    connect(&card, &EdgeTokenCard::endWanted, this, [&edge, told, clientId] {
        told(edge.edge().expire(clientId));
    });
    connect(
        &card, &EdgeTokenCard::renewalWanted, this, [&edge, told, clientId] { told(edge.renew(clientId)); });
    connect(&card, &EdgeTokenCard::requestWanted, this, [this, clientId] { Q_EMIT requestWanted(clientId); });
    connect(&card, &EdgeTokenCard::rotationWanted, this, [this, clientId](std::chrono::seconds grace) {
        Q_EMIT rotationWanted(clientId, grace);
    });
    connect(&card, &EdgeTokenCard::secretCopyWanted, this, [this, clientId] {
        Q_EMIT secretCopyWanted(clientId);
    });
    connect(&card, &EdgeTokenCard::keepWanted, this, [this, clientId] { Q_EMIT keepWanted(clientId); });
}

void EdgeTokenList::refreshTimes()
{
    const auto now = m_workbench.clock();
    const auto &config = m_workbench.edge.config();
    QDateTime next;
    const auto consider = [&now, &next](const QDateTime &moment) {
        if (moment.isValid() && moment > now && (!next.isValid() || moment < next))
            next = moment;
    };
    for (qsizetype i = 0; i < m_cards.size(); ++i) {
        const auto &credential = config.credentials[i];
        m_cards[i]->show(credential, now);
        m_cards[i]->setSecretKnown(m_workbench.edge.secretOf(credential.clientId) != nullptr);
        m_cards[i]->setKept(m_workbench.vault.withClientId(credential.clientId) != nullptr);
        consider(credential.expiry.at);
        consider(credential.previousSecretEndsAt);
    }
    if (next.isValid() && now.secsTo(next) < 3600)
        m_nextChange->start(std::chrono::milliseconds(now.msecsTo(next) + 1));
    else
        m_nextChange->stop();
}

} // namespace keyturn
