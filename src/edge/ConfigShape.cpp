// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ConfigShape.h"

#include "ConfigShapeParts.h"

#include <algorithm>

namespace keyturn::edge {

using namespace Qt::StringLiterals;
using Kind = ValueKind;

namespace {

const ConfigShape &serviceTokenShape()
{
    static const auto shape = [] {
        auto token = apiShape(
            u"service_token"_s, u"A service token that this edge knows. Its secret is not in this file."_s,
            with(
                {{.name = u"name"_s,
                  .kind = Kind::Text,
                  .about = u"What people call it."_s,
                  .isRequired = true},
                 {.name = u"id"_s,
                  .kind = Kind::Text,
                  .about = u"What rules call it; its name where it is left out."_s},
                 {.name = u"client_id"_s,
                  .kind = Kind::ClientId,
                  .about = u"32 hexadecimal digits and .access"_s,
                  .isRequired = true},
                 {.name = u"client_secret_sha256"_s,
                  .kind = Kind::Sha256,
                  .about = u"The SHA-256 of its Client Secret, in hexadecimal digits."_s},
                 {.name = u"client_secret_file"_s,
                  .kind = Kind::FileName,
                  .about
                  = u"The file with its Client Secret, which only its owner may read; relative to this file."_s},
                 {.name = u"client_secret"_s,
                  .kind = Kind::Secret,
                  .about = u"Not allowed: others read this file too."_s},
                 {.name = u"previous_client_secret_sha256"_s,
                  .kind = Kind::Sha256,
                  .about = u"The same of the secret before, which still works until its end."_s},
                 {.name = u"previous_client_secret_expires_at"_s,
                  .kind = Kind::Time,
                  .about = u"When the secret before stops to work."_s},
                 {.name = u"expires_at"_s,
                  .kind = Kind::Time,
                  .about = u"When it ends; before duration. Neither: never."_s},
                 {.name = u"duration"_s,
                  .kind = Kind::Duration,
                  .about
                  = u"How long it lasts from created_at, or else from when the edge starts: 8760h, or forever."_s},
                 {.name = u"created_at"_s, .kind = Kind::Time, .about = u"When it was made."_s},
                 {.name = u"enabled"_s, .kind = Kind::Flag, .about = u"On unless false."_s}},
                {u"client_secret_version"_s, u"last_seen_at"_s, u"updated_at"_s}));
        token.exactlyOneOf = {u"client_secret_sha256"_s, u"client_secret_file"_s};
        return token;
    }();
    return shape;
}

const ConfigShape &matchShape()
{
    static const ConfigShape shape{
        .name = u"match"_s,
        .about = u"Which requests are meant. What is left out fits all."_s,
        .keys
        = {{.name = u"host"_s, .kind = Kind::Host, .about = u"The host that is asked for."_s},
           {.name = u"path"_s,
            .kind = Kind::Path,
            .about = u"With everything below it; * stands for anything."_s},
           listOf(u"methods"_s, Kind::Text, u"GET and the like, in capitals."_s),
           {.name = u"user_agent"_s, .kind = Kind::Text, .about = u"A part of it, whatever its case."_s}}};
    return shape;
}

ConfigKey matchKey()
{
    return objectKey(u"match"_s, matchShape(), u"Which requests are meant; left out: all."_s);
}

const ConfigShape &firewallShape()
{
    static const ConfigShape shape{
        .name = u"firewall_rule"_s,
        .about = u"What stands in front of Access. The first that fits counts."_s,
        .keys
        = {{.name = u"name"_s, .kind = Kind::Text, .about = u"What people call it."_s},
           matchKey(),
           {.name = u"action"_s,
            .kind = Kind::Word,
            .about = u"block answers 1010, challenge wants to see a browser."_s,
            .isRequired = true,
            .words = {u"block"_s, u"challenge"_s}}}};
    return shape;
}

const ConfigShape &faultShape()
{
    static const ConfigShape shape{
        .name = u"fault"_s,
        .about = u"Something that goes wrong on purpose. The first that fits counts."_s,
        .keys
        = {{.name = u"name"_s, .kind = Kind::Text, .about = u"What the log calls it."_s},
           matchKey(),
           numberKey(u"one_in"_s, 1, 1'000'000, u"Every how many requests it happens; left out: each."_s),
           {.name = u"latency"_s,
            .kind = Kind::Duration,
            .about = u"How long the answer waits, such as 300ms."_s},
           numberKey(u"status"_s, 400, 599, u"Answered instead."_s),
           numberKey(u"code"_s, 1000, 9999, u"Cloudflare's own number in that answer, such as 1033."_s),
           {.name = u"retry_after"_s, .kind = Kind::Duration, .about = u"The Retry-After of that answer."_s},
           {.name = u"ending"_s,
            .kind = Kind::Word,
            .about = u"How the answer ends."_s,
            .words = {u"whole"_s, u"reset"_s, u"truncated"_s}}}};
    return shape;
}

const ConfigShape &keysShape()
{
    static const ConfigShape shape{
        .name = u"keys"_s,
        .about = u"When signing keys change."_s,
        .keys
        = {{.name = u"rotate_every"_s,
            .kind = Kind::Duration,
            .about = u"1008h where it is left out; 0s: on demand only."_s},
           {.name = u"previous_stays"_s,
            .kind = Kind::Duration,
            .about = u"How long the key before is still published: 168h where it is left out."_s}}};
    return shape;
}

const ConfigShape &clientShape()
{
    static const ConfigShape shape{
        .name = u"client"_s,
        .about = u"What is taken for a fact of every client, for rules that ask."_s,
        .keys
        = {{.name = u"ip"_s, .kind = Kind::IpAddress, .about = u"Its address."_s},
           {.name = u"country"_s, .kind = Kind::Country, .about = u"Its country, two letters."_s},
           {.name = u"certificate"_s,
            .kind = Kind::Flag,
            .about = u"Whether it shows a valid certificate."_s},
           {.name = u"common_name"_s, .kind = Kind::Text, .about = u"Of that certificate."_s}}};
    return shape;
}

const ConfigShape &listenShape()
{
    static const ConfigShape shape{
        .name = u"listen"_s,
        .about = u"Where the edge listens."_s,
        .keys
        = {{.name = u"address"_s, .kind = Kind::IpAddress, .about = u"127.0.0.1 where it is left out."_s},
           numberKey(u"port"_s, 0, 65'535, u"0, or left out: a free one."_s)}};
    return shape;
}

const ConfigShape &tlsShape()
{
    static const ConfigShape shape{
        .name = u"tls"_s,
        .about = u"Serve https, with a certificate of an authority that is made on this machine for it."_s,
        .keys = {listOf(u"hosts"_s, Kind::Text, u"Names and addresses besides localhost and 127.0.0.1."_s)}};
    return shape;
}

const ConfigShape &controlShape()
{
    static const ConfigShape shape{
        .name = u"control"_s,
        .about
        = u"Where the running edge takes orders: on 127.0.0.1, with a token that is made anew each time."_s,
        .keys
        = {{.name = u"enabled"_s, .kind = Kind::Flag, .about = u"On unless false."_s},
           numberKey(u"port"_s, 0, 65'535, u"0, or left out: a free one."_s)}};
    return shape;
}

ConfigKey answerOrListOf(const QString &name, const ConfigShape &shape, const QString &about)
{
    auto key = listOf(name, shape, about);
    key.mayBeAnswer = true;
    return key;
}

std::vector<ConfigKey> topKeys()
{
    auto applications = answerOrListOf(u"applications"_s, applicationShape(), u"What is guarded."_s);
    applications.alsoCalled = {u"apps"_s, u"access_apps"_s};
    auto tokens = answerOrListOf(u"service_tokens"_s, serviceTokenShape(), u"Who may be let in."_s);
    tokens.alsoCalled = {u"tokens"_s, u"credentials"_s};
    return {
        {.name = u"$schema"_s, .kind = Kind::Text, .about = u"Where this schema is, for editors."_s},
        {.name = u"team"_s, .kind = Kind::Team, .about = u"acme of acme.cloudflareaccess.com"_s},
        {.name = u"mode"_s,
         .kind = Kind::Word,
         .about
         = u"legacy, where it is left out: refusals are redirects to the login page; strict: 401 and 403."_s,
         .words = {u"legacy"_s, u"strict"_s}},
        {.name = u"deny_unmatched_requests"_s,
         .kind = Kind::Flag,
         .about = u"Refuse requests that no application is about."_s},
        {.name = u"local_host"_s,
         .kind = Kind::Host,
         .about = u"The host that 127.0.0.1 and localhost stand for; left out: 127.0.0.1."_s},
        objectKey(u"listen"_s, listenShape(), u"Where the edge listens."_s),
        objectKey(u"tls"_s, tlsShape(), u"Serve https; left out: plain http."_s),
        objectKey(u"control"_s, controlShape(), u"Where the running edge takes orders."_s),
        {.name = u"upstream"_s,
         .kind = Kind::Url,
         .about = u"The service behind applications without one of their own; left out: an echo."_s},
        {.name = u"upstream_ca_file"_s,
         .kind = Kind::FileName,
         .about = u"Certificates in PEM that services over https are believed, besides those of the system; "
                  u"relative to this file."_s},
        applications,
        answerOrListOf(u"policies"_s, policyShape(), u"Reusable policies, which applications name."_s),
        answerOrListOf(u"groups"_s, groupShape(), u"Groups of rules, which rules name."_s),
        tokens,
        listOf(u"firewall"_s, firewallShape(), u"What stands in front of Access."_s),
        listOf(u"faults"_s, faultShape(), u"What goes wrong on purpose."_s),
        objectKey(u"keys"_s, keysShape(), u"When signing keys change."_s),
        {.name = u"clock_skew"_s,
         .kind = Kind::SignedDuration,
         .about = u"How far ahead of the right time the edge signs, such as 90s or -5m."_s},
        objectKey(u"client"_s, clientShape(), u"What is taken for a fact of every client."_s),
    };
}

} // namespace

const ConfigKey *ConfigShape::key(const QString &wanted) const
{
    const auto isIt = [&wanted](const ConfigKey &each) { return each.name == wanted; };
    const auto found = std::find_if(keys.begin(), keys.end(), isIt);
    return found == keys.end() ? nullptr : &*found;
}

QStringList ConfigShape::names() const
{
    QStringList names;
    for (const auto &each : keys)
        names.append(each.name);
    return names;
}

QString patternOf(ValueKind kind)
{
    switch (kind) {
    case Kind::Url:
        return u"^https?://[^/?#@]+(/[^?#]*)?$"_s;
    case Kind::Path:
        return u"^/"_s;
    case Kind::Country:
        return u"^[A-Za-z]{2}$"_s;
    case Kind::Team:
        return u"^[a-z0-9]([a-z0-9-]*[a-z0-9])?$"_s;
    case Kind::ClientId:
        return u"^[0-9a-f]{32}\\.access$"_s;
    case Kind::Sha256:
        return u"^[0-9a-fA-F]{64}$"_s;
    case Kind::FileName:
        return u"."_s;
    default:
        return {};
    }
}

const ConfigShape &configShape()
{
    static const ConfigShape shape{
        .name = u"config"_s,
        .about = u"What Keyturn's edge plays: Cloudflare Access for one team, on this machine."_s,
        .keys = topKeys()};
    return shape;
}

} // namespace keyturn::edge
