// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "EdgeSwitches.h"

#include "EdgeRunner.h"
#include "EdgeWording.h"
#include "Look.h"
#include "PlainWords.h"
#include "PolicyWording.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalBlocker>

#include <memory>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace keyturn {

namespace {

constexpr std::chrono::seconds skews[]{-1h, -5min, -1min, 0s, 1min, 5min, 1h};

void addHeading(QVBoxLayout &layout, const QString &text)
{
    if (layout.count() > 0)
        layout.addSpacing(8);
    layout.addWidget(plainWords(text, u"heading"_s, false));
}

void clear(QLayout &layout)
{
    while (const std::unique_ptr<QLayoutItem> item{layout.takeAt(0)})
        item->widget()->deleteLater();
}

} // namespace

EdgeSwitches::EdgeSwitches(QWidget *parent)
    : QWidget(parent)
    , m_legacy(new QRadioButton(wordFor(edge::Mode::Legacy)))
    , m_strict(new QRadioButton(wordFor(edge::Mode::Strict)))
    , m_modeMeaning(plainWords({}, u"muted"_s, true))
    , m_skew(new QComboBox)
    , m_faultRows(new QVBoxLayout)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(4, 12, 8, 12);
    layout->setSpacing(6);
    addMode(*layout);
    addClock(*layout);
    addSigning(*layout);
    addFaults(*layout);
    layout->addStretch(1);
}

void EdgeSwitches::addMode(QVBoxLayout &layout)
{
    addHeading(layout, tr("Mode"));
    m_legacy->setObjectName(u"legacyMode"_s);
    m_strict->setObjectName(u"strictMode"_s);
    m_legacy->setAccessibleDescription(sentenceFor(edge::Mode::Legacy));
    m_strict->setAccessibleDescription(sentenceFor(edge::Mode::Strict));
    auto *row = new QHBoxLayout;
    row->setSpacing(16);
    row->addWidget(m_legacy);
    row->addWidget(m_strict);
    row->addStretch(1);
    layout.addLayout(row);
    layout.addWidget(m_modeMeaning);
}

void EdgeSwitches::addClock(QVBoxLayout &layout)
{
    addHeading(layout, tr("Clock that it signs by"));
    m_skew->setObjectName(u"skewField"_s);
    m_skew->setAccessibleName(tr("Clock that it signs by"));
    for (const auto skew : skews)
        m_skew->addItem(skewText(skew), QVariant::fromValue<qint64>(skew.count()));
    layout.addWidget(m_skew, 0, Qt::AlignLeft);
}

void EdgeSwitches::addSigning(QVBoxLayout &layout)
{
    addHeading(layout, tr("Keys and sessions"));
    auto *rotate = new QPushButton(tr("Rotate signing keys"));
    rotate->setObjectName(u"rotateKeysButton"_s);
    rotate->setToolTip(tr("Sign with a new key from now on; the previous one stays published for a while"));
    auto *end = new QPushButton(tr("End sessions"));
    end->setObjectName(u"endSessionsButton"_s);
    end->setToolTip(tr("Accept no session that was begun until now; tokens are asked for anew"));
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(rotate);
    row->addWidget(end);
    row->addStretch(1);
    layout.addLayout(row);
    connect(rotate, &QPushButton::clicked, this, [this] {
        m_runner->edge().rotateKeys();
        Q_EMIT told(tr("It signs with a new key. What the previous one signed can still be verified."));
    });
    connect(end, &QPushButton::clicked, this, [this] {
        m_runner->edge().endSessions();
        Q_EMIT told(tr("All sessions have ended. The next request needs its credentials again."));
    });
}

void EdgeSwitches::addFaults(QVBoxLayout &layout)
{
    addHeading(layout, tr("Faults"));
    layout.addWidget(plainWords(
        tr("What goes wrong on purpose. The first that fits a request counts."), u"muted"_s, true));
    m_faultRows->setSpacing(2);
    layout.addLayout(m_faultRows);
}

void EdgeSwitches::setRunner(EdgeRunner &runner)
{
    m_runner = &runner;
    connect(m_legacy, &QRadioButton::clicked, this, [this] { m_runner->edge().setMode(edge::Mode::Legacy); });
    connect(m_strict, &QRadioButton::clicked, this, [this] { m_runner->edge().setMode(edge::Mode::Strict); });
    connect(m_skew, &QComboBox::activated, this, [this](int row) {
        m_runner->edge().setClockSkew(std::chrono::seconds(m_skew->itemData(row).toLongLong()));
    });
    const auto refresh = [this] { show(m_runner->config()); };
    connect(&runner, &EdgeRunner::configChanged, this, refresh);
    refresh();
}

void EdgeSwitches::show(const edge::Config &config)
{
    const bool isStrict = config.mode == edge::Mode::Strict;
    (isStrict ? m_strict : m_legacy)->setChecked(true);
    m_modeMeaning->setText(sentenceFor(config.mode));
    const auto skew = QVariant::fromValue<qint64>(config.clockSkew.count());
    if (m_skew->findData(skew) < 0)
        m_skew->addItem(skewText(config.clockSkew), skew);
    m_skew->setCurrentIndex(m_skew->findData(skew));
    showFaults();
}

void EdgeSwitches::showFaults()
{
    if (m_shownFaults != m_runner->faults()) {
        clear(*m_faultRows);
        m_faultBoxes.clear();
        m_shownFaults = m_runner->faults();
        for (const auto &fault : std::as_const(m_shownFaults)) {
            auto *box = new QCheckBox(shownText(fault.name));
            box->setToolTip(sentenceFor(fault));
            box->setAccessibleDescription(sentenceFor(fault));
            connect(
                box, &QCheckBox::toggled, this, [this, fault](bool isOn) { m_runner->setOn(fault, isOn); });
            m_faultRows->addWidget(box);
            auto *meaning = plainWords(sentenceFor(fault), u"small"_s, true);
            meaning->setIndent(26);
            m_faultRows->addWidget(meaning);
            m_faultBoxes.append(box);
        }
    }
    for (qsizetype i = 0; i < m_faultBoxes.size(); ++i) {
        const QSignalBlocker quiet(m_faultBoxes[i]);
        m_faultBoxes[i]->setChecked(m_runner->isOn(m_shownFaults[i]));
    }
}

} // namespace keyturn
