// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "DiagnosisReport.h"
#include "OutputFile.h"
#include "TypedValues.h"
#include "Workplace.h"

namespace keyturn::cli {

/// --report and --hide-hosts.
[[nodiscard]] Typed<ReportChoice> reportChoiceOf(const TypedWords &words);

/// The file of --report: opened before anything is sent, and there only when it is whole.
class ReportFile
{
public:
    /// Without a file in `choice` it does nothing.
    explicit ReportFile(const ReportChoice &choice);

    [[nodiscard]] bool isWanted() const { return m_file.isWanted(); }
    [[nodiscard]] std::optional<Trouble> open() { return m_file.open(); }
    /// Says where it is.
    [[nodiscard]] std::optional<Trouble> write(const DiagnosisReport &report, const Output &out);

private:
    ReportChoice m_choice;
    OutputFile m_file;
};

/// What a report says beside what was seen. `token` is the id of one that Keyturn keeps, or empty.
[[nodiscard]] ReportContext reportContext(
    const Workplace &place, const TokenVault *vault, const QString &token, const access::HeaderStyle &style);

} // namespace keyturn::cli
