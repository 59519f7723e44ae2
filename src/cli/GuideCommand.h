// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Workplace.h"

#include <QByteArrayView>

#include <optional>

namespace keyturn::cli {

[[nodiscard]] ExitCode run(const Workplace &place, const FollowGuide &command);

/// What was typed as the answer to a question: true is yes. Null for anything but yes and no.
[[nodiscard]] std::optional<bool> yesOrNo(QByteArrayView typed);

} // namespace keyturn::cli
