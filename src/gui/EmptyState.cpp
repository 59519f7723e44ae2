// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "EmptyState.h"

#include "IconLabel.h"
#include "Look.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace keyturn {

namespace {

// Longer lines are hard to read.
constexpr int longestLine = 620;

} // namespace

EmptyState::EmptyState(QWidget *parent)
    : QWidget(parent)
    , m_icon(new IconLabel(this))
    , m_sentence(new QLabel(this))
    , m_action(new QPushButton(this))
    , m_link(new QPushButton(this))
{
    m_icon->setExtent(40);
    m_icon->setIcon(Symbol::Key, Role::Muted);
    m_sentence->setTextFormat(Qt::PlainText);
    m_sentence->setAlignment(Qt::AlignCenter);
    m_sentence->setWordWrap(true);
    m_sentence->setMinimumWidth(240);
    m_sentence->setMaximumWidth(longestLine);
    setLook(*m_sentence, u"lead"_s);
    setLook(*m_action, u"primary"_s);
    setLook(*m_link, u"quiet"_s);
    m_action->hide();
    m_link->hide();

    auto *words = new QHBoxLayout;
    words->addStretch(1);
    words->addWidget(m_sentence, 1000);
    words->addStretch(1);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addStretch(1);
    buttons->addWidget(m_action);
    buttons->addWidget(m_link);
    buttons->addStretch(1);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 24, 24, 24);
    layout->setSpacing(16);
    layout->addStretch(2);
    layout->addWidget(m_icon, 0, Qt::AlignHCenter);
    layout->addLayout(words);
    layout->addLayout(buttons);
    layout->addStretch(3);

    connect(m_action, &QPushButton::clicked, this, &EmptyState::actionRequested);
    connect(m_link, &QPushButton::clicked, this, &EmptyState::linkRequested);
}

void EmptyState::setSymbol(Symbol symbol)
{
    m_icon->setIcon(symbol, Role::Muted);
}

QString EmptyState::sentence() const
{
    return m_sentence->text();
}

void EmptyState::setSentence(const QString &sentence)
{
    m_sentence->setText(sentence);
}

QString EmptyState::actionText() const
{
    return m_action->text();
}

void EmptyState::setActionText(const QString &text)
{
    m_action->setText(text);
    m_action->setVisible(!text.isEmpty());
}

QString EmptyState::linkText() const
{
    return m_link->text();
}

void EmptyState::setLinkText(const QString &text)
{
    m_link->setText(text);
    m_link->setVisible(!text.isEmpty());
}

} // namespace keyturn
