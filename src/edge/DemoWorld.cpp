// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "DemoWorld.h"

#include <QCryptographicHash>
#include <QRandomGenerator>
#include <QUuid>

#include <array>

namespace keyturn::edge {

using namespace Qt::StringLiterals;
using tokens::Expiry;

namespace {

QByteArray randomHex(qsizetype digits)
{
    std::array<quint32, 8> words{};
    QRandomGenerator::system()->fillRange(words.data(), words.size());
    const auto bytes = QByteArray::fromRawData(
        reinterpret_cast<const char *>(words.data()), static_cast<qsizetype>(sizeof words));
    return bytes.toHex().left(digits);
}

/// The shape of a Client Secret since 26 August 2026 (facts 1.2).
Secret makeSecret()
{
    constexpr QByteArrayView alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    QByteArray bytes = "cfast_";
    bytes.reserve(6 + 40 + 8);
    while (bytes.size() < 6 + 40)
        bytes += alphabet[QRandomGenerator::system()->bounded(static_cast<int>(alphabet.size()))];
    bytes += randomHex(8);
    Secret secret(bytes);
    wipeBytes(bytes);
    return secret;
}

QByteArray sha256Of(const Secret &secret)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(secret.expose());
    return hash.result();
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
    demo.secret = makeSecret();
    demo.path = sketch.path;

    auto &token = demo.token;
    token.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
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

Credential knownToTheEdge(const DemoToken &demo)
{
    return {demo.token.name, demo.token.clientId, sha256Of(demo.secret), demo.token.expiry, true};
}

Application guarded(const QString &name, const QString &path, const QList<Policy> &policies)
{
    Application application;
    application.name = name;
    application.path = path;
    application.audience = QString::fromLatin1(randomHex(64));
    application.policies = policies;
    return application;
}

Policy policy(const QString &name, Action action, std::initializer_list<const DemoToken *> named)
{
    Policy policy;
    policy.name = name;
    policy.action = action;
    for (const auto *demo : named)
        policy.tokenClientIds.append(demo->token.clientId);
    return policy;
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
    credentials[4].secretSha256 = sha256Of(makeSecret());

    const auto services
        = policy(u"Services"_s, Action::ServiceAuth, {&accepted, &due, &expired, &disabled, &wrongSecret});
    const auto reporting = policy(u"Reporting jobs"_s, Action::ServiceAuth, {&accepted, &wrongSecret});
    const auto employees = policy(u"Employees"_s, Action::Allow, {});
    const auto administrators = policy(u"Employees"_s, Action::Allow, {&onlyAllowed});
    auto anybody = policy(u"Anybody"_s, Action::Bypass, {});
    anybody.everyone = true;

    world.config.team = u"demo-team"_s;
    world.config.mode = Mode::Legacy;
    world.config.applications = {
        guarded(u"Data API"_s, u"/"_s, {services, employees}),
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
