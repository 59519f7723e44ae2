// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ConfigChanges.h"
#include "ControlOrder.h"
#include "ControlServer.h"
#include "Edge.h"
#include "LocalCa.h"
#include "ServiceToken.h"
#include "Workplace.h"

namespace keyturn::cli {

/// A token of the edge, as its greeting shows it.
struct EdgeToken
{
    tokens::ServiceToken token;
    QString path; ///< Where to try it.
    const Secret *secret = nullptr; ///< Null: not known, or not to be shown.
};

/// What the edge says when it begins to listen.
struct EdgeGreeting
{
    const edge::Edge &edge;
    QString file; ///< The configuration; empty: the demo team.
    const edge::ControlServer *control = nullptr; ///< Null: it takes no orders.
    QString controlFile; ///< Where its address and token stand.
    QString authorityFile; ///< Whom clients of https are to trust; empty with plain http.
    QList<EdgeToken> tokens;
};
void greet(const Workplace &place, const EdgeGreeting &greeting);

/// One line of the log, for people.
[[nodiscard]] QString lineFor(const edge::LogEntry &entry);
void tell(const Workplace &place, const edge::LogEntry &entry);
void tellHowToTrust(const Workplace &place, const edge::LocalCa &authority);
void tell(const Workplace &place, const edge::Order &order);
/// Of a configuration that was read again.
void tellReload(const Workplace &place, const QString &file, const QList<edge::ConfigChange> &changes);
void tellFailedReload(
    const Workplace &place, const QString &file, const QList<edge::ConfigProblem> &problems);
/// Each with its place, on standard error.
void tellProblems(const Workplace &place, const QString &file, const QList<edge::ConfigProblem> &problems);

/// For programs: the problem, with its sentence.
[[nodiscard]] QJsonArray jsonOf(const QList<edge::ConfigProblem> &problems);

[[nodiscard]] QString nameOf(edge::Mode mode);

/// The folder in which running edges write down where they take orders.
[[nodiscard]] QString controlFolder(const Workplace &place);

} // namespace keyturn::cli
