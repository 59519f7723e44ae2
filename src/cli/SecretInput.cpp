// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "SecretInput.h"

#include "Interrupted.h"
#include "Terminal.h"

#include <QFile>

#include <utility>

using namespace Qt::StringLiterals;

namespace keyturn::cli {

namespace {

// Far more than a secret and the header line it may be pasted with.
constexpr qsizetype longestInput = 64 * 1024;

Trouble troubleOf(ReadProblem problem, const QString &where)
{
    switch (problem) {
    case ReadProblem::Interrupted:
        return interrupted();
    case ReadProblem::TooLong:
        return wrongUsage(u"What %1 holds is far too long for a Client Secret."_s.arg(where));
    case ReadProblem::Failed:
        return wrongUsage(u"%1 cannot be read."_s.arg(where));
    }
    return {};
}

Result<Secret, Trouble> told(Result<Secret, ReadProblem> read, const QString &where)
{
    if (!read)
        return Failure{troubleOf(read.error(), where)};
    return *std::move(read);
}

Result<Secret, Trouble> readFile(const QString &path)
{
    QFile file(path);
    // Unbuffered: a buffer inside QFile would keep a copy of the secret.
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered)) {
        return Failure{Trouble{
            ExitCode::NotFound,
            u"cannot-read-file"_s,
            u"The file %1 cannot be read: %2."_s.arg(path, file.errorString()),
            {}}};
    }
    auto bytes = file.read(longestInput + 1);
    if (bytes.size() > longestInput) {
        wipeBytes(bytes);
        return Failure{troubleOf(ReadProblem::TooLong, u"the file"_s)};
    }
    return Secret(std::move(bytes));
}

Result<Secret, Trouble> readAnyBytes(const SecretSource &source, const QString &tokenName)
{
    if (source.kind == SecretSource::Kind::File)
        return readFile(source.file);
    if (isInputTerminal()) {
        const auto prompt = u"Client Secret of %1 (not shown while you type): "_s.arg(printable(tokenName));
        return told(askWithoutEcho(prompt, longestInput), u"the terminal"_s);
    }
    if (source.kind == SecretSource::Kind::StandardInput)
        return told(readSecretInput(longestInput), u"standard input"_s);
    return Failure{wrongUsage(
        u"There is no Client Secret, and nobody to ask for it."_s,
        u"Give it with --secret-stdin or --secret-file FILE."_s)};
}

} // namespace

Result<Secret, Trouble> readSecret(const SecretSource &source, const QString &tokenName)
{
    auto secret = readAnyBytes(source, tokenName);
    // Keychains keep text: one that cuts at a NUL byte would keep another secret than was given.
    if (secret && !secret->isText())
        return Failure{
            wrongUsage(u"What was given is no Client Secret: there are bytes in it that are no text."_s)};
    return secret;
}

} // namespace keyturn::cli
