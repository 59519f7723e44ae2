// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "PlainWords.h"

#include "Look.h"

#include <QLabel>

namespace keyturn {

QLabel *plainWords(const QString &text, const QString &look, bool wraps)
{
    auto *label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(wraps);
    if (wraps)
        label->setMinimumWidth(120);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    if (!look.isEmpty())
        setLook(*label, look);
    return label;
}

} // namespace keyturn
