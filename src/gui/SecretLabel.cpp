// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "SecretLabel.h"

#include "Theme.h"

#include <QFontMetrics>
#include <QPainter>

using namespace std::chrono_literals;

namespace keyturn {

namespace {

constexpr int maskLength = 20;

QString maskText()
{
    return QString(maskLength, u'•');
}

} // namespace

SecretLabel::SecretLabel(QWidget *parent)
    : QWidget(parent)
{
    setFont(Theme::monospace());
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_second.setInterval(1s);
    connect(&m_second, &QTimer::timeout, this, &SecretLabel::countDown);
    describe();
}

SecretLabel::~SecretLabel()
{
    wipeText(m_shown);
}

void SecretLabel::reveal(const Secret &secret)
{
    if (secret.isEmpty())
        return conceal();
    wipeText(m_shown);
    m_shown = QString::fromUtf8(secret.expose());
    m_left = m_time;
    m_second.start();
    describe();
    updateGeometry();
    update();
    Q_EMIT revealed();
    Q_EMIT timeLeftChanged(m_left);
}

void SecretLabel::conceal()
{
    if (!isRevealed())
        return;
    wipeText(m_shown);
    m_second.stop();
    m_left = 0s;
    describe();
    updateGeometry();
    update();
    Q_EMIT concealed();
}

void SecretLabel::countDown()
{
    m_left -= 1s;
    if (m_left <= 0s)
        return conceal();
    Q_EMIT timeLeftChanged(m_left);
}

void SecretLabel::describe()
{
    setAccessibleName(isRevealed() ? tr("Client Secret, shown") : tr("Client Secret, hidden"));
}

QSize SecretLabel::sizeHint() const
{
    const QFontMetrics metrics(font());
    const int shown = isRevealed() ? metrics.horizontalAdvance(m_shown) : 0;
    return {std::max(shown, metrics.horizontalAdvance(maskText())) + 2, metrics.height() + 4};
}

QSize SecretLabel::minimumSizeHint() const
{
    return {QFontMetrics(font()).horizontalAdvance(maskText()) + 2, sizeHint().height()};
}

void SecretLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setFont(font());
    painter.setPen(Theme::color(Role::Text));
    const QString text
        = isRevealed() ? QFontMetrics(font()).elidedText(m_shown, Qt::ElideMiddle, width()) : maskText();
    painter.drawText(rect(), Qt::AlignLeft | Qt::AlignVCenter, text);
}

void SecretLabel::hideEvent(QHideEvent *event)
{
    conceal();
    QWidget::hideEvent(event);
}

} // namespace keyturn
