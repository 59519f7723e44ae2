// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Judgement.h"

#include <QString>
#include <QStringList>

namespace keyturn {

/// What a recorded exchange shows, in one sentence. It claims nothing about credentials that the text does
/// not show.
[[nodiscard]] QString headlineOf(const transcripts::Judgement &judgement);
/// Why that is so; empty where the headline has said all.
[[nodiscard]] QString explanationOf(const transcripts::Judgement &judgement);

/// Where the exchange was found, and what the text does not show.
[[nodiscard]] QStringList notesOn(const transcripts::Transcript &transcript);
/// The same in a few words each.
[[nodiscard]] QStringList briefNotesOn(const transcripts::Transcript &transcript);

/// Which credentials stand in the text and what follows; empty when there are none.
[[nodiscard]] QString warningFor(const QList<transcripts::FoundCredential> &credentials);

[[nodiscard]] QString wordFor(transcripts::Form form);
[[nodiscard]] QString wordFor(transcripts::CredentialKind kind);

} // namespace keyturn
