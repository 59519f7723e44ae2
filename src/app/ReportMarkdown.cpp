// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ReportText.h"
#include "ReportWording.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keyturn {

namespace {

using Kind = ReportBlock::Kind;

bool isMarked(QChar character)
{
    return u"_:@$#~&"_s.contains(character);
}

/// An address or an identifier: what Markdown would make a link, a name or an emphasis of, and what has
/// nothing in it that could end a code span.
bool isCode(const QString &word)
{
    const auto isPlain = [](QChar character) {
        return character.isLetterOrNumber() || isMarked(character) || u"/.?=%+-…"_s.contains(character);
    };
    // A mark at the end is punctuation.
    const auto isInside = std::any_of(word.cbegin(), word.cend() - 1, isMarked);
    return isInside && std::all_of(word.cbegin(), word.cend(), isPlain)
        && !word.startsWith(u"javascript:"_s, Qt::CaseInsensitive);
}

QString escapedWord(const QString &word, bool isFirst)
{
    // Without a "<" before it, ">" means something at the start of a line only.
    const QString special = u"\\`*_<&|~$@#"_s;
    const QString specialInFront = u">-+=.)!["_s;
    QString escaped;
    bool isInFront = isFirst;
    for (qsizetype i = 0; i < word.size(); ++i) {
        const QChar character = word[i];
        const QChar next = i + 1 < word.size() ? word[i + 1] : u' ';
        // A scheme or "www." makes a link of what follows, and so does what stands behind a bracket.
        const bool isLinking = (character == u':' && !next.isSpace())
            || (character == u'.' && escaped.endsWith(u"www"_s, Qt::CaseInsensitive))
            || (character == u']' && u"([:"_s.contains(next))
            || (character == u'(' && escaped.endsWith(u']'));
        if (special.contains(character) || isLinking || (isInFront && specialInFront.contains(character)))
            escaped += u'\\';
        escaped += character;
        isInFront = isInFront && (character.isDigit() || specialInFront.contains(character));
    }
    return escaped;
}

/// A text as words of one line, whatever Markdown would make of its characters.
QString escaped(const QString &text)
{
    QStringList words;
    for (auto word : text.simplified().split(u' ', Qt::SkipEmptyParts)) {
        QString end;
        while (word.size() > 1 && u".,:;?"_s.contains(word.back())) {
            end.prepend(word.back());
            word.chop(1);
        }
        words.append(isCode(word) ? u'`' + word + u'`' + end : escapedWord(word + end, words.isEmpty()));
    }
    return words.join(u' ');
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
