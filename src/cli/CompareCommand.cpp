// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "CompareCommand.h"

#include "CompareWords.h"
#include "ComparisonWording.h"
#include "ExchangeText.h"
#include "GivenText.h"
#include "Json.h"
#include "NextStepWording.h"
#include "Terminal.h"
#include "TokenChoice.h"
#include "VerdictWording.h"

using namespace Qt::StringLiterals;

namespace keyturn::cli {

namespace {

using State = TraitValue::State;

/// What was recorded, of a side that is a file.
Result<std::optional<transcripts::Judgement>, Trouble> recordedIn(const QString &side)
{
    using Recorded = Result<std::optional<transcripts::Judgement>, Trouble>;
    if (isUrl(side))
        return Recorded(std::nullopt);
    const auto text = readTranscript(side);
    if (!text) {
        auto trouble = text.error();
        if (side != u"-" && trouble.code == ExitCode::NotFound)
            trouble.next = u"A URL begins with https://."_s;
        return Failure{trouble};
    }
    return Recorded(transcripts::judgementOf(*text));
}

/// The tokens of both sides, in one vault; an empty id is none.
struct ChosenTokens
{
    OpenVault open;
    QString left;
    QString right;
};

Result<ChosenTokens, Trouble> chosenTokens(const Workplace &place, const Compare &command)
{
    auto first = command.token;
    if (first.isNone())
        first.token = command.rightToken;
    // Whoever gives one for this once names both places.
    QStringList urls;
    for (const auto &side : {command.left.what, command.right.what}) {
        if (isUrl(side))
            urls.append(side);
    }
    auto chosen = chosenToken(place, first, urls);
    if (!chosen)
        return Failure{chosen.error()};
    ChosenTokens both{std::move(chosen->open), chosen->id, chosen->id};
    auto &vault = *both.open.vault;
    if (command.token.isNone())
        both.left.clear();
    if (!command.token.isNone() && !command.rightToken.isEmpty()) {
        const auto found = vault.find(command.rightToken);
        if (!found)
            return Failure{troubleOf(found.error())};
        both.right = found->id;
    }
    return both;
}

ComparedSide sideOf(
    const Workplace &place, const Compare::Side &side, const QString &name, const QString &tokenId,
    const std::optional<transcripts::Judgement> &recorded)
{
    if (recorded)
        return {name, *recorded};
    RequestDraft draft;
    draft.url = side.what;
    draft.tokenId = tokenId;
    draft.style = side.style;
    draft.options = optionsOf(place.globals);
    return {name, draft};
}

std::size_t indexOf(Side side)
{
    return side == Side::Left ? 0 : 1;
}

Tone toneOf(const Comparison &comparison)
{
    if (!differsWhereItMatters(comparison))
        return Tone::Good;
    return Tone::Warning;
}

QJsonValue shownOrNull(const TraitValue &value)
{
    return value.state == State::Known ? QJsonValue(value.shown) : QJsonValue(QJsonValue::Null);
}

QJsonObject jsonOfSide(const ComparisonReport &report, Side side)
{
    const auto &environment = report.environments.at(indexOf(side));
    const auto traits = traitsOf(environment);
    const bool isRecorded = std::holds_alternative<transcripts::Judgement>(environment.seen);
    const auto url = environment.url.toString();
    QJsonObject json{
        {u"name"_s, environment.name},
        {u"source"_s, isRecorded ? u"transcript"_s : u"probe"_s},
        {u"url"_s, url.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(url)},
        {u"token"_s, shownOrNull(traits.value(Trait::TokenName))},
        {u"client_id"_s, shownOrNull(traits.value(Trait::ClientId))},
        {u"header_style"_s, shownOrNull(traits.value(Trait::HeaderStyle))},
        {u"verdict"_s, QJsonValue::Null},
        {u"error"_s, QJsonValue::Null},
    };
    if (const auto *verdict = verdictIn(environment)) {
        const auto layer = verdict->layer ? QJsonValue(access::idOf(*verdict->layer)) : QJsonValue::Null;
        json.insert(
            u"verdict"_s,
            QJsonObject{
                {u"layer"_s, layer},
                {u"outcome"_s, access::idOf(verdict->outcome)},
                {u"cause"_s, access::idOf(verdict->cause)},
                {u"confidence"_s, access::idOf(verdict->confidence)},
                {u"summary"_s, headlineOf(*verdict)},
            });
    }
    if (const auto trouble = troubleOf(report, side))
        json.insert(u"error"_s, jsonOf(*trouble));
    return json;
}

void showExplanations(const Output &out, const Comparison &comparison)
{
    out.line(out.toned(printable(headlineOf(comparison)), toneOf(comparison)));
    bool isFirst = true;
    for (const auto &explanation : comparison.explanations) {
        const auto sure = u"(%1) "_s.arg(wordFor(explanation.confidence));
        const auto also = isFirst ? QString() : headlineOf(explanation, comparison) + u' ';
        out.paragraph(printable(sure + also + explanationOf(explanation)), 2);
        isFirst = false;
    }
}

void showRows(const Output &out, const Comparison &comparison, bool all)
{
    const auto shown = rowsToShow(comparison.rows, all);
    QList<QStringList> table{
        {QString(), QString(), out.toned(printable(comparison.leftName), Tone::Strong),
         out.toned(printable(comparison.rightName), Tone::Strong)}};
    for (const auto &row : shown.rows) {
        const auto tone = !isDifference(row.relation) ? Tone::Faint
            : matters(row.trait)                      ? Tone::Warning
                                                      : Tone::Plain;
        const auto cell = [&](const QString &text) { return out.toned(printable(text), tone); };
        table.append(
            {cell(markOf(row.relation)), cell(nameOf(row.trait)), cell(shownValue(row.trait, row.left)),
             cell(shownValue(row.trait, row.right))});
    }
    out.line();
    out.table(table);
    if (shown.left > 0)
        out.line(out.toned(u"And %1 more: --all prints them."_s.arg(shown.left), Tone::Faint));
    out.note(u"≠ differs, = the same, ? not shown by both."_s);
}

/// The URL of the side that does not work, or of the right one; of a recorded side what its text tells.
Subject subjectOf(const Compare &command, const ComparisonReport &report)
{
    const auto *left = verdictIn(report.environments[0]);
    const auto *right = verdictIn(report.environments[1]);
    const bool isLeft = left && right && left->outcome != access::Outcome::Accepted
        && right->outcome == access::Outcome::Accepted;
    Subject subject;
    subject.url = report.environments.at(isLeft ? 0 : 1).url;
    subject.token = command.token;
    if (!isLeft && !command.rightToken.isEmpty())
        subject.token = {command.rightToken, {}, {}, false};
    subject.isProbed = isUrl(isLeft ? command.left.what : command.right.what);
    return subject;
}

/// What keeps one side from being compared, and how to judge the other alone.
std::optional<Trouble> firstTrouble(const Compare &command, const ComparisonReport &report)
{
    for (const auto side : {Side::Left, Side::Right}) {
        auto trouble = troubleOf(report, side);
        if (!trouble)
            continue;
        const bool isLeft = side == Side::Left;
        const auto &other = isLeft ? command.right.what : command.left.what;
        if (!troubleOf(report, isLeft ? Side::Right : Side::Left) && other != u"-")
            trouble->next += u"%1The other side alone: keyturn-cli %2 %3"_s.arg(
                trouble->next.isEmpty() ? QString() : u"\n"_s, isUrl(other) ? u"probe"_s : u"verdict"_s,
                shellWord(other));
        return trouble;
    }
    return std::nullopt;
}

} // namespace

ShownRows rowsToShow(const QList<ComparedRow> &rows, bool all)
{
    constexpr qsizetype most = 12;
    ShownRows shown;
    for (const auto &row : rows) {
        if (row.left.state != State::Known && row.right.state != State::Known)
            continue;
        const bool isTelling = isDifference(row.relation) && matters(row.trait);
        if (all || isTelling || shown.rows.size() < most)
            shown.rows.append(row);
        else
            ++shown.left;
    }
    return shown;
}

std::optional<Trouble> troubleOf(const ComparisonReport &report, Side side)
{
    if (const auto &refusal = report.refusals.at(indexOf(side)))
        return troubleOf(*refusal);
    if (const auto &failure = report.withheld.at(indexOf(side)))
        return troubleOf(*failure);
    const auto &environment = report.environments.at(indexOf(side));
    if (verdictIn(environment))
        return std::nullopt;
    return Trouble{
        ExitCode::NotFound, u"no-exchange"_s,
        u"There is no exchange with a server in %1."_s.arg(environment.name),
        u"curl -i, curl -v, a HAR file or a log with the error in it have one."_s};
}

ExitCode exitCodeOf(const ComparisonReport &report)
{
    for (const auto side : {Side::Left, Side::Right}) {
        if (const auto trouble = troubleOf(report, side))
            return trouble->code;
    }
    const auto isUnreachable = [](const Environment &environment) {
        return verdictIn(environment)->outcome == access::Outcome::Unreachable;
    };
    if (isUnreachable(report.environments[0]) && isUnreachable(report.environments[1]))
        return ExitCode::Network;
    return differsWhereItMatters(report.comparison) ? ExitCode::No : ExitCode::Done;
}

QJsonObject jsonOf(const ComparisonReport &report)
{
    const auto &comparison = report.comparison;
    QJsonArray explanations;
    for (const auto &explanation : comparison.explanations) {
        QJsonArray restsOn;
        for (const auto trait : explanation.restsOn)
            restsOn.append(idOf(trait));
        explanations.append(QJsonObject{
            {u"id"_s, idOf(explanation.difference)},
            {u"confidence"_s, access::idOf(explanation.confidence)},
            {u"side"_s,
             explanation.side ? QJsonValue(idOf(*explanation.side)) : QJsonValue(QJsonValue::Null)},
            {u"summary"_s, headlineOf(explanation, comparison)},
            {u"why"_s, explanationOf(explanation)},
            {u"rests_on"_s, restsOn},
        });
    }
    QJsonArray rows;
    for (const auto &row : comparison.rows) {
        rows.append(QJsonObject{
            {u"id"_s, idOf(row.trait)},
            {u"name"_s, nameOf(row.trait)},
            {u"relation"_s, idOf(row.relation)},
            {u"matters"_s, matters(row.trait)},
            {u"left"_s, shownOrNull(row.left)},
            {u"right"_s, shownOrNull(row.right)},
        });
    }
    QJsonArray steps;
    for (const auto step : comparison.nextSteps)
        steps.append(sentenceFor(step));
    return {
        {u"summary"_s, headlineOf(comparison)},
        {u"differs"_s, differsWhereItMatters(comparison)},
        {u"explanations"_s, explanations},
        {u"rows"_s, rows},
        {u"next_steps"_s, steps},
        {u"left"_s, jsonOfSide(report, Side::Left)},
        {u"right"_s, jsonOfSide(report, Side::Right)},
    };
}

ExitCode run(const Workplace &place, const Compare &command)
{
    const auto leftText = recordedIn(command.left.what);
    if (!leftText)
        return place.fail(leftText.error());
    const auto rightText = recordedIn(command.right.what);
    if (!rightText)
        return place.fail(rightText.error());
    const auto tokens = chosenTokens(place, command);
    if (!tokens)
        return place.fail(tokens.error());

    auto &vault = *tokens->open.vault;
    Prober prober(vault, place.world.transport, place.world.clock);
    EnvironmentComparer comparer(prober, vault, place.world.clock);
    const auto names = namesOf(command);
    const auto start = [&](const Then<ComparisonReport> &then) {
        comparer.run(
            sideOf(place, command.left, names.left, tokens->left, *leftText),
            sideOf(place, command.right, names.right, tokens->right, *rightText), place.globals.timeout,
            then);
    };
    const auto patience = place.globals.timeout + storePatience;
    auto ended = await<ComparisonReport>(place.interruption, patience, start);
    if (!ended)
        return place.fail(troubleOf(ended.error(), tooSlow(place.globals)));
    const auto report = *std::move(ended);

    place.out.document(jsonOf(report));
    if (place.out.isJson())
        return exitCodeOf(report);
    // With one side alone there is nothing to compare.
    if (const auto trouble = firstTrouble(command, report))
        return place.fail(*trouble);
    showExplanations(place.out, report.comparison);
    showRows(place.out, report.comparison, command.showsAll);
    place.out.line();
    const auto subject = subjectOf(command, report);
    const auto &steps = report.comparison.nextSteps;
    showSteps(place.out, steps, subject, commandsFor(steps, subject));
    return exitCodeOf(report);
}

} // namespace keyturn::cli
