// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "GivenText.h"

#include "Interrupted.h"
#include "Terminal.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace keyturn::cli {

namespace {

Result<QByteArray, Trouble> readStandardInput(qsizetype limit, const Trouble &tooLong)
{
    const auto read = readInput(limit);
    if (read)
        return *read;
    if (read.error() == ReadProblem::Interrupted)
        return Failure{interrupted()};
    if (read.error() == ReadProblem::TooLong)
        return Failure{tooLong};
    return Failure{wrongUsage(u"Standard input cannot be read."_s)};
}

} // namespace

Result<QByteArray, Trouble> readGiven(const QString &path, qsizetype limit, const Trouble &tooLong)
{
    if (path == u"-")
        return readStandardInput(limit, tooLong);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return Failure{Trouble{
            ExitCode::NotFound,
            u"cannot-read-file"_s,
            u"The file %1 cannot be read: %2."_s.arg(path, file.errorString()),
            {}}};
    }
    const auto text = file.read(limit + 1);
    if (text.size() > limit)
        return Failure{tooLong};
    return text;
}

Result<QByteArray, Trouble> readTranscript(const QString &path)
{
    constexpr qsizetype longest = 64 * 1024 * 1024;
    const auto tooLong = wrongUsage(
        u"The text is longer than 64 MB."_s, u"Cut out the part with the failed request, and give that."_s);
    return readGiven(path, longest, tooLong);
}

} // namespace keyturn::cli
