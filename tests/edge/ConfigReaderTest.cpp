// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ConfigReader.h"

#include "ClientSecret.h"

#include <QRegularExpression>
#include <QTest>

using namespace keyturn;
using namespace keyturn::edge;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QDateTime now(QDate(2026, 11, 29), QTime(12, 0), Qt::UTC);

constexpr auto everything = R"(// An edge with all that can be said of one.
{
  "$schema": "edge-config.schema.json",
  "team": "acme",
  "mode": "strict",
  "deny_unmatched_requests": true,
  "local_host": "api.example.com",
  "listen": {"address": "::1", "port": 8787},
  "tls": {"hosts": ["api.example.com"]},
  "upstream_ca_file": "../ca.pem",
  "control": {"enabled": false, "port": 8788},
  "upstream": "http://127.0.0.1:3000/base",
  "applications": [{
    "id": "a1", "aud": "aaaa", "name": "Data API", "type": "self_hosted", "domain": "api.example.com",
    "policies": ["p1", {"id": "p2", "name": "People", "decision": "allow", "include": [{"everyone": {}}]}],
    "session_duration": "2h", "service_auth_401_redirect": true, "read_service_tokens_from_header": "Authorization",
    "cors_headers": {"allow_all_origins": true, "allowed_methods": ["GET"], "allow_credentials": true, "max_age": 60},
    "http_only_cookie_attribute": false, "same_site_cookie_attribute": "lax", "path_cookie_attribute": true,
    "upstream": "https://localhost:8443",
    "created_at": "2026-01-01T00:00:00Z", "something_new_of_the_api": [1], "custom_deny_url": null
  }],
  "policies": [{"id": "p1", "name": "Services", "decision": "non_identity", "include": [
    {"service_token": {"token_id": "ci"}}, {"group": {"id": "g1"}}, {"a_kind_of_tomorrow": {}}]}],
  "groups": {"success": true, "result": [{"id": "g1", "name": "Office", "include": [{"ip": {"ip": "192.0.2.0/24"}}]}]},
  "service_tokens": [
    {"name": "ci", "client_id": "0123456789abcdef0123456789abcdef.access", "duration": "24h", "created_at": "2026-11-29",
     "client_secret_sha256": "AB00000000000000000000000000000000000000000000000000000000000000",
     "previous_client_secret_sha256": "cd00000000000000000000000000000000000000000000000000000000000000",
     "previous_client_secret_expires_at": "2026-12-01T00:00:00Z"},
    {"name": "file", "id": "t2", "client_id": "fedcba9876543210fedcba9876543210.access", "client_secret_file": "t2.secret",
     "expires_at": "2027-01-01T00:00:00Z", "duration": "1h", "enabled": false},
    {"name": "short", "client_id": "fedcba98765432100123456789abcdef.access", "duration": "30m",
     "client_secret_sha256": "0000000000000000000000000000000000000000000000000000000000000000"},
    {"name": "endless", "client_id": "0000000000000000fedcba9876543210.access", "duration": "forever",
     "client_secret_sha256": "0000000000000000000000000000000000000000000000000000000000000000"}
  ],
  "firewall": [{"name": "bots", "match": {"host": "api.example.com", "path": "/v1/*", "methods": ["POST"],
    "user_agent": "curl"}, "action": "challenge"}],
  "faults": [{"name": "slow", "one_in": 3, "latency": "250ms", "status": 503, "code": 1033, "retry_after": "2m",
    "ending": "truncated"}],
  "keys": {"rotate_every": "1h", "previous_stays": "10m"},
  "clock_skew": "-5m",
  "client": {"ip": "192.0.2.7", "country": "de", "certificate": true, "common_name": "gate"}
}
)";

Result<Secret, SecretFileError> oneSecret(const QString &path)
{
    if (path != u"/etc/edge/t2.secret")
        return Failure{SecretFileError::Missing};
    return Secret("hush");
}

const ConfigSurroundings surroundings{u"/etc/edge"_s, now, oneSecret};

/// A file that must be right.
Setup setupOf(const QByteArray &json)
{
    const auto setup = readConfig(json, surroundings);
    if (!setup)
        qFatal("%s at %d", qPrintable(idOf(setup.error().first().cause)), setup.error().first().place.line);
    return *setup;
}

