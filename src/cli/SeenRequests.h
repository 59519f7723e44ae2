// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Prober.h"
#include "RequestRunner.h"
#include "SecretMask.h"
#include "TokenChoice.h"
#include "Workplace.h"

#include <QJsonObject>

namespace keyturn::cli {

// Requests are made, and what came back is given with the secret that was sent taken out of it: nobody has
// asked for it, also when a server sends it back. Where the store does not give the secret a second time, so
// that nothing can be searched for it, nothing that a server could have written it into is given.

struct SeenRequest
{
    RequestReport report;
    http::Body body; ///< As it came, for a file that somebody has asked for.
    SecretMask mask; ///< For what is made of the report.
};

struct SeenProbe
{
    ProbeReport report;
    SecretMask mask;
};

[[nodiscard]] Result<SeenRequest, Trouble>
sent(const Workplace &place, const ChosenToken &token, const RequestDraft &draft);

[[nodiscard]] Result<SeenProbe, Trouble> probed(
    const Workplace &place, const ChosenToken &token, const RequestDraft &draft, const ProbeOptions &options);

/// Takes credentials of every other kind out as well.
void takeOutOtherCredentials(ProbeReport &report);

/// `json` without the secret: a JWT that was taken apart may hold what no search of the answer has found.
[[nodiscard]] QJsonObject covered(const QJsonObject &json, const SecretMask &mask);

/// All that a server can have written goes; the request as it was typed, the status and how long it took
/// stay.
void withhold(http::Exchange &exchange, const QUrl &typed);

} // namespace keyturn::cli
