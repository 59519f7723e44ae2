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

    Cause cause = Cause::Undetermined;
    Confidence confidence = Confidence::Likely;
    OrganizationMode mode = OrganizationMode::Unknown;
};

const auto hexId = QString(32, u'a') + u".access"_s;

Config guarded(Mode mode = Mode::Legacy)
{
    return configWith({policy(Action::ServiceAuth, {goodId}), policy(Action::Allow)}, mode);
}

Config machinesOnly(Mode mode = Mode::Legacy)
{
    return configWith({policy(Action::ServiceAuth, {goodId})}, mode);
}

template <typename Change>
Config with(Config config, Change change)
{
    change(config.applications.first());
    return config;
}

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
            with(machinesOnly(), [](Application &app) { app.serviceAuth401 = true; }), wrong,
            Cause::ServiceAuth401);
        QTest::newRow("managed OAuth")
            << row(with(guarded(), [](Application &app) { app.managedOauth = true; }), wrong,
                   Cause::ManagedOauthChallenge);
        QTest::newRow("deny URL") << row(
            with(
                machinesOnly(),
                [](Application &app) { app.customDenyUrl = u"https://denied.example.org/"_s; }),
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
            row(with(guarded(), [](Application &app) { app.singleHeader = "Authorization"; }), single.headers,
                Cause::Accepted, Confidence::Certain));
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
            row(with(config, [](Application &app) { app.singleHeader = "Authorization"; }),
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
            with(machinesOnly(), [](Application &app) { app.serviceAuth401 = true; }),
            {{"X-Requested-With", "XMLHttpRequest"}}, Cause::XhrUnauthenticated);
        QTest::newRow("the right ones, in another place") << in(
            legacy, row(guarded(), twoHeaders(goodId, "wrong"), Cause::LoginRedirectCredentialsIgnored));
    }

    void tellsWhatIsWrongWithTheRequest() { tell(true); }

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

        const auto seen = exchange(edge, row.method, row.headers, asWritten);
        const auto control = exchange(edge, row.method, {}, false);
        const http::Headers asking{
            {"Host", edge.url().authority().toLatin1()}, {"CF-Access-Metadata-Request", "true"}};
        const auto named = exchange(edge, "HEAD", asking, true);
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
    exchange(const Edge &edge, const QByteArray &method, const http::Headers &headers, bool asWritten)
    {
        const auto wire = ask(edge.url(), "/", headers, method);
        http::Reply reply;
        reply.status = wire.status;
        reply.headers = wire.headers;
        reply.body.start = wire.body;
        reply.body.size = wire.body.size();
        http::Request request;
        request.method = method;
        request.url = edge.url();
        if (asWritten)
            request.headers = headers;
        return {request, !asWritten && !headers.isEmpty(), {}, reply, {}};
    }

    std::unique_ptr<Edge> m_edge;
};

QTEST_GUILESS_MAIN(EdgeVerdictTest)
#include "EdgeVerdictTest.moc"
