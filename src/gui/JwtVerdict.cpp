// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "JwtVerdict.h"

#include "ClaimWording.h"
#include "JwtWording.h"
#include "KeyWording.h"
#include "RefusalWording.h"
#include "Shortened.h"
#include "TimeWording.h"
#include "Wording.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace keyturn {

namespace {

// All of a key's id is in the header. It is the token's word, and may be anything.
constexpr qsizetype longestKeyId = 16;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(JwtVerdict)
};

// Of a valid token: what nobody has asked for.
QStringList uncheckedBy(const JwtVerdict &verdict)
{
    QStringList unchecked;
    if (verdict.expected.issuer.isEmpty())
        unchecked.append(Words::tr("The issuer was not checked: it need not be your team."));
    else if (verdict.isTeamOfToken)
        unchecked.append(
            Words::tr("The team is the one that the token itself names: make sure that it is yours."));
    if (verdict.expected.audiences.isEmpty())
        unchecked.append(
            Words::tr("The audience was not checked: any application of this team could be meant."));
    return unchecked;
}

QStringList evidenceFor(const JwtVerdict &verdict)
{
    const auto &verification = verdict.verification;
    const auto &keys = verdict.keys;
    const auto &expected = verdict.expected;
    const auto &validity = verdict.validity;
    auto evidence = verdict.facts;
    const auto &key = verification.key;
    if (key && !key->id.isEmpty())
        evidence.append(Words::tr("Key %1").arg(shortened(key->id, longestKeyId)));
    else if (!verification.keyId.isEmpty() && verification.refusal != jwt::Refusal::NoMatchingKey)
        evidence.append(
            Words::tr("The token names the key %1").arg(shortened(verification.keyId, longestKeyId)));
    evidence.append(
        keys.isKept
            ? Words::tr("Kept keys, from %1, fetched %2").arg(keys.from, relativeTime(keys.at, expected.at))
            : Words::tr("Keys from %1").arg(keys.from));
    using State = jwt::Validity::State;
    if (verification.isValid() && (validity.state == State::Over || validity.state == State::NotYet))
        evidence.append(
            sentenceFor(validity) + u' '
            + Words::tr("It is taken all the same: clocks may be %1 seconds apart.")
                  .arg(expected.leeway.count()));
    if (verification.isValid())
        evidence.append(uncheckedBy(verdict));
    if (keys.failure)
        evidence.append(sentenceFor(*keys.failure));
    if (key && keys.keys.isRetiring(key->id))
        evidence.append(sentenceForRetiringKey());
    if (key) {
        for (const auto weakness : jwt::weaknessesOf(*key))
            evidence.append(sentenceFor(weakness));
    }
    return evidence;
}

} // namespace

VerdictBanner::Content contentOf(const JwtVerdict &verdict)
{
    const auto &verification = verdict.verification;
    VerdictBanner::Content content;
    content.tone = verification.isValid() ? Tone::Good : Tone::Bad;
    if (verification.isValid()) {
        QStringList checked{Words::tr("time")};
        if (!verdict.expected.issuer.isEmpty())
            checked.prepend(Words::tr("issuer"));
        if (!verdict.expected.audiences.isEmpty())
            checked.prepend(Words::tr("audience"));
        content.headline = Words::tr("Signature verified");
        content.explanation
            = Words::tr("%1. Also checked: %2.").arg(verification.algorithm, checked.join(u", "_s));
    } else {
        content.headline = titleFor(*verification.refusal);
        content.explanation = sentenceFor(*verification.refusal);
    }
    content.evidence = evidenceFor(verdict);
    return content;
}

VerdictBanner::Content contentOf(const KeyFailure &failure)
{
    VerdictBanner::Content content;
    content.tone = Tone::Attention;
    content.headline = Words::tr("Not verified: no keys");
    content.explanation = sentenceFor(failure);
    return content;
}

} // namespace keyturn
