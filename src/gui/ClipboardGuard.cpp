// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ClipboardGuard.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>

using namespace Qt::StringLiterals;

namespace keyturn {

ClipboardGuard::ClipboardGuard(QObject *parent)
    : QObject(parent)
{
    m_second.setInterval(std::chrono::seconds(1));
    connect(&m_second, &QTimer::timeout, this, &ClipboardGuard::countDown);
}

ClipboardGuard::~ClipboardGuard()
{
    if (isHolding())
        clear();
}

void ClipboardGuard::copy(const Secret &secret)
{
    auto *data = new QMimeData;
    data->setText(QString::fromUtf8(secret.expose()));
    // KDE's Klipper and many others honour this; Windows and macOS have names of their own.
    data->setData(u"x-kde-passwordManagerHint"_s, "secret");
    data->setData(u"application/x-nspasteboard-concealed-type"_s, "1");
    data->setData(u"ExcludeClipboardContentFromMonitorProcessing"_s, "1");
    QGuiApplication::clipboard()->setMimeData(data);

    m_digest = secret.sha256();
    m_left = m_time;
    m_second.start();
    Q_EMIT timeLeftChanged(m_left);
}

void ClipboardGuard::countDown()
{
    --m_left;
    if (m_left.count() <= 0)
        clear();
    Q_EMIT timeLeftChanged(m_left);
}

void ClipboardGuard::clear()
{
    m_second.stop();
    m_left = std::chrono::seconds(0);
    auto *clipboard = QGuiApplication::clipboard();
    // What somebody copied since is not ours to take away.
    if (Secret(clipboard->text().toUtf8()).sha256() == m_digest)
        clipboard->clear();
    m_digest.clear();
}

} // namespace keyturn
