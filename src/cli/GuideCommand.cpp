// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "GuideCommand.h"

#include "ExchangeText.h"
#include "GuideWording.h"
#include "Json.h"
#include "NextStepWording.h"
#include "Prober.h"
#include "SafeExchange.h"
#include "Terminal.h"
#include "TokenChoice.h"
#include "VerdictWording.h"

#include <cstdio>

using namespace Qt::StringLiterals;

namespace keyturn::cli {

namespace {

constexpr qsizetype longestLine = 4096;

struct Turn
{
    GuideQuestion question;
    GuideReply reply;
    std::optional<access::Verdict> verdict; ///< Of a test.
};

/// Why a guide ended without a conclusion.
struct Stop
{
    std::optional<Trouble> trouble; ///< Null: the answers ended.
};

template <typename T>
using Asked = Result<T, Stop>;

/// One walk through a guide.
class Walk
{
public:
    Walk(const Workplace &place, const FollowGuide &command, const ChosenToken &token)
        : m_place(place)
        , m_command(command)
        , m_token(token)
        , m_url(command.url)
    {
    }

    ExitCode go()
    {
        say(m_place.out.toned(titleOf(m_command.guide), Tone::Strong));
        GuideTurn turn = firstOf(m_command.guide);
        while (const auto *question = std::get_if<GuideQuestion>(&turn)) {
            say({});
            const auto reply = isTest(*question) ? tested(*question) : answered(*question);
            if (!reply)
                return stopped(*question, reply.error());
            turn = *turnAfter(m_command.guide, *question, *reply);
        }
        return concluded(std::get<GuideConclusion>(turn));
    }

private:
    [[nodiscard]] bool hasToken() const { return !m_token.id.isEmpty(); }

    // With JSON the answer has standard output for itself.
    void say(const QString &text) const
    {
        if (m_place.out.isJson())
            m_place.out.warning(text);
        else
            m_place.out.line(text);
    }

    void prompt(const QString &text) const
    {
        auto *stream = m_place.out.isJson() ? stderr : stdout;
        std::fputs(text.toUtf8().constData(), stream);
        std::fflush(stream);
    }

    Asked<QString> lineFor(const QString &question) const
    {
        prompt(question);
        const auto line = readInputLine(longestLine);
        // What is typed at a terminal ends its line there; what comes from elsewhere leaves it open.
        if (!isInputTerminal() || !line || !*line)
            prompt(u"\n"_s);
        if (!line)
            return Failure{Stop{
                line.error() == ReadProblem::Interrupted
                    ? interrupted()
                    : wrongUsage(u"The answer cannot be read: it is far too long, or no text."_s)}};
        if (!*line)
            return Failure{Stop{}};
        return QString::fromUtf8(**line).trimmed();
    }

    Asked<GuideReply> answered(GuideQuestion question)
    {
        for (const auto &line : wrapped(sentenceFor(question), 88))
            say(line);
        while (true) {
            const auto typed = lineFor(u"[y/n] "_s);
            if (!typed)
                return Failure{typed.error()};
            const auto answer = yesOrNo(typed->toUtf8());
            if (!answer) {
                say(u"The answer is y or n. Ctrl-C or Ctrl-D ends the guide."_s);
                continue;
            }
            const auto reply = *answer ? GuideReply::Yes : GuideReply::No;
            if (!isInputTerminal())
                say(wordFor(reply) + u'.');
            m_turns.append({question, reply, std::nullopt});
            return reply;
        }
    }

    Asked<GuideReply> tested(GuideQuestion question)
    {
        const auto isProduction = question == GuideQuestion::DiagnoseProduction;
        while (m_url.isEmpty()) {
            const auto typed = lineFor(isProduction ? u"URL in production: "_s : u"URL that is refused: "_s);
            if (!typed)
                return Failure{typed.error()};
            m_url = *typed;
        }
        const auto shown = printable(withoutNamedSecrets(m_url));
        say(hasToken()
                ? u"Testing %1 with the token."_s.arg(shown)
                : u"Testing %1. No token was named with --token, so it goes without credentials."_s.arg(
                    shown));
        auto verdict = diagnosed();
        if (!verdict)
            return Failure{Stop{verdict.error()}};
        const auto reply = replyOf(*verdict, hasToken());
        say(u"%1: %2"_s.arg(wordFor(reply), printable(headlineOf(*verdict))));
        m_turns.append({question, reply, *verdict});
        return reply;
    }

