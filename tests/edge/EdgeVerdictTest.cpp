// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Discovery.h"
#include "Edge.h"
#include "SampleConfig.h"
#include "Verdict.h"
#include "Wire.h"

#include <QtTest>

#include <memory>

using namespace keyturn;
using namespace keyturn::edge;
using namespace Qt::StringLiterals;
using access::Cause;
using access::Confidence;
using access::OrganizationMode;

namespace {

/// One request to an edge, and what should be concluded from its answer, the answer without credentials and
/// what Access says of the application.
struct Row
{
    Config config;
    http::Headers headers;
    QByteArray method = "GET";
    bool isCompared = true;
    std::optional<access::TokenKnowledge> token = std::nullopt;
    access::HeaderStyle style = access::HeaderStyle::two();
    QByteArray target = "/";

    Cause cause = Cause::Undetermined;
    Confidence confidence = Confidence::Likely;
    OrganizationMode mode = OrganizationMode::Unknown;
};

const auto hexId = QString(32, u'a') + u".access"_s;

Row alone(Row row)
{
    row.isCompared = false;
    return row;
}

Row in(OrganizationMode mode, Row row)
{
    row.mode = mode;
    return row;
}

Row row(const Config &config, const http::Headers &headers, Cause cause, Confidence sure = Confidence::Likely)
{
    Row made;
    made.config = config;
    made.headers = headers;
    made.cause = cause;
    made.confidence = sure;
    return made;
}

http::Headers headersWithout(const http::Headers &all, QByteArrayView part)
{
    http::Headers kept;
    for (const auto &header : all) {
        if (!header.name.toLower().contains(part.toByteArray()))
            kept.append(header);
    }
    return kept;
}

} // namespace

Q_DECLARE_METATYPE(Row)

