// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "DemoWorld.h"

#include "ClientSecret.h"

#include <QUuid>

namespace keyturn::edge {

using namespace Qt::StringLiterals;
using policy::RuleKind;
using tokens::Expiry;

namespace {

QString makeId()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

/// What sets one token of the demo apart from the others.
struct Sketch
{
    QString name;
    QString path;
    Expiry expiry;
    QString owner;
    QString environment;
    QStringList tags;
    QString notes;
    int ageInDays = 0;
};

DemoToken made(const Sketch &sketch, const QDateTime &now)
{
    DemoToken demo;
    demo.secret = makeClientSecret();
    demo.path = sketch.path;

    auto &token = demo.token;
    token.id = makeId();
    token.name = sketch.name;
    token.clientId = QString::fromLatin1(randomHex(32) + ".access");
    token.expiry = sketch.expiry;
    token.team = u"demo-team"_s;
    token.owner = sketch.owner;
    token.environment = sketch.environment;
    token.tags = sketch.tags;
    token.notes = sketch.notes;
    token.createdAt = now.addDays(-sketch.ageInDays);
    token.secretChangedAt = token.createdAt;
    return demo;
}

// The id that rules name is Access's own, not the one under which Keyturn keeps the token.
Credential knownToTheEdge(const DemoToken &demo)
{
    Credential credential;
    credential.name = demo.token.name;
    credential.id = makeId();
    credential.clientId = demo.token.clientId;
    credential.secretSha256 = demo.secret.sha256();
    credential.expiry = demo.token.expiry;
    return credential;
}

/// `path` is empty for the whole host.
Application guarded(const QString &name, const QString &path, const QList<policy::Policy> &policies)
{
    Application application;
    auto &access = application.access;
    access.id = makeId();
    access.audience = QString::fromLatin1(randomHex(64));
    access.name = name;
    access.type = u"self_hosted"_s;
    access.domain = u"127.0.0.1"_s + path;
    access.policies = policies;
    return application;
}

policy::Rule ruleFor(RuleKind kind, const QJsonObject &value, const QString &named)
{
    const auto name = apiNameOf(kind);
    return {kind, name, named, {{name, value}}};
}

policy::Policy policyOf(const QString &name, policy::Decision decision, const QList<policy::Rule> &include)
{
    policy::Policy policy;
    policy.id = makeId();
    policy.name = name;
    policy.decision = decision;
    policy.decisionText = apiNameOf(decision);
    policy.rules.include = include;
    return policy;
}

/// A rule for each of these tokens.
QList<policy::Rule> namedIn(const QList<Credential> &credentials, std::initializer_list<qsizetype> places)
{
    QList<policy::Rule> rules;
    for (const auto place : places) {
        const auto &id = credentials[place].id;
        rules.append(ruleFor(RuleKind::ServiceToken, {{u"token_id"_s, id}}, id));
    }
    return rules;
}

// An hour more than the whole days: "in 9 days" should stay true while somebody looks at it.
QDateTime hourAfter(const QDateTime &moment)
{
    return moment.addSecs(3600);
}

} // namespace

DemoWorld makeDemoWorld(const QDateTime &now)
{
    const auto today = QDateTime::fromSecsSinceEpoch(now.toSecsSinceEpoch(), Qt::UTC);

    auto accepted = made(
        {.name = u"backend-api-service"_s,
         .path = u"/v1/orders"_s,
         .expiry = Expiry::on(hourAfter(today.addMonths(11))),
         .owner = u"Platform, on-call rota"_s,
         .environment = u"Production"_s,
         .tags = {u"backend"_s, u"orders"_s},
         .notes = u"Reads and writes orders. Rotate on a Tuesday, tell #platform first."_s,
         .ageInDays = 34},
        today);
    auto due = made(
        {.name = u"github-actions-deploy"_s,
         .path = u"/v1/deployments"_s,
         .expiry = Expiry::on(hourAfter(today.addDays(9))),
         .owner = u"Release team"_s,
         .environment = u"CI"_s,
         .tags = {u"ci"_s, u"deploy"_s},
         .notes = u"Lives in the secrets of acme/api, environment production."_s,
         .ageInDays = 356},
        today);
    auto expired = made(
        {.name = u"nightly-export"_s,
         .path = u"/v1/exports/nightly"_s,
         .expiry = Expiry::on(today.addDays(-3).addSecs(-3600)),
         .owner = u"Data team"_s,
         .environment = u"Production"_s,
         .tags = {u"cron"_s},
         .notes = u"Cron job on export-01, at 02:30."_s,
         .ageInDays = 368},
        today);
    auto disabled = made(
        {.name = u"partner-sync"_s,
         .path = u"/v1/partners"_s,
         .expiry = Expiry::on(hourAfter(today.addMonths(5))),
         .owner = {},
         .environment = u"Production"_s,
         .tags = {u"partner"_s},
         .notes = u"Switched off until the new contract is signed."_s,
         .ageInDays = 212},
        today);
    auto wrongSecret = made(
        {.name = u"old-reports"_s,
         .path = u"/reports/monthly"_s,
         .expiry = Expiry::on(hourAfter(today.addMonths(7))),
         .owner = u"Finance IT"_s,
         .environment = u"Production"_s,
         .tags = {u"reports"_s},
         .notes = u"Someone rotated it in the dashboard and told nobody."_s,
         .ageInDays = 151},
        today);
    auto onlyAllowed = made(
        {.name = u"staging-smoke-test"_s,
         .path = u"/admin/health"_s,
         .expiry = Expiry::unlimited(),
         .owner = {},
         .environment = u"Staging"_s,
         .tags = {u"tests"_s},
         .notes = u"Smoke test after each deploy to staging."_s,
         .ageInDays = 90},
        today);
    disabled.token.disabled = true;

    DemoWorld world;
    auto &credentials = world.config.credentials;
    for (const auto *demo : {&accepted, &due, &expired, &disabled, &wrongSecret, &onlyAllowed})
        credentials.append(knownToTheEdge(*demo));
    credentials[3].enabled = false;
    credentials[4].secretSha256 = makeClientSecret().sha256();

    // In the order in which they are added above.
    enum { Accepted, Due, Expired, Disabled, WrongSecret, OnlyAllowed };
    const QList employees{
        ruleFor(RuleKind::EmailDomain, {{u"domain"_s, u"example.com"_s}}, u"example.com"_s)};
    const QList everyone{ruleFor(RuleKind::Everyone, {}, {})};
    const auto named
        = [&credentials](std::initializer_list<qsizetype> places) { return namedIn(credentials, places); };
    const auto services = policyOf(
        u"Services"_s, policy::Decision::ServiceAuth, named({Accepted, Due, Expired, Disabled, WrongSecret}));
    const auto reporting
        = policyOf(u"Reporting jobs"_s, policy::Decision::ServiceAuth, named({Accepted, WrongSecret}));
    const auto people = policyOf(u"Employees"_s, policy::Decision::Allow, employees);
    const auto administrators
        = policyOf(u"Employees"_s, policy::Decision::Allow, employees + named({OnlyAllowed}));
    const auto anybody = policyOf(u"Anybody"_s, policy::Decision::Bypass, everyone);

    world.config.team = u"demo-team"_s;
    world.config.mode = Mode::Legacy;
    world.config.applications = {
        guarded(u"Data API"_s, {}, {services, people}),
        guarded(u"Admin API"_s, u"/admin"_s, {administrators}),
        guarded(u"Reports"_s, u"/reports"_s, {reporting}),
        guarded(u"Status page"_s, u"/status"_s, {anybody}),
    };

    for (auto *demo : {&accepted, &due, &expired, &disabled, &wrongSecret, &onlyAllowed})
        world.tokens.push_back(std::move(*demo));
    return world;
}

void bindTo(DemoWorld &world, const QUrl &origin)
{
    for (auto &demo : world.tokens)
        demo.token.hosts = {origin.authority()};
}

} // namespace keyturn::edge
