// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ReportText.h"
#include "ReportWording.h"

using namespace Qt::StringLiterals;

namespace keyturn {

namespace {

using Kind = ReportBlock::Kind;

/// A text as words of one line, whatever Markdown would make of its characters.
QString escaped(const QString &text)
{
    const QString special = u"\\`*_[]<>&|~$@#"_s;
    const QString specialInFront = u"-+=.)!"_s;
    QString line;
    bool isInFront = true;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar character = text[i];
        const QChar next = i + 1 < text.size() ? text[i + 1] : u' ';
        const bool isBlank = character == u'\n' || character == u'\t' || character == u' ';
        if (isBlank) {
            if (!line.isEmpty())
                line += u' ';
            continue;
        }
        // A scheme or "www." makes a link of what follows.
        const bool isLinking = (character == u':' && !next.isSpace())
            || (character == u'.' && line.endsWith(u"www"_s, Qt::CaseInsensitive));
        if (special.contains(character) || isLinking || (isInFront && specialInFront.contains(character)))
            line += u'\\';
        line += character;
        isInFront = isInFront && (character.isDigit() || specialInFront.contains(character));
    }
    return line.trimmed();
}

QString fenced(const QString &text)
{
    qsizetype longest = 0;
    qsizetype run = 0;
    for (const auto character : text) {
        run = character == u'`' ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    const QString fence(std::max<qsizetype>(3, longest + 1), u'`');
    return fence + u"text\n"_s + text + (text.endsWith(u'\n') ? QString() : u"\n"_s) + fence + u'\n';
}

QString tableText(const QList<QStringList> &rows)
{
    qsizetype columns = 0;
    for (const auto &row : rows)
        columns = std::max(columns, row.size());
    QString text
        = QString(u"| "_s).repeated(columns) + u"|\n"_s + QString(u"|---"_s).repeated(columns) + u"|\n"_s;
    for (const auto &row : rows) {
        for (qsizetype column = 0; column < columns; ++column)
            text += u"| "_s + escaped(row.value(column)) + u' ';
        text += u"|\n"_s;
    }
    return text;
}

QString textOf(const ReportBlock &block)
{
    switch (block.kind) {
    case Kind::Title:
        return u"# "_s + escaped(block.text) + u'\n';
    case Kind::Section:
        return u"## "_s + escaped(block.text) + u'\n';
    case Kind::Part:
        return u"### "_s + escaped(block.text) + u'\n';
    case Kind::Paragraph:
        return escaped(block.text) + u'\n';
    case Kind::Bullets: {
        QString text;
        for (const auto &item : block.items)
            text += u"- "_s + escaped(item) + u'\n';
        return text;
    }
    case Kind::Table:
        return tableText(block.rows);
    case Kind::Code:
        return fenced(block.text);
    }
    return {};
}

} // namespace

QString markdownOf(const DiagnosisReport &report, const ReportOptions &options)
{
    QStringList texts;
    for (const auto &block : documentOf(report, options).blocks)
        texts.append(textOf(block));
    return texts.join(u'\n');
}

} // namespace keyturn
