// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "CodeText.h"

#include "Look.h"

#include <QTextBlock>
#include <QTextLayout>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace keyturn {

CodeText::CodeText(QWidget *parent)
    : QTextEdit(parent)
{
    setLook(*this, u"bare"_s);
    setProperty("mono", true);
    setFrameShape(QFrame::NoFrame);
    setReadOnly(true);
    setTabChangesFocus(true);
    setFocusPolicy(Qt::ClickFocus);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    document()->setDocumentMargin(0);
    connect(this, &QTextEdit::textChanged, this, &QWidget::updateGeometry);
    viewport()->setAutoFillBackground(false);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

int CodeText::heightForWidth(int width) const
{
    QTextOption option;
    option.setWrapMode(wordWrapMode());
    double height = 0;
    for (auto block = document()->begin(); block.isValid(); block = block.next()) {
        QTextLayout lines(block.text(), font());
        lines.setTextOption(option);
        lines.beginLayout();
        for (auto line = lines.createLine(); line.isValid(); line = lines.createLine()) {
            line.setLineWidth(width);
            height += line.height();
        }
        lines.endLayout();
    }
    return int(std::ceil(height));
}

QSize CodeText::sizeHint() const
{
    const int line = fontMetrics().horizontalAdvance(toPlainText()) + 1;
    const int width = std::min(line, fontMetrics().averageCharWidth() * 44);
    return {width, heightForWidth(width)};
}

QSize CodeText::minimumSizeHint() const
{
    return {fontMetrics().averageCharWidth() * 12, fontMetrics().height()};
}

// There is nothing to scroll here: the page moves.
void CodeText::wheelEvent(QWheelEvent *event)
{
    event->ignore();
}

} // namespace keyturn
