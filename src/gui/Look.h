// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Palette.h"

#include <QString>

class QWidget;

namespace keyturn {

/// Gives a widget one of the looks of the style sheet: "card", "title", "primary" and so on. In a form this
/// is the dynamic property "look".
void setLook(QWidget &widget, const QString &look);
/// Gives a widget the colours of a tone; in a form, the dynamic property "tone".
void setTone(QWidget &widget, Tone tone);

} // namespace keyturn