// Each cause that the edge can produce, through a real socket and back.
class EdgeVerdictTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void cleanupTestCase() { m_edge.reset(); }

    void tellsWhatTheEdgeDid_data()
    {
        QTest::addColumn<Row>("row");
        const auto legacy = OrganizationMode::Legacy;
        const auto strict = OrganizationMode::Strict;
        const auto wrong = twoHeaders(goodId, "wrong");
        const auto other = twoHeaders(otherId, "other hush");

        QTest::newRow("accepted, legacy")
            << in(legacy, row(guarded(), goodHeaders(), Cause::Accepted, Confidence::Certain));
        QTest::newRow("accepted, strict")
            << row(guarded(Mode::Strict), goodHeaders(), Cause::Accepted, Confidence::Certain);
        QTest::newRow("wrong secret, legacy")
            << in(legacy, row(guarded(), wrong, Cause::LoginRedirectCredentialsIgnored));
        QTest::newRow("wrong secret, strict")
            << in(strict, row(guarded(Mode::Strict), wrong, Cause::CannotAuthenticate));
        QTest::newRow("in no policy, legacy")
            << in(legacy, row(guarded(), other, Cause::LoginRedirectTokenRecognised));
        QTest::newRow("in no policy, strict")
            << in(strict, row(guarded(Mode::Strict), other, Cause::NotAuthorised, Confidence::Certain));
        QTest::newRow("machines only, wrong secret")
            << row(machinesOnly(), wrong, Cause::ServiceAuthOnlyRefused);
        QTest::newRow("machines only, nothing to compare with")
            << alone(row(machinesOnly(), wrong, Cause::ServiceAuthOnlyRefused, Confidence::Possible));
        QTest::newRow("401 for all") << row(
            with(machinesOnly(), [](Application &app) { app.access.serviceAuth401 = true; }), wrong,
            Cause::ServiceAuth401);
        QTest::newRow("managed OAuth")
            << row(with(guarded(), [](Application &app) { app.access.managedOauth = true; }), wrong,
                   Cause::ManagedOauthChallenge);
        QTest::newRow("deny URL") << row(
            with(
                machinesOnly(),
                [](Application &app) { app.access.customDenyUrl = u"https://denied.example.org/"_s; }),
            wrong, Cause::CustomDenyRedirect);
        QTest::newRow("no credentials, login")
            << row(guarded(), {}, Cause::LoginRedirectNoCredentials, Confidence::Certain);
        QTest::newRow("no credentials, refused") << row(machinesOnly(), {}, Cause::CredentialsMissing);
        QTest::newRow("bypassed") << row(
            configWith({everyone(Action::Bypass)}), goodHeaders(), Cause::Bypassed);
        Config open = guarded();
        open.applications.clear();
        QTest::newRow("no application")
            << row(open, goodHeaders(), Cause::OpenWithoutToken, Confidence::Certain);
        QTest::newRow("no application, no credentials") << row(open, {}, Cause::OriginAnswered);

        Row expired = in(legacy, row(guarded(), wrong, Cause::TokenExpired));
        expired.token = access::TokenKnowledge{true, false, u"2026-10-01T00:00:00Z"_s};
        QTest::newRow("expired") << expired;
        Row disabled = in(strict, row(guarded(Mode::Strict), wrong, Cause::TokenDisabled));
        disabled.token = access::TokenKnowledge{false, true, {}};
        QTest::newRow("disabled") << disabled;
        Row single = row(
            guarded(), {singleHeader("Authorization", goodId.toUtf8(), goodSecret)},
            Cause::SingleHeaderNotRead, Confidence::Possible);
        single.style = access::HeaderStyle::single("Authorization");
        QTest::newRow("a single header that is not read") << single;
        Row read = in(
            legacy,
            row(with(guarded(), [](Application &app) { app.access.singleHeader = u"Authorization"_s; }),
                single.headers, Cause::Accepted, Confidence::Certain));
        read.style = single.style;
        QTest::newRow("a single header that is read") << read;
    }

    void tellsWhatTheEdgeDid() { tell(false); }

    void tellsWhatIsWrongWithTheRequest_data()
    {
        QTest::addColumn<Row>("row");
        const auto strict = OrganizationMode::Strict;
        const auto legacy = OrganizationMode::Legacy;
        const Config config = guarded(Mode::Strict);

        QTest::newRow("the ID alone")
            << in(strict, row(config, headersWithout(goodHeaders(), "secret"), Cause::CredentialsIncomplete));
        QTest::newRow("the secret alone")
            << in(strict, row(config, headersWithout(goodHeaders(), "-id"), Cause::CredentialsIncomplete));
        QTest::newRow("twice") << in(
            strict, row(config, goodHeaders() + goodHeaders(), Cause::CredentialsDuplicated));
        QTest::newRow("both styles") << in(
            strict,
            row(with(config, [](Application &app) { app.access.singleHeader = u"Authorization"_s; }),
                goodHeaders() + http::Headers{singleHeader("Authorization", goodId.toUtf8(), goodSecret)},
                Cause::BothHeaderStyles));
        QTest::newRow("a variable") << in(
            strict,
            row(config, twoHeaders(u"$CF_ACCESS_ID"_s, "$CF_ACCESS_SECRET"), Cause::CredentialsNotFilledIn));
        QTest::newRow("swapped") << in(
            strict, row(config, twoHeaders(QString(64, u'c'), hexId.toUtf8()), Cause::CredentialsSwapped));
        QTest::newRow("an API token")
            << in(strict,
                  row(config, twoHeaders(hexId, "cfut_" + QByteArray(48, 'x')),
                      Cause::ApiTokenInsteadOfServiceToken));
        QTest::newRow("a header name") << in(
            strict, row(config, twoHeaders(hexId, "CF-Access-Client-Secret"), Cause::CredentialsMalformed));
        QTest::newRow("keys of a single header")
            << row(guarded(),
                   {{"Authorization", "{\"CF-Access-Client-Id\":\"x\",\"CF-Access-Client-Secret\":\"y\"}"}},
                   Cause::SingleHeaderMalformed);
        QTest::newRow("misspelt") << row(
            guarded(), {{"X-CF-Access-Client-Id", "x"}, {"X-CF-Access-Client-Secret", "y"}},
            Cause::HeaderNameMisspelt);
        QTest::newRow("a session alone")
            << row(machinesOnly(), {{"Cookie", "CF_Authorization=x"}}, Cause::SessionNotAccepted);
        Row preflight
            = row(machinesOnly(), {{"Access-Control-Request-Method", "POST"}}, Cause::PreflightRefused);
        preflight.method = "OPTIONS";
        QTest::newRow("preflight") << preflight;
        QTest::newRow("a script") << row(
            with(machinesOnly(), [](Application &app) { app.access.serviceAuth401 = true; }),
            {{"X-Requested-With", "XMLHttpRequest"}}, Cause::XhrUnauthenticated);
        QTest::newRow("the right ones, in another place") << in(
            legacy, row(guarded(), twoHeaders(goodId, "wrong"), Cause::LoginRedirectCredentialsIgnored));
    }

    void tellsWhatIsWrongWithTheRequest() { tell(true); }

    void tellsWhatStandsInFrontOrWentWrong_data()
    {
        QTest::addColumn<Row>("row");
        const auto walled = [](FirewallAction action) {
            auto config = guarded();
            config.firewall = {{u"all"_s, {}, action}};
            return config;
        };
        const auto faulty = [](int status, int code) {
            FaultRule fault;
            fault.status = status;
            fault.code = code;
            auto config = guarded();
            config.faults = {fault};
            return config;
        };

        QTest::newRow("1010") << row(
            walled(FirewallAction::Block), goodHeaders(), Cause::ClientSignatureBlocked);
        QTest::newRow("challenge") << row(
            walled(FirewallAction::Challenge), goodHeaders(), Cause::WafChallenge);
        QTest::newRow("429") << row(faulty(429, 0), goodHeaders(), Cause::RateLimited);
        QTest::newRow("502") << row(faulty(502, 0), goodHeaders(), Cause::BadGateway);
        QTest::newRow("520") << row(faulty(520, 0), goodHeaders(), Cause::OriginUnreachable);
        QTest::newRow("521") << row(faulty(521, 0), goodHeaders(), Cause::OriginConnectionRefused);
        QTest::newRow("522") << row(faulty(522, 0), goodHeaders(), Cause::OriginTimedOut);
        QTest::newRow("526") << row(faulty(526, 0), goodHeaders(), Cause::OriginTlsFailed);
        QTest::newRow("1033") << row(faulty(530, 1033), goodHeaders(), Cause::TunnelDown);
        QTest::newRow("1016") << row(faulty(530, 1016), goodHeaders(), Cause::OriginNameNotResolved);
        QTest::newRow("1101") << row(faulty(500, 1101), goodHeaders(), Cause::WorkerFailed);
        auto login = row(guarded(), {}, Cause::LoginPageFollowed);
        login.target = "/cdn-cgi/access/login/127.0.0.1";
        login.confidence = Confidence::Possible;
        QTest::newRow("login page") << login;
        QTest::newRow("a rule that is not met")
            << in(OrganizationMode::Strict,
                  row(with(
                          guarded(Mode::Strict),
                          [](Application &app) {
            app.access.policies->first().rules.require = {ruleOf(policy::RuleKind::Ip, u"192.0.2.0/24"_s)};
                          }),
                      goodHeaders(), Cause::NotAuthorised, Confidence::Certain));
    }

    void tellsWhatStandsInFrontOrWentWrong() { tell(false); }

    void tellsOfSettingsFromARequestWrittenDown_data()
    {
        QTest::addColumn<Row>("row");
        const http::Headers upgrade{{"Upgrade", "websocket"}, {"Connection", "Upgrade"}};
        const auto guardingTheWorker = with(guarded(), [](Application &app) {
            policy::Destination worker;
            worker.kind = policy::DestinationKind::Worker;
            app.access.destinations = {worker};
        });
        const auto withOauth = with(guarded(), [](Application &app) { app.access.managedOauth = true; });

        QTest::newRow("a WebSocket of a Worker") << alone(
            row(guardingTheWorker, goodHeaders() + upgrade, Cause::WebSocketOfWorkerApplication,
                Confidence::Possible));
        QTest::newRow("a WebSocket without credentials")
            << row(machinesOnly(), upgrade, Cause::WebSocketRefused);
        QTest::newRow("a script where people log in")
            << row(guarded(), {{"X-Requested-With", "XMLHttpRequest"}}, Cause::XhrUnauthenticated);
        QTest::newRow("another's bearer token")
            << row(withOauth, {{"Authorization", "Bearer x"}}, Cause::ManagedOauthTokenInvalid);
        QTest::newRow("a session in a strict organization")
            << row(guarded(Mode::Strict), {{"Cookie", "CF_Authorization=x"}}, Cause::SessionNotAccepted);
    }

    void tellsOfSettingsFromARequestWrittenDown() { tell(true); }

