// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Verdict.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace keyturn {

/// One piece of a report, before it is Markdown or HTML.
struct ReportBlock
{
    enum class Kind { Title, Section, Part, Paragraph, Bullets, Table, Code };

    Kind kind = Kind::Paragraph;
    QString text; ///< Of all but Bullets and Table.
    QStringList items; ///< Of Bullets.
    QList<QStringList> rows; ///< Of Table; the first cell of each names the row.
    bool isOurs = false; ///< Keyturn's own words: no host in them is the reader's.
    qsizetype cutAt = 0; ///< Of Code: characters to show; 0 shows all.
};

struct ReportDocument
{
    access::Outcome outcome = access::Outcome::Unknown;
    QList<ReportBlock> blocks;
};

} // namespace keyturn
