// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "LogBox.h"

#include "Theme.h"

#include <QEvent>
#include <QMimeData>
#include <QTextBlock>
#include <QUrl>

#include <algorithm>

namespace keyturn {

namespace {

constexpr int linesAround = 40;
constexpr int mostLines = 1000;
constexpr qsizetype shownOfLine = 2000;

// The lines `first` to `last` of `text`, counted from 1, each cut where it is very long.
QString linesOf(QByteArrayView text, int first, int last)
{
    QStringList lines;
    int number = 1;
    for (qsizetype at = 0; at < text.size() && number <= last; ++number) {
        auto end = text.indexOf('\n', at);
        if (end < 0)
            end = text.size();
        if (number >= first) {
            auto line = text.sliced(at, end - at);
            const bool isCut = line.size() > shownOfLine;
            lines.append(
                QString::fromUtf8(isCut ? line.first(shownOfLine) : line)
                + (isCut ? QStringLiteral("…") : QString()));
        }
        at = end + 1;
    }
    return lines.join(u'\n');
}

} // namespace

LogBox::LogBox(QWidget *parent)
    : QPlainTextEdit(parent)
{
    setLineWrapMode(QPlainTextEdit::NoWrap);
    setTabChangesFocus(true);
    setProperty("mono", true);
}

bool LogBox::fits(QByteArrayView text)
{
    if (text.size() > largestText)
        return false;
    for (qsizetype at = 0; at < text.size();) {
        auto end = text.indexOf('\n', at);
        if (end < 0)
            end = text.size();
        if (end - at > longestLine)
            return false;
        at = end + 1;
    }
    return true;
}

void LogBox::showText(const QByteArray &text, int first, int last)
{
    m_isExcerpt = !fits(text);
    setReadOnly(m_isExcerpt);
    m_firstShown = m_isExcerpt ? std::max(1, first - linesAround) : 1;
    const QSignalBlocker quiet(this);
    const bool isSame = !m_isExcerpt && toPlainText().toUtf8() == text;
    if (m_isExcerpt)
        setPlainText(linesOf(text, m_firstShown, std::min(last + linesAround, m_firstShown + mostLines)));
    else if (!isSame)
        setPlainText(QString::fromUtf8(text));
    if (text.isEmpty())
        document()->clearUndoRedoStacks();
    m_firstMarked = first;
    m_lastMarked = last;
    paintMark();
    // Whoever types keeps the place at which he does.
    if (first > 0 && (!isSame || std::exchange(m_wasPasted, false)))
        jump();
}

void LogBox::jump()
{
    setTextCursor(QTextCursor(document()->findBlockByNumber(std::max(0, m_firstMarked - m_firstShown))));
    centerCursor();
}

void LogBox::paintMark()
{
    QList<QTextEdit::ExtraSelection> lines;
    QTextEdit::ExtraSelection line;
    line.format.setBackground(Theme::color(Role::AccentSoft));
    line.format.setProperty(QTextFormat::FullWidthSelection, true);
    const auto count = m_firstMarked > 0 ? std::min(m_lastMarked - m_firstMarked + 1, mostLines) : 0;
    auto block = document()->findBlockByNumber(m_firstMarked - m_firstShown);
    for (int at = 0; at < count && block.isValid(); ++at, block = block.next()) {
        line.cursor = QTextCursor(block);
        lines.append(line);
    }
    setExtraSelections(lines);
}

bool LogBox::canInsertFromMimeData(const QMimeData *source) const
{
    return source->hasUrls() || source->hasText();
}

void LogBox::insertFromMimeData(const QMimeData *source)
{
    for (const auto &url : source->urls()) {
        if (url.isLocalFile()) {
            Q_EMIT fileGiven(url.toLocalFile());
            return;
        }
    }
    const auto text = source->text().toUtf8();
    if (!fits(text) || document()->characterCount() + text.size() > largestText) {
        Q_EMIT textGiven(text);
        return;
    }
    m_wasPasted = true;
    QPlainTextEdit::insertFromMimeData(source);
}

void LogBox::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange)
        paintMark();
}

} // namespace keyturn
