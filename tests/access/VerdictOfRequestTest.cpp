// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "VerdictCase.h"

using namespace keyturn;
using namespace keyturn::access;

namespace {

void requestRows()
{
    const QByteArray idName = "CF-Access-Client-Id";
    const QByteArray secretName = "CF-Access-Client-Secret";
    const QByteArray id = "0123456789abcdef0123456789abcdef.access";
    const QByteArray hidden = "[redacted Client Secret]";
    const auto written
        = [](const http::Headers &headers, Cause cause, OrganizationMode mode = OrganizationMode::Legacy) {
        ExchangeBuilder exchange = loginRedirect();
        for (const http::Header &header : headers)
            exchange.sending(header.name, header.value);
        return inMode(mode, refusedByAccess(exchange, cause, Likely));
    };
    const auto unknown = OrganizationMode::Unknown;

    QTest::newRow("both as they should be")
        << written({{idName, id}, {secretName, hidden}}, Cause::LoginRedirectCredentialsIgnored);
    QTest::newRow("the ID alone") << written({{idName, id}}, Cause::CredentialsIncomplete);
    QTest::newRow("the secret alone") << written({{secretName, hidden}}, Cause::CredentialsIncomplete);
    QTest::newRow("empty") << written({{idName, ""}, {secretName, ""}}, Cause::CredentialsNotFilledIn);
    QTest::newRow("a variable of the shell")
        << written({{idName, "$CF_ID"}, {secretName, hidden}}, Cause::CredentialsNotFilledIn);
    QTest::newRow("a secret of a workflow")
        << written({{idName, "${{ secrets.CF_ID }}"}, {secretName, hidden}}, Cause::CredentialsNotFilledIn);
    QTest::newRow("undefined") << written(
        {{idName, "undefined"}, {secretName, "undefined"}}, Cause::CredentialsNotFilledIn);
    QTest::newRow("in each other's place")
        << written({{idName, hidden}, {secretName, id}}, Cause::CredentialsSwapped);
    QTest::newRow("an API token for a secret") << written(
        {{idName, id}, {secretName, "cfut_" + QByteArray(48, 'x')}}, Cause::ApiTokenInsteadOfServiceToken);
    QTest::newRow("an API token for a bearer") << inMode(
        unknown,
        refusedByAccess(
            loginRedirect().sending("Authorization", "Bearer [redacted API token]"),
            Cause::ApiTokenInsteadOfServiceToken, Likely));
    QTest::newRow("the header's name for its value")
        << written({{idName, idName}, {secretName, hidden}}, Cause::CredentialsMalformed);
    QTest::newRow("twice") << written(
        {{idName, id}, {idName, id}, {secretName, hidden}}, Cause::CredentialsDuplicated);
    QTest::newRow("in both styles") << written(
        {{idName, id},
         {secretName, hidden},
         {"Authorization", R"({"cf-access-client-id": "x", "cf-access-client-secret": "y"})"}},
        Cause::BothHeaderStyles);
    QTest::newRow("one header, other keys") << written(
        {{"Authorization", R"({"CF-Access-Client-Id": "x", "CF-Access-Client-Secret": "y"})"}},
        Cause::SingleHeaderMalformed, unknown);
    QTest::newRow("underscores") << written(
        {{"CF_Access_Client_Id", id}, {"CF_Access_Client_Secret", hidden}}, Cause::HeaderNameMisspelt,
        unknown);
    QTest::newRow("one word too many")
        << written({{"X-CF-Access-Client-Id", id}}, Cause::HeaderNameMisspelt, unknown);
    QTest::newRow("a session alone") << written(
        {{"Cookie", "CF_Authorization=[redacted]"}}, Cause::SessionNotAccepted, unknown);
    QTest::newRow("a bearer token of the service's own") << inMode(
        unknown,
        refusedByAccess(
            loginRedirect().sending("Authorization", "Bearer x"), Cause::LoginRedirectNoCredentials,
            Certain));

    QTest::newRow("in quotes") << written(
        {{idName, '"' + id + '"'}, {secretName, hidden}}, Cause::CredentialsQuoted);
    QTest::newRow("one quote of a secret")
        << written({{idName, id}, {secretName, "'" + hidden}}, Cause::CredentialsQuoted);
    QTest::newRow("quotes of a URL") << written(
        {{idName, "%22" + id + "%22"}, {secretName, hidden}}, Cause::CredentialsQuoted);
    QTest::newRow("nothing but quotes")
        << written({{idName, id}, {secretName, "\"\""}}, Cause::CredentialsNotFilledIn);
    QTest::newRow("a secret that ends in a quote by itself") << written(
        {{idName, id}, {secretName, "cfast_" + QByteArray(40, 'A') + "1234567'"}},
        Cause::LoginRedirectCredentialsIgnored);
    for (const QByteArray ending : {"%0A", "%0d", "\\n", "\\r", "\n", "\r", "\r\n", "^M"}) {
        QTest::addRow("ends in %s", ending.toPercentEncoding().constData())
            << written({{idName, id}, {secretName, hidden + ending}}, Cause::CredentialsWithLineBreak);
    }
    QTest::newRow("a line break inside quotes")
        << written({{idName, '"' + id + "\\n\""}, {secretName, hidden}}, Cause::CredentialsWithLineBreak);
    const auto authorized = [](const QByteArray &value, Confidence confidence) {
        return refusedByAccess(
            loginRedirect().sending("Authorization", value), Cause::CredentialsInAuthorization, confidence);
    };
    QTest::newRow("an old secret for a bearer")
        << authorized("Bearer " + QByteArray("0f").repeated(32), Possible);
    QTest::newRow("a new secret for a bearer") << authorized("bearer cfast_" + QByteArray(48, 'A'), Likely);
    QTest::newRow("a secret that was hidden, for a bearer") << authorized("Bearer " + hidden, Likely);
    QTest::newRow("both for a name and a password")
        << authorized("Basic " + QByteArray(id + ":x").toBase64(), Likely);
    QTest::newRow("a name and a password of the service's own") << inMode(
        unknown,
        refusedByAccess(
            loginRedirect().sending("Authorization", "Basic dXNlcjpwYXNz"), Cause::LoginRedirectNoCredentials,
            Certain));

    const auto answered = [&](const ExchangeBuilder &exchange) {
        return atTheOrigin(exchange, Cause::Accepted, Outcome::Accepted, Possible);
    };
    QTest::newRow("the ID alone, and nobody minds") << answered(answer(200).sending(idName, id));
    QTest::newRow("left behind on the way") << refusedByAccess(
        loginRedirect().afterHop(
            "https://example.com/data", 301, "https://api.example.com/data", {idName, secretName}),
        Cause::CredentialsLostOnRedirect, Likely);
}

void browserRows()
{
    const auto preflight = [](ExchangeBuilder exchange) {
        return exchange.method("OPTIONS")
            .sending("Access-Control-Request-Method", "POST")
            .sending("Origin", "https://app.example.com");
    };
    QTest::newRow("preflight, marked")
        << refusedByAccess(preflight(refusal(403)), Cause::PreflightRefused, Likely);
    QTest::newRow("preflight, unmarked")
        << refusedByAccess(preflight(answer(403)), Cause::PreflightRefused, Possible);
    QTest::newRow("OPTIONS by itself")
        << refusedByAccess(refusal(403).method("OPTIONS"), Cause::CredentialsMissing, Likely);
    QTest::newRow("preflight elsewhere")
        << atTheOrigin(preflight(elsewhere(403)), Cause::NotBehindCloudflare, Outcome::Refused, Likely);

    const auto upgrade = [](ExchangeBuilder exchange) { return exchange.sending("Upgrade", "websocket"); };
    QTest::newRow("WebSocket of a guarded Worker")
        << refusedByAccess(upgrade(sent(answer(403))), Cause::WebSocketOfWorkerApplication, Possible);
    QTest::newRow("WebSocket refused in words") << atTheOrigin(
        upgrade(sent(answer(403).body("no", "text/plain"))), Cause::AcceptedButOriginRefused,
        Outcome::Refused, Possible);
    QTest::newRow("WebSocket without credentials")
        << refusedByAccess(upgrade(loginRedirect()), Cause::WebSocketRefused, Likely);

    const auto xhr
        = [](ExchangeBuilder exchange) { return exchange.sending("X-Requested-With", "XMLHttpRequest"); };
    QTest::newRow("401 to a script") << refusedByAccess(xhr(refusal(401)), Cause::XhrUnauthenticated, Likely);
    QTest::newRow("401 of the service to a script")
        << atTheOrigin(xhr(answer(401)), Cause::OriginRefused, Outcome::Refused, Possible);

    const auto withPort = [](const QByteArray &location) {
        return ExchangeBuilder("https://api.example.com:8443/data")
            .status(301)
            .throughCloudflare()
            .redirectingTo(location);
    };
    QTest::newRow("the port is gone")
        << refusedByAccess(withPort("https://api.example.com/data"), Cause::PortStripped, Likely);
    QTest::newRow("the port is gone, and the path is another")
        << atTheOrigin(withPort("https://api.example.com/"), Cause::OriginRedirect, Outcome::Open, Possible);
}

} // namespace

// What is wrong with the request itself, as it was written down.
class VerdictOfRequestTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void saysWhoAnsweredAndWhy_data()
    {
        QTest::addColumn<VerdictCase>("seen");
        requestRows();
        browserRows();
    }

    void saysWhoAnsweredAndWhy()
    {
        QFETCH(VerdictCase, seen);
        check(seen);
    }
};

QTEST_GUILESS_MAIN(VerdictOfRequestTest)
#include "VerdictOfRequestTest.moc"
