// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ConfigChanges.h"
#include "ConfigProblem.h"
#include "LocalCa.h"
#include "SecretFile.h"

#include <QString>

namespace keyturn {

/// What is wrong, without its place.
[[nodiscard]] QString sentenceFor(const edge::ConfigProblem &problem);
/// What to do about it; empty where the sentence says it.
[[nodiscard]] QString adviceFor(const edge::ConfigProblem &problem);
/// "edge.json:12:7"
[[nodiscard]] QString placeOf(const edge::ConfigProblem &problem, const QString &file);

/// Why the text is no JSON.
[[nodiscard]] QString sentenceFor(JsonCause cause);
/// "a list", "a duration such as 8760h".
[[nodiscard]] QString nameOf(edge::ValueKind kind);

[[nodiscard]] QString sentenceFor(const edge::ConfigChange &change);
/// What a file says of its program, and what a window does not do; empty without any.
[[nodiscard]] QString unplayedText(const QList<edge::ChangedPart> &parts);
/// Of a file that was to be written or read; `path` names it.
[[nodiscard]] QString sentenceFor(edge::SecretFileError error, const QString &path);
/// Why there is no https; the authority is kept in `folder`.
[[nodiscard]] QString sentenceFor(edge::CaError error, const QString &folder);

} // namespace keyturn
