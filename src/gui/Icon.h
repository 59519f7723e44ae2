// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Palette.h"

#include <QIcon>
#include <QList>

namespace keyturn {

/// The drawings of resources/icons, on a grid of 18 pixels.
enum class Symbol {
    Key,
    Send,
    Code,
    Calendar,
    List,
    Lock,
    Unlock,
    CheckCircle,
    CrossCircle,
    WarningTriangle,
    Info,
    Copy,
    Eye,
    EyeOff,
    Plus,
    Search,
    Trash,
    Refresh,
    External,
    Close,
    Moon,
    Sun,
    Edit,
    Bell,
    Help,
    ArrowRight,
    Stop,
    Download,
    Circle,
    MinusCircle,
    Play,
    ChevronDown,
    ChevronRight,
    Server,
};

[[nodiscard]] QList<Symbol> allSymbols();

/// The drawing in the colour that `role` has whenever it is painted, sharp at every size and scale.
[[nodiscard]] QIcon iconOf(Symbol symbol, Role role = Role::Text);

/// The circle or triangle that stands for a tone.
[[nodiscard]] Symbol symbolOf(Tone tone);

/// Keyturn's own mark, in its own colours.
[[nodiscard]] QIcon applicationIcon();

} // namespace keyturn