/// A file of one token, with these members besides.
QByteArray withToken(const QByteArray &members)
{
    return R"({"service_tokens": [{"name": "ci", "client_id": "0123456789abcdef0123456789abcdef.access")"
        + members + "}]}";
}

QByteArray withHash(const QByteArray &members = {})
{
    return withToken(", \"client_secret_sha256\": \"" + QByteArray(64, '0') + '"' + members);
}

struct WrongRow
{
    QByteArray json;
    ConfigCause cause;
    JsonPlace place;
    const char *pointer;
    const char *word;
    const char *nearest = "";
};

const QList<WrongRow> wrongRows{
    {"[]", ConfigCause::WrongType, {1, 1}, "", ""},
    {"{", ConfigCause::NotJson, {1, 2}, "", ""},
    {"{\n\"team\": 1}", ConfigCause::WrongType, {2, 9}, "/team", ""},
    {"{\"team\": null}", ConfigCause::WrongType, {1, 10}, "/team", ""},
    {"{\"team\": \"Acme Inc\"}", ConfigCause::BadTeam, {1, 10}, "/team", "Acme Inc"},
    {"{\"team\": \"acme\\n\"}", ConfigCause::BadTeam, {1, 10}, "/team", "acme\n"},
    {"{\"taem\": \"acme\"}", ConfigCause::UnknownKey, {1, 2}, "/taem", "taem", "team"},
    {"{\"apps\": []}", ConfigCause::UnknownKey, {1, 2}, "/apps", "apps", "applications"},
    {"{\"tokens\": []}", ConfigCause::UnknownKey, {1, 2}, "/tokens", "tokens", "service_tokens"},
    {"{\"what\": []}", ConfigCause::UnknownKey, {1, 2}, "/what", "what"},
    {"{\"mode\": \"strickt\"}", ConfigCause::BadWord, {1, 10}, "/mode", "strickt", "strict"},
    {"{\"mode\": \"strict\",\n \"m\\u006fde\": \"legacy\"}",
     ConfigCause::DuplicateKey,
     {2, 2},
     "/mode",
     "mode"},
    {"{\"upstream\": \"localhost:3000\"}", ConfigCause::BadUrl, {1, 14}, "/upstream", ""},
    {"{\"upstream\": \"ftp://localhost\"}", ConfigCause::BadUrl, {1, 14}, "/upstream", ""},
    {"{\"upstream\": \"http://me:hush@localhost\"}", ConfigCause::BadUrl, {1, 14}, "/upstream", ""},
    {"{\"upstream\": \"http://localhost/?a\"}", ConfigCause::BadUrl, {1, 14}, "/upstream", ""},
    {"{\"upstream\": \"http://localhost:99999\"}", ConfigCause::BadUrl, {1, 14}, "/upstream", ""},
    {"{\"local_host\": \"a b\"}", ConfigCause::BadHost, {1, 16}, "/local_host", "a b"},
    {"{\"local_host\": \"http://a\"}", ConfigCause::BadHost, {1, 16}, "/local_host", "http://a"},
    {"{\"local_host\": \"a/b\"}", ConfigCause::BadHost, {1, 16}, "/local_host", "a/b"},
    {"{\"clock_skew\": \"5\"}", ConfigCause::BadDuration, {1, 16}, "/clock_skew", "5"},
    {"{\"clock_skew\": \"forever\"}", ConfigCause::BadDuration, {1, 16}, "/clock_skew", "forever"},
    {"{\"keys\": {\"previous_stays\": \"-1h\"}}",
     ConfigCause::BadDuration,
     {1, 29},
     "/keys/previous_stays",
     "-1h"},
    {"{\"listen\": {\"port\": 65536}}", ConfigCause::BadNumber, {1, 21}, "/listen/port", "65536"},
    {"{\"listen\": {\"port\": 1.5}}", ConfigCause::BadNumber, {1, 21}, "/listen/port", "1.5"},
    {"{\"listen\": {\"port\": 1e400}}", ConfigCause::BadNumber, {1, 21}, "/listen/port", "1e400"},
    {"{\"listen\": {\"address\": \"localhost\"}}",
     ConfigCause::BadAddress,
     {1, 24},
     "/listen/address",
     "localhost"},
    {"{\"client\": {\"country\": \"Germany\"}}",
     ConfigCause::BadCountry,
     {1, 24},
     "/client/country",
     "Germany"},
    {"{\"firewall\": [{}]}", ConfigCause::Missing, {1, 15}, "/firewall/0", "action"},
    {"{\"faults\": [{\"match\": {\"path\": \"a\"}}]}",
     ConfigCause::BadPath,
     {1, 32},
     "/faults/0/match/path",
     "a"},
    {"{\"faults\": [{\"status\": 200}]}", ConfigCause::BadNumber, {1, 24}, "/faults/0/status", "200"},
    {"{\"applications\": [{\"domian\": \"a.example\"}]}",
     ConfigCause::UnknownKey,
     {1, 20},
     "/applications/0/domian",
     "domian",
     "domain"},
    {"{\"applications\": [1]}", ConfigCause::WrongType, {1, 19}, "/applications/0", ""},
    {"{\"applications\": {\"result\": 1}}", ConfigCause::WrongType, {1, 18}, "/applications", ""},
    {"{\"applications\": [{\"name\": \"Api\"}]}",
     ConfigCause::GuardsNothing,
     {1, 19},
     "/applications/0",
     "Api"},
    {"{\"applications\": [{\"domain\": \"a.example:80\"}]}",
     ConfigCause::BadDomain,
     {1, 30},
     "/applications/0/domain",
     "a.example:80"},
    {"{\"applications\": [{\"domain\": \"a.example\", \"policies\": [\"x\"]}]}",
     ConfigCause::NoSuchPolicy,
     {1, 56},
     "/applications/0/policies/0",
     "x"},
    {"{\"policies\": [{\"name\": \"P\", \"include\": []}]}",
     ConfigCause::Missing,
     {1, 15},
     "/policies/0",
     "decision"},
    {"{\"policies\": [{\"decision\": \"service_auth\"}]}",
     ConfigCause::BadWord,
     {1, 28},
     "/policies/0/decision",
     "service_auth"},
    {"{\"policies\": [{\"decision\": \"allow\", \"session_duration\": \"1d\"}]}",
     ConfigCause::BadDuration,
     {1, 57},
     "/policies/0/session_duration",
     "1d"},
    {"{\"policies\": [{\"id\": \"p\", \"decision\": \"deny\"}, {\"id\": \"p\", \"decision\": \"deny\"}]}",
     ConfigCause::DuplicateId,
     {1, 55},
     "/policies/1/id",
     "p"},
    {"{\"groups\": [{\"include\": [{\"service_tokn\": {}}]}]}",
     ConfigCause::UnknownKey,
     {1, 27},
     "/groups/0/include/0/service_tokn",
     "service_tokn",
     "service_token"},
    {"{\"groups\": [{\"include\": [{\"service_token\": {}}]}]}",
     ConfigCause::Missing,
     {1, 44},
     "/groups/0/include/0/service_token",
     "token_id"},
    {R"({"service_tokens": [{"name": "", "client_id": "0123456789abcdef0123456789abcdef.access",
        "client_secret_file": "t2.secret"}]})",
     ConfigCause::Missing,
     {1, 21},
     "/service_tokens/0",
     "name"},
    {withToken(""), ConfigCause::SecretMissing, {1, 21}, "/service_tokens/0", ""},
    {withToken(", \"client_secret\": \"hush\""),
     ConfigCause::SecretInFile,
     {1, 92},
     "/service_tokens/0/client_secret",
     ""},
    {withToken(", \"client_secret_sha256\": \"hush\""),
     ConfigCause::BadHash,
     {1, 116},
     "/service_tokens/0/client_secret_sha256",
     ""},
    {withHash(", \"client_secret_file\": \"t2.secret\""),
     ConfigCause::SecretTwice,
     {1, 21},
     "/service_tokens/0",
     ""},
    {withToken(", \"client_secret_file\": \"other\""),
     ConfigCause::SecretFileMissing,
     {1, 114},
     "/service_tokens/0/client_secret_file",
     "/etc/edge/other"},
    {withHash(", \"expires_at\": \"tomorrow\""),
     ConfigCause::BadTime,
     {1, 198},
     "/service_tokens/0/expires_at",
     "tomorrow"},
    {"{\"service_tokens\": [{\"name\": \"ci\", \"client_id\": \"hush\", \"client_secret_file\": "
     "\"t2.secret\"}]}",
     ConfigCause::BadClientId,
     {1, 49},
     "/service_tokens/0/client_id",
     ""},
};

} // namespace

class ConfigReaderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void readsAllThatCanBeSaid()
    {
        const auto setup = setupOf(everything);
        const auto &config = setup.config;

        QCOMPARE(config.team, u"acme"_s);
        QCOMPARE(config.mode, Mode::Strict);
        QVERIFY(config.deniesUnmatched);
        QCOMPARE(config.localHost, u"api.example.com"_s);
        QCOMPARE(config.upstream, QUrl(u"http://127.0.0.1:3000/base"_s));
        QCOMPARE(config.keys, (KeyRotation{1h, 10min}));
        QCOMPARE(config.clockSkew, -300s);
        QCOMPARE(config.client, (policy::RequestFacts{u"192.0.2.7"_s, u"DE"_s, true, u"gate"_s}));
        const RequestMatch match{u"api.example.com"_s, u"/v1/*"_s, {"POST"}, u"curl"_s};
        QCOMPARE(config.firewall, (QList<FirewallRule>{{u"bots"_s, match, FirewallAction::Challenge}}));
        const FaultRule slow{u"slow"_s, {}, 3, 250ms, 503, 1033, 120s, Ending::Truncated};
        QCOMPARE(config.faults, QList<FaultRule>{slow});
        QCOMPARE(config.groups.size(), 1);
        QCOMPARE(setup.address, u"::1"_s);
        QCOMPARE(setup.port, quint16{8787});
        QCOMPARE(setup.tlsHosts, QStringList{u"api.example.com"_s});
        QCOMPARE(setup.upstreamAuthorities, u"/etc/ca.pem"_s);
        QVERIFY(!setup.takesOrders);
        QCOMPARE(setup.controlPort, quint16{8788});
        QCOMPARE(setup.secretFiles, QStringList{u"/etc/edge/t2.secret"_s});
        QVERIFY(setup.warnings.isEmpty());
    }

    void readsApplicationsAsTheApiHasThem()
    {
        const auto application = setupOf(everything).config.applications.first();
        const auto &access = application.access;

        QCOMPARE(access.id, u"a1"_s);
        QCOMPARE(access.audience, u"aaaa"_s);
        QCOMPARE(access.domain, u"api.example.com"_s);
        QVERIFY(access.serviceAuth401);
        QCOMPARE(access.singleHeader, u"Authorization"_s);
        QCOMPARE(access.session, std::optional<std::chrono::seconds>(2h));
        QCOMPARE(access.policies->size(), 2);
        QCOMPARE(access.policies->first().id, u"p1"_s);
        QVERIFY(!access.policies->first().isSpelledOut);
        QCOMPARE(access.policies->last().decision, policy::Decision::Allow);
        QCOMPARE(application.cors, (Cors{{u"*"_s}, {u"GET"_s}, {}, true, 60s}));
        QCOMPARE(application.cookie, (CookieAttributes{false, u"Lax"_s, true}));
        QCOMPARE(application.upstream, QUrl(u"https://localhost:8443"_s));
    }

    void readsTokensWithoutTheirSecrets()
    {
        const auto tokens = setupOf(everything).config.credentials;

        QCOMPARE(tokens.size(), 4);
        QCOMPARE(tokens[0].id, u"ci"_s); // its name
        QCOMPARE(tokens[0].secretSha256.toHex().left(4), QByteArray("ab00"));
        QCOMPARE(tokens[0].previousSecretSha256.toHex().left(4), QByteArray("cd00"));
        QCOMPARE(tokens[0].previousSecretEndsAt, QDateTime(QDate(2026, 12, 1), QTime(0, 0), Qt::UTC));
        QCOMPARE(tokens[0].expiry, tokens::Expiry::on(parseCreated().addDays(1)));
        QCOMPARE(tokens[1].id, u"t2"_s);
        QCOMPARE(tokens[1].secretSha256, Secret("hush").sha256());
        QCOMPARE(tokens[1].expiry, tokens::Expiry::on(QDateTime(QDate(2027, 1, 1), QTime(0, 0), Qt::UTC)));
        QVERIFY(!tokens[1].enabled);
        QCOMPARE(tokens[2].expiry, tokens::Expiry::on(now.addSecs(30 * 60)));
        QCOMPARE(tokens[3].expiry, tokens::Expiry::unlimited());
    }

    void anEmptyFileIsAnEdgeThatGuardsNothing()
    {
        const auto setup = setupOf("{}");
        QCOMPARE(setup.config, Config());
        QCOMPARE(setup.address, u"127.0.0.1"_s);
        QVERIFY(setup.takesOrders);
        QVERIFY(!setup.tlsHosts);
    }

    void makesWhatAnApplicationLacksTheSameEachTime()
    {
        const auto once
            = setupOf("{\"applications\": [{\"name\": \"A\", \"domain\": \"a.example\"}], \"upstream\": "
                      "\"http://localhost:1\"}");
        const auto &made = once.config.applications.first();
        QCOMPARE(made.access.audience.size(), 64);
        QVERIFY(!made.access.id.isEmpty());
        QCOMPARE(made.access.type, u"self_hosted"_s);
        QVERIFY(made.upstream.isEmpty()); // that of the Config counts
        const auto again = setupOf("{\"applications\": [{\"domain\": \"a.example\", \"name\": \"A\"}]}");
        QCOMPARE(again.config.applications.first().access.audience, made.access.audience);
        QCOMPARE(again.config.applications.first().access.id, made.access.id);
        const auto other = setupOf("{\"applications\": [{\"domain\": \"b.example\", \"name\": \"A\"}]}");
        QVERIFY(other.config.applications.first().access.audience != made.access.audience);
    }

    void thePreflightBypassLeavesNothingOfCors()
    {
        const auto setup
            = setupOf("{\"applications\": [{\"domain\": \"a.example\", \"options_preflight_bypass\": true, "
                      "\"cors_headers\": {\"allow_all_origins\": true}}]}");
        QVERIFY(!setup.config.applications.first().cors);
        QVERIFY(setup.config.applications.first().bypassesPreflight);
    }

    void saysWhatIsWrongAndWhere_data()
    {
        QTest::addColumn<int>("row");
        for (int i = 0; i < wrongRows.size(); ++i)
            QTest::newRow(wrongRows[i].json.left(90).constData()) << i;
    }

    void saysWhatIsWrongAndWhere()
    {
        QFETCH(int, row);
        const auto &expected = wrongRows[row];

        const auto setup = readConfig(expected.json, surroundings);

        QVERIFY(!setup);
        QCOMPARE(setup.error().size(), 1);
        const auto problem = setup.error().first();
        QCOMPARE(idOf(problem.cause), idOf(expected.cause));
        QCOMPARE(problem.place.line, expected.place.line);
        QCOMPARE(problem.place.column, expected.place.column);
        QCOMPARE(problem.pointer, QString::fromUtf8(expected.pointer));
        QCOMPARE(problem.word, QString::fromUtf8(expected.word));
        QCOMPARE(problem.nearest, QString::fromUtf8(expected.nearest));
    }

    void tellsAllOfItInTheOrderOfTheFile()
    {
        const auto setup = readConfig(
            "{\"mode\": 1,\n\"service_tokens\": [{\"client_secret\": \"hush\"}],\n\"team\": \"!\",\n\"x\": "
            "1}",
            surroundings);
        QVERIFY(!setup);
        QStringList causes;
        for (const auto &problem : setup.error())
            causes.append(idOf(problem.cause) + u' ' + problem.word);
        QCOMPARE(
            causes,
            (QStringList{
                u"wrong-type "_s, u"missing name"_s, u"missing client_id"_s, u"secret-in-file "_s,
                u"bad-team !"_s, u"unknown-key x"_s}));
    }

    void aRuleForNobodyIsOnlyAWarning()
    {
        const auto setup
            = setupOf("{\"policies\": [{\"decision\": \"non_identity\", \"include\": [\n{\"service_token\": "
                      "{\"token_id\": \"c\"}},\n{\"group\": {\"id\": \"g\"}}]}]}");
        QCOMPARE(setup.warnings.size(), 2);
        QCOMPARE(setup.warnings[0].cause, ConfigCause::NoSuchToken);
        QCOMPARE(setup.warnings[0].word, u"c"_s);
        QCOMPARE(setup.warnings[0].place.line, 2);
        QCOMPARE(setup.warnings[1].cause, ConfigCause::NoSuchGroup);
    }

    void twoTokensOfOneNameNeedIdsOfTheirOwn()
    {
        const QByteArray one = "{\"name\": \"ci\", \"client_secret_file\": \"t2.secret\", \"client_id\": \"";
        const QByteArray first = one + QByteArray(32, '1') + ".access\"";
        const QByteArray second = one + QByteArray(32, '2') + ".access\"";
        const auto same = readConfig("{\"service_tokens\": [" + first + "}, " + second + "}]}", surroundings);
        QVERIFY(!same);
        QCOMPARE(same.error().first().cause, ConfigCause::DuplicateId);
        const auto named
            = setupOf("{\"service_tokens\": [" + first + "}, " + second + ", \"id\": \"other\"}]}");
        QCOMPARE(named.warnings.first().cause, ConfigCause::DuplicateName);
        const auto twice = readConfig(
            "{\"service_tokens\": [" + first + "}, " + first + ", \"id\": \"other\"}]}", surroundings);
        QVERIFY(!twice);
        QCOMPARE(twice.error().first().cause, ConfigCause::DuplicateId);
    }

    void saysWhyASecretFileIsOfNoUse_data()
    {
        QTest::addColumn<int>("error");
        QTest::addColumn<ConfigCause>("cause");
        const auto row = [](SecretFileError error, ConfigCause cause) {
            QTest::newRow(qPrintable(idOf(cause))) << static_cast<int>(error) << cause;
        };
        row(SecretFileError::Missing, ConfigCause::SecretFileMissing);
        row(SecretFileError::Unreadable, ConfigCause::SecretFileUnreadable);
        row(SecretFileError::OpenToOthers, ConfigCause::SecretFileOpenToOthers);
        row(SecretFileError::NoSecret, ConfigCause::SecretFileWithoutSecret);
    }

    void saysWhyASecretFileIsOfNoUse()
    {
        QFETCH(int, error);
        QFETCH(ConfigCause, cause);
        auto failing = surroundings;
        failing.readSecret = [error](const QString &) -> Result<Secret, SecretFileError> {
            return Failure{static_cast<SecretFileError>(error)};
        };

        const auto setup = readConfig(withToken(", \"client_secret_file\": \"/a/b\""), failing);

        QVERIFY(!setup);
        QCOMPARE(setup.error().first().cause, cause);
        QCOMPARE(setup.error().first().word, u"/a/b"_s);
    }

    void nothingOfASecretInTheWrongPlaceIsRepeated()
    {
        for (const auto *const member :
             {", \"client_secret\": \"hush\"", ", \"client_secret_sha256\": \"hush\"",
              ", \"client_secret_sha256\": \"hush\", \"client_id\": \"hush\""}) {
            const auto setup = readConfig(withToken(member), surroundings);
            QVERIFY(!setup);
            for (const auto &problem : setup.error())
                QVERIFY(!(problem.word + problem.nearest + problem.choices.join(u' ')).contains(u"hush"_s));
        }
    }

    void aFileOfNothingButProblemsTakesNoTime()
    {
        QByteArray json = "{\"policies\": [1";
        for (int i = 0; i < 100'000; ++i)
            json += ",1";
        const auto setup = readConfig(json + "]}", surroundings);
        QVERIFY(!setup);
        QCOMPARE(setup.error().size(), 100);
    }

private:
    // A date is the end of that day.
    static QDateTime parseCreated() { return QDateTime(QDate(2026, 11, 29), QTime(23, 59, 59), Qt::UTC); }
};

QTEST_GUILESS_MAIN(ConfigReaderTest)
#include "ConfigReaderTest.moc"
