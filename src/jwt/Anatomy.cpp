// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Anatomy.h"

#include <QSet>

namespace keyturn::jwt {

namespace {

constexpr int deepest = 2000; // More than decode() lets pass.

void appendMembers(QList<MemberPlace> &members, JwtPart part, const JsonText &json, qsizetype partBegin)
{
    QSet<QString> names;
    const auto children = json.root().children();
    for (const auto &child : children) {
        const JsonRange bytes{child.keyRange().begin, child.range().end};
        const auto characters = base64UrlRangeOf(bytes);
        const auto name = child.key();
        members.append(MemberPlace{
            part, name, child.text().toByteArray(), bytes,
            JsonRange{partBegin + characters.begin, partBegin + characters.end}, names.contains(name)});
        names.insert(name);
    }
}

} // namespace

JsonRange base64UrlRangeOf(JsonRange bytes)
{
    return {bytes.begin * 8 / 6, (bytes.end * 8 + 5) / 6};
}

Result<Anatomy, JsonProblem> anatomyOf(const Jwt &jwt)
{
    JsonRules rules;
    rules.deepest = deepest;
    rules.mostBytes = largestAnatomy;
    auto header = JsonText::read(jwt.jws.headerJson, rules);
    if (!header)
        return Failure{header.error()};
    auto payload = JsonText::read(jwt.jws.payload, rules);
    if (!payload)
        return Failure{payload.error()};

    const auto &input = jwt.jws.signingInput;
    const auto dot = input.indexOf('.');
    const auto signatureEnd = input.size() + 1 + base64UrlRangeOf({0, jwt.jws.signature.size()}).end;
    Anatomy anatomy{
        *std::move(header),
        *std::move(payload),
        {0, dot},
        {dot + 1, input.size()},
        {input.size() + 1, signatureEnd},
        {}};
    appendMembers(anatomy.members, JwtPart::Header, anatomy.header, 0);
    appendMembers(anatomy.members, JwtPart::Payload, anatomy.payload, dot + 1);
    return anatomy;
}

} // namespace keyturn::jwt
