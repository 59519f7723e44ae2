// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "MarkedTextEdit.h"

#include "JwtHighlighter.h"
#include "Look.h"
#include "Theme.h"

#include <QEvent>
#include <QMimeData>
#include <QMouseEvent>
#include <QSignalBlocker>

#include <limits>

using namespace Qt::StringLiterals;

namespace keyturn {

MarkedTextEdit::MarkedTextEdit(QWidget *parent)
    : QPlainTextEdit(parent)
    , m_highlighter(new JwtHighlighter(document()))
{
    setLook(*this, u"code"_s);
    setProperty("mono", true);
    setWordWrapMode(QTextOption::WrapAnywhere);
    setTabChangesFocus(true);
    // It is as high as it is set; a card that holds it would else claim spare height for its heading.
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    viewport()->setMouseTracking(true);
}

void MarkedTextEdit::insertFromMimeData(const QMimeData *source)
{
    const auto cursor = textCursor();
    const auto rest = document()->characterCount() - (cursor.selectionEnd() - cursor.selectionStart());
    const qsizetype size = source->text().size();
    if (rest + size > largestText) {
        Q_EMIT tooLargePasted(size);
        return;
    }
    QPlainTextEdit::insertFromMimeData(source);
}

bool MarkedTextEdit::replaceText(const QString &text)
{
    if (text.size() > largestText) {
        Q_EMIT tooLargePasted(text.size());
        return false;
    }
    setPlainText(text);
    return true;
}

void MarkedTextEdit::setPlain()
{
    m_highlighter->setDocument(nullptr);
}

void MarkedTextEdit::setToken(const QList<int> &places)
{
    const QSignalBlocker quiet(this); // Other colours are no other text.
    if (places.isEmpty())
        m_highlighter->setToken(0, std::numeric_limits<int>::max());
    else
        m_highlighter->setToken(places.first(), places.last() + 1);
}

void MarkedTextEdit::mark(int begin, int end)
{
    m_markBegin = begin;
    m_markEnd = end;
    QList<QTextEdit::ExtraSelection> marks;
    if (begin < end) {
        QTextEdit::ExtraSelection marked;
        marked.cursor = textCursor();
        marked.cursor.setPosition(begin);
        marked.cursor.setPosition(end, QTextCursor::KeepAnchor);
        marked.format.setBackground(Theme::color(Role::AccentSoft));
        marked.format.setFontUnderline(true);
        marks.append(marked);
    }
    setExtraSelections(marks);
}

void MarkedTextEdit::mouseMoveEvent(QMouseEvent *event)
{
    QPlainTextEdit::mouseMoveEvent(event);
    if (event->buttons() == Qt::NoButton)
        Q_EMIT positionHovered(cursorForPosition(event->position().toPoint()).position());
}

void MarkedTextEdit::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange) {
        const QSignalBlocker quiet(this);
        m_highlighter->rehighlight();
        mark(m_markBegin, m_markEnd);
    }
}

} // namespace keyturn
