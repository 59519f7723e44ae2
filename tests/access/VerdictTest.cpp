// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "VerdictCase.h"

#include <QSet>

using namespace keyturn;
using namespace keyturn::access;

namespace {

QSet<Cause> causesIn(const std::vector<Verdict> &verdicts)
{
    QSet<Cause> causes;
    for (const Verdict &verdict : verdicts)
        causes.insert(verdict.cause);
    return causes;
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
            QVERIFY2(seen.exchange.answer || verdict.layer == Layer::Network, what.constData());
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
        // The property was put to many causes.
        QVERIFY(causesIn(verdicts).size() >= 30);
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
