// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Look.h"

#include <QStyle>
#include <QVariant>
#include <QWidget>

namespace keyturn {

namespace {

void setStyled(QWidget &widget, const char *property, const QString &value)
{
    if (widget.property(property).toString() == value)
        return;
    widget.setProperty(property, value);
    // A style sheet looks at properties once, before the widget is first shown, and then only when it is
    // asked to.
    if (!widget.testAttribute(Qt::WA_WState_Polished))
        return;
    widget.style()->unpolish(&widget);
    widget.style()->polish(&widget);
}

} // namespace

void setLook(QWidget &widget, const QString &look)
{
    setStyled(widget, "look", look);
}

void setTone(QWidget &widget, Tone tone)
{
    setStyled(widget, "tone", nameOf(tone));
}

} // namespace keyturn
