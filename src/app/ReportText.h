// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "DiagnosisReport.h"

#include <QString>

namespace keyturn {

struct ReportOptions
{
    bool showHosts
        = true; ///< Else hosts, teams, addresses, e-mails, audiences and Client IDs get other names.
};

// A report as a text to pass on. Neither holds a Client Secret, an API token, a JWT, a cookie or an
// Authorization value, whatever the options say; nothing that a server answered acts as markup in it.

[[nodiscard]] QString markdownOf(const DiagnosisReport &report, const ReportOptions &options = {});
/// One file that fetches nothing and runs nothing.
[[nodiscard]] QString htmlOf(const DiagnosisReport &report, const ReportOptions &options = {});

} // namespace keyturn
