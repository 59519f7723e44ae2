// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Batch.h"
#include "CompactJson.h"
#include "GivenText.h"
#include "Json.h"
#include "JwtCommands.h"
#include "JwtComparison.h"
#include "JwtInspection.h"
#include "JwtKeys.h"
#include "Terminal.h"

using namespace Qt::StringLiterals;

namespace keyturn::cli {

namespace {

Result<JwtInspection, Trouble> inspectionOf(const Workplace &place, const QString &given, const QString &side)
{
    const auto named = given == u"-" ? std::nullopt : std::optional(given.toUtf8());
    const auto text = jwtText(named);
    if (!text)
        return Failure{text.error()};
    const auto inspection = inspectJwt(*text, place.now());
    if (inspection)
        return *inspection;
    auto trouble = noJwt(named, *text, inspection.error());
    trouble.message.prepend(side + u": "_s);
    return Failure{trouble};
}

QJsonValue valueOrNull(const QJsonValue &value)
{
    return value.isUndefined() ? QJsonValue(QJsonValue::Null) : value;
}

QString shown(const QJsonValue &value, const QByteArray &written)
{
    if (value.isUndefined())
        return u"-"_s;
    return printable(written.isEmpty() ? compactJson(value) : QString::fromUtf8(written));
}

QJsonObject jsonOf(const jwt::BatchLine &line)
{
    const auto &verification = line.verification;
    return {
        {u"line"_s, line.line},
        {u"valid"_s, verification.isValid()},
        {u"reason"_s, verification.refusal ? QJsonValue(jwt::idOf(*verification.refusal)) : QJsonValue()},
        {u"key_id"_s, textOrNull(verification.keyId)},
    };
}

QJsonObject reasonsOf(const jwt::Batch &batch)
{
    QJsonObject reasons;
    for (auto reason = batch.refused.begin(); reason != batch.refused.end(); ++reason)
        reasons.insert(jwt::idOf(reason.key()), reason.value());
    return reasons;
}

// The first key that a line names and nobody has.
QString unknownKeyIn(const jwt::Batch &batch)
{
    for (const auto &line : batch.lines) {
        const auto &verification = line.verification;
        if (verification.refusal == jwt::Refusal::NoMatchingKey && !verification.keyId.isEmpty())
            return verification.keyId;
    }
    return {};
}

void show(const Output &out, const jwt::Batch &batch)
{
    for (const auto &line : batch.lines) {
        if (line.verification.refusal)
            out.line(u"%1: %2"_s.arg(line.line).arg(jwt::idOf(*line.verification.refusal)));
    }
    const auto refused = batch.lines.size() - batch.valid;
    out.line(out.toned(
        u"%1 valid, %2 not valid"_s.arg(batch.valid).arg(refused), refused == 0 ? Tone::Good : Tone::Bad));
    const auto reasons = reasonsOf(batch);
    for (auto reason = reasons.begin(); reason != reasons.end(); ++reason)
        out.line(u"  %1 %2"_s.arg(reason.value().toInt(), 8).arg(reason.key()));
}

} // namespace

ExitCode run(const Workplace &place, const JwtCompare &command)
{
    const auto left = inspectionOf(place, command.left, u"The left one"_s);
    if (!left)
        return place.fail(left.error());
    const auto right = inspectionOf(place, command.right, u"The right one"_s);
    if (!right)
        return place.fail(right.error());
    QJsonArray rows;
    QList<QStringList> table;
    bool differs = false;
    for (const auto &row : jwt::comparisonOf(left->jwt, right->jwt)) {
        const bool isSame = row.relation == jwt::MemberComparison::Relation::Same;
        differs = differs || !isSame;
        rows.append(QJsonObject{
            {u"part"_s, row.part == jwt::JwtPart::Header ? u"header"_s : u"payload"_s},
            {u"name"_s, row.name},
            {u"relation"_s, jwt::idOf(row.relation)},
            {u"left"_s, valueOrNull(row.left)},
            {u"right"_s, valueOrNull(row.right)}});
        table.append(
            {isSame ? u"="_s : u"≠"_s, printable(row.name), shown(row.left, row.leftText),
             isSame ? QString() : shown(row.right, row.rightText)});
    }
    place.out.document({{u"differs"_s, differs}, {u"rows"_s, rows}});
    place.out.table(table);
    return differs ? ExitCode::No : ExitCode::Done;
}

ExitCode run(const Workplace &place, const JwtBatch &command)
{
    constexpr qsizetype longest = 1024LL * 1024 * 1024;
    const auto issuer = issuerFor(command.measure);
    if (!issuer)
        return place.fail(issuer.error());
    const auto text
        = readGiven(command.file, longest, wrongUsage(u"The file is over 1 GB."_s, u"Give it in parts."_s));
    if (!text)
        return place.fail(text.error());
    auto keys = keysFor(place, command.measure.keys, {});
    if (!keys)
        return place.fail(keys.error());

    const auto expected = expectationsOf(place, command.measure, *issuer);
    auto batch = jwt::verifyBatch(*text, jwt::VerificationKeys(keys->keys), expected);
    // Kept keys may be older than one that came since.
    if (const auto unknown = unknownKeyIn(batch); keys->isKept && !unknown.isEmpty()) {
        const auto again = keysFor(place, command.measure.keys, unknown);
        if (again && !again->isKept)
            batch = jwt::verifyBatch(*text, jwt::VerificationKeys(again->keys), expected);
        if (again)
            keys = again;
    }
    if (batch.lines.isEmpty())
        return place.fail({ExitCode::NotFound, u"no-lines"_s, u"There is no line with a JWT."_s, {}});

    QJsonArray lines;
    for (const auto &line : batch.lines)
        lines.append(jsonOf(line));
    auto json = jsonOf(*keys);
    json.insert(u"valid"_s, batch.valid);
    json.insert(u"not_valid"_s, batch.lines.size() - batch.valid);
    json.insert(u"reasons"_s, reasonsOf(batch));
    json.insert(u"lines"_s, lines);
    place.out.document(json);
    show(place.out, batch);
    return batch.valid == batch.lines.size() ? ExitCode::Done : ExitCode::No;
}

} // namespace keyturn::cli
