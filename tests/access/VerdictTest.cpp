// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "VerdictCase.h"

#include <QSet>

using namespace keyturn;
using namespace keyturn::access;

namespace {

/// The causes that no verdict gives.
QStringList causesWithout(const std::vector<Verdict> &verdicts)
{
    QStringList missing;
    for (const Cause cause : allCauses()) {
        const auto givesIt = [cause](const Verdict &verdict) { return verdict.cause == cause; };
        if (std::none_of(verdicts.cbegin(), verdicts.cend(), givesIt))
            missing.append(idOf(cause));
    }
    return missing;
}

/// Whether anything documented and unambiguous stands behind the verdict: confidence A or B in the facts.
/// Written from the facts, apart from the rows.
bool mayBeCertain(const VerdictCase &seen, const Verdict &verdict)
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

const auto clientId = QByteArrayLiteral("0123456789abcdef0123456789abcdef.access");
const auto hiddenSecret = QByteArrayLiteral("[redacted Client Secret]");

ExchangeBuilder presenting(const QByteArray &id, const QByteArray &secret)
{
    return loginRedirect().sending("CF-Access-Client-Id", id).sending("CF-Access-Client-Secret", secret);
}

/// Requests that are at fault themselves, refused by Access.
std::vector<VerdictCase> faultyRequests()
{
    const auto sending = [](const QByteArray &name, const QByteArray &value) {
        return VerdictCase{.exchange = loginRedirect().sending(name, value)};
    };
    return {
        {.exchange = presenting("$ID", "$SECRET")},
        {.exchange = presenting(hiddenSecret, clientId)},
        {.exchange = presenting(clientId, "cfut_" + QByteArray(48, 'x'))},
        {.exchange = presenting(clientId, "CF-Access-Client-Secret")},
        {.exchange = presenting(clientId, hiddenSecret + "%0A")},
        {.exchange = presenting('"' + clientId + '"', hiddenSecret)},
        {.exchange = presenting(clientId, hiddenSecret).sending("CF-Access-Client-Id", clientId)},
        {.exchange
         = presenting(clientId, hiddenSecret)
               .sending("Authorization", R"({"cf-access-client-id":"","cf-access-client-secret":""})")},
        sending("CF-Access-Client-Id", clientId),
        sending("Authorization", R"({"CF-Access-Client-Id":"x","CF-Access-Client-Secret":"y"})"),
        sending("CF_Access_Client_Id", clientId),
        sending("Authorization", "Bearer cfast_" + QByteArray(48, 'A')),
        sending("Cookie", "CF_Authorization=x"),
        sending("Upgrade", "websocket"),
        {.exchange = answer(403).sending("Upgrade", "websocket")},
        {.exchange = refusal(401).sending("X-Requested-With", "XMLHttpRequest")},
        {.exchange = refusal(403).method("OPTIONS").sending("Access-Control-Request-Method", "POST")},
        {.exchange = loginRedirect().afterHop(
             "https://example.com/", 301, "https://api.example.com/", {"CF-Access-Client-Secret"})},
        {.exchange = ExchangeBuilder("https://api.example.com:8443/data")
                         .status(301)
                         .throughCloudflare()
                         .redirectingTo("https://api.example.com/data")},
        {.exchange = sent(answer(400)).sending("Cookie", "CF_Authorization=x")},
    };
}

/// Answers with words or numbers of their own.
std::vector<VerdictCase> wordyAnswers()
{
    std::vector<VerdictCase> all;
    for (const int status : {407, 511, 431, 521, 524, 526})
        all.push_back({.exchange = answer(status)});
    for (const int code : {502, 1000, 1003, 1005, 1009, 1010, 1013, 1015, 1016, 1020, 1033, 1101})
        all.push_back({.exchange = answer(403).body("error code: " + QByteArray::number(code))});
    for (const char *text :
         {"Missing bearer token", "Invalid team name", "Invalid token audience", "Token is expired",
          "Invalid Token"})
        all.push_back({.exchange = answer(401).body(text)});
    all.push_back({.exchange = sent(answer(401).body(R"({"error":"missing email claim"})"))});
    all.push_back({.exchange = answer(401).header("WWW-Authenticate", "Bearer realm=\"OAuth\"")});
    all.push_back({.exchange = answer(401).header("WWW-Authenticate", "Basic realm=\"x\"")});
    all.push_back({.exchange = answer(404).body("<p>Unable to find your Access application!</p>")});
    all.push_back(
        {.exchange = answer(403).body(R"({"message":"Forbidden","status_code":403,"ray_id":"8f"})")});
    all.push_back({.exchange = answer(200).sending("Accept", "application/json").body("<p>")});
    all.push_back({.exchange = redirect("https://evil.example/cdn-cgi/access/login")});
    all.push_back(
        {.exchange = redirect(login + "&meta=" + unsignedJwt({{u"service_token_status"_s, true}}))});
    all.push_back(
        {.exchange = answer(401)
                         .sending("Authorization", "Bearer x")
                         .header("WWW-Authenticate", "Bearer error=\"invalid_token\", " + oauth.sliced(7))});
    all.push_back(
        {.exchange = ExchangeBuilder("http://api.example.com/")
                         .status(301)
                         .throughCloudflare()
                         .redirectingTo("https://api.example.com/")});
    return all;
}

/// What only the API of Cloudflare and the pages of a team answer.
std::vector<VerdictCase> answersOfCloudflare()
{
    const auto api = [](int code, const QByteArray &message = "no") {
        return ExchangeBuilder("https://api.cloudflare.com/client/v4/user/tokens/verify")
            .status(403)
            .throughCloudflare()
            .body(
                R"({"success":false,"errors":[{"code":)" + QByteArray::number(code) + R"(,"message":")"
                    + message + R"("}]})",
                "application/json");
    };
    return {
        {.exchange = sent(api(10000))},
        {.exchange = api(1000)},
        {.exchange = api(6003)},
        {.exchange = api(9999, "access.api.error.not_enabled")},
        {.exchange = api(10000)},
        {.exchange = ExchangeBuilder("https://acme.cloudflareaccess.com/cdn-cgi/access/certs")
                         .status(404)
                         .throughCloudflare()},
    };
}

