// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Verdict.h"
#include "ExchangeBuilder.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace keyturn;
using namespace keyturn::access;
using namespace Qt::StringLiterals;
using enum Confidence;
using Error = http::TransportError;

namespace {

/// What was seen, and what should be made of it.
struct Case
{
    http::Exchange exchange = ExchangeBuilder();
    std::optional<http::Exchange> control = std::nullopt;
    std::optional<Discovery> discovery = std::nullopt;
    HeaderStyle style = HeaderStyle::two();
    std::optional<TokenKnowledge> token = std::nullopt;

    Cause cause = Cause::Undetermined;
    std::optional<Layer> layer = std::nullopt;
    Outcome outcome = Outcome::Unknown;
    Confidence confidence = Possible;
    OrganizationMode mode = OrganizationMode::Unknown;
};

Verdict judge(const Case &seen)
{
    return verdictOf(
        {seen.exchange, seen.control ? &*seen.control : nullptr, seen.discovery ? &*seen.discovery : nullptr,
         seen.style, seen.token});
}

const auto login = QByteArrayLiteral(
    "https://acme.cloudflareaccess.com/cdn-cgi/access/login/api.example.com?kid=f00d&redirect_url=%2Fdata");
const auto oauth
    = QByteArrayLiteral("Bearer realm=\"OAuth\", resource_metadata="
                        "\"https://api.example.com/.well-known/cloudflare-access-protected-resource/data\"");
const auto accessPage = QByteArrayLiteral(R"({"message":"Forbidden","status_code":403,"aud":"f00d"})");
const auto loginPage = QByteArrayLiteral("<title>Sign in \u30fb Cloudflare Access</title>");

ExchangeBuilder answer(int status)
{
    return ExchangeBuilder().status(status).throughCloudflare();
}

ExchangeBuilder loginRedirect()
{
    return answer(302).redirectingTo(login).header("Set-Cookie", "CF_AppSession=n0nce");
}

ExchangeBuilder redirect(const QByteArray &location)
{
    return answer(302).redirectingTo(location);
}

/// 401 or 403 by Access, as it marks it.
ExchangeBuilder refusal(int status)
{
    return answer(status).header("cf-access-aud", "f00d").header("cf-access-domain", "api.example.com");
}

ExchangeBuilder oauthChallenge()
{
    return answer(401).header("WWW-Authenticate", oauth);
}

QByteArray sessionOf(const QString &issuer)
{
    return "CF_Authorization=" + unsignedJwt({{u"iss"_s, issuer}}) + "; HttpOnly";
}

ExchangeBuilder withSession(ExchangeBuilder exchange)
{
    return exchange.header("Set-Cookie", sessionOf(u"https://acme.cloudflareaccess.com"_s));
}

/// An answer that no Cloudflare machine touched.
ExchangeBuilder elsewhere(int status)
{
    return ExchangeBuilder().status(status).header("Server", "nginx");
}

Discovery application()
{
    return {DiscoveryProblem::None, u"acme.cloudflareaccess.com"_s, u"f00d"_s, u"*.example.com"_s, {}};
}

ExchangeBuilder sent(ExchangeBuilder exchange)
{
    return exchange.withCredentials();
}

Case failed(Error error, Cause cause, Confidence confidence = Certain)
{
    return {
        .exchange = sent(ExchangeBuilder().failing(error, u"words of the engine"_s)),
        .cause = cause,
        .layer = Layer::Network,
        .outcome = Outcome::Unreachable,
        .confidence = confidence,
    };
}

Case atTheEdge(const ExchangeBuilder &exchange, Cause cause, Outcome outcome)
{
    return {
        .exchange = exchange, .cause = cause, .layer = Layer::Edge, .outcome = outcome, .confidence = Likely};
}

Case atTheWaf(const ExchangeBuilder &exchange, Cause cause)
{
    return {
        .exchange = exchange,
        .cause = cause,
        .layer = Layer::Waf,
        .outcome = Outcome::Refused,
        .confidence = Likely,
    };
}

Case refusedByAccess(const ExchangeBuilder &exchange, Cause cause, Confidence confidence)
{
    return {
        .exchange = exchange,
        .cause = cause,
        .layer = Layer::Access,
        .outcome = Outcome::Refused,
        .confidence = confidence,
    };
}

Case atTheOrigin(const ExchangeBuilder &exchange, Cause cause, Outcome outcome, Confidence confidence)
{
    return {
        .exchange = exchange,
        .cause = cause,
        .layer = Layer::Origin,
        .outcome = outcome,
        .confidence = confidence,
    };
}

Case undetermined(const ExchangeBuilder &exchange)
{
    return {.exchange = exchange};
}

Case comparedWith(const ExchangeBuilder &control, Case seen)
{
    seen.control = control;
    return seen;
}

Case inMode(OrganizationMode mode, Case seen)
{
    seen.mode = mode;
    return seen;
}

Case discovered(Case seen)
{
    seen.discovery = application();
    return seen;
}

Case inOneHeader(Case seen)
{
    seen.style = HeaderStyle::single("Authorization");
    return seen;
}

bool hasEvidence(const Verdict &verdict, EvidenceKind kind)
{
    const auto isIt = [kind](const Evidence &evidence) { return evidence.kind == kind; };
    return std::any_of(verdict.evidence.cbegin(), verdict.evidence.cend(), isIt);
}

void networkRows()
{
    QTest::newRow("host not found") << failed(Error::HostNotFound, Cause::HostNotFound);
    QTest::newRow("connection refused") << failed(Error::ConnectionRefused, Cause::ConnectionRefused);
    QTest::newRow("connection lost") << failed(Error::ConnectionLost, Cause::ConnectionLost);
    QTest::newRow("network unreachable") << failed(Error::Unreachable, Cause::NetworkUnreachable);
    QTest::newRow("TLS failed") << failed(Error::TlsFailed, Cause::TlsFailed);
    QTest::newRow("deadline passed") << failed(Error::TimedOut, Cause::TimedOut);
    QTest::newRow("stalled") << failed(Error::Stalled, Cause::TimedOut);
    QTest::newRow("too large") << failed(Error::TooLarge, Cause::AnswerTooLarge);
    QTest::newRow("not HTTP") << failed(Error::NotHttp, Cause::NotHttp);
    QTest::newRow("unnamed failure") << failed(Error::Other, Cause::NetworkFailed, Likely);
}

void edgeRows()
{
    const auto unreachable = [](const ExchangeBuilder &exchange) {
        return atTheEdge(exchange, Cause::OriginUnreachable, Outcome::Unreachable);
    };
    QTest::newRow("522") << unreachable(sent(answer(522)));
    QTest::newRow("530 with 1033") << unreachable(sent(answer(530).body("error code: 1033")));
    QTest::newRow("530 without a code") << unreachable(answer(530));
    QTest::newRow("409 with 1016") << unreachable(sent(answer(409).body("error code: 1016")));
    QTest::newRow("502 of the edge") << unreachable(sent(answer(502).body("error code: 502")));
    QTest::newRow("502 of the service") << atTheOrigin(
        sent(answer(502).body("Bad gateway")), Cause::AcceptedButOriginRefused, Outcome::Refused, Possible);
    QTest::newRow("522 of another house")
        << atTheOrigin(sent(elsewhere(522)), Cause::NotBehindCloudflare, Outcome::Refused, Likely);
    QTest::newRow("1015") << atTheEdge(
        sent(answer(429).body("error code: 1015")), Cause::RateLimited, Outcome::Refused);
    QTest::newRow("429 without 1015")
        << atTheOrigin(sent(answer(429)), Cause::AcceptedButOriginRefused, Outcome::Refused, Possible);
    QTest::newRow("1003") << atTheEdge(
        answer(403).body("error code: 1003"), Cause::EdgeError, Outcome::Refused);
    QTest::newRow("1101 is the Worker's") << atTheOrigin(
        sent(answer(500).body("error code: 1101")), Cause::AcceptedButOriginRefused, Outcome::Refused,
        Possible);
}

void wafRows()
{
    QTest::newRow("1010") << atTheWaf(sent(answer(403).body("error code: 1010")), Cause::WafBlock);
    QTest::newRow("1020") << atTheWaf(sent(answer(403).body("error code: 1020")), Cause::WafBlock);
    QTest::newRow("1009, country") << atTheWaf(answer(403).body("error code: 1009"), Cause::WafBlock);
    QTest::newRow("challenge") << atTheWaf(
        sent(answer(403).header("cf-mitigated", "challenge")), Cause::WafChallenge);
    QTest::newRow("1010 as a mere word") << atTheOrigin(
        sent(answer(403).body("Our docs say error code: 1010")), Cause::AcceptedButOriginRefused,
        Outcome::Refused, Possible);
}

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
            loginRedirect().sending("cf-access-client-id", "x.access"),
            Cause::LoginRedirectCredentialsIgnored, Likely));
    QTest::newRow("login without credentials")
        << refusedByAccess(loginRedirect(), Cause::LoginRedirectNoCredentials, Certain);
    QTest::newRow("interception to a login page elsewhere") << refusedByAccess(
        redirect("https://login.example.com/").header("WWW-Authenticate", "Cloudflare-Access"),
        Cause::LoginRedirectNoCredentials, Likely);
    QTest::newRow("login on a look-alike host") << refusedByAccess(
        sent(redirect("https://evilcloudflareaccess.com/cdn-cgi/access/login/api.example.com")),
        Cause::CustomDenyRedirect, Possible);

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
}

