// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Terminal.h"

#include "Interruption.h"

#include <cerrno>
#include <cstdio>

#include <termios.h>
#include <unistd.h>

namespace keyturn::cli {

namespace {

/// Echo off for as long as it lives.
class SilentTerminal
{
public:
    SilentTerminal()
    {
        if (tcgetattr(STDIN_FILENO, &m_before) != 0)
            return;
        auto silent = m_before;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        m_isSilent = tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent) == 0;
    }
    ~SilentTerminal()
    {
        if (m_isSilent)
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &m_before);
    }
    Q_DISABLE_COPY_MOVE(SilentTerminal)

    [[nodiscard]] bool isSilent() const { return m_isSilent; }

private:
    termios m_before{};
    bool m_isSilent = false;
};

enum class ReadUntil { End, Line };

Result<QByteArray, ReadProblem> readBytes(qsizetype limit, ReadUntil until)
{
    char buffer[4096];
    QByteArray bytes;
    // Grown once only: a buffer that moves leaves copies of a secret behind.
    bytes.reserve(std::min<qsizetype>(limit, 64 * 1024) + qsizetype(sizeof buffer));
    const auto fail = [&bytes](ReadProblem problem) -> Result<QByteArray, ReadProblem> {
        wipeBytes(bytes);
        return Failure{problem};
    };
    while (true) {
        if (Interruption::signalSeen() != 0)
            return fail(ReadProblem::Interrupted);
        const auto count = ::read(STDIN_FILENO, buffer, sizeof buffer);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return fail(ReadProblem::Failed);
        bytes.append(buffer, static_cast<qsizetype>(count));
        explicit_bzero(buffer, sizeof buffer);
        if (bytes.size() > limit)
            return fail(ReadProblem::TooLong);
        if (count == 0 || (until == ReadUntil::Line && bytes.endsWith('\n')))
            return bytes;
    }
}

Result<Secret, ReadProblem> asSecret(Result<QByteArray, ReadProblem> read)
{
    if (!read)
        return Failure{read.error()};
    return Secret(*std::move(read));
}

} // namespace

bool isInputTerminal()
{
    return isatty(STDIN_FILENO) == 1;
}

bool isOutputTerminal()
{
    return isatty(STDOUT_FILENO) == 1;
}

bool isErrorTerminal()
{
    return isatty(STDERR_FILENO) == 1;
}

Result<QByteArray, ReadProblem> readInput(qsizetype limit)
{
    return readBytes(limit, ReadUntil::End);
}

Result<Secret, ReadProblem> readSecretInput(qsizetype limit)
{
    return asSecret(readBytes(limit, ReadUntil::End));
}

Result<std::optional<QByteArray>, ReadProblem> readInputLine(qsizetype limit)
{
    QByteArray line;
    // Byte by byte: what comes behind the line is somebody else's.
    while (true) {
        if (Interruption::signalSeen() != 0)
            return Failure{ReadProblem::Interrupted};
        char byte = 0;
        const auto count = ::read(STDIN_FILENO, &byte, 1);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return Failure{ReadProblem::Failed};
        if (count == 0 && line.isEmpty())
            return std::optional<QByteArray>();
        if (count == 0 || byte == '\n')
            return std::optional(line);
        line.append(byte);
        if (line.size() > limit)
            return Failure{ReadProblem::TooLong};
    }
}

Result<Secret, ReadProblem> askWithoutEcho(const QString &prompt, qsizetype limit)
{
    const SilentTerminal silence;
    if (!silence.isSilent())
        return Failure{ReadProblem::Failed};
    std::fputs(qPrintable(prompt), stderr);
    auto secret = asSecret(readBytes(limit, ReadUntil::Line));
    std::fputc('\n', stderr);
    return secret;
}

QString printable(QString text)
{
    for (auto &character : text) {
        const auto code = character.unicode();
        const bool isControl
            = (code < 0x20 && code != u'\n' && code != u'\t') || (code >= 0x7f && code < 0xa0);
        // Bidirectional overrides can make a line say something else than it does.
        const bool isOverride = (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
        if (isControl || isOverride)
            character = QChar::ReplacementCharacter;
    }
    return text;
}

} // namespace keyturn::cli
