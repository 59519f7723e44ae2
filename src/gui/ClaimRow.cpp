// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ClaimRow.h"

#include "ClaimWording.h"
#include "CompactJson.h"
#include "TimeWording.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keyturn {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ClaimRow)
};

// Each row is four widgets.
constexpr qsizetype mostClaims = 100;

QString beginningOf(const QString &text)
{
    constexpr qsizetype most = 2000;
    return text.size() <= most ? text
                               : Words::tr("%1… (%2 characters)").arg(text.first(most)).arg(text.size());
}

QString valueText(const QJsonValue &value)
{
    if (value.isString())
        return value.toString().isEmpty() ? Words::tr("(empty)") : beginningOf(value.toString());
    return beginningOf(compactJson(value));
}

ClaimRow rowFor(const jwt::Claim &claim, const JwtInspection &inspection, const Workbench &workbench)
{
    ClaimRow row{claim.name, valueText(claim.value), meaningOf(claim, workbench.clock()), {}, -1, {}};
    if (claim.time)
        row.toolTip = exactTime(*claim.time);
    if (claim.role == jwt::ClaimRole::ClientId) {
        if (const auto *token = workbench.vault.withClientId(claim.value.toString())) {
            row.meaning = Words::tr("The Client ID: this is your token %1").arg(token->name);
            row.tokenId = token->id;
        }
    }
    if (claim.role == jwt::ClaimRole::Audience) {
        for (const auto &application : workbench.edge.config().applications) {
            const auto &access = application.access;
            if (!access.audience.isEmpty() && jwt::isMeantForOneOf({access.audience}, claim.value))
                row.meaning = Words::tr("The application %1 of the edge on this machine").arg(access.name);
        }
    }
    if (!inspection.anatomy)
        return row;
    // The last of several members of one name, which is the one that readers take.
    const auto &members = inspection.anatomy->members;
    for (int index = 0; index < members.size(); ++index) {
        const auto &member = members.at(index);
        if (member.part != jwt::JwtPart::Payload || member.name != claim.name)
            continue;
        row.member = index;
        if (claim.value.isDouble())
            row.value = beginningOf(QString::fromUtf8(member.text));
    }
    return row;
}

} // namespace

QList<ClaimRow> claimRowsOf(const JwtInspection &inspection, const Workbench &workbench)
{
    QList<ClaimRow> rows;
    for (const auto &claim : inspection.claims.first(std::min(inspection.claims.size(), mostClaims)))
        rows.append(rowFor(claim, inspection, workbench));
    if (const auto more = inspection.claims.size() - rows.size(); more > 0)
        rows.append(
            {u"…"_s, {}, Words::tr("%1 more, which are below as they were sent").arg(more), {}, -1, {}});
    if (!inspection.jwt.payload.contains(u"nbf"_s)) {
        const auto absent = meaningOfAbsent(jwt::ClaimRole::NotBefore, inspection.subject);
        if (!absent.isEmpty())
            rows.append({u"nbf"_s, Words::tr("(absent)"), absent, {}, -1, {}});
    }
    return rows;
}

} // namespace keyturn