void refusalRows()
{
    const auto strict = [](const Case &seen) { return inMode(OrganizationMode::Strict, seen); };

    QTest::newRow("managed OAuth") << refusedByAccess(
        sent(oauthChallenge()), Cause::ManagedOauthChallenge, Likely);
    QTest::newRow("managed OAuth without credentials")
        << refusedByAccess(oauthChallenge(), Cause::ManagedOauthChallenge, Likely);
    QTest::newRow("a Worker's own OAuth") << atTheOrigin(
        sent(answer(401).header("WWW-Authenticate", "Bearer realm=\"OAuth\"")),
        Cause::AcceptedButOriginRefused, Outcome::Refused, Possible);

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
    QTest::newRow("to www of the same site") << atTheOrigin(
        sent(redirect("https://www.api.example.com/data")), Cause::OriginRedirect, Outcome::Unknown,
        Possible);
}

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
    QTest::newRow("401 of the middleware")
        << refused(sent(answer(401).body("Invalid token audience", "text/plain")), afterAccess, Likely);
    QTest::newRow("401 of the middleware, which got no assertion") << refused(
        sent(answer(401).body("Authentication error: Missing bearer token", "text/plain")),
        Cause::OriginRefused, Likely);
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
        << discovered(comparedWith(answer(200), open(sent(answer(200)), withoutToken, Likely)));
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
}

