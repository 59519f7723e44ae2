// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Judgement.h"
#include "ExchangeBuilder.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace keyturn;

namespace {

/// A transcript that rests on what a program said, as the words of wrangler do.
transcripts::Transcript toldBy(const QByteArray &words)
{
    transcripts::Transcript told;
    told.exchange
        = ExchangeBuilder().status(302).header("WWW-Authenticate", "Cloudflare-Access").redirectingTo("/");
    told.known.credentialsSent = transcripts::Answered::No;
    told.words = words;
    return told;
}

const QByteArray retry = "INFO:httpx:HTTP Request: GET https://app.example.com/api \"HTTP/1.1 302 Found\"\n";
const QByteArray another
    = "INFO:httpx:HTTP Request: GET https://app.example.com/other \"HTTP/1.1 503 Service Unavailable\"\n";
const QByteArray loggedAndTold
    = "INFO:httpx:HTTP Request: GET https://app.example.com/api \"HTTP/1.1 302 Found\"\n"
      "Traceback (most recent call last):\n"
      "  File \"/usr/lib/python3/dist-packages/httpx/_models.py\", line 749, in raise_for_status\n"
      "    raise HTTPStatusError(message, request=request, response=self)\n"
      "httpx.HTTPStatusError: Redirect response '302 Found' for url 'https://app.example.com/api'\n"
      "Redirect location: 'https://acme.cloudflareaccess.com/cdn-cgi/access/login/app.example.com?kid=x'\n";

} // namespace

class JudgementTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void showsAProgramsWordsAsThoseOfAServer_data()
    {
        QTest::addColumn<QByteArray>("words");
        QTest::addColumn<QString>("shown");

        const QByteArray secret = "cfast_0123456789abcdefghij0123456789abcdefghijDEADBEEF";
        QTest::newRow("as they are") << QByteArray("api.example.com is behind Cloudflare Access")
                                     << u"api.example.com is behind Cloudflare Access"_s;
        QTest::newRow("several lines")
            << QByteArray("behind\n   Cloudflare Access") << u"behind Cloudflare Access"_s;
        QTest::newRow("control characters") << QByteArray("be\x07hind Access") << u"behind Access"_s;
        QTest::newRow("a novel") << QByteArray(300, 'x') << QString(200, u'x') + u'…';
        QTest::newRow("a secret") << "Access refused " + secret
                                  << u"Access refused [redacted Client Secret]"_s;
        QTest::newRow("a secret with a control character in it") << "Access refused "
                + QByteArray(secret).insert(3, '\x01') << u"Access refused [redacted Client Secret]"_s;
        QTest::newRow("the beginning of a private key")
            << QByteArray("read -----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkq\nhkiG9w0BAQ")
            << u"read [redacted private key]"_s;
        QTest::newRow("an older secret") << "Access refused " + QByteArray("0123456789abcdef").repeated(4)
                                         << u"Access refused [redacted]"_s;
    }
    void showsAProgramsWordsAsThoseOfAServer()
    {
        QFETCH(QByteArray, words);
        QFETCH(QString, shown);
        QCOMPARE(
            transcripts::verdictOf(toldBy(words)).evidence,
            QList<access::Evidence>({{access::EvidenceKind::ProgramWords, shown}}));
    }

    void countsARequestOnceThatIsLoggedAndThenToldByItsError()
    {
        const auto judgement = transcripts::judgementOf(loggedAndTold);

        QCOMPARE(judgement.transcript.count, 1);
        QCOMPARE(judgement.transcript.exchange->request.method, QByteArray("GET"));
        QCOMPARE(judgement.verdict.cause, access::Cause::LoginRedirectNoCredentials);
    }

    void countsEachOfSeveralRequestsThatAreLogged()
    {
        QCOMPARE(transcripts::judgementOf(retry + loggedAndTold).transcript.count, 2);
        QCOMPARE(transcripts::judgementOf(another + loggedAndTold).transcript.count, 2);
    }
};

QTEST_GUILESS_MAIN(JudgementTest)
#include "JudgementTest.moc"
