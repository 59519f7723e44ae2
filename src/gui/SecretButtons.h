// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

class QPushButton;

namespace keyturn {

class ClipboardGuard;
class SecretLabel;

// What the buttons beside a secret say, for as long as both are there.

/// To reveal it; and while it is revealed, to hide it, and when it hides by itself.
void tellRevealTime(const SecretLabel &secret, QPushButton &reveal);
/// To copy it; and while a secret is on the clipboard, when it is taken away.
void tellCopyTime(const ClipboardGuard &clipboard, QPushButton &copy);

} // namespace keyturn
