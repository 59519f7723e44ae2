// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Answer.h"
#include "ConfigChanges.h"
#include "ControlOrder.h"
#include "Gate.h"

namespace keyturn::edge {

// What is answered to those who give orders. Each answer is JSON, and an error names its cause in "error".

[[nodiscard]] Answer refusalAnswer(const RefusedOrder &refused);
[[nodiscard]] Answer errorAnswer(ChangeError error);
[[nodiscard]] Answer errorAnswer(const QList<ConfigProblem> &problems);
/// There is no file to read again.
[[nodiscard]] Answer noFileAnswer();
[[nodiscard]] Answer doneAnswer();
[[nodiscard]] Answer issuedAnswer(const IssuedCredentials &issued);
[[nodiscard]] Answer reloadedAnswer(const QList<ConfigChange> &changes);

/// Where things are, for a state.
struct ControlSurroundings
{
    QUrl edge;
    QUrl certs;
    QString file; ///< The configuration; empty: there is none.
};
/// No secret, and no hash of one.
[[nodiscard]] Answer stateAnswer(const Config &config, const ControlSurroundings &surroundings);

[[nodiscard]] QJsonObject jsonOf(const ConfigProblem &problem);
[[nodiscard]] QJsonObject jsonOf(const ConfigChange &change);

} // namespace keyturn::edge
