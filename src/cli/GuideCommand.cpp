// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "GuideCommand.h"

#include "ExchangeText.h"
#include "GuideWording.h"
#include "Json.h"
#include "NextCommands.h"
#include "NextStepWording.h"
#include "SafeExchange.h"
#include "SeenRequests.h"
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
    Walk(const Workplace &place, const FollowGuide &command)
        : m_place(place)
        , m_command(command)
        , m_choice(command.token)
        , m_url(command.url)
    {
    }

    ExitCode go()
    {
        say(m_place.out.toned(titleOf(m_command.guide), Tone::Strong));
        if (const auto stop = chooseToken())
            return stop->trouble ? m_place.fail(*stop->trouble) : ExitCode::No;
        GuideTurn turn = firstOf(m_command.guide, !m_command.urlHere.isEmpty());
        while (const auto *question = std::get_if<GuideQuestion>(&turn)) {
            say({});
            const auto reply = isTest(*question) ? tested(*question) : answered(*question);
            if (!reply)
                return stopped(*question, reply.error());
            turn = *turnAfter(m_command.guide, *question, *reply, hasToken());
        }
        return concluded(std::get<GuideConclusion>(turn));
    }

private:
    [[nodiscard]] bool hasToken() const { return m_token && !m_token->id.isEmpty(); }

    /// Asks for a token where none was named, a test is to come, and somebody is there to answer.
    std::optional<Stop> chooseToken()
    {
        const bool isAboutRequests = m_command.guide != Guide::NotInPolicyList;
        if (m_choice.isNone() && isAboutRequests && isInputTerminal()) {
            const auto typed = lineFor(u"Token to test with, by its name (Enter: none): "_s);
            if (!typed)
                return typed.error();
            m_choice.token = *typed;
        }
        auto chosen = chosenToken(m_place, m_choice, {m_url, m_command.urlHere});
        if (!chosen)
            return Stop{chosen.error()};
        m_token = *std::move(chosen);
        return std::nullopt;
    }

    // With JSON the answer has standard output for itself.
    void say(const QString &text) const
    {
        if (m_place.out.isJson())
            m_place.out.warning(text);
        else
            m_place.out.line(text);
    }

    void sayAll(const QString &text) const
    {
        for (const auto &line : wrapped(text, readableWidth))
            say(line);
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
        sayAll(sentenceFor(question));
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

    Asked<QString> urlFor(GuideQuestion question)
    {
        if (question == GuideQuestion::DiagnoseHere)
            return m_command.urlHere;
        const auto prompt = question == GuideQuestion::DiagnoseProduction ? u"URL in production: "_s
                                                                          : u"URL that is refused: "_s;
        while (m_url.isEmpty()) {
            const auto typed = lineFor(prompt);
            if (!typed)
                return Failure{typed.error()};
            m_url = *typed;
        }
        return m_url;
    }

    Asked<GuideReply> tested(GuideQuestion question)
    {
        const auto url = urlFor(question);
        if (!url)
            return Failure{url.error()};
        const auto shown = printable(withoutNamedSecrets(*url));
        sayAll(
            hasToken() ? u"Testing %1 with the token."_s.arg(shown)
                       : u"Testing %1 without a token: none was named. This shows whether Access stands "
                         u"there, and nothing about a token."_s.arg(shown));
        auto verdict = diagnosed(*url);
        if (!verdict)
            return Failure{Stop{verdict.error()}};
        const auto reply = replyOf(*verdict, hasToken());
        sayAll(u"%1. %2"_s.arg(wordFor(reply), printable(headlineOf(*verdict))));
        m_turns.append({question, reply, *verdict});
        return reply;
    }

    Result<access::Verdict, Trouble> diagnosed(const QString &url) const
    {
        RequestDraft draft;
        draft.url = url;
        draft.tokenId = m_token->id;
        draft.options = optionsOf(m_place.globals);
        auto seen = probed(m_place, *m_token, draft, {});
        if (!seen)
            return Failure{seen.error()};
        takeOutOtherCredentials(seen->report);
        return seen->report.verdict;
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

    [[nodiscard]] const access::Verdict *lastVerdict() const
    {
        for (auto turn = m_turns.crbegin(); turn != m_turns.crend(); ++turn) {
            if (turn->verdict)
                return &*turn->verdict;
        }
        return nullptr;
    }

    ExitCode concluded(GuideConclusion conclusion) const
    {
        const auto *verdict = isToldByVerdict(conclusion) ? lastVerdict() : nullptr;
        const auto steps = verdict ? verdict->nextSteps : nextStepsOf(conclusion);
        const auto sentence = sentenceFor(conclusion);
        QJsonArray stepTexts;
        for (const auto step : steps)
            stepTexts.append(sentenceFor(step));
        const Subject subject{{}, QUrl(m_url), m_choice, {}, {}, true};
        const auto commands = commandsFor(steps, subject);
        m_place.out.document(document(QJsonObject{
            {u"id"_s, idOf(conclusion)},
            {u"sentence"_s, sentence},
            {u"next_steps"_s, stepTexts},
            {u"next_commands"_s, QJsonArray::fromStringList(commands)}}));
        const auto &out = m_place.out;
        out.line();
        for (const auto &line : wrapped(sentence, readableWidth))
            out.line(out.toned(line, Tone::Strong));
        showSteps(out, steps, subject, commands);
        return ExitCode::Done;
    }

    const Workplace &m_place;
    const FollowGuide &m_command;
    TokenChoice m_choice;
    std::optional<ChosenToken> m_token;
    QString m_url; ///< That is refused, or of production.
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
    return Walk(place, command).go();
}

} // namespace keyturn::cli
