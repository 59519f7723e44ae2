// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "NavigationRail.h"

#include "IconLabel.h"
#include "Look.h"
#include "RailItem.h"

#include <QButtonGroup>
#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keyturn {

NavigationRail::NavigationRail(QWidget *parent)
    : QFrame(parent)
    , m_group(new QButtonGroup(this))
    , m_pages(new QVBoxLayout)
    , m_name(new QLabel(u"Keyturn"_s, this))
{
    setLook(*this, u"rail"_s);
    setAccessibleName(tr("Pages"));
    setFixedWidth(fullWidth);

    auto *mark = new IconLabel(this);
    mark->setIcon(Symbol::Key, Role::Accent);
    mark->setExtent(20);
    setLook(*m_name, u"brand"_s);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(8, 0, 0, 0);
    head->setSpacing(8);
    head->addWidget(mark);
    head->addWidget(m_name, 1);

    m_pages->setSpacing(4);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(10, 16, 10, 12);
    layout->setSpacing(4);
    layout->addLayout(head);
    layout->addSpacing(10);
    layout->addLayout(m_pages);
    layout->addStretch(1);
    buildFoot(*layout);

    connect(m_group, &QButtonGroup::idToggled, this, [this](int index, bool isOn) {
        if (isOn)
            Q_EMIT currentChanged(index);
    });
    connect(m_worldLink, &QPushButton::clicked, this, &NavigationRail::worldRequested);
    connect(m_store, &QPushButton::clicked, this, &NavigationRail::storeRequested);
}

void NavigationRail::buildFoot(QVBoxLayout &layout)
{
    m_worldName = new QLabel(this);
    setLook(*m_worldName, u"railHeading"_s);
    m_worldExplanation = new QLabel(this);
    m_worldExplanation->setWordWrap(true);
    setLook(*m_worldExplanation, u"small"_s);
    for (QLabel *label : {m_worldName, m_worldExplanation}) {
        label->setTextFormat(Qt::PlainText);
        label->setContentsMargins(8, 0, 4, 0);
    }
    m_worldLink = new QPushButton(this);
    setLook(*m_worldLink, u"railLink"_s);
    m_worldIcon = new IconLabel(this);
    m_worldIcon->setIcon(Symbol::Info, Role::Muted);
    m_worldIcon->hide();
    m_store = new QPushButton(this);
    setLook(*m_store, u"railStore"_s);
    m_store->setAccessibleName(tr("Secret store"));

    layout.addWidget(m_worldName);
    layout.addWidget(m_worldExplanation);
    layout.addWidget(m_worldLink);
    layout.addWidget(m_worldIcon, 0, Qt::AlignHCenter);
    layout.addWidget(m_store);
}

int NavigationRail::addPage(Symbol symbol, const QString &text)
{
    const auto index = int(m_items.size());
    auto *item = new RailItem(symbol, text, this);
    item->setCompact(m_isCompact);
    // Pages come before the foot, which was made first. The order is a ring, in which the first page already
    // precedes the foot and would stay where it is: so it goes behind the link before the link goes behind
    // it.
    setTabOrder(m_items.isEmpty() ? static_cast<QWidget *>(m_worldLink) : m_items.last(), item);
    if (m_items.isEmpty())
        setTabOrder(item, m_worldLink);
    m_items.append(item);
    m_pages->addWidget(item);
    m_group->addButton(item, index);
    if (index == 0)
        item->setChecked(true);
    return index;
}

void NavigationRail::setBadge(int index, int count, Tone tone, const QString &meaning)
{
    m_items.at(index)->setBadge(count, tone, meaning);
}

int NavigationRail::currentIndex() const
{
    return m_group->checkedId();
}

void NavigationRail::setCurrentIndex(int index)
{
    m_items.at(index)->setChecked(true);
}

void NavigationRail::setWorld(const QString &name, const QString &explanation, const QString &link)
{
    m_hasLink = !link.isEmpty();
    m_worldName->setText(name);
    m_worldExplanation->setText(explanation);
    m_worldLink->setText(link);
    m_worldLink->setVisible(m_hasLink && !m_isCompact);
    const QString whole = u"%1. %2"_s.arg(name, explanation);
    m_worldIcon->setToolTip(whole);
    m_worldIcon->setAccessibleName(whole);
}

void NavigationRail::setStore(const QString &text, Symbol symbol, Tone tone, const QString &toolTip)
{
    m_storeText = text;
    m_store->setIcon(iconOf(symbol, inkOf(tone)));
    m_store->setToolTip(toolTip.isEmpty() || toolTip == text ? text : u"%1\n%2"_s.arg(text, toolTip));
    fitStore();
    m_store->setAccessibleName(text);
    m_store->setAccessibleDescription(toolTip);
}

bool NavigationRail::event(QEvent *event)
{
    if (event->type() == QEvent::ParentChange || event->type() == QEvent::Polish)
        watchWindow();
    if (event->type() == QEvent::Show || event->type() == QEvent::LayoutRequest) {
        fitStore();
        fitWidth();
    }
    return QFrame::event(event);
}

bool NavigationRail::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == window() && event->type() == QEvent::Resize)
        setCompact(window()->width() < compactBelow);
    return QFrame::eventFilter(watched, event);
}

// Large letters need a wider rail.
void NavigationRail::fitWidth()
{
    setFixedWidth(m_isCompact ? compactWidth : std::max(fullWidth, minimumSizeHint().width()));
}

// The name of a store is as long as its maker liked; the tool tip has all of it.
void NavigationRail::fitStore()
{
    m_store->ensurePolished();
    constexpr int margins = 2 * 10 + 2 * 8; // of the rail, and of the button with its border
    const int room = fullWidth - margins - m_store->iconSize().width() - 4;
    const auto fitting = m_store->fontMetrics().elidedText(m_storeText, Qt::ElideRight, room);
    const auto wanted = m_isCompact ? QString() : fitting;
    if (m_store->text() != wanted)
        m_store->setText(wanted);
}

void NavigationRail::watchWindow()
{
    window()->installEventFilter(this);
    if (window() != this)
        setCompact(window()->width() < compactBelow);
}

void NavigationRail::setCompact(bool isCompact)
{
    if (m_isCompact == isCompact)
        return;
    m_isCompact = isCompact;
    for (RailItem *item : std::as_const(m_items))
        item->setCompact(isCompact);
    m_name->setVisible(!isCompact);
    m_worldName->setVisible(!isCompact);
    m_worldExplanation->setVisible(!isCompact);
    m_worldLink->setVisible(!isCompact && m_hasLink);
    m_worldIcon->setVisible(isCompact);
    setLook(*m_store, isCompact ? u"railMark"_s : u"railStore"_s);
    fitStore();
    fitWidth();
}

} // namespace keyturn
