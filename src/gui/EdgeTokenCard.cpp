// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "EdgeTokenCard.h"

#include "EdgeRunner.h"
#include "EdgeWording.h"
#include "ElidedLabel.h"
#include "FlowLayout.h"
#include "Look.h"
#include "Pill.h"
#include "PlainWords.h"
#include "PolicyWording.h"
#include "TimeWording.h"
#include "TokenLook.h"
#include "TokenWording.h"

#include <QMenu>
#include <QPushButton>
#include <QVBoxLayout>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace keyturn {

EdgeTokenCard::EdgeTokenCard(const edge::Credential &credential, QWidget *parent)
    : Card(parent)
    , m_name(shownText(credential.name.isEmpty() ? credential.clientId : credential.name))
    , m_title(new ElidedLabel)
    , m_state(new Pill)
    , m_facts(plainWords({}, u"small"_s, false))
    , m_previous(new Pill)
    , m_actions(new FlowLayout(nullptr, 6))
{
    setObjectName(u"token_"_s + credential.name);
    setAccessibleName(m_name);
    m_title->setTextFormat(Qt::PlainText);
    m_title->setText(m_name);
    setLook(*m_title, u"strong"_s);
    m_previous->setTone(Tone::Attention);
    auto *head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(m_title, 1);
    head->addWidget(m_state);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 10);
    layout->setSpacing(4);
    layout->addLayout(head);
    layout->addWidget(m_facts);
    layout->addWidget(m_previous);
    layout->addSpacing(2);
    layout->addLayout(m_actions);

    const auto *send = addButton(u"sendButton"_s, tr("Send"), tr("Open the Request page with this token"));
    connect(send, &QPushButton::clicked, this, &EdgeTokenCard::requestWanted);
    m_able = addButton(u"ableButton"_s, {}, {});
    connect(m_able, &QPushButton::clicked, this, [this] { Q_EMIT enabledWanted(!m_isEnabled); });
    addRotation();
    m_end = addButton(u"endButton"_s, {}, {});
    connect(m_end, &QPushButton::clicked, this, [this] {
        if (m_isExpired)
            Q_EMIT renewalWanted();
        else
            Q_EMIT endWanted();
    });
    m_copy = addButton(u"copySecretButton"_s, tr("Copy secret"), tr("The clipboard holds it for 20 seconds"));
    connect(m_copy, &QPushButton::clicked, this, &EdgeTokenCard::secretCopyWanted);
    m_keep = addButton(
        u"keepButton"_s, tr("Keep"), tr("Keep it in the vault, so that the Request page can send it here"));
    connect(m_keep, &QPushButton::clicked, this, &EdgeTokenCard::keepWanted);
    showKeeping();
}

QPushButton *EdgeTokenCard::addButton(const QString &name, const QString &text, const QString &toolTip)
{
    auto *button = new QPushButton(text, this);
    button->setObjectName(name);
    button->setToolTip(toolTip);
    // Every card has the same buttons: a screen reader must tell them apart.
    button->setAccessibleName(text + u' ' + m_name);
    setLook(*button, u"link"_s);
    m_actions->addWidget(button);
    return button;
}

void EdgeTokenCard::addRotation()
{
    auto *button
        = addButton(u"rotateButton"_s, tr("Rotate…"), tr("Give it a new Client Secret, which is shown once"));
    auto *menu = new QMenu(button);
    const auto offer = [this, menu](const QString &text, std::chrono::seconds grace) {
        menu->addAction(text, this, [this, grace] { Q_EMIT rotationWanted(grace); });
    };
    offer(tr("The old secret ends now"), 0s);
    offer(tr("The old secret works on for 1 minute"), 1min);
    offer(tr("The old secret works on for 1 hour"), 1h);
    offer(tr("The old secret works on for 7 days"), 24h * 7);
    // A menu of the button itself would draw an indicator that has no room in a button this small.
    connect(button, &QPushButton::clicked, this, [button, menu] {
        menu->popup(button->mapToGlobal(QPoint(0, button->height())));
    });
}

void EdgeTokenCard::show(const edge::Credential &credential, const QDateTime &now)
{
    const auto token = tokenOf(credential);
    const auto status = tokens::statusOf(token, now);
    const bool ends = token.expiry.kind == tokens::Expiry::Kind::At;
    m_isEnabled = credential.enabled;
    m_isExpired = status == tokens::Status::Expired;
    m_state->setText(wordFor(token, now));
    m_state->setTone(toneOf(status, ends));
    QStringList facts{shortenedClientId(credential.clientId)};
    if (ends)
        facts.append((m_isExpired ? tr("ended %1") : tr("ends %1")).arg(relativeTime(token.expiry.at, now)));
    m_facts->setText(facts.join(u"  ·  "_s));
    m_facts->setToolTip(
        ends ? credential.clientId + u'\n' + exactTime(token.expiry.at) : credential.clientId);
    const auto previous = previousSecretText(credential, now);
    m_previous->setText(previous);
    m_previous->setVisible(!previous.isEmpty());
    setAccessibleDescription(QStringList{wordFor(token, now), facts.last(), previous}.join(u", "_s));

    const auto name = [this](QPushButton *button, const QString &text, const QString &toolTip) {
        button->setText(text);
        button->setToolTip(toolTip);
        button->setAccessibleName(text + u' ' + m_name);
    };
    if (m_isEnabled)
        name(m_able, tr("Disable"), tr("Refuse it until it is enabled again"));
    else
        name(m_able, tr("Enable"), tr("Accept it again"));
    if (m_isExpired)
        name(m_end, tr("Renew"), tr("Let it end in a year"));
    else
        name(m_end, tr("Expire"), tr("Let it end now; it can be renewed"));
}

void EdgeTokenCard::setSecretKnown(bool isKnown)
{
    m_isSecretKnown = isKnown;
    showKeeping();
}

void EdgeTokenCard::setKept(bool isKept)
{
    m_isKept = isKept;
    showKeeping();
}

void EdgeTokenCard::showKeeping()
{
    m_copy->setVisible(m_isSecretKnown);
    m_keep->setVisible(m_isSecretKnown && !m_isKept);
}

} // namespace keyturn
