// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Nothing but the place where CMake hangs the precompiled headers, which it names.
