// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ReportText.h"
#include "ReportWording.h"

using namespace Qt::StringLiterals;

namespace keyturn {

namespace {

using Kind = ReportBlock::Kind;

const char style[] = R"(
:root { color-scheme: light dark; --ink: #1d2127; --faint: #5b6470; --line: #d5dae1; --paper: #ffffff;
  --well: #f4f6f8; --tone: #5b6470; }
.accepted { --tone: #18794e; }
.refused, .unreachable { --tone: #c0392b; }
.open { --tone: #9a6700; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e9ee; --faint: #9aa4b2; --line: #39414d; --paper: #16191e; --well: #1f242b; --tone: #9aa4b2; }
  .accepted { --tone: #4cc38a; }
  .refused, .unreachable { --tone: #ff8a7a; }
  .open { --tone: #f0b429; }
}
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.55 system-ui, sans-serif; }
main { max-width: 52rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
h1 { font-size: 1.5rem; line-height: 1.3; margin: 0 0 1rem; padding-left: .9rem;
  border-left: .3rem solid var(--tone); }
h2 { font-size: 1.1rem; margin: 2.2rem 0 .6rem; padding-bottom: .25rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1rem; margin: 1.6rem 0 .5rem; }
p, li, td { overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; margin: .8rem 0; }
th, td { text-align: left; vertical-align: top; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid var(--line); }
th { color: var(--faint); font-weight: 500; white-space: nowrap; width: 1%; }
pre { background: var(--well); border: 1px solid var(--line); border-radius: .4rem; padding: .7rem .9rem;
  font: 13px/1.5 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
@media print {
  :root { --ink: #000; --faint: #444; --line: #bbb; --paper: #fff; --well: #fff; }
  main { max-width: none; padding: 0; }
  h2, h3 { break-after: avoid; }
  li, tr { break-inside: avoid; }
}
)";

QString tagged(const QString &tag, const QString &text)
{
    return u"<%1>"_s.arg(tag) + text.toHtmlEscaped() + u"</%1>\n"_s.arg(tag);
}

QString tableText(const QList<QStringList> &rows)
{
    QString text = u"<table>\n"_s;
    for (const auto &row : rows) {
        text += u"<tr><th scope=\"row\">"_s + row.value(0).toHtmlEscaped() + u"</th>"_s;
        for (const auto &cell : row.mid(1))
            text += u"<td>"_s + cell.toHtmlEscaped() + u"</td>"_s;
        text += u"</tr>\n"_s;
    }
    return text + u"</table>\n"_s;
}

QString textOf(const ReportBlock &block)
{
    switch (block.kind) {
    case Kind::Title:
        return tagged(u"h1"_s, block.text);
    case Kind::Section:
        return tagged(u"h2"_s, block.text);
    case Kind::Part:
        return tagged(u"h3"_s, block.text);
    case Kind::Paragraph:
        return tagged(u"p"_s, block.text);
    case Kind::Bullets: {
        QString text = u"<ul>\n"_s;
        for (const auto &item : block.items)
            text += tagged(u"li"_s, item);
        return text + u"</ul>\n"_s;
    }
    case Kind::Table:
        return tableText(block.rows);
    case Kind::Code:
        // A line break right behind the tag would be swallowed.
        return u"<pre>\n"_s + block.text.toHtmlEscaped() + u"</pre>\n"_s;
    }
    return {};
}

} // namespace

QString htmlOf(const DiagnosisReport &report, const ReportOptions &options)
{
    const auto document = documentOf(report, options);
    QString title;
    QString content;
    for (const auto &block : document.blocks) {
        if (block.kind == Kind::Title)
            title = block.text;
        content += textOf(block);
    }
    return u"<!DOCTYPE html>\n<html lang=\"en\" class=\"%1\">\n<head>\n<meta charset=\"utf-8\">\n"_s.arg(
               access::idOf(document.outcome))
        + u"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"_s
        + u"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"_s
        + u"<meta name=\"referrer\" content=\"no-referrer\">\n"_s + tagged(u"title"_s, title) + u"<style>"_s
        + QString::fromLatin1(style) + u"</style>\n</head>\n<body>\n<main>\n"_s + content
        + u"</main>\n</body>\n</html>\n"_s;
}

} // namespace keyturn
