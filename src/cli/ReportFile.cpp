// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ReportFile.h"

#include "ReportText.h"
#include "Terminal.h"

using namespace Qt::StringLiterals;

namespace keyturn::cli {

namespace {

bool isHtml(const QString &file)
{
    return file.endsWith(u".html"_s, Qt::CaseInsensitive) || file.endsWith(u".htm"_s, Qt::CaseInsensitive);
}

bool isMarkdown(const QString &file)
{
    return file.endsWith(u".md"_s, Qt::CaseInsensitive);
}

} // namespace

Typed<ReportChoice> reportChoiceOf(const TypedWords &words)
{
    const ReportChoice choice{words.one(u"report"_s), words.has(u"hide-hosts"_s)};
    if (words.has(u"report"_s) && !isHtml(choice.file) && !isMarkdown(choice.file))
        return Failure{wrongUsage(
            u"--report takes a file whose name ends in .md, .html or .htm: the ending says what is written."_s)};
    if (choice.hideHosts && choice.file.isEmpty())
        return Failure{wrongUsage(u"--hide-hosts is about a report: it needs --report FILE."_s)};
    return choice;
}

ReportFile::ReportFile(const ReportChoice &choice)
    : m_choice(choice)
    , m_file(choice.file)
{
}

std::optional<Trouble> ReportFile::write(const DiagnosisReport &report, const Output &out)
{
    if (!isWanted())
        return std::nullopt;
    const ReportOptions options{!m_choice.hideHosts};
    http::Body body;
    body.start = (isHtml(m_choice.file) ? htmlOf(report, options) : markdownOf(report, options)).toUtf8();
    body.size = body.start.size();
    if (auto trouble = m_file.write(body))
        return trouble;
    out.note(u"The report is in %1."_s.arg(printable(m_choice.file)));
    return std::nullopt;
}

ReportContext reportContext(
    const Workplace &place, const TokenVault *vault, const QString &token, const access::HeaderStyle &style)
{
    ReportContext context{place.now(), style, std::nullopt};
    if (vault == nullptr || token.isEmpty())
        return context;
    for (const auto &kept : vault->tokens()) {
        if (kept.id == token)
            context.token = kept;
    }
    return context;
}

} // namespace keyturn::cli
