// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Edge.h"
#include "SampleConfig.h"

#include <QProcess>
#include <QStandardPaths>
#include <QtTest>

#include <memory>

using namespace keyturn;
using namespace keyturn::edge;
using namespace Qt::StringLiterals;

namespace {

/// One question of curl's, and what the documents and sightings in the facts say that comes back.
struct Row
{
    Config config;
    QStringList arguments;
    QString target = u"/"_s;
    int status = 200;
    QStringList headers; ///< "Name: expression"; "!Name" must not be there.
    QString body; ///< An expression that is found in it.
};

QStringList sending(std::initializer_list<QString> headers)
{
    QStringList arguments;
    for (const auto &header : headers)
        arguments << u"-H"_s << header;
    return arguments;
}

QStringList pair(const QString &clientId, const QString &secret)
{
    return sending({u"CF-Access-Client-Id: "_s + clientId, u"CF-Access-Client-Secret: "_s + secret});
}

Config faulty(const FaultRule &fault)
{
    auto config = guarded();
    config.faults = {fault};
    return config;
}

Config walled(FirewallAction action)
{
    auto config = guarded();
    config.firewall = {{u"scripts"_s, {{}, {}, {}, u"curl"_s}, action}};
    return config;
}

const auto accessAud = u"cf-access-aud: ^a{64}$"_s;
const auto accessDomain = u"cf-access-domain: ^127\\.0\\.0\\.1$"_s;
const auto ray = u"cf-ray: ^[0-9a-f]{16}-[A-Z]{3}$"_s;

} // namespace

Q_DECLARE_METATYPE(Row)

/// Every answer that the edge can give, asked for by a client that knows nothing of us.
class CurlTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_curl = QStandardPaths::findExecutable(u"curl"_s);
        if (m_curl.isEmpty())
            QSKIP("curl is not installed.");
    }

    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void cleanupTestCase() { m_edge.reset(); }

    void isAnsweredAsDocumented_data()
    {
        QTest::addColumn<Row>("row");
        rowsOfLegacy();
        rowsOfStrict();
        rowsOfSettings();
        rowsOfPreflights();
        rowsOfEndpoints();
        rowsOfFaults();
        rowsOfWaysToAsk();
    }

    void isAnsweredAsDocumented()
    {
        QFETCH(Row, row);
        compare(row);
    }

    void replaysTheSessionWhereItCounts_data()
    {
        QTest::addColumn<Config>("config");
        QTest::addColumn<QString>("carrier");
        QTest::addColumn<int>("status");
        const auto cookie = u"Cookie: CF_Authorization="_s;
        const auto header = u"cf-access-token: "_s;

        QTest::newRow("cookie") << guarded() << cookie << 200;
        QTest::newRow("cf-access-token") << guarded() << header << 200;
        QTest::newRow("Service Auth only") << machinesOnly() << cookie << 403;
        QTest::newRow("Service Auth only, cf-access-token") << machinesOnly() << header << 403;
        QTest::newRow("strict") << guarded(Mode::Strict) << cookie << 302;
        QTest::newRow("strict, cf-access-token") << guarded(Mode::Strict) << header << 302;
    }

    void replaysTheSessionWhereItCounts()
    {
        QFETCH(Config, config);
        QFETCH(QString, carrier);
        QFETCH(int, status);
        const auto &edge = playing(guarded());
        const auto first = ask(edge, u"/"_s, pair(goodId, u"hush"_s));
        static const QRegularExpression expression(
            u"^set-cookie: CF_Authorization=([^;]+)"_s,
            QRegularExpression::CaseInsensitiveOption | QRegularExpression::MultilineOption);
        const auto token = expression.match(first.headers).captured(1);
        QVERIFY(!token.isEmpty());

        m_edge->setConfig(config);

        QCOMPARE(ask(edge, u"/"_s, sending({carrier + token})).status, status);
    }

    void tellsTheOriginInTheRequestAndTheClientInTheCookieOnly()
    {
        const auto answer = ask(playing(guarded()), u"/"_s, pair(goodId, u"hush"_s));

        QVERIFY(answer.body.contains("Cf-Access-Jwt-Assertion"));
        QVERIFY(!answer.headers.contains("cf-access-jwt-assertion"_L1, Qt::CaseInsensitive));
    }

    void uploadsMegabytes()
    {
        QTemporaryFile file;
        QVERIFY(file.open());
        QCOMPARE(file.write(QByteArray(4'000'000, 'x')), 4'000'000);
        QVERIFY(file.flush());

        const auto answer = ask(
            playing(machinesOnly()), u"/"_s, pair(goodId, u"hush"_s) + QStringList{u"-T"_s, file.fileName()});

        QVERIFY(answer.body.contains("\"body_bytes\": 4000000"));
    }

    void asksTwiceOnOneConnection()
    {
        const auto &edge = playing(configWith({everyone(Action::Bypass)}));

        const auto connections = run(
            {u"-o"_s, u"/dev/null"_s, u"-o"_s, u"/dev/null"_s, u"-w"_s, u"%{http_code} %{num_connects};"_s,
             edge.url().toString() + u"/one"_s, edge.url().toString()});

        QCOMPARE(connections, "200 1;200 0;");
    }