/// What is known beside the answer.
std::vector<VerdictCase> knownElsewhere()
{
    std::vector<VerdictCase> all{
        {.exchange = sent(refusal(401)), .token = TokenKnowledge{true, false, {}}},
        {.exchange = sent(refusal(401)), .token = TokenKnowledge{false, true, {}}},
        {.exchange = sent(answer(200)), .control = loginRedirect(), .brokenSecret = sent(answer(200))},
        {.exchange = answer(200), .discovery = application()},
        {.exchange = sent(loginRedirect()), .control = loginRedirect(), .style = HeaderStyle::single("X")},
        {.exchange = ExchangeBuilder().failing(Error::Other, u"websocket: bad handshake"_s)},
    };
    for (const Complaint complaint :
         {Complaint::HeaderNotSendable, Complaint::RedirectLoop, Complaint::CorsBlocked,
          Complaint::UnexpectedPage, Complaint::NoApplicationFound})
        all.push_back({.exchange = ExchangeBuilder().failing(Error::Other), .complaint = complaint});
    return all;
}

} // namespace

class VerdictTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

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
        const auto put = [&verdicts](const VerdictCase &seen) {
            const Verdict verdict = judge(seen);
            const QByteArray what = idOf(verdict.cause).toUtf8() + " for status "
                + (seen.exchange.answer ? QByteArray::number(seen.exchange.answer->status) : "none");
            QVERIFY2(verdict.confidence != Certain || mayBeCertain(seen, verdict), what.constData());
            QVERIFY2(verdict.outcome != Outcome::Accepted || seen.exchange.credentialsSent, what.constData());
            QVERIFY2(
                seen.exchange.answer || !verdict.layer || verdict.layer == Layer::Network, what.constData());
            verdicts.push_back(verdict);
        };
        for (const ExchangeBuilder &exchange : answers) {
            put({.exchange = exchange});
            put({.exchange = sent(exchange)});
            put({.exchange = sent(exchange), .discovery = application()});
            put({.exchange = sent(exchange), .style = HeaderStyle::single("Authorization")});
            for (const ExchangeBuilder &control : controls)
                put({.exchange = sent(exchange), .control = control});
            if (QTest::currentTestFailed())
                return;
        }
        for (const auto &more : {faultyRequests(), wordyAnswers(), answersOfCloudflare(), knownElsewhere()})
            std::for_each(more.cbegin(), more.cend(), put);
        const QStringList missing = causesWithout(verdicts);
        QVERIFY2(missing.isEmpty(), qPrintable(u"the property was not put to: "_s + missing.join(u' ')));
    }

    void putsWhatIsKnownOfTheTokenFirst_data()
    {
        QTest::addColumn<VerdictCase>("seen");
        QTest::addColumn<TokenKnowledge>("token");
        QTest::addColumn<NextStep>("first");
        QTest::addColumn<EvidenceKind>("kind");

        const VerdictCase legacy{.exchange = sent(loginRedirect())};
        const VerdictCase strict{.exchange = sent(refusal(401)), .control = loginRedirect()};
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
        QFETCH(VerdictCase, seen);
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
        const VerdictCase seen{
            .exchange = sent(answer(200)),
            .control = loginRedirect(),
            .token = TokenKnowledge{true, false, {}}};
        QVERIFY(!judge(seen).nextSteps.contains(NextStep::CheckExpiryInDashboard));
    }

    void asksForTheHeaderThatTheApplicationReads()
    {
        const VerdictCase seen{
            .exchange = sent(loginRedirect()), .style = HeaderStyle::single("Authorization")};
        QCOMPARE(judge(seen).nextSteps.first(), NextStep::CheckHeaderStyle);
    }

    void proposesToDiagnoseWhatWasNotCompared()
    {
        const VerdictCase alone{.exchange = sent(answer(200))};
        const VerdictCase compared{.exchange = sent(answer(200)), .control = loginRedirect()};

        QCOMPARE(judge(alone).nextSteps.first(), NextStep::Diagnose);
        QVERIFY(!judge(compared).nextSteps.contains(NextStep::Diagnose));
        QVERIFY(judge({.exchange = sent(loginRedirect())}).nextSteps.contains(NextStep::Diagnose));
    }

    void looksUpARayOnlyWhenThereIsOne()
    {
        const VerdictCase withRay{.exchange = sent(refusal(401))};
        const VerdictCase without{
            .exchange = sent(ExchangeBuilder().status(401).header("cf-access-aud", "f00d"))};

        QVERIFY(judge(withRay).nextSteps.contains(NextStep::LookUpRay));
        QVERIFY(!judge(without).nextSteps.contains(NextStep::LookUpRay));
    }

    void keepsToTheRedirectWhenTheLoginPageWasFollowed()
    {
        const VerdictCase seen{
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
        const VerdictCase seen{
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
