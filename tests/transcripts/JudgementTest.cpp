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
};

QTEST_GUILESS_MAIN(JudgementTest)
#include "JudgementTest.moc"
