// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Credentials.h"
#include "DiagnosisReport.h"
#include "PlaceNames.h"
#include "ReportDocument.h"
#include "SecretMask.h"

namespace keyturn {

/// Stands between what was seen and what is shown: takes out credentials, and names when they are to be
/// hidden. Every text of a report goes through it.
class ReportScreen
{
public:
    ReportScreen(const DiagnosisReport &report, bool showHosts);

    void pass(ReportDocument &document);

private:
    void learnCredentials(const http::Exchange &exchange);
    void learnNames(const http::Exchange &exchange);
    [[nodiscard]] QString
    withoutCredentials(const QString &text, const transcripts::Credentials &ofAllTexts) const;
    [[nodiscard]] QString withoutNames(const QString &text, qsizetype limit);
    void pass(ReportBlock &block, const transcripts::Credentials &ofAllTexts);

    SecretMask m_mask;
    PlaceNames m_names;
    bool m_showHosts;
};

/// `text` with characters that cannot be seen, or that turn a line around, as marks. Line breaks and tabs
/// stay.
[[nodiscard]] QString visible(const QString &text);

} // namespace keyturn
