// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Credentials.h"
#include "Judgement.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace keyturn;

namespace {

QByteArray contentOf(const QString &name)
{
    QFile file(QStringLiteral(KEYTURN_TRANSCRIPTS) + u'/' + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QJsonObject index()
{
    return QJsonDocument::fromJson(contentOf(u"expected.json"_s)).object();
}

int rankOf(const QString &confidence)
{
    return int(QStringList{u"certain"_s, u"likely"_s, u"possible"_s}.indexOf(confidence));
}

} // namespace

/// Every recorded transcript is judged as its line in expected.json says, and never surer.
class RecordedTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void thereAreEnough() { QVERIFY(index().value("transcripts"_L1).toArray().size() >= 60); }

    void judgesEachAsItShould_data()
    {
        QTest::addColumn<QJsonObject>("expected");
        const QJsonArray all = index().value("transcripts"_L1).toArray();
        for (const auto &item : all)
            QTest::newRow(qPrintable(item.toObject().value("file"_L1).toString())) << item.toObject();
    }
    void judgesEachAsItShould()
    {
        QFETCH(QJsonObject, expected);
        const QByteArray text = contentOf(expected.value("file"_L1).toString());
        QVERIFY(!text.isEmpty());
        const auto judgement = transcripts::judgementOf(text);
        const auto &verdict = judgement.verdict;
        const QJsonValue layer
            = verdict.layer ? QJsonValue(access::idOf(*verdict.layer)) : QJsonValue(QJsonValue::Null);
        QCOMPARE(transcripts::idOf(judgement.transcript.form), expected.value("form"_L1).toString());
        QCOMPARE(access::idOf(verdict.cause), expected.value("cause"_L1).toString());
        QCOMPARE(layer, expected.value("layer"_L1));
        QCOMPARE(access::idOf(verdict.outcome), expected.value("outcome"_L1).toString());
        const int atMost = rankOf(expected.value("at_most"_L1).toString());
        QVERIFY(atMost >= 0);
        QVERIFY2(
            rankOf(access::idOf(verdict.confidence)) >= atMost, qPrintable(access::idOf(verdict.confidence)));
        QCOMPARE(!judgement.transcript.credentials.isEmpty(), expected.value("has_credentials"_L1).toBool());
    }

    void keepsNoPlantedSecret_data() { judgesEachAsItShould_data(); }
    void keepsNoPlantedSecret()
    {
        QFETCH(QJsonObject, expected);
        const QByteArray text = contentOf(expected.value("file"_L1).toString());
        const QByteArray safe = transcripts::redacted(text);
        const auto judgement = transcripts::judgementOf(text);
        QByteArray said = safe;
        for (const auto &evidence : judgement.verdict.evidence)
            said.append(evidence.value.toUtf8()).append('\n');
        const QJsonArray planted = index().value("planted"_L1).toArray();
        QVERIFY(!planted.isEmpty());
        for (const auto &item : planted) {
            const QByteArray secret = item.toString().toUtf8();
            for (const QByteArray &form :
                 {secret, secret.toPercentEncoding(), secret.toHex(), secret.toBase64().chopped(4),
                  QByteArray("x" + secret).toBase64().mid(4, 40),
                  QByteArray("xx" + secret).toBase64().mid(4, 40)})
                QVERIFY2(!said.contains(form), form.constData());
        }
    }

    void keepsNoPieceThatADumpBreaksOff_data()
    {
        QTest::addColumn<QString>("file");
        for (const auto *file : {"curl-trace-ascii.txt", "curl-trace-hex-secret.txt"})
            QTest::newRow(file) << QString::fromLatin1(file);
    }
    void keepsNoPieceThatADumpBreaksOff()
    {
        QFETCH(QString, file);
        const QByteArray text = contentOf(file);
        const QByteArray secret = index().value("planted"_L1).toArray().first().toString().toUtf8();
        constexpr qsizetype length = 5;
        const auto pieces = [&secret](const QByteArray &where) {
            qsizetype count = 0;
            for (qsizetype at = 0; at + length <= secret.size(); ++at) {
                const QByteArray piece = secret.sliced(at, length);
                count += (where.contains(piece) ? 1 : 0) + (where.contains(piece.toHex(' ')) ? 1 : 0);
            }
            return count;
        };
        QVERIFY(pieces(text) > 0);
        QCOMPARE(pieces(transcripts::redacted(text)), qsizetype{0});
        QCOMPARE(transcripts::redacted(text).count('\n'), text.count('\n'));
    }

    void tellsASenderOfUnknownCredentialsToLookAtThemFirst()
    {
        const auto verdict = transcripts::judgementOf(contentOf(u"include-login-redirect.txt"_s)).verdict;
        QCOMPARE(verdict.nextSteps.first(), access::NextStep::FillInCredentials);
        QVERIFY(!verdict.nextSteps.contains(access::NextStep::SendWithToken));
    }

    void findsTheRequestThatAProgramPrints_data()
    {
        QTest::addColumn<QString>("url");
        QTest::newRow("script-prints-headers.txt") << u"https://api.example.com/data"_s;
        QTest::newRow("script-prints-login.txt") << u"https://api.example.com/healthz"_s;
        QTest::newRow("git-redirect.txt")
            << u"https://git.example.com/repo.git/info/refs?service=git-upload-pack"_s;
    }
    void findsTheRequestThatAProgramPrints()
    {
        QFETCH(QString, url);
        const auto judgement
            = transcripts::judgementOf(contentOf(QString::fromLatin1(QTest::currentDataTag())));
        QVERIFY(judgement.transcript.exchange);
        QCOMPARE(judgement.transcript.exchange->request.url, QUrl(url));
    }

    void takesThePreflightsListOfHeadersForNoCredentials()
    {
        const auto judgement = transcripts::judgementOf(contentOf(u"har-preflight.har"_s));
        QCOMPARE(judgement.transcript.style.kind, access::HeaderStyle::Kind::Two);
        QCOMPARE(judgement.verdict.nextSteps.first(), access::NextStep::AllowPreflight);
    }

    void isNotDisturbedWhenCutAnywhere_data() { judgesEachAsItShould_data(); }
    void isNotDisturbedWhenCutAnywhere()
    {
        QFETCH(QJsonObject, expected);
        const QByteArray text = contentOf(expected.value("file"_L1).toString());
        const int sureness = rankOf(expected.value("at_most"_L1).toString());
        const qsizetype step = std::max<qsizetype>(1, text.size() / 60);
        for (qsizetype length = 0; length < text.size(); length += step) {
            const auto verdict = transcripts::judgementOf(text.first(length)).verdict;
            if (verdict.confidence == access::Confidence::Certain) {
                QCOMPARE(sureness, 0);
                QCOMPARE(access::idOf(verdict.cause), expected.value("cause"_L1).toString());
            }
        }
    }
};

QTEST_GUILESS_MAIN(RecordedTest)
#include "RecordedTest.moc"
