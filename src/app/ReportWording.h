// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "DiagnosisReport.h"
#include "ReportDocument.h"
#include "ReportText.h"

#include <QString>
#include <QStringList>

namespace keyturn {

/// The whole report in words and in order, with all that may not be shown taken out.
[[nodiscard]] ReportDocument documentOf(const DiagnosisReport &report, const ReportOptions &options);

[[nodiscard]] QString titleOfOnlyRequest();
[[nodiscard]] QString titleOfRecordedRequest();

/// What could have been tried and was not.
[[nodiscard]] QStringList notTestedBy(const RequestReport &seen);
[[nodiscard]] QStringList notTestedBy(const ProbeReport &seen);
[[nodiscard]] QStringList notTestedBy(const transcripts::Judgement &seen);

} // namespace keyturn
