// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Log.h"

#include "Redaction.h"

namespace keyturn::log {

Q_LOGGING_CATEGORY(store, "keyturn.store", QtWarningMsg)
Q_LOGGING_CATEGORY(archive, "keyturn.archive", QtWarningMsg)
Q_LOGGING_CATEGORY(network, "keyturn.network", QtWarningMsg)
Q_LOGGING_CATEGORY(edge, "keyturn.edge", QtWarningMsg)
Q_LOGGING_CATEGORY(desktop, "keyturn.desktop", QtWarningMsg)

namespace {

QtMessageHandler previousHandler = nullptr;

void passOnRedacted(QtMsgType type, const QMessageLogContext &context, const QString &text)
{
    previousHandler(type, context, redacted(text));
}

} // namespace

void redactEverything()
{
    if (!previousHandler)
        previousHandler = qInstallMessageHandler(passOnRedacted);
}

} // namespace keyturn::log
