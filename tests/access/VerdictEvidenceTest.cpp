// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "VerdictEvidence.h"
#include "ExchangeBuilder.h"

#include <QRegularExpression>
#include <QTest>

using namespace keyturn;
using namespace keyturn::access;
using namespace Qt::StringLiterals;
using enum EvidenceKind;

namespace {

QList<Evidence> evidenceIn(
    const http::Exchange &exchange, const http::Exchange *control = nullptr,
    const Discovery *discovery = nullptr)
{
    return evidenceOf(Clues({exchange, control, discovery, HeaderStyle::two(), std::nullopt}));
}

QString valueOf(const QList<Evidence> &seen, EvidenceKind kind)
{
    for (const Evidence &evidence : seen) {
        if (evidence.kind == kind)
            return evidence.value;
    }
    return u"(not seen)"_s;
}

} // namespace

class VerdictEvidenceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void listsWhatALoginRedirectShows()
    {
        const QByteArray meta = unsignedJwt({{u"service_token_status"_s, true}});
        const http::Exchange exchange
            = ExchangeBuilder()
                  .withCredentials()
                  .status(302, "Found")
                  .header("CF-Ray", "8f1e2d3c4b5a6978-FRA")
                  .header("WWW-Authenticate", "Cloudflare-Access")
                  .redirectingTo(
                      "https://acme.cloudflareaccess.com/cdn-cgi/access/login/api.example.com?kid=f00d&meta="
                      + meta);
        const http::Exchange control
            = ExchangeBuilder()
                  .status(302, "Found")
                  .redirectingTo("https://acme.cloudflareaccess.com/cdn-cgi/access/login/api.example.com");
        const Discovery discovery{DiscoveryProblem::None, {}, u"f00d"_s, u"*.example.com"_s, {}};

        QCOMPARE(
            evidenceIn(exchange, &control, &discovery),
            QList<Evidence>({
                {StatusSeen, u"302 Found"_s},
                {LoginRedirectTo, u"acme.cloudflareaccess.com"_s},
                {LoginRedirectNamesApplication, u"f00d"_s},
                {TokenRecognisedHint, {}},
                {AccessChallenge, {}},
                {SameWithoutCredentials, u"302 Found"_s},
                {DiscoveryNamesApplication, u"*.example.com"_s},
                {CloudflareRay, u"8f1e2d3c4b5a6978"_s},
            }));
    }

    void listsWhatARefusalShows()
    {
        const http::Exchange exchange = ExchangeBuilder()
                                            .withCredentials()
                                            .status(403)
                                            .header("CF-Access-Aud", "f00d")
                                            .header("CF-Access-Domain", "*.example.com");
        const http::Exchange control = ExchangeBuilder().status(401).header("CF-Access-Aud", "f00d");
        const Discovery discovery;

        QCOMPARE(
            evidenceIn(exchange, &control, &discovery),
            QList<Evidence>({
                {StatusSeen, u"403"_s},
                {AccessAudience, u"f00d"_s},
                {AccessDomain, u"*.example.com"_s},
                {ControlRefusedByAccess, u"401"_s},
                {DiscoveryNotOffered, {}},
                {NoCloudflareMarks, {}},
            }));
    }

    void listsWhatTheOriginShows()
    {
        const http::Exchange exchange
            = ExchangeBuilder().withCredentials().status(401).throughCloudflare().body(
                "Invalid Token\n", "text/plain");
        QCOMPARE(
            evidenceIn(exchange),
            QList<Evidence>({
                {StatusSeen, u"401"_s},
                {NoAccessHeaders, {}},
                {OriginMessage, u"Invalid Token"_s},
                {NoControlRequest, {}},
                {CloudflareRay, u"8f1e2d3c4b5a6978"_s},
            }));
    }

    void showsARedirectWithoutItsQueryAndUserName()
    {
        const auto seen = evidenceIn(ExchangeBuilder().status(302).redirectingTo(
            "https://me:pw@denied.example.org/why?code=geheim#part"));
        QCOMPARE(valueOf(seen, RedirectTo), u"https://denied.example.org/why"_s);
    }

    void neverShowsTheSession()
    {
        const QByteArray session = unsignedJwt({{u"iss"_s, u"https://acme.cloudflareaccess.com"_s}});
        const auto seen
            = evidenceIn(ExchangeBuilder().status(200).header("Set-Cookie", "CF_Authorization=" + session));

        QCOMPARE(valueOf(seen, AuthorizationCookieSet), QString());
        for (const Evidence &evidence : seen)
            QVERIFY(!evidence.value.contains(QString::fromLatin1(session.first(20))));
    }

    void neverShowsACredentialThatAServerSendsBack()
    {
        const QByteArray secret = "cfast_0123456789abcdefghij0123456789abcdefghijDEADBEEF";
        const auto seen
            = evidenceIn(ExchangeBuilder()
                             .status(401, "Bad secret " + secret)
                             .header(
                                 "WWW-Authenticate",
                                 "Bearer realm=\"" + secret
                                     + "\", resource_metadata="
                                       "\"https://x/.well-known/cloudflare-access-protected-resource\"")
                             .header("CF-Access-Aud", secret)
                             .header("CF-Access-Domain", QByteArray(190, 'x') + secret)
                             .body("Authentication error: " + secret, "text/plain"));

        QVERIFY(seen.size() >= 5);
        for (const Evidence &evidence : seen)
            QVERIFY2(!evidence.value.contains("cfast_0"_L1), qPrintable(evidence.value));
    }

    void takesAnOlderSecretForASecretWhereNoAudienceBelongs()
    {
        const QByteArray hex = QByteArray("0123456789abcdef").repeated(4);
        const auto seen = evidenceIn(ExchangeBuilder()
                                         .status(302, hex)
                                         .header("CF-Access-Aud", hex)
                                         .header("CF-Access-Domain", "api.example.com/" + hex)
                                         .redirectingTo("https://denied.example.org/" + hex));

        QCOMPARE(valueOf(seen, AccessAudience), QString::fromLatin1(hex));
        QCOMPARE(valueOf(seen, StatusSeen), u"302 [redacted]"_s);
        QCOMPARE(valueOf(seen, AccessDomain), u"api.example.com/[redacted]"_s);
        QCOMPARE(valueOf(seen, RedirectTo), u"https://denied.example.org/[redacted]"_s);
    }

    void findsACredentialBehindControlCharacters()
    {
        const auto seen = evidenceIn(ExchangeBuilder().status(403).header(
            "CF-Access-Domain", "cfa\x01st_0123456789abcdefghij0123456789abcdefghijDEADBEEF"));
        QVERIFY(!valueOf(seen, AccessDomain).contains("cfast_0"_L1));
    }

    void findsCredentialsWithoutAGapBetweenThem()
    {
        const QByteArray secret = "cfast_0123456789abcdefghij0123456789abcdefghijDEADBEEF";
        const QByteArray token = "cfut_0123456789abcdefghij0123456789";
        for (const QByteArray &both :
             {"x" + token, secret + token, token + secret, "cfast_abcdefgh" + secret}) {
            const auto seen = evidenceIn(ExchangeBuilder().status(403).header("CF-Access-Domain", both));
            QVERIFY2(
                !valueOf(seen, AccessDomain).contains("0123456789"_L1),
                qPrintable(valueOf(seen, AccessDomain)));
        }
    }

    void showsNoControlCharactersAndNoNovels()
    {
        const auto seen = evidenceIn(ExchangeBuilder()
                                         .status(403)
                                         .header("CF-Access-Aud", "\x1b[31mred\x07")
                                         .header("CF-Access-Domain", QByteArray(5000, 'x')));

        QCOMPARE(valueOf(seen, AccessAudience), u"[31mred"_s);
        QCOMPARE(valueOf(seen, AccessDomain).size(), 201);
    }

    void showsTheEnginesWordsWhenThereIsNoAnswer()
    {
        const auto seen = evidenceIn(
            ExchangeBuilder().failing(http::TransportError::TlsFailed, u"certificate expired"_s));
        QCOMPARE(seen, QList<Evidence>({{TransportDetail, u"certificate expired"_s}}));
    }
};

QTEST_GUILESS_MAIN(VerdictEvidenceTest)
#include "VerdictEvidenceTest.moc"
