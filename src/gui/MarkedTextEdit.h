// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QPlainTextEdit>

namespace keyturn {

class JwtHighlighter;

/// Where a JWT is typed, pasted or shown, in the colours of its parts.
class MarkedTextEdit final : public QPlainTextEdit
{
    Q_OBJECT

public:
    /// No JWT that travels in a header comes near this; beyond it, an editor of one long line stalls.
    static constexpr qsizetype largestText = 256 * 1024;

    explicit MarkedTextEdit(QWidget *parent = nullptr);

    /// Takes what a paste would take. False: it was refused, as a paste would be.
    bool replaceText(const QString &text);
    /// For text that is no JWT: without the colours of its parts.
    void setPlain();
    /// Where each character of the JWT stands: only they have colours. Empty: nobody knows, and all have.
    void setToken(const QList<int> &places);
    /// Marks these characters, the end exclusive, without moving the caret. Nothing: no mark.
    void mark(int begin, int end);

Q_SIGNALS:
    /// Something of `size` characters was pasted or dropped, and not taken.
    void tooLargePasted(qsizetype size);
    /// The pointer moved over a character, with no button pressed.
    void positionHovered(int position);

protected:
    void insertFromMimeData(const QMimeData *source) override;
    void changeEvent(QEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;

private:
    JwtHighlighter *m_highlighter;
    int m_markBegin = 0;
    int m_markEnd = 0;
};

} // namespace keyturn
