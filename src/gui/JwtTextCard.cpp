// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "JwtTextCard.h"

#include "CodeText.h"
#include "Look.h"
#include "Theme.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QMouseEvent>
#include <QSignalBlocker>

using namespace Qt::StringLiterals;

namespace keyturn {

JwtTextCard::JwtTextCard(QWidget *parent)
    : Card(parent)
    , m_pretty(new QCheckBox(tr("&One member a line")))
    , m_cut(new QLabel)
    , m_signature(new QLabel)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(8);
    auto *head = new QHBoxLayout;
    auto *heading = new QLabel(tr("As it was sent"));
    setLook(*heading, u"heading"_s);
    head->addWidget(heading);
    head->addStretch();
    m_pretty->setObjectName(u"prettyBox"_s);
    m_pretty->setChecked(true);
    m_pretty->setToolTip(
        tr("Unchecked: the JSON byte for byte. Either way every member and every digit is there."));
    head->addWidget(m_pretty);
    layout->addLayout(head);

    addPart(jwt::JwtPart::Header, tr("Header"), u"jwtHeader"_s, m_header);
    addPart(jwt::JwtPart::Payload, tr("Payload"), u"jwtPayload"_s, m_payload);
    m_header.view->setObjectName(u"headerValue"_s);
    m_payload.view->setObjectName(u"payloadValue"_s);
    setLook(*m_cut, u"small"_s);
    m_cut->setWordWrap(true);
    m_cut->hide();
    layout->addWidget(m_cut);
    setLook(*m_signature, u"jwtSignature"_s);
    m_signature->setObjectName(u"signatureLabel"_s);
    layout->addWidget(m_signature);
    connect(m_pretty, &QCheckBox::toggled, this, &JwtTextCard::showParts);
}

void JwtTextCard::addPart(jwt::JwtPart which, const QString &title, const QString &look, Part &part)
{
    auto *name = new QLabel(title);
    setLook(*name, look);
    part.view = new CodeText;
    part.view->setAccessibleName(
        which == jwt::JwtPart::Header ? tr("Header of the JWT") : tr("Payload of the JWT"));
    part.view->setFocusPolicy(Qt::StrongFocus);
    part.view->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    part.view->viewport()->setMouseTracking(true);
    part.view->viewport()->installEventFilter(this);
    name->setBuddy(part.view);
    connect(part.view, &QTextEdit::cursorPositionChanged, this, [this, &part] {
        Q_EMIT memberPointed(part.layout.memberAt(part.view->textCursor().position()));
    });
    layout()->addWidget(name);
    layout()->addWidget(part.view);
}

void JwtTextCard::setInspection(const JwtInspection &inspection)
{
    m_inspection = inspection;
    m_pointed = -1;
    showParts();
    m_signature->setText(tr("Signature: %1 bytes").arg(inspection.jwt.jws.signature.size()));
}

void JwtTextCard::showParts()
{
    const auto form = m_pretty->isChecked() ? JsonForm::Pretty : JsonForm::AsSent;
    const auto &jws = m_inspection.jwt.jws;
    const auto show = [&](jwt::JwtPart which, const QByteArray &sent, Part &part) {
        part.layout = {};
        if (m_inspection.anatomy) {
            part.layout = layoutOf(*m_inspection.anatomy, which, form);
        } else {
            part.layout.isCut = sent.size() > longestShownJson;
            part.layout.text = QString::fromUtf8(sent.first(std::min(sent.size(), longestShownJson)));
        }
        const QSignalBlocker quiet(part.view);
        part.view->setPlainText(part.layout.text);
        part.view->updateGeometry();
    };
    show(jwt::JwtPart::Header, jws.headerJson, m_header);
    show(jwt::JwtPart::Payload, jws.payload, m_payload);
    m_pretty->setEnabled(m_inspection.anatomy.has_value());
    const bool isCut = m_header.layout.isCut || m_payload.layout.isCut;
    m_cut->setText(tr("There is more than is shown here. keyturn-cli jwt decode tells all of it."));
    m_cut->setVisible(isCut);
    pointAt(m_pointed);
}

void JwtTextCard::pointAt(int member)
{
    m_pointed = member;
    mark(m_header);
    mark(m_payload);
}

void JwtTextCard::mark(Part &part)
{
    QList<QTextEdit::ExtraSelection> marks;
    if (const auto *span = part.layout.spanOf(m_pointed); span) {
        QTextEdit::ExtraSelection marked;
        marked.cursor = QTextCursor(part.view->document());
        marked.cursor.setPosition(int(span->begin));
        marked.cursor.setPosition(int(span->end), QTextCursor::KeepAnchor);
        marked.format.setBackground(Theme::color(Role::AccentSoft));
        marked.format.setFontUnderline(true);
        marks.append(marked);
    }
    part.view->setExtraSelections(marks);
}

JwtTextCard::Part &JwtTextCard::partShownIn(const QObject *view)
{
    return view == m_header.view->viewport() ? m_header : m_payload;
}

bool JwtTextCard::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::MouseMove) {
        auto &part = partShownIn(watched);
        const auto place = static_cast<QMouseEvent *>(event)->position().toPoint();
        const int member = part.layout.memberAt(part.view->cursorForPosition(place).position());
        if (member >= 0 && member != m_pointed)
            Q_EMIT memberPointed(member);
    }
    return Card::eventFilter(watched, event);
}

void JwtTextCard::changeEvent(QEvent *event)
{
    Card::changeEvent(event);
    if (event->type() == QEvent::StyleChange && m_payload.view)
        pointAt(m_pointed);
}

} // namespace keyturn
