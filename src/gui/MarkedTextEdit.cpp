// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "MarkedTextEdit.h"

#include "JwtHighlighter.h"
#include "Look.h"

#include <QEvent>
#include <QMimeData>

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
}

void MarkedTextEdit::insertFromMimeData(const QMimeData *source)
{
    const qsizetype size = source->text().size();
    if (size > largestText) {
        Q_EMIT tooLargePasted(size);
        return;
    }
    QPlainTextEdit::insertFromMimeData(source);
}

void MarkedTextEdit::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange)
        m_highlighter->rehighlight();
}

} // namespace keyturn
