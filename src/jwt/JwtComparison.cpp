// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "JwtComparison.h"

#include "Claims.h"

using namespace Qt::StringLiterals;

namespace keyturn::jwt {

namespace {

using Relation = MemberComparison::Relation;

MemberComparison compared(JwtPart part, const QString &name, const QJsonValue &left, const QJsonValue &right)
{
    const auto relation = left.isUndefined() ? Relation::OnlyRight
        : right.isUndefined()                ? Relation::OnlyLeft
        : left == right                      ? Relation::Same
                                             : Relation::Differs;
    return {part, name, relation, left, right};
}

// Each name once: those of both in their order, then what is in the right one alone.
QStringList namesOf(const QJsonObject &left, const QJsonObject &right, JwtPart part)
{
    auto all = left;
    for (auto member = right.begin(); member != right.end(); ++member)
        all.insert(member.key(), member.value());
    if (part == JwtPart::Header)
        return all.keys();
    QStringList names;
    for (const auto &claim : claimsOf(all))
        names.append(claim.name);
    return names;
}

void append(QList<MemberComparison> &rows, JwtPart part, const QJsonObject &left, const QJsonObject &right)
{
    for (const auto &name : namesOf(left, right, part))
        rows.append(compared(part, name, left[name], right[name]));
}

} // namespace

QString idOf(MemberComparison::Relation relation)
{
    switch (relation) {
    case Relation::Same:
        return u"same"_s;
    case Relation::Differs:
        return u"differs"_s;
    case Relation::OnlyLeft:
        return u"only-left"_s;
    case Relation::OnlyRight:
        return u"only-right"_s;
    }
    return {};
}

QList<MemberComparison> comparisonOf(const Jwt &left, const Jwt &right)
{
    QList<MemberComparison> rows;
    append(rows, JwtPart::Header, left.jws.header, right.jws.header);
    append(rows, JwtPart::Payload, left.payload, right.payload);
    return rows;
}

} // namespace keyturn::jwt
