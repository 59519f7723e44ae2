// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Program.h"

#include "CommandLine.h"
#include "CompareCommand.h"
#include "DemoCommand.h"
#include "DoctorCommand.h"
#include "EdgeCommand.h"
#include "EdgeOrderCommand.h"
#include "GuideCommand.h"
#include "JwtCommands.h"
#include "PolicyCommand.h"
#include "RequestCommands.h"
#include "Terminal.h"
#include "TokenCommands.h"
#include "VerdictCommand.h"

#include <cerrno>
#include <csignal>
#include <cstring>

using namespace Qt::StringLiterals;

namespace keyturn::cli {

namespace {

bool wantsColors(bool noColor)
{
    // https://no-color.org: any value but an empty one.
    return !noColor && qEnvironmentVariableIsEmpty("NO_COLOR") && qEnvironmentVariable("TERM") != u"dumb"
        && isOutputTerminal();
}

/// True for a command that was asked to show secrets.
bool reveals(const Command &command)
{
    if (const auto *secret = std::get_if<TokenSecret>(&command))
        return secret->reveal;
    if (const auto *edge = std::get_if<EdgeServe>(&command))
        return edge->showCredentials;
    if (const auto *order = std::get_if<EdgeOrder>(&command))
        return order->reveal;
    if (const auto *request = std::get_if<Send>(&command))
        return request->reveal;
    // It opens nothing but what trusts a key of this machine.
    if (std::get_if<JwtMint>(&command) != nullptr)
        return true;
    const auto *probe = std::get_if<Probe>(&command);
    return probe != nullptr && probe->reveal;
}

/// `code`, unless standard output did not take the answer. Whoever closed a pipe has seen enough.
ExitCode withAnswerTaken(const Output &out, ExitCode code)
{
    const int error = out.answerError();
    if (error == 0)
        return code;
    if (error == EPIPE)
        return ExitCode::PipeClosed;
    out.warning(u"keyturn-cli: The answer cannot be written to standard output: %1."_s.arg(
        QString::fromLocal8Bit(std::strerror(error))));
    return code == ExitCode::Done ? ExitCode::NotFound : code;
}

int stopped(const ParseStop &stop, const QStringList &arguments)
{
    if (!stop.trouble) {
        const Output out({});
        out.bytes(stop.text.toUtf8());
        return static_cast<int>(withAnswerTaken(out, ExitCode::Done));
    }
    // The options were not understood, so what they ask for is looked up by hand.
    OutputChoice choice;
    choice.json = arguments.contains(u"--json"_s);
    Output(choice).error(*stop.trouble);
    return static_cast<int>(stop.trouble->code);
}

} // namespace

int runProgram(World &world, const QStringList &arguments)
{
    // A pipe that was closed is an error of the write, in every command alike.
    std::signal(SIGPIPE, SIG_IGN);
    const auto parsed = parseCommandLine(arguments);
    if (!parsed)
        return stopped(parsed.error(), arguments);

    const auto &globals = parsed->globals;
    const Output out({globals.json, globals.quiet, wantsColors(globals.noColor), reveals(parsed->command)});
    Interruption interruption;
    const Workplace place{world, globals, out, interruption};
    const auto runIt = [&place](const auto &command) { return run(place, command); };
    const auto code = std::visit(runIt, parsed->command);
    return static_cast<int>(withAnswerTaken(out, code));
}

} // namespace keyturn::cli
