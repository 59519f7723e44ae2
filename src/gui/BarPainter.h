// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Palette.h"

#include <QRect>
#include <QString>

class QPainter;

namespace keyturn {

/// One row of a picture of time: a name on the left, a bar, a dot where it ends and a word beside the dot.
struct BarRow
{
    QRect area;
    int nameWidth = 0;
    QString name;
    double from = 0; ///< Where the bar begins and ends, as parts of the room right of the name.
    double to = 1;
    bool hasBar = true;
    bool hasEnd = true; ///< False for what goes on beyond the picture.
    Tone tone = Tone::Neutral;
    QString label;
    double line = -1; ///< Where a line crosses all rows, as a part of the room; negative: none.
};

void paintBarRow(QPainter &painter, const BarRow &row);

/// The room for bars in `area`, once the names have theirs.
[[nodiscard]] QRect barRoomIn(const QRect &area, int nameWidth);

} // namespace keyturn