void unknownRows()
{
    QTest::newRow("no headers left") << undetermined(sent(ExchangeBuilder().status(403)));
    QTest::newRow("no headers left, without credentials") << undetermined(ExchangeBuilder().status(200));
    QTest::newRow("no status") << undetermined(sent(answer(0)));
    QTest::newRow("a status that does not exist") << undetermined(sent(answer(999)));
}

QSet<Cause> causesIn(const std::vector<Verdict> &verdicts)
{
    QSet<Cause> causes;
    for (const Verdict &verdict : verdicts)
        causes.insert(verdict.cause);
    return causes;
}

/// Whether anything documented and unambiguous stands behind the verdict: confidence A or B in the facts.
/// Written from the facts, apart from the rows.
bool mayBeCertain(const Case &seen, const Verdict &verdict)
{
    if (!seen.exchange.answer)
        return seen.exchange.answer.error().error != Error::Other;
    const auto locationOf = [](const http::Exchange &exchange) {
        return exchange.answer ? http::headerValue(exchange.answer->headers, "Location") : QByteArray();
    };
    const auto statusOf
        = [](const http::Exchange &exchange) { return exchange.answer ? exchange.answer->status : 0; };
    const auto isLogin = [&](const http::Exchange &exchange) {
        return statusOf(exchange) == 302 && locationOf(exchange) == login;
    };
    const auto isMarked = [&](const http::Exchange &exchange) {
        return (statusOf(exchange) == 401 || statusOf(exchange) == 403)
            && http::hasHeader(exchange.answer->headers, "cf-access-aud");
    };
    const bool isSuccess = statusOf(seen.exchange) >= 200 && statusOf(seen.exchange) < 300;
    const bool isControlStopped = seen.control && (isLogin(*seen.control) || isMarked(*seen.control));
    switch (verdict.cause) {
    case Cause::LoginRedirectNoCredentials:
        return isLogin(seen.exchange) && !seen.exchange.credentialsSent;
    case Cause::NotAuthorised:
        return isMarked(seen.exchange) && statusOf(seen.exchange) == 403 && seen.control
            && isLogin(*seen.control);
    case Cause::Accepted:
        return isSuccess && (isControlStopped || hasEvidence(verdict, EvidenceKind::AuthorizationCookieSet));
    case Cause::AcceptedButOriginRefused:
        return hasEvidence(verdict, EvidenceKind::AuthorizationCookieSet);
    case Cause::OpenWithoutToken:
        return isSuccess && seen.control && statusOf(*seen.control) == statusOf(seen.exchange);
    default:
        return false;
    }
}

