// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Output.h"

#include "Json.h"
#include "Redaction.h"

#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>
#include <cerrno>

using namespace Qt::StringLiterals;

namespace keyturn::cli {

namespace {

/// 0, or the errno of what went wrong.
int write(std::FILE *file, QByteArrayView bytes)
{
    const auto size = static_cast<size_t>(bytes.size());
    errno = 0;
    if (std::fwrite(bytes.data(), 1, size, file) == size && std::fflush(file) == 0)
        return 0;
    return errno == 0 ? EIO : errno;
}

} // namespace

Output::Output(const OutputChoice &choice, std::FILE *out, std::FILE *err)
    : m_choice(choice)
    , m_out(out)
    , m_err(err)
{
}

void Output::answer(QByteArrayView bytes) const
{
    if (m_answerError == 0)
        m_answerError = write(m_out, bytes);
}

void Output::line(const QString &text) const
{
    if (!m_choice.json)
        answer(safe(text).toUtf8() + '\n');
}

void Output::paragraph(const QString &text, int indent) const
{
    for (const auto &each : wrapped(safe(text), readableWidth - indent))
        line(QString(indent, u' ') + each);
}

void Output::table(const QList<QStringList> &given, int indent) const
{
    QList<QStringList> rows = given;
    for (auto &row : rows) {
        for (auto &cell : row)
            cell = safe(cell);
    }
    QList<int> widths;
    for (const auto &row : rows) {
        for (qsizetype column = 0; column < row.size(); ++column) {
            if (column == widths.size())
                widths.append(0);
            widths[column] = std::max(widths[column], widthOf(row[column]));
        }
    }
    for (const auto &row : rows) {
        QString text(indent, u' ');
        for (qsizetype column = 0; column < row.size(); ++column) {
            text += row[column];
            if (column + 1 < row.size())
                text += QString(widths[column] - widthOf(row[column]) + 2, u' ');
        }
        while (text.endsWith(u' '))
            text.chop(1);
        line(text);
    }
}

void Output::document(const QJsonObject &document) const
{
    if (m_choice.json)
        answer(QJsonDocument(safe(document)).toJson(QJsonDocument::Indented));
}

void Output::documentLine(const QJsonObject &document) const
{
    if (m_choice.json)
        answer(QJsonDocument(safe(document)).toJson(QJsonDocument::Compact) + '\n');
}

void Output::bytes(QByteArrayView bytes) const
{
    answer(bytes);
}

void Output::note(const QString &text) const
{
    if (!m_choice.quiet)
        warning(text);
}

void Output::warning(const QString &text) const
{
    for (const auto &each : wrapped(safe(text), readableWidth))
        write(m_err, each.toUtf8() + '\n');
}

void Output::error(const Trouble &trouble) const
{
    // No sentence on a trouble should hold a secret, also when the answer may.
    auto told = trouble;
    told.message = redacted(trouble.message);
    told.next = redacted(trouble.next);
    document({{u"error"_s, jsonOf(told)}});
    warning(u"keyturn-cli: "_s + told.message);
    if (!told.next.isEmpty())
        warning(told.next);
}

// The last fence: whoever writes a line has seen to it that no secret is in it, and none of a known shape
// gets past here.
QString Output::safe(const QString &text) const
{
    return m_choice.reveals ? text : redacted(text);
}

QJsonObject Output::safe(const QJsonObject &document) const
{
    if (m_choice.reveals)
        return document;
    return withTexts(document, [](const QString &text) { return redacted(text); }).toObject();
}

QString Output::toned(const QString &text, Tone tone) const
{
    if (!m_choice.colors || tone == Tone::Plain || text.isEmpty())
        return text;
    const auto code = [tone] {
        switch (tone) {
        case Tone::Strong:
            return u"1"_s;
        case Tone::Faint:
            return u"2"_s;
        case Tone::Good:
            return u"32"_s;
        case Tone::Warning:
            return u"33"_s;
        case Tone::Bad:
            return u"31"_s;
        case Tone::Plain:
            break;
        }
        return u"0"_s;
    }();
    return u"\x1b[%1m%2\x1b[0m"_s.arg(code, text);
}

int widthOf(const QString &text)
{
    static const QRegularExpression colors(u"\x1b\\[[0-9]*m"_s);
    auto plain = text;
    return static_cast<int>(plain.remove(colors).size());
}

QStringList wrapped(const QString &text, int width)
{
    QStringList lines;
    for (const auto &paragraph : text.split(u'\n')) {
        QString line;
        for (const auto &word : paragraph.split(u' ')) {
            if (!line.isEmpty() && widthOf(line) + 1 + widthOf(word) > width) {
                lines.append(line);
                line.clear();
            }
            line += line.isEmpty() ? word : u' ' + word;
        }
        lines.append(line);
    }
    return lines;
}

} // namespace keyturn::cli
