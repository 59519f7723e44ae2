// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "JwtComparison.h"

#include "Ascii.h"
#include "Claims.h"

#include <QHash>
#include <QVariantMap>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keyturn::jwt {

namespace {

using Relation = MemberComparison::Relation;
using Nodes = QList<JsonNode>;

/// A number as sign and digits, with the place of its point: however it is written, it is the same.
struct Decimal
{
    bool isNegative = false;
    QByteArray digits; ///< Without zeros at either end; empty: the number is zero.
    qint64 exponent = 0; ///< The point stands so many digits behind the first one.

    bool operator==(const Decimal &) const = default;
};

// Null for an exponent that nobody can count to.
std::optional<Decimal> decimalOf(QByteArrayView text)
{
    Decimal decimal;
    qint64 exponent = 0;
    bool isBehindPoint = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char byte = text[i];
        if (byte == 'e' || byte == 'E') {
            bool isNumber = false;
            exponent += text.sliced(i + 1).toInt(&isNumber);
            if (!isNumber)
                return {};
            break;
        }
        decimal.isNegative = decimal.isNegative || byte == '-';
        isBehindPoint = isBehindPoint || byte == '.';
        if (!isDigit(byte))
            continue;
        exponent -= isBehindPoint ? 1 : 0;
        decimal.digits += byte;
    }
    const auto isZero = [](char digit) { return digit == '0'; };
    const auto &digits = decimal.digits;
    const auto begin = std::find_if_not(digits.begin(), digits.end(), isZero);
    if (begin == digits.end())
        return Decimal{};
    decimal.exponent = exponent + (digits.end() - begin);
    decimal.digits.remove(0, begin - digits.begin());
    while (decimal.digits.endsWith('0'))
        decimal.digits.chop(1);
    return decimal;
}

bool isSameNumber(QByteArrayView left, QByteArrayView right)
{
    const auto one = decimalOf(left);
    const auto other = decimalOf(right);
    return one && other ? *one == *other : left == right;
}

QHash<QString, Nodes> membersByName(const JsonNode &object)
{
    QHash<QString, Nodes> members;
    for (const auto &member : object.children())
        members[member.key()].append(member);
    return members;
}

bool areSame(const Nodes &left, const Nodes &right);

// As they were written: what would be rounded to the same number, or lose one of two names, is not the same.
bool isSame(const JsonNode &left, const JsonNode &right)
{
    if (left.kind() != right.kind())
        return false;
    switch (left.kind()) {
    case JsonKind::Null:
        return true;
    case JsonKind::Bool:
        return left.boolean() == right.boolean();
    case JsonKind::Number:
        return isSameNumber(left.text(), right.text());
    case JsonKind::String:
        return left.string() == right.string();
    case JsonKind::Array:
        return areSame(left.children(), right.children());
    case JsonKind::Object:
        break;
    }
    const auto ours = membersByName(left);
    const auto theirs = membersByName(right);
    if (ours.size() != theirs.size())
        return false;
    for (auto members = ours.begin(); members != ours.end(); ++members) {
        if (!areSame(members.value(), theirs.value(members.key())))
            return false;
    }
    return true;
}

bool areSame(const Nodes &left, const Nodes &right)
{
    return std::equal(left.begin(), left.end(), right.begin(), right.end(), isSame);
}

/// Header or payload of one of the two.
struct Side
{
    QJsonObject object;
    std::optional<QHash<QString, Nodes>> members; ///< Null where strict readers refuse the JSON.
};

Side sideOf(const QJsonObject &object, const QByteArray &json)
{
    JsonRules rules;
    rules.mostBytes = largestAnatomy;
    const auto text = JsonText::read(json, rules);
    return {object, text ? std::optional(membersByName(text->root())) : std::nullopt};
}

QByteArray textIn(const Side &side, const QString &name)
{
    const auto nodes = side.members ? side.members->value(name) : Nodes();
    return nodes.isEmpty() ? QByteArray() : nodes.last().text().toByteArray();
}

Relation relationOf(const QString &name, const Side &left, const Side &right)
{
    if (!left.object.contains(name))
        return Relation::OnlyRight;
    if (!right.object.contains(name))
        return Relation::OnlyLeft;
    const bool isEqual = left.members && right.members
        ? areSame(left.members->value(name), right.members->value(name))
        : left.object[name] == right.object[name];
    return isEqual ? Relation::Same : Relation::Differs;
}

// Each name once: those of both in their order, then what is in the right one alone.
QStringList namesOf(const QJsonObject &left, const QJsonObject &right, JwtPart part)
{
    // Not by inserting into the object, which moves all that stand behind.
    QVariantMap all;
    for (const auto &name : left.keys() + right.keys())
        all.insert(name, {});
    if (part == JwtPart::Header)
        return all.keys();
    QStringList names;
    for (const auto &claim : claimsOf(QJsonObject::fromVariantMap(all)))
        names.append(claim.name);
    return names;
}

void append(QList<MemberComparison> &rows, JwtPart part, const Side &left, const Side &right)
{
    for (const auto &name : namesOf(left.object, right.object, part)) {
        rows.append(MemberComparison{
            part, name, relationOf(name, left, right), left.object[name], right.object[name],
            textIn(left, name), textIn(right, name)});
    }
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
    append(
        rows, JwtPart::Header, sideOf(left.jws.header, left.jws.headerJson),
        sideOf(right.jws.header, right.jws.headerJson));
    append(
        rows, JwtPart::Payload, sideOf(left.payload, left.jws.payload),
        sideOf(right.payload, right.jws.payload));
    return rows;
}

} // namespace keyturn::jwt
