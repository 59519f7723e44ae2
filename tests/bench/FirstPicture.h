// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

class QWidget;

/// Whether the painting of this widget completes the picture that the program waits for. Each program that is
/// measured says so for itself.
[[nodiscard]] bool completesPicture(const QWidget &painted);