    Result<access::Verdict, Trouble> diagnosed() const
    {
        RequestDraft draft;
        draft.url = m_url;
        draft.tokenId = m_token.id;
        draft.options = optionsOf(m_place.globals);
        Prober prober(*m_token.open.vault, m_place.world.transport, m_place.world.clock);
        const auto start = [&](const Then<Prober::Finished> &then) { prober.run(draft, then); };
        auto ended
            = await<Prober::Finished>(m_place.interruption, m_place.globals.timeout + storePatience, start);
        if (!ended)
            return Failure{troubleOf(ended.error(), tooSlow(m_place.globals))};
        auto finished = *std::move(ended);
        if (!finished)
            return Failure{troubleOf(finished.error())};
        auto report = *std::move(finished);
        auto &last = report.credentialed ? *report.credentialed : report.control;
        takeOutCredentials(last, report.verdict);
        return report.verdict;
    }

    [[nodiscard]] QJsonObject document(const QJsonValue &conclusion) const
    {
        QJsonArray turns;
        for (const auto &turn : m_turns) {
            QJsonObject json{
                {u"question"_s, idOf(turn.question)},
                {u"text"_s, sentenceFor(turn.question)},
                {u"reply"_s, idOf(turn.reply)}};
            if (turn.verdict)
                json.insert(u"verdict"_s, jsonOf(*turn.verdict));
            turns.append(json);
        }
        return {{u"guide"_s, idOf(m_command.guide)}, {u"turns"_s, turns}, {u"conclusion"_s, conclusion}};
    }

    ExitCode stopped(GuideQuestion question, const Stop &stop) const
    {
        if (stop.trouble)
            return m_place.fail(*stop.trouble);
        m_place.out.document(document(QJsonValue(QJsonValue::Null)));
        QStringList answers;
        for (const auto &turn : m_turns)
            answers.append(wordFor(turn.reply));
        m_place.out.warning(u"Stopped without a conclusion at the question: %1"_s.arg(sentenceFor(question)));
        m_place.out.warning(
            answers.isEmpty()
                ? u"To go on, find out the answer and run the guide again."_s
                : u"To go on, find out the answer and run the guide again. The answers so far: %1."_s.arg(
                    answers.join(u", "_s)));
        return ExitCode::No;
    }

    ExitCode concluded(GuideConclusion conclusion) const
    {
        QStringList steps;
        for (const auto step : nextStepsOf(conclusion))
            steps.append(sentenceFor(step));
        m_place.out.document(document(QJsonObject{
            {u"id"_s, idOf(conclusion)},
            {u"sentence"_s, sentenceFor(conclusion)},
            {u"next_steps"_s, QJsonArray::fromStringList(steps)}}));
        const auto &out = m_place.out;
        out.line();
        for (const auto &line : wrapped(sentenceFor(conclusion), 88))
            out.line(out.toned(line, Tone::Strong));
        if (!steps.isEmpty())
            out.line(out.toned(u"Next:"_s, Tone::Faint));
        for (const auto &step : std::as_const(steps)) {
            auto lines = wrapped(step, 88);
            out.line(u"  - "_s + lines.takeFirst());
            for (const auto &line : std::as_const(lines))
                out.line(u"    "_s + line);
        }
        return ExitCode::Done;
    }

    const Workplace &m_place;
    const FollowGuide &m_command;
    const ChosenToken &m_token;
    QString m_url;
    QList<Turn> m_turns;
};

} // namespace

std::optional<bool> yesOrNo(QByteArrayView typed)
{
    const auto word = typed.toByteArray().trimmed().toLower();
    if (word == "y" || word == "yes")
        return true;
    if (word == "n" || word == "no")
        return false;
    return std::nullopt;
}

ExitCode run(const Workplace &place, const FollowGuide &command)
{
    const auto token = chosenToken(place, command.token, command.url);
    if (!token)
        return place.fail(token.error());
    return Walk(place, command, *token).go();
}

} // namespace keyturn::cli
