// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "NextCommands.h"

#include <QTest>

using namespace keyturn;
using namespace keyturn::cli;
using namespace Qt::StringLiterals;
using access::NextStep;

Q_DECLARE_METATYPE(keyturn::access::NextStep)

namespace {

TokenChoice kept(const QString &name)
{
    return {name, {}, {}, false};
}

TokenChoice given(const QString &clientId, const SecretSource &secret)
{
    return {{}, clientId, secret, true};
}

Subject about(const QString &url, const TokenChoice &token = kept(u"backend"_s))
{
    Subject subject;
    subject.url = QUrl(url);
    subject.token = token;
    return subject;
}

access::Verdict refusedByAccess(access::Confidence confidence)
{
    access::Verdict verdict;
    verdict.layer = access::Layer::Access;
    verdict.outcome = access::Outcome::Refused;
    verdict.confidence = confidence;
    return verdict;
}

const auto api = u"https://api.example.com/deploy"_s;

} // namespace

class NextCommandsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void writesTheCommandOfAStep_data()
    {
        QTest::addColumn<NextStep>("step");
        QTest::addColumn<QString>("command");
        QTest::newRow("diagnose") << NextStep::Diagnose
                                  << u"probe https://api.example.com/deploy --token backend"_s;
        QTest::newRow("without") << NextStep::SendWithoutCredentials
                                 << u"send https://api.example.com/deploy"_s;
        QTest::newRow("policy") << NextStep::AddServiceAuthPolicy
                                << u"policy FILE --token backend --url https://api.example.com/deploy"_s;
        QTest::newRow("style")
            << NextStep::CheckHeaderStyle
            << u"probe https://api.example.com/deploy --header-style two --token backend"_s;
        QTest::newRow("jwt") << NextStep::VerifyJwt << u"jwt verify --team TEAM"_s;
        QTest::newRow("elsewhere") << NextStep::CheckWafEvents << QString();
    }
    void writesTheCommandOfAStep()
    {
        QFETCH(NextStep, step);
        QFETCH(QString, command);
        const auto expected = command.isEmpty() ? QString() : u"keyturn-cli "_s + command;
        QCOMPARE(commandFor(step, about(api)), expected);
    }

    void namesTheTokenAsItWasGiven()
    {
        const auto probeWith
            = [](const TokenChoice &token) { return commandFor(NextStep::Diagnose, about(api, token)); };
        const auto start = u"keyturn-cli probe https://api.example.com/deploy "_s;
        QCOMPARE(probeWith({}), start + u"--token NAME"_s);
        QCOMPARE(probeWith(kept(u"it's mine"_s)), start + u"--token 'it'\\''s mine'"_s);
        QCOMPARE(
            probeWith(given(u"abc.access"_s, {SecretSource::Kind::StandardInput, {}})),
            start + u"--client-id abc.access --secret-stdin"_s);
        QCOMPARE(
            probeWith(given({}, {SecretSource::Kind::File, u"a b"_s})), start + u"--secret-file 'a b'"_s);
    }

    void asksPoliciesWithoutASecret()
    {
        const auto subject = about(api, given(u"abc.access"_s, {SecretSource::Kind::StandardInput, {}}));
        QCOMPARE(
            commandFor(NextStep::AddServiceAuthPolicy, subject),
            u"keyturn-cli policy FILE --client-id abc.access --url https://api.example.com/deploy"_s);
    }

    void quotesAUrlAndRepeatsNoSecretInIt()
    {
        const auto command = commandFor(
            NextStep::SendWithoutCredentials, about(u"https://me:pw@api.example.com/?a=1&token=hush"_s));
        QCOMPARE(command, u"keyturn-cli send 'https://api.example.com/?a=1&token=[redacted]'"_s);
        QCOMPARE(commandFor(NextStep::SendWithoutCredentials, {}), u"keyturn-cli send URL"_s);
    }

    void correctsTheUrlItself()
    {
        QCOMPARE(
            commandFor(NextStep::UseHttps, about(u"http://api.example.com/"_s)),
            u"keyturn-cli probe https://api.example.com/ --token backend"_s);
        QCOMPARE(
            commandFor(NextStep::UseUrlWithoutPort, about(u"https://api.example.com:8443/"_s)),
            u"keyturn-cli probe https://api.example.com/ --token backend"_s);
    }

    void verifiesWithTheKeysThatTheVerdictLeadsTo()
    {
        auto verdict = refusedByAccess(access::Confidence::Certain);
        verdict.evidence = {{access::EvidenceKind::LoginRedirectTo, u"acme.cloudflareaccess.com"_s}};
        verdict.nextSteps = {NextStep::VerifyJwt};
        QCOMPARE(
            commandsFor(verdict, about(api)),
            QStringList{u"keyturn-cli jwt verify --team acme.cloudflareaccess.com"_s});
        QCOMPARE(
            commandFor(NextStep::VerifyJwt, about(u"http://127.0.0.1:8787/v1"_s)),
            u"keyturn-cli jwt verify --jwks-url http://127.0.0.1:8787/cdn-cgi/access/certs"_s);
        verdict.evidence = {{access::EvidenceKind::LoginRedirectTo, u"cloudflareaccess.com.evil.example"_s}};
        QCOMPARE(commandsFor(verdict, about(api)), QStringList{u"keyturn-cli jwt verify --team TEAM"_s});
    }

    void leadsToTheGuideOnceAProbeHasNotFoundTheReason()
    {
        auto subject = about(api);
        QVERIFY(commandsFor(refusedByAccess(access::Confidence::Likely), subject).isEmpty());
        subject.isProbed = true;
        QCOMPARE(
            commandsFor(refusedByAccess(access::Confidence::Likely), subject),
            QStringList{u"keyturn-cli guide 401 --url https://api.example.com/deploy --token backend"_s});
        QVERIFY(commandsFor(refusedByAccess(access::Confidence::Certain), subject).isEmpty());
    }

    void saysEachCommandOnce()
    {
        QCOMPARE(commandsFor({NextStep::Diagnose, NextStep::SendWithToken}, about(api)).size(), 1);
    }
};

QTEST_GUILESS_MAIN(NextCommandsTest)
#include "NextCommandsTest.moc"