private:
    struct Got
    {
        int status = 0;
        QString headers;
        QByteArray body;
    };

    void compare(const Row &row)
    {
        const auto got = ask(playing(row.config), row.target, row.arguments);
        QCOMPARE(got.status, row.status);
        for (const auto &expected : row.headers + QStringList{ray, u"date: GMT$"_s}) {
            const bool isAbsent = expected.startsWith(u'!');
            const auto name = isAbsent ? expected.sliced(1) : expected.section(u": "_s, 0, 0);
            const QRegularExpression line(
                u"^"_s + QRegularExpression::escape(name) + u": (.*)\r$"_s,
                QRegularExpression::CaseInsensitiveOption | QRegularExpression::MultilineOption);
            const auto match = line.match(got.headers);
            QVERIFY2(match.hasMatch() != isAbsent, qPrintable(expected + u'\n' + got.headers));
            if (isAbsent)
                continue;
            const QRegularExpression value(expected.section(u": "_s, 1));
            QVERIFY2(value.match(match.captured(1)).hasMatch(), qPrintable(expected + u'\n' + got.headers));
        }
        const QRegularExpression body(row.body, QRegularExpression::DotMatchesEverythingOption);
        QVERIFY2(body.match(QString::fromUtf8(got.body)).hasMatch(), got.body.constData());
    }

    // clang-format off
    static void rowsOfLegacy()
    {
        const QStringList login{
            u"location: ^https://demo-team\\.cloudflareaccess\\.com/cdn-cgi/access/login/127\\.0\\.0\\.1\\?kid=a{64}&meta=ey[^&]+&redirect_url=%2F$"_s,
            u"www-authenticate: ^Cloudflare-Access resource_metadata=\"http://127\\.0\\.0\\.1:\\d+/\\.well-known/cloudflare-access-protected-resource/\"$"_s,
            u"set-cookie: ^CF_AppSession="_s, u"!cf-access-aud"_s};
        QTest::newRow("legacy: admitted")
            << Row{guarded(), pair(goodId, u"hush"_s), u"/"_s, 200,
                   {u"set-cookie: ^CF_Authorization=ey[\\w-]+\\.[\\w-]+\\.[\\w-]+; HttpOnly; Path=/$"_s, u"!cf-access-aud"_s}, u"service token"_s};
        QTest::newRow("legacy: nothing") << Row{guarded(), {}, u"/"_s, 302, login, {}};
        QTest::newRow("legacy: wrong secret") << Row{guarded(), pair(goodId, u"no"_s), u"/"_s, 302, login, {}};
        QTest::newRow("legacy: in no policy") << Row{guarded(), pair(otherId, u"other hush"_s), u"/"_s, 302, login, {}};
        QTest::newRow("legacy: only in Allow")
            << Row{configWith({policyOf(Action::Allow, {goodId})}), pair(goodId, u"hush"_s), u"/"_s, 302, login, {}};
        QTest::newRow("legacy: disabled")
            << Row{changed(guarded(), [](Credential &one) { one.enabled = false; }), pair(goodId, u"hush"_s), u"/"_s, 302, login, {}};
        QTest::newRow("legacy: Service Auth only, page")
            << Row{machinesOnly(), {}, u"/"_s, 403,
                   {accessAud, accessDomain, u"content-type: ^text/html"_s},
                   u"<input type=\"hidden\" id=\"json_data\" value=\"\\{.*&quot;message&quot;:&quot;Forbidden"_s};
        QTest::newRow("legacy: Service Auth only, JSON")
            << Row{machinesOnly(), sending({u"Accept: application/json"_s}), u"/"_s, 403,
                   {accessAud, accessDomain, u"content-type: ^application/json$"_s},
                   u"\"aud\": \"a{64}\".*\"message\": \"Forbidden.*\"ray_id\": \"[0-9a-f]{16}\".*\"status_code\": 403"_s};
        QTest::newRow("legacy: bypassed")
            << Row{configWith({everyone(Action::Bypass)}), {}, u"/"_s, 200, {u"!set-cookie"_s, u"!cf-access-aud"_s}, u"\"assertion\": null"_s};
        QTest::newRow("legacy: script")
            << Row{guarded(), sending({u"X-Requested-With: XMLHttpRequest"_s}), u"/"_s, 401, {accessAud, u"!location"_s}, {}};
        QTest::newRow("no application")
            << Row{guarded(), sending({u"Host: open.example.com"_s}), u"/"_s, 200, {u"!set-cookie"_s}, u"\"assertion\": null"_s};
    }

    static void rowsOfStrict()
    {
        const auto strict = guarded(Mode::Strict);
        const QStringList refused{accessAud, accessDomain, u"!location"_s, u"!set-cookie"_s};
        const auto past = [](Credential &one) { one.expiry = tokens::Expiry::on(QDateTime::currentDateTimeUtc().addDays(-1)); };
        const auto overlapping = [](Credential &one) {
            one.previousSecretSha256 = sha256("older hush");
            one.previousSecretEndsAt = QDateTime::currentDateTimeUtc().addSecs(3600);
        };
        const auto overlapped = [](Credential &one) {
            one.previousSecretSha256 = sha256("older hush");
            one.previousSecretEndsAt = QDateTime::currentDateTimeUtc().addSecs(-1);
        };
        QTest::newRow("strict: admitted") << Row{strict, pair(goodId, u"hush"_s), u"/"_s, 200, {u"!set-cookie"_s, u"!cf-access-aud"_s}, u"service token"_s};
        QTest::newRow("strict: nothing") << Row{strict, {}, u"/"_s, 302, {u"location: cloudflareaccess\\.com"_s}, {}};
        QTest::newRow("strict: unknown id") << Row{strict, pair(u"nobody.access"_s, u"x"_s), u"/"_s, 401, refused, u"Unauthorized"_s};
        QTest::newRow("strict: wrong secret") << Row{strict, pair(goodId, u"no"_s), u"/"_s, 401, refused, u"Unauthorized"_s};
        QTest::newRow("strict: expired") << Row{changed(strict, past), pair(goodId, u"hush"_s), u"/"_s, 401, refused, {}};
        QTest::newRow("strict: disabled")
            << Row{changed(strict, [](Credential &one) { one.enabled = false; }), pair(goodId, u"hush"_s), u"/"_s, 401, refused, {}};
        QTest::newRow("strict: in no policy") << Row{strict, pair(otherId, u"other hush"_s), u"/"_s, 403, refused, u"Forbidden"_s};
        QTest::newRow("strict: half") << Row{strict, sending({u"CF-Access-Client-Id: "_s + goodId}), u"/"_s, 401, refused, {}};
        QTest::newRow("strict: twice") << Row{strict, pair(goodId, u"hush"_s) + pair(goodId, u"hush"_s), u"/"_s, 401, refused, {}};
        const auto single = u"Authorization: "_s + QString::fromLatin1(singleHeader({}, goodId.toLatin1(), goodSecret).value);
        const auto reading = [](Application &app) { app.access.singleHeader = u"Authorization"_s; };
        QTest::newRow("strict: both styles")
            << Row{with(strict, reading), pair(goodId, u"hush"_s) + sending({single}), u"/"_s, 401, refused, {}};
        QTest::newRow("single header") << Row{with(strict, reading), sending({single}), u"/"_s, 200, {}, u"service token"_s};
        QTest::newRow("single header that is not read") << Row{strict, sending({single}), u"/"_s, 302, {}, {}};
        QTest::newRow("previous secret in its grace period")
            << Row{changed(strict, overlapping), pair(goodId, u"older hush"_s), u"/"_s, 200, {}, {}};
        QTest::newRow("current secret beside it")
            << Row{changed(strict, overlapping), pair(goodId, u"hush"_s), u"/"_s, 200, {}, {}};
        QTest::newRow("previous secret after it")
            << Row{changed(strict, overlapped), pair(goodId, u"older hush"_s), u"/"_s, 401, refused, {}};
    }

    static void rowsOfSettings()
    {
        QTest::newRow("service_auth_401_redirect")
            << Row{with(machinesOnly(), [](Application &app) { app.access.serviceAuth401 = true; }), {}, u"/"_s, 401, {accessAud, accessDomain}, u"Unauthorized"_s};
        const auto oauth = with(guarded(), [](Application &app) { app.access.managedOauth = true; });
        const auto metadata = u"resource_metadata=\"http://127\\.0\\.0\\.1:\\d+/\\.well-known/cloudflare-access-protected-resource/mcp\"$"_s;
        QTest::newRow("Managed OAuth")
            << Row{oauth, {}, u"/mcp"_s, 401, {u"www-authenticate: ^Bearer realm=\"OAuth\", "_s + metadata}, u"resource_metadata"_s};
        QTest::newRow("Managed OAuth, another token")
            << Row{oauth, sending({u"Authorization: Bearer x"_s}), u"/mcp"_s, 401,
                   {u"www-authenticate: ^Bearer realm=\"OAuth\", error=\"invalid_token\", "_s + metadata}, u"invalid_token"_s};
        QTest::newRow("Managed OAuth, browser") << Row{oauth, sending({u"Accept: text/html"_s}), u"/mcp"_s, 302, {}, {}};
        QTest::newRow("Managed OAuth, service token") << Row{oauth, pair(goodId, u"hush"_s), u"/mcp"_s, 200, {}, {}};
        QTest::newRow("deny URL")
            << Row{with(machinesOnly(), [](Application &app) { app.access.customDenyUrl = u"https://denied.example.org/"_s; }), {}, u"/"_s, 302,
                   {u"location: ^https://denied\\.example\\.org/$"_s, u"!www-authenticate"_s}, {}};
        QTest::newRow("deny URL for those without an identity")
            << Row{with(machinesOnly(), [](Application &app) {
                       app.access.customDenyUrl = u"https://denied.example.org/"_s;
                       app.access.customNonIdentityDenyUrl = u"https://machines.example.org/"_s; }),
                   pair(goodId, u"no"_s), u"/"_s, 302, {u"location: ^https://machines\\.example\\.org/$"_s}, {}};
        QTest::newRow("WAF 1010") << Row{walled(FirewallAction::Block), pair(goodId, u"hush"_s), u"/"_s, 403, {u"!cf-access-aud"_s}, u"^error code: 1010$"_s};
        QTest::newRow("challenge")
            << Row{walled(FirewallAction::Challenge), {}, u"/"_s, 403, {u"cf-mitigated: ^challenge$"_s, u"!cf-access-aud"_s}, u"<title>Just a moment"_s};
        QTest::newRow("metadata")
            << Row{guarded(), sending({u"CF-Access-Metadata-Request: true"_s}) + QStringList{u"--head"_s}, u"/"_s, 302,
                   {u"cf-access-metadata: ^ey[\\w-]+\\.[\\w-]+\\.[\\w-]+$"_s}, {}};
        QTest::newRow("no metadata unasked") << Row{guarded(), {u"--head"_s}, u"/"_s, 302, {u"!cf-access-metadata"_s}, {}};
        QTest::newRow("WebSocket of a guarded Worker")
            << Row{with(guarded(), [](Application &app) {
                       policy::Destination worker;
                       worker.kind = policy::DestinationKind::Worker;
                       app.access.destinations = {worker}; }),
                   sending({u"Upgrade: websocket"_s, u"Connection: Upgrade"_s}), u"/"_s, 403, {u"!cf-access-aud"_s, u"content-length: ^0$"_s}, u"^$"_s};
    }

    static void rowsOfPreflights()
    {
        const auto preflight = sending({u"Origin: https://a.example"_s, u"Access-Control-Request-Method: PUT"_s})
            + QStringList{u"-X"_s, u"OPTIONS"_s};
        QTest::newRow("preflight: blocked") << Row{guarded(), preflight, u"/"_s, 403, {accessAud, u"!access-control-allow-origin"_s}, {}};
        QTest::newRow("preflight: options_preflight_bypass")
            << Row{with(guarded(), [](Application &app) { app.bypassesPreflight = true; }), preflight, u"/"_s, 200,
                   {u"!access-control-allow-origin"_s}, u"\"method\": \"OPTIONS\""_s};
        QTest::newRow("preflight: cors_headers")
            << Row{with(guarded(), [](Application &app) { app.cors = Cors{{u"https://a.example"_s}, {u"PUT"_s}, {}, true, {}}; }), preflight, u"/"_s, 200,
                   {u"access-control-allow-origin: ^https://a\\.example$"_s, u"access-control-allow-methods: ^PUT$"_s,
                    u"access-control-allow-credentials: ^true$"_s, u"vary: ^Origin, Access-Control-Request-Method"_s}, u"^$"_s};
    }

    static void rowsOfEndpoints()
    {
        const auto oauth = with(guarded(), [](Application &app) { app.access.managedOauth = true; });
        const auto json = u"content-type: ^application/json$"_s;
        QTest::newRow("certs")
            << Row{guarded(), {}, u"/cdn-cgi/access/certs"_s, 200, {json},
                   u"\"keys\": \\[.*\"alg\": \"RS256\".*\"public_cert\": \\{.*-----BEGIN CERTIFICATE-----.*\"public_certs\": \\["_s};
        QTest::newRow("certs of another team")
            << Row{guarded(), sending({u"Host: other.cloudflareaccess.com"_s}), u"/cdn-cgi/access/certs"_s, 404, {}, {}};
        QTest::newRow("get-identity") << Row{guarded(), {}, u"/cdn-cgi/access/get-identity"_s, 400, {json}, u"no app token set"_s};
        QTest::newRow("logout") << Row{guarded(), {}, u"/cdn-cgi/access/logout"_s, 200, {u"set-cookie: ^CF_Authorization=; Max-Age=0"_s}, {}};
        QTest::newRow("login page") << Row{guarded(), {}, u"/cdn-cgi/access/login/x"_s, 200, {}, u"<title>Sign in \\W Cloudflare Access</title>"_s};
        QTest::newRow("RFC 8414")
            << Row{oauth, {}, u"/.well-known/oauth-authorization-server"_s, 200, {json}, u"\"authorization_endpoint\": .*\"issuer\": .*\"token_endpoint\": "_s};
        QTest::newRow("RFC 9728")
            << Row{oauth, {}, u"/.well-known/cloudflare-access-protected-resource/mcp"_s, 200, {json},
                   u"\"authorization_servers\": \\[.*\"resource\": \"http://127\\.0\\.0\\.1:\\d+/mcp\""_s};
    }

    static void rowsOfFaults()
    {
        FaultRule busy;
        busy.status = 429;
        busy.retryAfter = std::chrono::seconds(7);
        FaultRule down;
        down.status = 502;
        QTest::newRow("429") << Row{faulty(busy), {}, u"/"_s, 429, {u"retry-after: ^7$"_s}, u"error code: 1015"_s};
        QTest::newRow("502") << Row{faulty(down), {}, u"/"_s, 502, {u"!retry-after"_s}, u"error code: 502"_s};
    }

    static void rowsOfWaysToAsk()
    {
        const auto good = pair(goodId, u"hush"_s);
        QTest::newRow("HEAD") << Row{guarded(), good + QStringList{u"--head"_s}, u"/"_s, 200, {}, u"^$"_s};
        QTest::newRow("HTTP/1.0") << Row{guarded(), good + QStringList{u"--http1.0"_s}, u"/"_s, 200, {}, u"service token"_s};
        QTest::newRow("chunked upload that waits")
            << Row{guarded(), good + sending({u"Transfer-Encoding: chunked"_s, u"Expect: 100-continue"_s}) + QStringList{u"--data-binary"_s, u"hello"_s},
                   u"/"_s, 200, {}, u"\"body_bytes\": 5"_s};
    }
    // clang-format on

    template <typename Change>
    static Config changed(Config config, Change change)
    {
        change(config.credentials.first());
        return config;
    }

    /// One edge for all rows: to make its key takes longer than a row.
    const Edge &playing(const Config &config)
    {
        if (!m_edge) {
            m_edge = std::make_unique<Edge>(config, [] { return QDateTime::currentDateTimeUtc(); });
            if (!m_edge->listen())
                qFatal("The edge does not listen.");
        }
        m_edge->setConfig(config);
        return *m_edge;
    }

    [[nodiscard]] Got ask(const Edge &edge, const QString &target, const QStringList &arguments) const
    {
        auto output = run(
            QStringList{u"--include"_s, u"--path-as-is"_s} + arguments
            + QStringList{edge.url().toString() + target});
        // It tells interim answers too.
        while (output.startsWith("HTTP/1.1 1") && output.contains("\r\n\r\n"))
            output.remove(0, output.indexOf("\r\n\r\n") + 4);
        const auto end = output.indexOf("\r\n\r\n");
        Got got;
        got.headers = QString::fromLatin1(output.first(end < 0 ? 0 : end + 2));
        got.body = end < 0 ? QByteArray() : output.sliced(end + 4);
        got.status = got.headers.section(u' ', 1, 1).toInt();
        return got;
    }

    /// Empty when curl does not end in time.
    [[nodiscard]] QByteArray run(const QStringList &arguments) const
    {
        QProcess curl;
        curl.start(m_curl, QStringList{u"--silent"_s, u"--noproxy"_s, u"*"_s, u"-m"_s, u"20"_s} + arguments);
        QSignalSpy finished(&curl, &QProcess::finished);
        return finished.wait(25'000) ? curl.readAllStandardOutput() : QByteArray();
    }

    QString m_curl;
    std::unique_ptr<Edge> m_edge;
};

QTEST_GUILESS_MAIN(CurlTest)
#include "CurlTest.moc"
