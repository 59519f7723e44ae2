// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "AnswerCard.h"

#include "EdgeReply.h"
#include "Look.h"
#include "ReplyText.h"
#include "Wording.h"
#include "ui_AnswerCard.h"

#include <QFileDialog>
#include <QSaveFile>
#include <QTemporaryFile>

namespace keyturn {

namespace {

// Characters of a body that are shown; the whole of it can be saved.
constexpr qsizetype shownBody = 256 * 1024;

Tone toneOf(int status)
{
    if (status >= 400)
        return Tone::Bad;
    return status >= 300 ? Tone::Attention : Tone::Good;
}

} // namespace

AnswerCard::AnswerCard(QWidget *parent)
    : Card(parent)
    , m_ui(std::make_unique<Ui::AnswerCard>())
{
    m_ui->setupUi(this);
    new QVBoxLayout(m_ui->hopsBox);
    m_ui->hopsBox->layout()->setContentsMargins({});
    connect(m_ui->saveBodyButton, &QPushButton::clicked, this, &AnswerCard::saveBody);
    connect(m_ui->openJwtButton, &QPushButton::clicked, this, &AnswerCard::jwtRequested);
}

AnswerCard::~AnswerCard() = default;

void AnswerCard::showReply(const http::Exchange &exchange, const http::Reply &reply, bool hasJwt)
{
    const auto seen = access::signalsOf(exchange.request, reply);
    m_body = reply.body;
    m_ui->openJwtButton->setVisible(hasJwt);
    m_ui->statusPill->setText(statusLineOf(reply));
    m_ui->statusPill->setTone(toneOf(reply.status));
    m_ui->answerFacts->setText(factsLineOf(reply, seen.rayId, seen.colo));
    m_ui->answerTabs->setTabText(1, tr("Headers %1").arg(reply.headers.size()));
    m_ui->answerHeaders->setPlainText(headersText(reply.headers));
    m_ui->connectionLabel->setText(connectionText(reply));
    m_ui->phases->setPhases(phasesOf(reply.timing));
    showHops(exchange.hops);
    showBody();
}

void AnswerCard::showBody()
{
    const auto shown = m_body.start.first(qMin(m_body.start.size(), shownBody));
    const bool isText = !shown.contains('\0');
    m_ui->answerBody->setPlainText(isText ? QString::fromUtf8(shown) : QString());
    m_ui->saveBodyButton->setEnabled(m_body.size > 0);
    if (m_body.size == 0)
        m_ui->bodyNote->setText(tr("The answer has no body."));
    else if (!isText)
        m_ui->bodyNote->setText(
            tr("%1 that are no text. Save them to look at them.").arg(sizeText(m_body.size)));
    else if (m_body.size > shown.size())
        m_ui->bodyNote->setText(tr("The first %1 of %2.").arg(sizeText(shown.size()), sizeText(m_body.size)));
    else
        m_ui->bodyNote->clear();
}

void AnswerCard::showHops(const QList<http::Hop> &hops)
{
    auto *layout = m_ui->hopsBox->layout();
    while (auto *item = layout->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const auto &hop : hops) {
        auto *label = new QLabel(hopText(hop));
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        if (!hop.stripped.isEmpty())
            setTone(*label, Tone::Attention);
        layout->addWidget(label);
    }
    m_ui->hopsBox->setVisible(!hops.isEmpty());
}

void AnswerCard::saveBody()
{
    const auto path = QFileDialog::getSaveFileName(this, tr("Save the body"));
    if (path.isEmpty())
        return;
    QSaveFile file(path);
    bool saved = file.open(QIODevice::WriteOnly);
    if (saved && m_body.isWholeInMemory()) {
        saved = file.write(m_body.start) == m_body.start.size();
    } else if (saved) {
        m_body.file->seek(0);
        while (saved && !m_body.file->atEnd()) {
            const auto part = m_body.file->read(1024 * 1024);
            saved = !part.isEmpty() && file.write(part) == part.size();
        }
    }
    if (!saved || !file.commit())
        m_ui->bodyNote->setText(tr("The body could not be saved: %1.").arg(file.errorString()));
    else
        m_ui->bodyNote->setText(tr("Saved to %1.").arg(path));
}

} // namespace keyturn
