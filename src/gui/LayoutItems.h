// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

class QLayout;

namespace keyturn {

/// Empties a layout. Its widgets are hidden at once and deleted later: one may be the sender of the signal
/// that led here.
void removeAll(QLayout &layout);

} // namespace keyturn
