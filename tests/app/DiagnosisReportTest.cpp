// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "DiagnosisReport.h"

#include "ExchangeBuilder.h"
#include "PlantedSecrets.h"
#include "ReportText.h"
#include "SampleTokens.h"

#include <QRegularExpression>
#include <QTest>
#include <QTimeZone>

using namespace keyturn;
using namespace Qt::StringLiterals;

namespace {

const QDateTime noon(QDate(2026, 11, 24), QTime(12, 0), Qt::UTC);
const QByteArray audience(64, 'a');

const QByteArray login = "https://acme.cloudflareaccess.com/cdn-cgi/access/login/api.example.com?kid="
    + audience + "&redirect_url=%2Fdata&meta=x";

ReportContext context()
{
    auto token = sampleToken();
    token.team = u"acme"_s;
    token.environment = u"Production"_s;
    token.expiry = tokens::Expiry::on(noon.addDays(9));
    return {noon, {}, token};
}

RequestReport seen(const http::Exchange &exchange)
{
    const access::Verdict verdict = access::verdictOf({exchange, nullptr, nullptr, {}, {}});
    const auto jwt = exchange.answer ? jwtIn(exchange.request, *exchange.answer) : std::nullopt;
    return {exchange, verdict, jwt, u"id"_s};
}

http::Exchange loginRedirect()
{
    return ExchangeBuilder().withCredentials().status(302, "Found").throughCloudflare().redirectingTo(login);
}

QStringList textsOf(const DiagnosisReport &report)
{
    return {markdownOf(report), htmlOf(report), markdownOf(report, {false}), htmlOf(report, {false})};
}

DiagnosisReport reportOn(const http::Exchange &exchange)
{
    return reportOf(seen(exchange), context());
}

} // namespace

class DiagnosisReportTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void saysTheAnswerFirst()
    {
        const auto report = reportOn(loginRedirect());
        const auto text = markdownOf(report);
        QVERIFY(text.startsWith(u"# "_s + report.headline.left(10)));
        QVERIFY(text.contains(access::idOf(report.verdict.cause)));
        const QStringList order{
            u"| Confidence"_s, u"## Seen"_s, u"## What to do"_s, u"## What was not tested"_s,
            u"## The requests that were made"_s};
        qsizetype last = 0;
        for (const auto &part : order) {
            const auto at = text.indexOf(part);
            QVERIFY2(at > last, qPrintable(part));
            last = at;
        }
    }

    void namesTheTokenAndWhenItEnds()
    {
        const auto text = markdownOf(reportOn(loginRedirect()));
        QVERIFY(text.contains(u"backend-api-service"_s));
        QVERIFY(text.contains(u"Production"_s));
        QVERIFY(text.contains(u"in 9 days"_s));
        QVERIFY(text.contains(u"4f1c…9a2e.access"_s));
        QVERIFY(!text.contains(sampleClientId));
    }

    void showsThatCredentialsWereSentAndNotWhich()
    {
        const auto text = markdownOf(reportOn(loginRedirect()));
        QVERIFY(text.contains(u"GET https://api.example.com/data"_s));
        QVERIFY(text.contains(u"CF-Access-Client-Secret: [redacted] (sent, not shown)"_s));
    }

    void hidesEveryNameAndKeepsWhichIsWhich()
    {
        http::Exchange exchange
            = ExchangeBuilder("https://api.example.com/data?from=ada@corp.example.net")
                  .withCredentials()
                  .afterHop("https://first.example.com/", 302, "https://api.example.com/data")
                  .status(302, "Found")
                  .header("cf-access-domain", "api.example.com")
                  .header("x-client", "203.0.113.9, 2001:db8::7")
                  .header("x-encoded", QByteArray("{\"h\":\"api.example.com\"}").toBase64())
                  .redirectingTo(login)
                  .body("<p>acme: https:\\/\\/api.example.com at ACME.cloudflareaccess.com</p>");
        exchange.answer.operator->()->tls = http::Tls{
            u"TLS 1.3"_s, u"AES"_s,
            http::Certificate{u"api.example.com"_s, u"CA"_s, {u"*.intranet"_s}, noon, noon.addDays(1)}};
        const auto report = reportOn(exchange);
        for (const auto &text : {markdownOf(report, {false}), htmlOf(report, {false})}) {
            for (const auto &name :
                 {u"api.example.com"_s, u"first.example.com"_s, u"acme"_s, u"ada"_s, u"corp.example.net"_s,
                  u"203.0.113.9"_s, u"2001:db8"_s, QString::fromLatin1(audience), u"4f1c"_s, u"intranet"_s,
                  QString::fromLatin1(QByteArray("pi.example.co").toBase64())})
                QVERIFY2(!text.contains(name, Qt::CaseInsensitive), qPrintable(name + u'\n' + text));
            QVERIFY(text.contains(u"team-1.cloudflareaccess.com"_s));
            QVERIFY(text.contains(u"GET https://host-1.example/path-1?query"_s));
            QVERIFY(!text.contains(u"/data"_s) && !text.contains(u"%2Fdata"_s));
            QVERIFY(text.contains(u"cf-access-domain: host-1.example"_s));
            QVERIFY(text.contains(u"dash.cloudflare.com"_s));
        }
        QVERIFY(markdownOf(report).contains(u"api.example.com"_s));
    }

    void holdsNoPlantedSecret_data()
    {
        QTest::addColumn<http::Exchange>("exchange");
        const auto row
            = [](const char *name, const http::Exchange &exchange) { QTest::newRow(name) << exchange; };
        const QByteArray secrets = plantedSecret + ' ' + plantedApiToken + ' ' + plantedJwt();
        const QByteArray cookies = "CF_Authorization=" + plantedJwt() + "; session=" + plantedCookie;
        row("user of the URL",
            ExchangeBuilder("https://" + plantedCookie + ':' + plantedSecret + "@api.example.com/"));
        row("query of the URL",
            ExchangeBuilder(
                "https://api.example.com/?a=" + plantedSecret + "&session=" + plantedCookie
                + "&jwt=" + plantedJwt() + "#" + plantedApiToken));
        row("sent headers",
            ExchangeBuilder()
                .sending("Authorization", "Bearer " + plantedCookie)
                .sending("X-Any", secrets)
                .sending("Cookie", cookies));
        row("basic authorization",
            ExchangeBuilder()
                .sending("Authorization", "Basic " + ("user:" + plantedCookie).toBase64())
                .status(200)
                .body("you are " + plantedCookie));
        row("answered headers",
            ExchangeBuilder()
                .status(401, "Unauthorized " + plantedSecret)
                .header("X-Echo", secrets)
                .header(
                    "WWW-Authenticate",
                    "Bearer realm=\"" + plantedSecret + "\", error=\"" + plantedApiToken + "\"")
                .header("Set-Cookie", "CF_Authorization=" + plantedJwt() + "; Path=/; HttpOnly")
                .header("Set-Cookie", "session=" + plantedCookie + "; Path=/")
                .header("X-Trailer", plantedCookie.toBase64() + ' ' + plantedCookie.toHex()));
        row("location",
            ExchangeBuilder()
                .status(302, "Found")
                .redirectingTo("https://other.example.com/?x=" + plantedSecret + "&t=" + plantedJwt())
                .afterHop(
                    "https://api.example.com/?s=" + plantedSecret, 302,
                    "https://" + plantedApiToken + "@other.example.com/#" + plantedApiToken));
        for (const auto &form : QList<QByteArray>{
                 secrets, secrets.toBase64(), ('x' + secrets).toBase64(),
                 "{\"client_secret\":\"" + plantedSecret + "\",\"t\":\"" + plantedApiToken + "\"}",
                 "<a href=\"/?" + plantedSecret + "\">" + plantedJwt() + "</a>"})
            row(qPrintable(u"body "_s + QString::fromLatin1(form.left(20))),
                ExchangeBuilder().status(403).body(form));
        row("cookie in the body",
            ExchangeBuilder()
                .status(200)
                .header("Set-Cookie", "session=" + plantedCookie)
                .body(plantedCookie + ' ' + plantedCookie.toHex() + ' ' + ("x" + plantedCookie).toBase64()));
        row("headers of other makers",
            ExchangeBuilder()
                .sending("X-Vault-Token", plantedCookie)
                .sending("X-Goog-Api-Key", plantedCookie)
                .status(200)
                .header("X-Client-Secret", plantedCookie));
        row("members of JSON",
            ExchangeBuilder().status(200).body(
                "{\"access_token\":\"" + plantedCookie + "\", \"password\" : \"" + plantedCookie
                + "\", \"log\": \"{\\\"api_key\\\":\\\"" + plantedCookie + "\\\"}\"}"));
        row("signature alone",
            ExchangeBuilder()
                .status(200)
                .header("Set-Cookie", "CF_Authorization=" + plantedJwt())
                .body("signed " + plantedSignature + ' ' + plantedSignature.toBase64()));
        row("failure",
            ExchangeBuilder().failing(
                http::TransportError::TlsFailed,
                QString::fromLatin1("The certificate of " + plantedSecret + " is " + plantedApiToken)));
        row("at the cut",
            ExchangeBuilder().status(200).body(
                QByteArray(3990, '.') + plantedSecret + plantedJwt() + QByteArray(300'000, '-')
                + plantedSecret));
    }
    void holdsNoPlantedSecret()
    {
        QFETCH(http::Exchange, exchange);
        auto withSecretsInTheInventory = context();
        auto &token = *withSecretsInTheInventory.token;
        token.name = u"name "_s + QString::fromLatin1(plantedSecret);
        token.environment = QString::fromLatin1(plantedApiToken);
        const auto recorded = reportOf(seen(exchange), withSecretsInTheInventory);
        for (const auto &text : textsOf(recorded)) {
            const auto leak = plantedIn(text.toUtf8());
            QVERIFY2(leak.isEmpty(), leak.constData());
        }
    }

    void holdsNothingOfASecretThatWasSentWhateverItsShape()
    {
        const QByteArray old = "0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0";
        const http::Exchange exchange = ExchangeBuilder("https://api.example.com/?x=" + old)
                                            .withCredentials()
                                            .status(200)
                                            .header("X-Echo", old.toBase64())
                                            .body("{\"a\":\"" + old + "\",\"b\":\"" + old.toHex() + "\"}");
        auto report = reportOn(exchange);
        QVERIFY(markdownOf(report).contains(QString::fromLatin1(old)));
        hide(Secret(old), report);
        for (const auto &text : textsOf(report)) {
            for (const auto &form : formsOfPlanted(old))
                QVERIFY2(!text.contains(QString::fromLatin1(form)), form.constData());
        }
    }

    void showsTheClaimsAndNotTheJwt()
    {
        const auto text = markdownOf(reportOn(ExchangeBuilder()
                                                  .status(200)
                                                  .header("Set-Cookie", "CF_Authorization=" + plantedJwt())
                                                  .body("ok")));
        QVERIFY(text.contains(u"## The JWT in the answer"_s));
        QVERIFY(text.contains(u"| iss | `https://acme.cloudflareaccess.com`"_s));
        QVERIFY(!text.contains(u"eyJ"_s));
    }

    void letsNoHostileAnswerOutOfItsPlace_data()
    {
        QTest::addColumn<QByteArray>("hostile");
        QTest::newRow("fence") << QByteArray("```\n# broken out\n````\n~~~");
        QTest::newRow("html") << QByteArray("</pre><script>alert(1)</script><img src=x onerror=y>");
        QTest::newRow("link") << QByteArray("[a](javascript:alert(1)) ![b](http://evil.example/x.png)");
        QTest::newRow("table") << QByteArray("a | b\n|---|\n| c |");
        QTest::newRow("control") << QByteArray("a\x1b[31mred\x07\x08");
        QTest::newRow("bidi") << QByteArray("a\xe2\x80\xae"
                                            "gpj.exe\xe2\x81\xa6");
    }
    void letsNoHostileAnswerOutOfItsPlace()
    {
        QFETCH(QByteArray, hostile);
        auto oneLine = hostile;
        oneLine.replace('\n', ' ');
        const http::Exchange exchange = ExchangeBuilder()
                                            .status(403, oneLine)
                                            .header("X-Any", oneLine)
                                            .header("WWW-Authenticate", oneLine)
                                            .body(hostile);
        auto verdict = access::verdictOf({exchange, nullptr, nullptr, {}, {}});
        verdict.evidence.append({access::EvidenceKind::OriginMessage, QString::fromUtf8(hostile)});
        auto given = context();
        given.token->name = QString::fromUtf8(hostile);
        const auto report = reportOf(RequestReport{exchange, verdict, {}, u"id"_s}, given);

        const auto markdown = markdownOf(report);
        QVERIFY(!markdown.contains(QChar(0x1b)));
        QVERIFY(!markdown.contains(QChar(0x202e)));
        QString fence;
        for (const auto &line : markdown.split(u'\n')) {
            if (fence.isEmpty() && line.startsWith(u"```"_s)) {
                fence = line.left(line.indexOf(u't'));
                continue;
            }
            if (!fence.isEmpty()) {
                if (line == fence)
                    fence.clear();
                continue;
            }
            QVERIFY2(!line.startsWith(u"# broken"_s), qPrintable(line));
            static const QRegularExpression raw(u"(?<!\\\\)(?:<script|<img|\\]\\(|javascript:)"_s);
            QVERIFY2(!raw.match(line).hasMatch(), qPrintable(line));
            if (line.startsWith(u"| "_s) && !line.trimmed().remove(u'|').trimmed().isEmpty())
                QCOMPARE(line.count(QRegularExpression(u"(?<!\\\\)\\|"_s)), 3);
        }
        QVERIFY(fence.isEmpty());

        const auto html = htmlOf(report);
        QVERIFY(html.contains(u"default-src 'none'; style-src 'unsafe-inline'"_s));
        QVERIFY(!html.contains(u"<script"_s));
        QVERIFY(!html.contains(u"<img"_s));
        QVERIFY(!html.contains(u"<a "_s));
        QVERIFY(!html.contains(QChar(0x1b)));
        QVERIFY(!html.contains(QChar(0x202e)));
    }

    void halvesNoNameAtACut()
    {
        // Stand-ins are shorter than these names, so that the cut moves far into the text.
        const auto name = u"an-application-with-a-very-long-name.internal.example.com"_s;
        const QString body = (name + u' ').repeated(400);
        const auto text = markdownOf(reportOn(ExchangeBuilder().status(200).body(body.toUtf8())), {false});
        QVERIFY(!text.contains(u"an-app"_s));
        QVERIFY(!text.contains(u"internal"_s));
        QVERIFY(text.contains(u"[cut here: there is more]"_s));
    }

    void hidesPathsRayIdsAndWhatStandsAroundAName()
    {
        const auto encoded = QByteArray("{\"a\":\"api.example.com\",\"z\":\"quarterly-figures\"}").toBase64();
        const auto text = markdownOf(
            reportOn(ExchangeBuilder("https://api.example.com/Payroll/run")
                         .status(403)
                         .header("cf-ray", "8f2c1a2b3c4d5e6f-FRA")
                         .header("x-from", "/Payroll/run")
                         .header("x-next", "%2FPayroll%2Frun")
                         .header("x-state", encoded)
                         .body("see https://api.example.com/Payroll/other?user=7, or and/or")),
            {false});
        for (const auto &told : {u"Payroll"_s, u"8f2c1a2b"_s, u"FRA"_s, u"user=7"_s})
            QVERIFY2(!text.contains(told), qPrintable(told + u'\n' + text));
        QVERIFY(!text.contains(QString::fromLatin1(encoded.right(12))));
        QVERIFY(text.contains(u"and/or"_s));
        QVERIFY(text.contains(u"x-from: /path-1"_s));
        QVERIFY(text.contains(u"ray-1"_s));
    }

    void readsWellAsMarkdown()
    {
        const auto text = markdownOf(reportOn(loginRedirect()));
        QVERIFY2(!text.contains(u"\\_"_s) && !text.contains(u"\\:"_s), qPrintable(text));
        QVERIFY2(text.contains(u"dash.cloudflare.com > "_s) && !text.contains(u"\\>"_s), qPrintable(text));
    }

    void cutsALongBodyAndSaysSo()
    {
        const auto text = markdownOf(reportOn(ExchangeBuilder().status(200).body(QByteArray(10'000, 'z'))));
        QVERIFY(text.contains(u"10000 bytes"_s));
        QVERIFY(text.contains(u"[cut here: there is more]"_s));
        QVERIFY(!text.contains(QString(4'001, u'z')));
    }

    void saysThatABodyIsNoText()
    {
        const auto text
            = markdownOf(reportOn(ExchangeBuilder().status(200).body(QByteArray("\x00\xff\x01", 3))));
        QVERIFY(text.contains(u"not text"_s));
    }

    void tellsOfAProbeWhatAccessSaidAndWhatWasNotTried()
    {
        const access::Discovery discovery{
            access::DiscoveryProblem::None, u"acme.cloudflareaccess.com"_s, u"aud1"_s, u"api.example.com"_s,
            plantedJwt()};
        const http::Exchange credentialed = ExchangeBuilder().withCredentials().status(200).body("ok");
        const ProbeReport probe{discovery, {}, {}, loginRedirect(), credentialed, {}, std::nullopt, u"id"_s};
        const auto text = markdownOf(reportOf(probe, context()));
        QVERIFY(text.contains(u"## What Access says about the address"_s));
        QVERIFY(text.contains(u"deliberately wrong secret"_s));
        QVERIFY(text.contains(u"### Send without credentials"_s));
        QVERIFY(text.contains(u"### Send with the token"_s));
        QVERIFY(plantedIn(text.toUtf8()).isEmpty());
    }

    void tellsOfATextWhereItWasFound()
    {
        const auto judgement = transcripts::judgementOf(
            "noise\nHTTP/2 302\nlocation: " + login
            + "\nserver: cloudflare\ncf-ray: 8f2c1a2b3c4d5e6f-FRA\n\n");
        const auto text = markdownOf(reportOf(judgement, {noon, {}, std::nullopt}));
        QVERIFY(text.contains(u"curl"_s));
        QVERIFY(text.contains(u"Nothing was sent"_s));
    }
};

Q_DECLARE_METATYPE(keyturn::http::Exchange)

QTEST_GUILESS_MAIN(DiagnosisReportTest)
#include "DiagnosisReportTest.moc"
