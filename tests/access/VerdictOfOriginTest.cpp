// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "VerdictCase.h"

using namespace keyturn;
using namespace keyturn::access;

namespace {

void acceptedRows()
{
    const auto accepted = [](const ExchangeBuilder &exchange, Confidence confidence) {
        return atTheOrigin(sent(exchange), Cause::Accepted, Outcome::Accepted, confidence);
    };
    QTest::newRow("200, nothing to compare with") << accepted(answer(200), Possible);
    QTest::newRow("200 with a session")
        << inMode(OrganizationMode::Legacy, accepted(withSession(answer(200)), Certain));
    QTest::newRow("200 with the session of no team")
        << accepted(answer(200).header("Set-Cookie", sessionOf(u"https://example.com"_s)), Possible);
    QTest::newRow("200 with a session that is taken away")
        << accepted(answer(200).header("Set-Cookie", "CF_Authorization=; Max-Age=0"), Possible);
    QTest::newRow("200, login without credentials")
        << comparedWith(loginRedirect(), accepted(answer(200), Certain));
    QTest::newRow("200, 403 without credentials")
        << comparedWith(refusal(403), accepted(answer(200), Certain));
    QTest::newRow("200, OAuth without credentials")
        << comparedWith(oauthChallenge(), accepted(answer(200), Likely));
    QTest::newRow("200, block page without credentials")
        << comparedWith(answer(403).body(accessPage), accepted(answer(200), Likely));
    QTest::newRow("200, unmarked 401 without credentials")
        << comparedWith(answer(401), accepted(answer(200), Likely));
    QTest::newRow("200, another site without credentials")
        << comparedWith(redirect("https://denied.example.org/"), accepted(answer(200), Likely));
    QTest::newRow("200, application known") << discovered(accepted(answer(200), Likely));
    QTest::newRow("404, login without credentials")
        << comparedWith(loginRedirect(), accepted(answer(404), Likely));
    QTest::newRow("304, nothing to compare with") << accepted(answer(304), Possible);
}

void originRefusalRows()
{
    const auto refused = [](const ExchangeBuilder &exchange, Cause cause, Confidence confidence) {
        return atTheOrigin(exchange, cause, Outcome::Refused, confidence);
    };
    const auto afterAccess = Cause::AcceptedButOriginRefused;

    QTest::newRow("403 of the service") << refused(sent(answer(403)), afterAccess, Possible);
    QTest::newRow("403 of the service, login without credentials")
        << comparedWith(loginRedirect(), refused(sent(answer(403)), afterAccess, Likely));
    QTest::newRow("403 of the service with a session")
        << inMode(OrganizationMode::Legacy, refused(sent(withSession(answer(403))), afterAccess, Certain));
    QTest::newRow("500 of the service, login without credentials")
        << comparedWith(loginRedirect(), refused(sent(answer(500)), afterAccess, Likely));
    QTest::newRow("500 of the service, application known")
        << discovered(refused(sent(answer(500)), afterAccess, Likely));
    QTest::newRow("403 with credentials and without")
        << comparedWith(answer(403), refused(sent(answer(403)), Cause::OriginRefused, Likely));
    QTest::newRow("403, 200 without credentials")
        << comparedWith(answer(200), refused(sent(answer(403)), Cause::OriginRefused, Possible));
    QTest::newRow("403 without credentials, unmarked")
        << refused(answer(403), Cause::OriginRefused, Possible);
    QTest::newRow("403 of a page that mentions Access") << refused(
        sent(answer(403).body("<title>Forbidden</title>Cloudflare Access said cf-access-aud")), afterAccess,
        Possible);
}

void middlewareRows()
{
    const auto says = [](int status, const QByteArray &text, Cause cause) {
        return atTheOrigin(sent(answer(status).body(text, "text/plain")), cause, Outcome::Refused, Likely);
    };
    QTest::newRow("no assertion") << says(
        401, "Authentication error: Missing bearer token", Cause::MiddlewareNoAssertion);
    QTest::newRow("wrong audience") << says(401, "Invalid token audience", Cause::MiddlewareWrongAudience);
    QTest::newRow("wrong team") << says(
        401, "Authentication error: Invalid team name", Cause::MiddlewareWrongTeam);
    QTest::newRow("team that does not exist") << says(
        500, "Authentication error: The Access Organization 'acme' does not exist",
        Cause::MiddlewareWrongTeam);
    QTest::newRow("expired") << says(401, "Token is expired", Cause::MiddlewareTokenOutOfTime);
    QTest::newRow("not yet valid") << says(401, "Token is not yet valid", Cause::MiddlewareTokenOutOfTime);
    QTest::newRow("wrong signature") << says(401, "Invalid Token", Cause::MiddlewareTokenInvalid);

    const auto wantsMail = sent(answer(403).body(R"({"error":"missing email claim"})", "application/json"));
    QTest::newRow("wants an email") << atTheOrigin(
        wantsMail, Cause::OriginWantsIdentity, Outcome::Refused, Possible);
    QTest::newRow("wants an email, login without credentials") << comparedWith(
        loginRedirect(), atTheOrigin(wantsMail, Cause::OriginWantsIdentity, Outcome::Refused, Likely));
    QTest::newRow("a page about emails") << atTheOrigin(
        sent(answer(403).body("<html>missing email claim</html>")), Cause::AcceptedButOriginRefused,
        Outcome::Refused, Possible);

    const auto asks = [](const QByteArray &challenge, Cause cause) {
        return atTheOrigin(
            sent(answer(401).header("WWW-Authenticate", challenge)), cause, Outcome::Refused, Likely);
    };
    QTest::newRow("a Worker's own OAuth") << asks(
        "Bearer realm=\"OAuth\", "
        "resource_metadata=\"https://api.example.com/.well-known/oauth-protected-resource\"",
        Cause::WorkerOauthChallenge);
    QTest::newRow("Basic") << asks("Basic realm=\"nas\"", Cause::OriginAsksForLogin);
    QTest::newRow("Bearer") << asks("Bearer", Cause::OriginAsksForLogin);
}

void openRows()
{
    const auto open = [](const ExchangeBuilder &exchange, Cause cause, Confidence confidence) {
        return atTheOrigin(exchange, cause, Outcome::Open, confidence);
    };
    const auto withoutToken = Cause::OpenWithoutToken;

    QTest::newRow("200 with credentials and without")
        << comparedWith(answer(200), open(sent(answer(200)), withoutToken, Certain));
    QTest::newRow("200 and 204") << comparedWith(answer(204), open(sent(answer(200)), withoutToken, Likely));
    QTest::newRow("404 with credentials and without")
        << comparedWith(answer(404), open(sent(answer(404)), withoutToken, Likely));
    QTest::newRow("200 twice, application known")
        << discovered(comparedWith(answer(200), open(sent(answer(200)), Cause::Bypassed, Likely)));
    QTest::newRow("200 twice, a session with credentials") << inMode(
        OrganizationMode::Legacy,
        comparedWith(answer(200), open(sent(withSession(answer(200))), withoutToken, Likely)));
    QTest::newRow("200, the login page without credentials") << comparedWith(
        answer(200).body(loginPage),
        atTheOrigin(sent(answer(200)), Cause::Accepted, Outcome::Accepted, Likely));

    QTest::newRow("200 without Cloudflare") << open(sent(elsewhere(200)), Cause::NotBehindCloudflare, Likely);
    QTest::newRow("200 without Cloudflare, twice")
        << comparedWith(elsewhere(200), open(sent(elsewhere(200)), Cause::NotBehindCloudflare, Likely));
    QTest::newRow("403 without Cloudflare")
        << atTheOrigin(sent(elsewhere(403)), Cause::NotBehindCloudflare, Outcome::Refused, Likely);
    QTest::newRow("200 whose marks were taken off on the way") << comparedWith(
        loginRedirect(), atTheOrigin(sent(elsewhere(200)), Cause::Accepted, Outcome::Accepted, Certain));
    QTest::newRow("200 without credentials") << open(answer(200), Cause::OriginAnswered, Likely);
    QTest::newRow("404 without credentials") << open(answer(404), Cause::OriginAnswered, Likely);

    QTest::newRow("to another path") << atTheOrigin(
        sent(redirect("/data/")), Cause::OriginRedirect, Outcome::Unknown, Possible);
    QTest::newRow("to another path, login without credentials") << comparedWith(
        loginRedirect(),
        atTheOrigin(sent(redirect("/data/")), Cause::OriginRedirect, Outcome::Accepted, Likely));
    QTest::newRow("to another path, with credentials and without")
        << comparedWith(redirect("/data/"), open(sent(redirect("/data/")), Cause::OriginRedirect, Likely));
    QTest::newRow("200 without credentials, application known")
        << discovered(open(answer(200), Cause::Bypassed, Likely));
    QTest::newRow("200 with any secret") << [&] {
        auto seen = comparedWith(loginRedirect(), open(sent(answer(200)), Cause::SecretNotChecked, Likely));
        seen.brokenSecret = sent(answer(200));
        return seen;
    }();
    QTest::newRow("200 with this secret alone") << [] {
        auto seen = comparedWith(
            loginRedirect(), atTheOrigin(sent(answer(200)), Cause::Accepted, Outcome::Accepted, Certain));
        seen.brokenSecret = sent(loginRedirect());
        return seen;
    }();
    const auto wantsJson
        = [](ExchangeBuilder exchange) { return exchange.sending("Accept", "application/json"); };
    QTest::newRow("HTML for JSON") << atTheOrigin(
        wantsJson(sent(answer(200).body("<p>Hello"))), Cause::HtmlWhereJsonExpected, Outcome::Unknown,
        Possible);
    QTest::newRow("JSON for JSON") << atTheOrigin(
        wantsJson(sent(answer(200).body("{}", "application/json"))), Cause::Accepted, Outcome::Accepted,
        Possible);
}

void apiRows()
{
    const QByteArray verify = "https://api.cloudflare.com/client/v4/user/tokens/verify";
    const QByteArray tokens = "https://api.cloudflare.com/client/v4/accounts/0/access/service_tokens";
    const auto failed = [](const QByteArray &code, const QByteArray &message = "no") {
        QByteArray body = R"({"success":false,"errors":[{"code":CODE,"message":"WORDS"}],"result":null})";
        return body.replace("CODE", code).replace("WORDS", message);
    };
    const auto refused = [](const QByteArray &url, int status, const QByteArray &body, Cause cause,
                            Confidence confidence = Likely) {
        return atTheOrigin(
            ExchangeBuilder(url).status(status).throughCloudflare().body(body, "application/json"), cause,
            Outcome::Refused, confidence);
    };
    QTest::newRow("API token unknown") << refused(tokens, 403, failed("10000"), Cause::ApiTokenRefused);
    QTest::newRow("API token malformed") << refused(
        tokens, 400,
        R"({"success":false,"errors":[{"code":6003,"message":"x","error_chain":[{"code":6111,"message":"y"}]}]})",
        Cause::ApiTokenMalformed);
    QTest::newRow("verify says no") << refused(
        verify, 401, failed("1000"), Cause::AccountTokenAtUserVerify, Possible);
    QTest::newRow("no Zero Trust") << refused(
        tokens, 400, failed("9999", "access.api.error.not_enabled"), Cause::ZeroTrustNotEnabled);
    QTest::newRow("a service token for the API") << atTheOrigin(
        sent(
            ExchangeBuilder(tokens).status(403).throughCloudflare().body(failed("9109"), "application/json")),
        Cause::ServiceTokenSentToApi, Outcome::Refused, Likely);
    QTest::newRow("the API's words elsewhere") << atTheOrigin(
        answer(403).body(failed("10000"), "application/json"), Cause::OriginRefused, Outcome::Refused,
        Possible);
    QTest::newRow("no such team") << refusedByAccess(
        ExchangeBuilder("https://acme.cloudflareaccess.com/cdn-cgi/access/certs")
            .status(404)
            .throughCloudflare(),
        Cause::TeamNotFound, Likely);
    QTest::newRow("certs of a look-alike") << atTheOrigin(
        ExchangeBuilder("https://acme.cloudflareaccess.com.example.net/cdn-cgi/access/certs")
            .status(404)
            .throughCloudflare(),
        Cause::OriginAnswered, Outcome::Open, Likely);
}

void unknownRows()
{
    QTest::newRow("no headers left") << undetermined(sent(ExchangeBuilder().status(403)));
    QTest::newRow("no headers left, without credentials") << undetermined(ExchangeBuilder().status(200));
    QTest::newRow("no status") << undetermined(sent(answer(0)));
    QTest::newRow("a status that does not exist") << undetermined(sent(answer(999)));
}

// What looks like something that Access or Cloudflare says, and is not.
void nearMissRows()
{
    const auto refused = [](const ExchangeBuilder &exchange) {
        return atTheOrigin(sent(exchange), Cause::AcceptedButOriginRefused, Outcome::Refused, Possible);
    };
    QTest::newRow("a cut-off block page") << refused(answer(403).body(accessPage.first(46)));
    QTest::newRow("a block page without an audience")
        << refused(answer(403).body("{\"message\":\"Forbidden\"}"));
    QTest::newRow("a cut-off error code") << refused(answer(403).body("error code: 10"));
    QTest::newRow("an error code and more") << refused(answer(403).body("error code: 10100"));
    QTest::newRow("1033 of another house") << atTheOrigin(
        sent(elsewhere(530).body("error code: 1033")), Cause::NotBehindCloudflare, Outcome::Refused, Likely);
    QTest::newRow("words of the middleware in a page")
        << refused(answer(401).body("<p>Invalid token audience</p>"));
    QTest::newRow("a page about missing applications") << atTheOrigin(
        answer(404).body("<p>It may say: Unable to find your Access application</p>"), Cause::OriginAnswered,
        Outcome::Open, Likely);
    QTest::newRow("a login path on the same host") << atTheOrigin(
        sent(redirect("/cdn-cgi/access/login/api.example.com")), Cause::OriginRedirect, Outcome::Unknown,
        Possible);
    QTest::newRow("a redirect to nowhere") << undetermined(sent(ExchangeBuilder().status(302)));
    QTest::newRow("a status below all") << undetermined(sent(ExchangeBuilder().status(-1)));
}

} // namespace

// What the service answers, and what nobody can tell.
class VerdictOfOriginTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void saysWhoAnsweredAndWhy_data()
    {
        QTest::addColumn<VerdictCase>("seen");
        acceptedRows();
        originRefusalRows();
        middlewareRows();
        openRows();
        apiRows();
        unknownRows();
        nearMissRows();
    }

    void saysWhoAnsweredAndWhy()
    {
        QFETCH(VerdictCase, seen);
        check(seen);
    }
};

QTEST_GUILESS_MAIN(VerdictOfOriginTest)
#include "VerdictOfOriginTest.moc"
