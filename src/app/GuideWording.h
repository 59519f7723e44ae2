// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "GuidedCheck.h"

#include <QString>

namespace keyturn {

[[nodiscard]] QString titleOf(Guide guide);
[[nodiscard]] QString sentenceFor(GuideQuestion question);
[[nodiscard]] QString wordFor(GuideReply reply);
[[nodiscard]] QString sentenceFor(GuideConclusion conclusion);

} // namespace keyturn
