// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "JwtComparisonCard.h"

#include "CodeText.h"
#include "CompactJson.h"
#include "JwtComparison.h"
#include "JwtLayout.h"
#include "Look.h"
#include "MarkedTextEdit.h"
#include "NotJwtWording.h"
#include "Shortened.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QLabel>
#include <QTimer>
#include <QVBoxLayout>

#include <memory>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace keyturn {

namespace {

using Relation = jwt::MemberComparison::Relation;

constexpr int mostRows = 200; // Each is four widgets.

QString wordFor(Relation relation)
{
    switch (relation) {
    case Relation::Same:
        return JwtComparisonCard::tr("same");
    case Relation::Differs:
        return JwtComparisonCard::tr("differs");
    case Relation::OnlyLeft:
        return JwtComparisonCard::tr("only above");
    case Relation::OnlyRight:
        return JwtComparisonCard::tr("only here");
    }
    return {};
}

QString textOf(const QJsonValue &value, const QByteArray &written)
{
    constexpr qsizetype most = 400;
    if (value.isUndefined())
        return u"–"_s;
    return shortened(written.isEmpty() ? compactJson(value) : QString::fromUtf8(written), most);
}

CodeText *codeOf(const QString &text, const QString &name)
{
    auto *code = new CodeText;
    code->setPlainText(text);
    code->setAccessibleName(name);
    return code;
}

QLabel *plain(const QString &text, const QString &look)
{
    auto *label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    setLook(*label, look);
    return label;
}

} // namespace

JwtComparisonCard::JwtComparisonCard(QWidget *parent)
    : Card(parent)
    , m_field(new MarkedTextEdit)
    , m_all(new QCheckBox(tr("Show what is the &same too")))
    , m_said(plain({}, u"muted"_s))
    , m_grid(new QGridLayout)
    , m_pause(new QTimer(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(8);
    auto *heading = plain(tr("Compare with another"), u"heading"_s);
    heading->setObjectName(u"compareHeading"_s);
    layout->addWidget(heading);
    m_field->setObjectName(u"otherField"_s);
    m_field->setAccessibleName(tr("Another JWT"));
    m_field->setPlaceholderText(tr("Paste another JWT, to see which claims differ"));
    m_field->setFixedHeight(72);
    layout->addWidget(m_field);
    m_said->setObjectName(u"comparisonLabel"_s);
    m_said->setWordWrap(true);
    layout->addWidget(m_said);
    m_all->setObjectName(u"allMembersBox"_s);
    layout->addWidget(m_all);
    m_grid->setHorizontalSpacing(12);
    m_grid->setVerticalSpacing(6);
    m_grid->setColumnStretch(2, 1);
    m_grid->setColumnStretch(3, 1);
    layout->addLayout(m_grid);
    m_pause->setSingleShot(true);
    m_pause->setInterval(150ms);
    connect(m_field, &QPlainTextEdit::textChanged, m_pause, qOverload<>(&QTimer::start));
    connect(m_field, &MarkedTextEdit::tooLargePasted, this, [this] {
        m_said->setText(tr("What was pasted is far longer than any JWT, and was not taken."));
        m_said->show();
    });
    connect(m_pause, &QTimer::timeout, this, &JwtComparisonCard::compare);
    connect(m_all, &QCheckBox::toggled, this, &JwtComparisonCard::compare);
    compare();
}

void JwtComparisonCard::setFirst(const JwtInspection &first)
{
    m_first = first.jwt;
    compare();
}

void JwtComparisonCard::compare()
{
    while (const std::unique_ptr<QLayoutItem> item{m_grid->takeAt(0)})
        delete item->widget();
    m_said->clear();
    const auto text = m_field->toPlainText();
    const bool has = m_first && !text.trimmed().isEmpty();
    m_said->setVisible(has);
    m_all->setVisible(has);
    if (!has)
        return;
    const auto other = inspectJwt(text.toUtf8(), m_clock());
    m_field->setToken(other ? placesOf(other->found, text) : QList<int>());
    if (other)
        showRows(other->jwt);
    else
        m_said->setText(sentenceForNoJwt(text.toUtf8(), other.error()));
}

void JwtComparisonCard::showRows(const jwt::Jwt &other)
{
    int different = 0;
    int row = 0;
    for (const auto &member : jwt::comparisonOf(*m_first, other)) {
        const bool isSame = member.relation == Relation::Same;
        different += isSame ? 0 : 1;
        if ((isSame && !m_all->isChecked()) || row == mostRows)
            continue;
        auto *name
            = plain(member.name, member.part == jwt::JwtPart::Header ? u"jwtHeader"_s : u"jwtPayload"_s);
        name->setAccessibleName(
            member.part == jwt::JwtPart::Header ? tr("Header member %1").arg(member.name)
                                                : tr("Claim %1").arg(member.name));
        auto *relation = plain(wordFor(member.relation), u"muted"_s);
        if (!isSame)
            setTone(*relation, Tone::Attention);
        m_grid->addWidget(name, row, 0, Qt::AlignTop);
        m_grid->addWidget(relation, row, 1, Qt::AlignTop);
        m_grid->addWidget(
            codeOf(textOf(member.left, member.leftText), tr("%1 above").arg(member.name)), row, 2);
        m_grid->addWidget(
            codeOf(textOf(member.right, member.rightText), tr("%1 here").arg(member.name)), row, 3);
        ++row;
    }
    m_said->setText(
        different == 0 ? tr("Header and payload say the same.")
                       : tr("Members that differ: %1. Left as above, right as here.").arg(different));
}

} // namespace keyturn