private:
    void tell(bool asWritten)
    {
        QFETCH(Row, row);
        const auto now = QDateTime(QDate(2026, 11, 23), QTime(12, 0), Qt::UTC);
        // One edge for all rows: to make its key takes longer than a row.
        if (!m_edge) {
            m_edge = std::make_unique<Edge>(row.config, [now] { return now; });
            QVERIFY(m_edge->listen());
        }
        m_edge->setConfig(row.config);
        const Edge &edge = *m_edge;

        const auto seen = exchange(edge, row, row.headers, asWritten);
        const auto control = exchange(edge, row, {}, false);
        const http::Headers asking{
            {"Host", edge.url().authority().toLatin1()}, {"CF-Access-Metadata-Request", "true"}};
        auto head = row;
        head.method = "HEAD";
        const auto named = exchange(edge, head, asking, true);
        const auto discovery = access::discoveryOf(edge.url(), *named.answer, now);
        const bool isCompared = row.isCompared && !row.headers.isEmpty();
        const auto verdict
            = access::verdictOf({seen, isCompared ? &control : nullptr, &discovery, row.style, row.token});

        QCOMPARE(idOf(verdict.cause), idOf(row.cause));
        QCOMPARE(idOf(verdict.confidence), idOf(row.confidence));
        QCOMPARE(verdict.mode, row.mode);
    }

    // A request of Keyturn's own holds no credentials that could be read; one that somebody else wrote down
    // does.
    static http::Exchange
    exchange(const Edge &edge, const Row &row, const http::Headers &headers, bool asWritten)
    {
        const auto wire = ask(edge.url(), row.target, headers, row.method);
        http::Reply reply;
        reply.status = wire.status;
        reply.headers = wire.headers;
        reply.body.start = wire.body;
        reply.body.size = wire.body.size();
        http::Request request;
        request.method = row.method;
        request.url = edge.url().resolved(QUrl(QString::fromLatin1(row.target)));
        if (asWritten)
            request.headers = headers;
        return {request, !asWritten && !headers.isEmpty(), {}, reply, {}};
    }

    std::unique_ptr<Edge> m_edge;
};

QTEST_GUILESS_MAIN(EdgeVerdictTest)
#include "EdgeVerdictTest.moc"
