// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Command.h"
#include "Verdict.h"

#include <QString>
#include <QStringList>
#include <QUrl>

namespace keyturn::cli {

/// What the steps after a verdict are about.
struct Subject
{
    QByteArray method; ///< Empty: not known.
    QUrl url; ///< Empty: not known.
    TokenChoice token;
    QString teamHost; ///< "acme.cloudflareaccess.com"; empty: not known.
    QString position; ///< "request 2 of 3" of a recorded text; empty for the only one.
    bool isProbed = false; ///< Keyturn has asked with and without credentials already.
};

/// The command that takes this step, ready for a shell; empty for what no command can do. Words in capitals
/// are for the person to replace.
[[nodiscard]] QString commandFor(access::NextStep step, const Subject &subject);

/// The commands for these steps, each once.
[[nodiscard]] QStringList commandsFor(const QList<access::NextStep> &steps, const Subject &subject);
/// The same for a verdict's steps, and the guide where Access refused and nobody knows why.
[[nodiscard]] QStringList commandsFor(const access::Verdict &verdict, const Subject &subject);

/// One word of a shell command.
[[nodiscard]] QString shellWord(const QString &text);

} // namespace keyturn::cli
