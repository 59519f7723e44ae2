// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "SecretButtons.h"

#include "ClipboardGuard.h"
#include "SecretLabel.h"

#include <QCoreApplication>
#include <QPushButton>

namespace keyturn {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(SecretButtons)
};

} // namespace

void tellRevealTime(const SecretLabel &secret, QPushButton &reveal)
{
    QObject::connect(
        &secret, &SecretLabel::concealed, &reveal, [&reveal] { reveal.setText(Words::tr("Reveal")); });
    QObject::connect(&secret, &SecretLabel::timeLeftChanged, &reveal, [&reveal](std::chrono::seconds left) {
        if (left.count() > 0)
            reveal.setText(Words::tr("Hide, %1 s left").arg(left.count()));
    });
}

void tellCopyTime(const ClipboardGuard &clipboard, QPushButton &copy)
{
    QObject::connect(&clipboard, &ClipboardGuard::timeLeftChanged, &copy, [&copy](std::chrono::seconds left) {
        copy.setText(
            left.count() > 0 ? Words::tr("Copied, gone in %1 s").arg(left.count())
                             : Words::tr("Copy for 20 s"));
    });
}

} // namespace keyturn
