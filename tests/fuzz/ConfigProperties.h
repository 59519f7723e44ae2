// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ConfigReader.h"

#include <algorithm>

// What holds of every text that is read as the edge's configuration.
namespace keyturn::fuzz {

[[nodiscard]] inline QByteArray brokenBy(const QList<edge::ConfigProblem> &problems, const QByteArray &input)
{
    const auto lines = input.count('\n') + 1;
    // What is in a member that another one overrides has no pointer of its own.
    const auto isDuplicate
        = [](const edge::ConfigProblem &problem) { return problem.cause == edge::ConfigCause::DuplicateKey; };
    const bool hasDuplicates = std::any_of(problems.begin(), problems.end(), isDuplicate);
    for (const edge::ConfigProblem &problem : problems) {
        if (edge::idOf(problem.cause).isEmpty())
            return "a problem without a name";
        if (problem.place.line < 1 || problem.place.line > lines || problem.place.column < 1)
            return "a problem that stands nowhere";
        const auto text = JsonText::read(input, {.comments = true, .byteOrderMark = true});
        const bool hasPointer = problem.cause != edge::ConfigCause::NotJson && !hasDuplicates;
        if (hasPointer && !(text && text->find(problem.pointer)))
            return "a problem whose pointer leads nowhere";
    }
    return {};
}

[[nodiscard]] inline QByteArray brokenByConfig(const QByteArray &input)
{
    const auto secretIn = [](const QString &path) -> Result<Secret, edge::SecretFileError> {
        if (path.endsWith(u'x'))
            return Failure{edge::SecretFileError::Missing};
        return Secret("hush");
    };
    const QDateTime begin(QDate(2026, 11, 24), QTime(12, 0), Qt::UTC);
    const edge::ConfigSurroundings surroundings{QStringLiteral("/etc"), begin, secretIn};
    const auto setup = edge::readConfig(input, surroundings);
    if (!setup) {
        if (setup.error().isEmpty())
            return "refused for nothing";
        return brokenBy(setup.error(), input);
    }
    const auto isWarning = [](const edge::ConfigProblem &problem) { return edge::isWarning(problem.cause); };
    if (!std::all_of(setup->warnings.begin(), setup->warnings.end(), isWarning))
        return "an error that is told as a warning";
    for (const edge::Credential &credential : setup->config.credentials) {
        if (credential.secretSha256.size() != 32 || credential.id.isEmpty())
            return "a token without an id or a hash";
    }
    for (const edge::Application &application : setup->config.applications) {
        if (application.access.audience.isEmpty() || application.access.id.isEmpty())
            return "an application without an id or an audience";
    }
    const auto again = edge::readConfig(input, surroundings);
    if (!again || again->config != setup->config)
        return "read twice, read otherwise";
    return brokenBy(setup->warnings, input);
}

} // namespace keyturn::fuzz
