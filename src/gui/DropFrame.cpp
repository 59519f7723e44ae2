// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "DropFrame.h"

#include "LogPage.h"
#include "Theme.h"

#include <QDropEvent>
#include <QPainter>

namespace keyturn {

DropFrame::DropFrame(QWidget &window)
    : QWidget(&window)
{
    setObjectName(QStringLiteral("dropFrame"));
    setAttribute(Qt::WA_TransparentForMouseEvents);
    hide();
    window.setAcceptDrops(true);
    window.installEventFilter(this);
}

bool DropFrame::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::DragEnter: {
        auto *entered = static_cast<QDragEnterEvent *>(event);
        if (!LogPage::canTake(*entered->mimeData()))
            break;
        entered->acceptProposedAction();
        showOver();
        return true;
    }
    case QEvent::DragLeave:
        hide();
        break;
    case QEvent::Drop: {
        auto *drop = static_cast<QDropEvent *>(event);
        hide();
        drop->acceptProposedAction();
        Q_EMIT dropped(*drop->mimeData());
        return true;
    }
    default:
        break;
    }
    return QWidget::eventFilter(watched, event);
}

void DropFrame::showOver()
{
    setGeometry(parentWidget()->rect());
    raise();
    show();
}

void DropFrame::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    auto ground = Theme::color(Role::Window);
    ground.setAlphaF(0.86F);
    painter.fillRect(rect(), ground);

    QPen line(Theme::color(Role::Accent), 2, Qt::DashLine);
    painter.setPen(line);
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(rect()).adjusted(12, 12, -12, -12), 8, 8);

    auto words = font();
    words.setPointSizeF(words.pointSizeF() * 1.3);
    words.setWeight(QFont::DemiBold);
    painter.setFont(words);
    painter.setPen(Theme::color(Role::Text));
    painter.drawText(
        rect().adjusted(24, 24, -24, -24), Qt::AlignCenter | Qt::TextWordWrap,
        tr("Drop it to find out what went wrong"));
}

} // namespace keyturn