/// Answers of every kind that was thought of, and combinations that nobody thought of.
std::vector<ExchangeBuilder> manyAnswers(const QList<int> &statuses)
{
    std::vector<ExchangeBuilder> answers;
    for (const int status : statuses) {
        answers.push_back(elsewhere(status));
        answers.push_back(answer(status));
        answers.push_back(refusal(status));
        answers.push_back(withSession(answer(status)));
        answers.push_back(answer(status).redirectingTo(login));
        answers.push_back(refusal(status).redirectingTo("https://denied.example.org/"));
        answers.push_back(answer(status).redirectingTo("/data/"));
        answers.push_back(answer(status).header("WWW-Authenticate", oauth));
        answers.push_back(answer(status).header("WWW-Authenticate", "Cloudflare-Access"));
        answers.push_back(answer(status).header("cf-mitigated", "challenge"));
        answers.push_back(answer(status).body(accessPage));
        answers.push_back(answer(status).body(loginPage));
        answers.push_back(answer(status).body("error code: 1003"));
        answers.push_back(answer(status).body("error code: 1010"));
        answers.push_back(answer(status).body("error code: 1015"));
        answers.push_back(answer(status).body("Invalid Token"));
        answers.push_back(ExchangeBuilder().status(status));
    }
    for (const Error error :
         {Error::HostNotFound, Error::ConnectionRefused, Error::ConnectionLost, Error::Unreachable,
          Error::TlsFailed, Error::TimedOut, Error::Stalled, Error::TooLarge, Error::NotHttp, Error::Other})
        answers.push_back(ExchangeBuilder().failing(error));
    return answers;
}

} // namespace

Q_DECLARE_METATYPE(Case)

class VerdictTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void saysWhoAnsweredAndWhy_data()
    {
        QTest::addColumn<Case>("seen");
        networkRows();
        edgeRows();
        wafRows();
        loginRows();
        refusalRows();
        denyRows();
        acceptedRows();
        originRefusalRows();
        openRows();
        unknownRows();
    }

    void saysWhoAnsweredAndWhy()
    {
        QFETCH(Case, seen);

        const Verdict verdict = judge(seen);

        QCOMPARE(idOf(verdict.cause), idOf(seen.cause));
        QCOMPARE(verdict.layer, seen.layer);
        QCOMPARE(idOf(verdict.outcome), idOf(seen.outcome));
        QCOMPARE(idOf(verdict.confidence), idOf(seen.confidence));
        QCOMPARE(verdict.mode, seen.mode);
        QVERIFY(!verdict.evidence.isEmpty());
        QVERIFY(!verdict.nextSteps.isEmpty());
    }

    void givesEveryCauseAnIdOfItsOwn()
    {
        QSet<QString> ids;
        static const QRegularExpression kebab(u"^[a-z0-9]+(-[a-z0-9]+)*$"_s);
        for (const Cause cause : allCauses()) {
            QVERIFY2(kebab.match(idOf(cause)).hasMatch(), qPrintable(idOf(cause)));
            ids.insert(idOf(cause));
        }
        QCOMPARE(ids.size(), allCauses().size());
        QCOMPARE(allCauses().last(), Cause::Undetermined);
        QCOMPARE(allCauses().size(), int(Cause::Undetermined) + 1);
    }

    void keepsItsWordsForScripts()
    {
        QCOMPARE(idOf(Layer::Network), u"network"_s);
        QCOMPARE(idOf(Layer::Edge), u"edge"_s);
        QCOMPARE(idOf(Layer::Waf), u"waf"_s);
        QCOMPARE(idOf(Layer::Access), u"access"_s);
        QCOMPARE(idOf(Layer::Origin), u"origin"_s);
        QCOMPARE(idOf(Outcome::Open), u"open"_s);
        QCOMPARE(idOf(Outcome::Unreachable), u"unreachable"_s);
        QCOMPARE(idOf(Certain), u"certain"_s);
        QCOMPARE(idOf(Cause::LoginRedirectCredentialsIgnored), u"login-redirect-credentials-ignored"_s);
    }

    void isCertainOnlyOfWhatIsDocumented()
    {
        const auto answers = manyAnswers(
            {0, 101, 200, 204, 301, 302, 304, 307, 400, 401, 403, 404, 407, 429, 500, 502, 522, 530});
        const auto controls = manyAnswers({200, 302, 401, 403, 404, 500});
        std::vector<Verdict> verdicts;
        const auto check = [&verdicts](const Case &seen) {
            const Verdict verdict = judge(seen);
            const QByteArray what = idOf(verdict.cause).toUtf8() + " for status "
                + (seen.exchange.answer ? QByteArray::number(seen.exchange.answer->status) : "none");
            QVERIFY2(verdict.confidence != Certain || mayBeCertain(seen, verdict), what.constData());
            QVERIFY2(verdict.outcome != Outcome::Accepted || seen.exchange.credentialsSent, what.constData());
            QVERIFY2(!seen.exchange.answer == (verdict.layer == Layer::Network), what.constData());
            verdicts.push_back(verdict);
        };
        for (const ExchangeBuilder &exchange : answers) {
            check({.exchange = exchange});
            check({.exchange = sent(exchange)});
            check({.exchange = sent(exchange), .discovery = application()});
            check({.exchange = sent(exchange), .style = HeaderStyle::single("Authorization")});
            for (const ExchangeBuilder &control : controls)
                check({.exchange = sent(exchange), .control = control});
            if (QTest::currentTestFailed())
                return;
        }
        // The property was put to every cause.
        QCOMPARE(causesIn(verdicts).size(), allCauses().size());
    }

    void putsWhatIsKnownOfTheTokenFirst_data()
    {
        QTest::addColumn<Case>("seen");
        QTest::addColumn<TokenKnowledge>("token");
        QTest::addColumn<NextStep>("first");
        QTest::addColumn<EvidenceKind>("kind");

        const Case legacy{.exchange = sent(loginRedirect())};
        const Case strict{.exchange = sent(refusal(401)), .control = loginRedirect()};
        const TokenKnowledge expired{true, false, u"2026-10-01T00:00:00Z"_s};
        const TokenKnowledge disabled{false, true, {}};

        QTest::newRow("expired, legacy")
            << legacy << expired << NextStep::CheckExpiryInDashboard << EvidenceKind::TokenExpiredLocally;
        QTest::newRow("expired, strict")
            << strict << expired << NextStep::CheckExpiryInDashboard << EvidenceKind::TokenExpiredLocally;
        QTest::newRow("disabled, legacy")
            << legacy << disabled << NextStep::EnableToken << EvidenceKind::TokenDisabledLocally;
        QTest::newRow("neither") << legacy << TokenKnowledge() << NextStep::AddServiceAuthPolicy
                                 << EvidenceKind::StatusSeen;
    }

    void putsWhatIsKnownOfTheTokenFirst()
    {
        QFETCH(Case, seen);
        QFETCH(TokenKnowledge, token);
        QFETCH(NextStep, first);
        QFETCH(EvidenceKind, kind);
        seen.token = token;

        const Verdict verdict = judge(seen);

        QCOMPARE(verdict.nextSteps.first(), first);
        QCOMPARE(verdict.nextSteps.count(first), 1);
        QVERIFY(hasEvidence(verdict, kind));
        QCOMPARE(verdict.confidence, Likely);
    }

    void saysNothingOfTheTokenWhenAccessLetItIn()
    {
        const Case seen{
            .exchange = sent(answer(200)),
            .control = loginRedirect(),
            .token = TokenKnowledge{true, false, {}}};
        QVERIFY(!judge(seen).nextSteps.contains(NextStep::CheckExpiryInDashboard));
    }

    void asksForTheHeaderThatTheApplicationReads()
    {
        const Case seen{.exchange = sent(loginRedirect()), .style = HeaderStyle::single("Authorization")};
        QCOMPARE(judge(seen).nextSteps.first(), NextStep::CheckHeaderStyle);
    }

    void proposesToDiagnoseWhatWasNotCompared()
    {
        const Case alone{.exchange = sent(answer(200))};
        const Case compared{.exchange = sent(answer(200)), .control = loginRedirect()};

        QCOMPARE(judge(alone).nextSteps.first(), NextStep::Diagnose);
        QVERIFY(!judge(compared).nextSteps.contains(NextStep::Diagnose));
        QVERIFY(judge({.exchange = sent(loginRedirect())}).nextSteps.contains(NextStep::Diagnose));
    }

    void looksUpARayOnlyWhenThereIsOne()
    {
        const Case withRay{.exchange = sent(refusal(401))};
        const Case without{.exchange = sent(ExchangeBuilder().status(401).header("cf-access-aud", "f00d"))};

        QVERIFY(judge(withRay).nextSteps.contains(NextStep::LookUpRay));
        QVERIFY(!judge(without).nextSteps.contains(NextStep::LookUpRay));
    }

    void keepsToTheRedirectWhenTheLoginPageWasFollowed()
    {
        const Case seen{
            .exchange = ExchangeBuilder(login).status(200).throughCloudflare().afterHop(
                "https://api.example.com/data", 302, login, {"CF-Access-Client-Secret"}),
            .token = TokenKnowledge{true, false, u"2026-10-01T00:00:00Z"_s}};
        const Verdict verdict = judge(seen);

        QCOMPARE(verdict.nextSteps.first(), NextStep::CheckExpiryInDashboard);
        QCOMPARE(verdict.nextSteps.at(1), NextStep::DoNotFollowRedirects);
        QVERIFY(hasEvidence(verdict, EvidenceKind::TokenExpiredLocally));
    }

    void pointsAtTheAddressWhenTheCredentialsStayedBehind()
    {
        const Case seen{
            .exchange = loginRedirect().afterHop(
                "https://example.com/data", 301, "https://api.example.com/data",
                {"CF-Access-Client-Id", "CF-Access-Client-Secret"})};
        const Verdict verdict = judge(seen);

        QCOMPARE(verdict.nextSteps.first(), NextStep::CheckUrl);
        QVERIFY(hasEvidence(verdict, EvidenceKind::CredentialsWithheld));
    }
};

QTEST_GUILESS_MAIN(VerdictTest)
#include "VerdictTest.moc"
