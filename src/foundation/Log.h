// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QLoggingCategory>

namespace keyturn::log {

// Every logging category of Keyturn. Switch one on with QT_LOGGING_RULES="keyturn.network.debug=true".
Q_DECLARE_LOGGING_CATEGORY(store)
Q_DECLARE_LOGGING_CATEGORY(archive)
Q_DECLARE_LOGGING_CATEGORY(network)
Q_DECLARE_LOGGING_CATEGORY(edge)
Q_DECLARE_LOGGING_CATEGORY(desktop)

/// Puts redacted() between every log line of this process, Qt's own included, and standard error.
void redactEverything();

} // namespace keyturn::log
