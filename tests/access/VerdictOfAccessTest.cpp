// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "VerdictCase.h"

using namespace keyturn;
using namespace keyturn::access;

namespace {

void loginRows()
{
    const auto ignored = [](const ExchangeBuilder &exchange) {
        return inMode(
            OrganizationMode::Legacy,
            refusedByAccess(sent(exchange), Cause::LoginRedirectCredentialsIgnored, Likely));
    };
    QTest::newRow("login with credentials") << ignored(loginRedirect());
    QTest::newRow("login with credentials and without")
        << comparedWith(loginRedirect(), ignored(loginRedirect()));
    QTest::newRow("login with credentials in one header")
        << inMode(OrganizationMode::Unknown, inOneHeader(ignored(loginRedirect())));
    QTest::newRow("login with credentials written by hand") << inMode(
        OrganizationMode::Legacy,
        refusedByAccess(
            loginRedirect()
                .sending("cf-access-client-id", "x.access")
                .sending("cf-access-client-secret", "[redacted]"),
            Cause::LoginRedirectCredentialsIgnored, Likely));
    QTest::newRow("login without credentials")
        << refusedByAccess(loginRedirect(), Cause::LoginRedirectNoCredentials, Certain);
    QTest::newRow("interception to a login page elsewhere") << refusedByAccess(
        redirect("https://login.example.com/").header("WWW-Authenticate", "Cloudflare-Access"),
        Cause::LoginRedirectNoCredentials, Possible);
    QTest::newRow("interception to the same host, with credentials") << refusedByAccess(
        sent(redirect("/login").header("WWW-Authenticate", "Cloudflare-Access")),
        Cause::LoginRedirectCredentialsIgnored, Likely);
    QTest::newRow("interception elsewhere, with credentials") << refusedByAccess(
        sent(redirect("https://login.example.com/").header("WWW-Authenticate", "Cloudflare-Access")),
        Cause::LoginRedirectCredentialsIgnored, Possible);
    QTest::newRow("login page after a followed redirect") << refusedByAccess(
        ExchangeBuilder(login).status(200).throughCloudflare().body(loginPage).afterHop(
            "https://api.example.com/data", 302, login, {"CF-Access-Client-Secret"}),
        Cause::LoginPageFollowed, Certain);
    QTest::newRow("login page by its address") << refusedByAccess(
        ExchangeBuilder(login).status(200).throughCloudflare(), Cause::LoginPageFollowed, Likely);
    QTest::newRow("login page by its title and domain") << refusedByAccess(
        sent(answer(200).body(loginPage).header("cf-access-domain", "api.example.com")),
        Cause::LoginPageFollowed, Likely);
    QTest::newRow("login page by its title alone")
        << refusedByAccess(sent(answer(200).body(loginPage)), Cause::LoginPageFollowed, Possible);
    QTest::newRow("a page about the login page") << atTheOrigin(
        sent(answer(200).body("<title>Sign in with Cloudflare Access, explained</title>")), Cause::Accepted,
        Outcome::Accepted, Possible);
    const auto lookAlike = [](const QByteArray &location) {
        return atTheOrigin(sent(redirect(location)), Cause::LoginLookAlike, Outcome::Unknown, Likely);
    };
    QTest::newRow("login on a look-alike host")
        << lookAlike("https://evilcloudflareaccess.com/cdn-cgi/access/login/api.example.com");
    QTest::newRow("login below a look-alike host")
        << lookAlike("https://acme.cloudflareaccess.com.example.net/cdn-cgi/access/login/x");
    const auto inDisguise = [](const QByteArray &location) {
        const ExchangeBuilder exchange = redirect(location).header("WWW-Authenticate", "Cloudflare-Access");
        return atTheOrigin(exchange, Cause::LoginLookAlike, Outcome::Unknown, Likely);
    };
    QTest::newRow("a look-alike with Access's header")
        << inDisguise("https://evil.example/cdn-cgi/access/login/api.example.com");
    QTest::newRow("a look-alike host with Access's header, another path")
        << inDisguise("https://acme.cloudflareaccess.com.evil.example/sign-in");
    QTest::newRow("a look-alike without TLS")
        << inDisguise("http://cloudflareaccess.com.evil.example/cdn-cgi/access/login");
    QTest::newRow("login that knows the token, nobody knows the request") << refusedByAccess(
        answer(302).redirectingTo(login + "&meta=" + unsignedJwt({{u"service_token_status"_s, true}})),
        Cause::LoginRedirectTokenRecognised, Likely);
    QTest::newRow("login that knows the token") << inMode(
        OrganizationMode::Legacy,
        refusedByAccess(
            sent(answer(302).redirectingTo(
                login + "&meta=" + unsignedJwt({{u"service_token_status"_s, true}}))),
            Cause::LoginRedirectTokenRecognised, Likely));
    QTest::newRow("login that knows no token") << inMode(
        OrganizationMode::Legacy,
        refusedByAccess(
            sent(answer(302).redirectingTo(
                login + "&meta=" + unsignedJwt({{u"service_token_status"_s, false}}))),
            Cause::LoginRedirectCredentialsIgnored, Likely));
    QTest::newRow("one header, the same without it") << comparedWith(
        loginRedirect(),
        inOneHeader(refusedByAccess(sent(loginRedirect()), Cause::SingleHeaderNotRead, Possible)));
}

void refusalRows()
{
    const auto strict = [](const VerdictCase &seen) { return inMode(OrganizationMode::Strict, seen); };

    QTest::newRow("managed OAuth") << refusedByAccess(
        sent(oauthChallenge()), Cause::ManagedOauthChallenge, Likely);
    QTest::newRow("managed OAuth without credentials")
        << refusedByAccess(oauthChallenge(), Cause::ManagedOauthChallenge, Likely);
    QTest::newRow("403 without credentials")
        << refusedByAccess(refusal(403), Cause::CredentialsMissing, Likely);
    QTest::newRow("401 without credentials")
        << refusedByAccess(refusal(401), Cause::CredentialsMissing, Likely);
    QTest::newRow("403 without credentials, by its page alone")
        << refusedByAccess(answer(403).body(accessPage), Cause::CredentialsMissing, Possible);

    QTest::newRow("401, nothing to compare with")
        << refusedByAccess(sent(refusal(401)), Cause::CannotAuthenticate, Likely);
    QTest::newRow("401, login without credentials") << strict(comparedWith(
        loginRedirect(), refusedByAccess(sent(refusal(401)), Cause::CannotAuthenticate, Likely)));
    QTest::newRow("401, 403 without credentials") << strict(
        comparedWith(refusal(403), refusedByAccess(sent(refusal(401)), Cause::CannotAuthenticate, Likely)));
    QTest::newRow("401, OAuth without credentials") << strict(comparedWith(
        oauthChallenge(), refusedByAccess(sent(refusal(401)), Cause::CannotAuthenticate, Likely)));
    QTest::newRow("401 by its page alone") << refusedByAccess(
        sent(answer(401).body(R"({"message":"Unauthorized","status_code":401,"aud":"f00d"})")),
        Cause::CannotAuthenticate, Possible);
    QTest::newRow("401 with credentials and without")
        << comparedWith(refusal(401), refusedByAccess(sent(refusal(401)), Cause::ServiceAuth401, Likely));

    QTest::newRow("403, login without credentials") << strict(
        comparedWith(loginRedirect(), refusedByAccess(sent(refusal(403)), Cause::NotAuthorised, Certain)));
    QTest::newRow("403, 401 without credentials") << strict(
        comparedWith(refusal(401), refusedByAccess(sent(refusal(403)), Cause::NotAuthorised, Likely)));
    QTest::newRow("403, OAuth without credentials") << strict(
        comparedWith(oauthChallenge(), refusedByAccess(sent(refusal(403)), Cause::NotAuthorised, Likely)));
    QTest::newRow("403 by its page alone, login without credentials") << comparedWith(
        loginRedirect(), refusedByAccess(sent(answer(403).body(accessPage)), Cause::NotAuthorised, Possible));

    QTest::newRow("403 with credentials and without") << comparedWith(
        refusal(403), refusedByAccess(sent(refusal(403)), Cause::ServiceAuthOnlyRefused, Likely));
    QTest::newRow("403, nothing to compare with")
        << refusedByAccess(sent(refusal(403)), Cause::ServiceAuthOnlyRefused, Possible);
    QTest::newRow("403, the comparison failed") << comparedWith(
        ExchangeBuilder().failing(Error::TimedOut),
        refusedByAccess(sent(refusal(403)), Cause::ServiceAuthOnlyRefused, Possible));
    QTest::newRow("managed OAuth with a token that is not good") << refusedByAccess(
        answer(401)
            .sending("Authorization", "Bearer [redacted]")
            .header(
                "WWW-Authenticate", "Bearer realm=\"OAuth\", error=\"invalid_token\"," + oauth.sliced(21)),
        Cause::ManagedOauthTokenInvalid, Likely);
    QTest::newRow("no application") << refusedByAccess(
        answer(404).body("<p>Unable to find your Access application!</p>"), Cause::ApplicationNotFound,
        Possible);
    QTest::newRow("a host that no application covers") << [] {
        auto seen = comparedWith(
            answer(403).body(accessPage),
            refusedByAccess(
                sent(answer(403).body(accessPage)), Cause::HostWithoutApplicationDenied, Possible));
        seen.discovery = Discovery();
        return seen;
    }();
    const auto withoutAudience
        = QByteArrayLiteral(R"({"message":"Forbidden. No permission","status_code":403,"ray_id":"8f"})");
    QTest::newRow("a block page that names no application")
        << refusedByAccess(answer(403).body(withoutAudience), Cause::HostWithoutApplicationDenied, Possible);
    QTest::newRow("the same with credentials") << refusedByAccess(
        sent(answer(403).body(withoutAudience)), Cause::HostWithoutApplicationDenied, Possible);
    QTest::newRow("the same, not from Cloudflare") << atTheOrigin(
        elsewhere(403).body(withoutAudience), Cause::NotBehindCloudflare, Outcome::Refused, Likely);
    QTest::newRow("403, and 401 with a wrong secret") << [] {
        auto seen = refusedByAccess(sent(refusal(403)), Cause::NotAuthorised, Likely);
        seen.brokenSecret = sent(refusal(401));
        return seen;
    }();
    QTest::newRow("403, the same with a wrong secret") << [] {
        auto seen = comparedWith(
            refusal(403), refusedByAccess(sent(refusal(403)), Cause::ServiceAuthOnlyRefused, Likely));
        seen.brokenSecret = sent(refusal(403));
        return seen;
    }();
}

void denyRows()
{
    const auto away = QByteArrayLiteral("https://denied.example.org/sorry");
    const auto denied = [](const ExchangeBuilder &exchange, Confidence confidence) {
        return refusedByAccess(exchange, Cause::CustomDenyRedirect, confidence);
    };
    QTest::newRow("to another site") << denied(sent(redirect(away)), Possible);
    QTest::newRow("to another site, everybody, application known")
        << discovered(comparedWith(redirect(away), denied(sent(redirect(away)), Likely)));
    QTest::newRow("to another site, without credentials, application known")
        << discovered(denied(redirect(away), Likely));
    QTest::newRow("to another site, with Access's headers")
        << denied(sent(redirect(away).header("cf-access-aud", "f00d")), Likely);
    QTest::newRow("to another site, with a session") << inMode(
        OrganizationMode::Legacy,
        atTheOrigin(sent(withSession(redirect(away))), Cause::OriginRedirect, Outcome::Accepted, Likely));
    QTest::newRow("to another site, not from Cloudflare") << atTheOrigin(
        sent(elsewhere(302).redirectingTo(away)), Cause::NotBehindCloudflare, Outcome::Open, Likely);
    const auto ofUnknownRequest = [](const QByteArray &location) {
        return ExchangeBuilder(QByteArray()).status(301).throughCloudflare().redirectingTo(location);
    };
    QTest::newRow("to another site or not: the request is not known") << atTheOrigin(
        ofUnknownRequest("https://api.example.com/"), Cause::OriginRedirect, Outcome::Open, Possible);
    QTest::newRow("to another site, with Access's headers, the request is not known")
        << denied(ofUnknownRequest(away).header("cf-access-domain", "api.example.com"), Likely);
    QTest::newRow("to www of the same site") << atTheOrigin(
        sent(redirect("https://www.api.example.com/data")), Cause::OriginRedirect, Outcome::Unknown,
        Possible);
}

void knownTokenRows()
{
    const auto known = [](VerdictCase seen, const TokenKnowledge &token) {
        seen.token = token;
        return seen;
    };
    const TokenKnowledge expired{true, false, u"2026-10-01T00:00:00Z"_s};
    const TokenKnowledge disabled{false, true, {}};
    const auto legacy = [](Cause cause) {
        return inMode(OrganizationMode::Legacy, refusedByAccess(sent(loginRedirect()), cause, Likely));
    };
    const auto strict = [](Cause cause) {
        return inMode(
            OrganizationMode::Strict,
            comparedWith(loginRedirect(), refusedByAccess(sent(refusal(401)), cause, Likely)));
    };
    QTest::newRow("expired, legacy") << known(legacy(Cause::TokenExpired), expired);
    QTest::newRow("expired, strict") << known(strict(Cause::TokenExpired), expired);
    QTest::newRow("disabled, legacy") << known(legacy(Cause::TokenDisabled), disabled);
    QTest::newRow("disabled, strict") << known(strict(Cause::TokenDisabled), disabled);
    QTest::newRow("neither") << known(legacy(Cause::LoginRedirectCredentialsIgnored), {});
    QTest::newRow("expired, and the WAF was faster")
        << known(atTheWaf(sent(answer(403).body("error code: 1020")), Cause::WafBlock), expired);
}

} // namespace

// What Access answers.
class VerdictOfAccessTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void saysWhoAnsweredAndWhy_data()
    {
        QTest::addColumn<VerdictCase>("seen");
        loginRows();
        refusalRows();
        denyRows();
        knownTokenRows();
    }

    void saysWhoAnsweredAndWhy()
    {
        QFETCH(VerdictCase, seen);
        check(seen);
    }
};

QTEST_GUILESS_MAIN(VerdictOfAccessTest)
#include "VerdictOfAccessTest.moc"
