// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Findings.h"

namespace keyturn::jwt {

/// In the claims, and how they were written.
void findInPayload(QList<Finding> &findings, const Jwt &jwt, const QDateTime &now);
void findInExpectations(QList<Finding> &findings, const QJsonObject &payload, const Known &known);

} // namespace keyturn::jwt
