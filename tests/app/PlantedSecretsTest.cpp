// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "PlantedSecrets.h"

#include "DiagnosisReport.h"
#include "ReportText.h"
#include "SafeExchange.h"
#include "TranscriptWording.h"
#include "VerdictWording.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

using namespace keyturn;
using namespace Qt::StringLiterals;

namespace {

const QDateTime noon(QDate(2026, 11, 24), QTime(12, 0), Qt::UTC);

QByteArray contentOf(const QString &name)
{
    QFile file(QStringLiteral(KEYTURN_TRANSCRIPTS) + u'/' + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray replaced(const QByteArray &text, const QString &shape, const QByteArray &with)
{
    // Latin-1 keeps every byte where it is.
    auto changed = QString::fromLatin1(text);
    const QRegularExpression expression(
        shape, QRegularExpression::MultilineOption | QRegularExpression::CaseInsensitiveOption);
    changed.replace(expression, QString::fromLatin1(with));
    return changed.toLatin1();
}

/// The credentials that stand there become ours.
QByteArray withOurs(QByteArray text)
{
    const auto index = QJsonDocument::fromJson(contentOf(u"expected.json"_s)).object();
    for (const auto &item : index.value("planted"_L1).toArray()) {
        const auto old = item.toString().toUtf8();
        text.replace(old, old.startsWith("cfut_") ? plantedApiToken : plantedSecret);
    }
    text = replaced(text, u"(eyJ[\\w-]{6,}\\.[\\w-]{6,}\\.)[\\w-]+"_s, "\\1" + plantedSignature);
    return replaced(text, u"(CF_AppSession=)[\\w-]+"_s, "\\1" + plantedCookie);
}

/// The server's headers say more.
QByteArray withAnsweredHeaders(const QByteArray &text, const QByteArray &value)
{
    const auto har = replaced(
        text, u"(\"headers\"\\s*:\\s*\\[)(?=\\s*\\{)"_s,
        "\\1{\"name\":\"X-Echo\",\"value\":\"" + value
            + "\"},{\"name\":\"Set-Cookie\",\"value\":\"session=" + plantedCookie
            + "; Path=/\"},{\"name\":\"Cookie\",\"value\":\"session=" + plantedCookie + "\"},");
    return replaced(
        har, u"^((?:.*\\s)?(?:< )?)(HTTP/[\\d.]+ \\d{3}.*)$"_s,
        "\\1\\2\n\\1x-echo: " + value + "\n\\1www-authenticate: Bearer realm=\"" + value
            + "\"\n\\1set-cookie: session=" + plantedCookie
            + "; Path=/\n\\1set-cookie: CF_Authorization=" + plantedJwt());
}

/// The request carries more.
QByteArray withSentHeaders(const QByteArray &text, const QByteArray &secret = plantedSecret)
{
    return replaced(
        text, u"^((?:.*\\s)?> )(Host: .*)$"_s,
        "\\1\\2\n\\1Authorization: Bearer " + plantedCookie + "\n\\1Cookie: CF_Authorization=" + plantedJwt()
            + "; session=" + plantedCookie + "\n\\1CF-Access-Client-Secret: " + secret
            + "\n\\1X-Auth-Key: " + plantedCookie);
}

QByteArray textsOf(const DiagnosisReport &report)
{
    QString said;
    for (const bool showsHosts : {true, false})
        said += markdownOf(report, {showsHosts}) + htmlOf(report, {showsHosts});
    return said.toUtf8();
}

QByteArray saidOf(const QByteArray &text)
{
    auto judgement = transcripts::judgementOf(text);
    QString said;
    const auto tell = [&] {
        said += headlineOf(judgement) + explanationOf(judgement) + notesOn(judgement.transcript).join(u'\n')
            + warningFor(judgement.transcript.credentials);
    };
    tell();
    said += QString::fromUtf8(textsOf(reportOf(judgement, {noon, {}, std::nullopt})));
    if (judgement.transcript.exchange)
        takeOutCredentials(*judgement.transcript.exchange, judgement.verdict);
    tell();
    for (const auto &evidence : judgement.verdict.evidence)
        said += sentenceFor(evidence);
    return said.toUtf8();
}

} // namespace

/// Known secrets in every transcript, where a credential can stand; all that is said of it is searched.
class PlantedSecretsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void findsWhatItLooksFor()
    {
        for (const auto &secret :
             {plantedSecret, plantedApiToken, plantedJwt(), plantedCookie, plantedOldSecret}) {
            for (const auto &form :
                 {secret, secret.toHex(), secret.toHex().toUpper(), secret.toBase64(),
                  ('x' + secret).toBase64(), ("xx" + secret).toBase64()})
                QVERIFY2(!plantedIn("before " + form + " behind").isEmpty(), form.constData());
        }
        QVERIFY(plantedIn("nothing").isEmpty());
    }

    void showsNoneOfThem_data()
    {
        QTest::addColumn<QByteArray>("text");
        const auto index = QJsonDocument::fromJson(contentOf(u"expected.json"_s)).object();
        const QByteArray all = plantedSecret + ' ' + plantedApiToken + ' ' + plantedJwt();
        for (const auto &item : index.value("transcripts"_L1).toArray()) {
            const auto name = item.toObject().value("file"_L1).toString();
            const auto ours = withOurs(contentOf(name));
            const auto row = [&name](const char *what, const QByteArray &text) {
                QTest::newRow(qPrintable(name + u", "_s + QString::fromLatin1(what))) << text;
            };
            row("as it is", ours);
            row("answered headers", withAnsweredHeaders(ours, all));
            row("answered headers, base64", withAnsweredHeaders(ours, all.toBase64()));
            row("sent headers", withSentHeaders(ours));
            row("sent headers, older secret", withSentHeaders(ours, plantedOldSecret));
            row("everything",
                withSentHeaders(withAnsweredHeaders(ours, all)) + "\n{\"client_secret\":\"" + plantedSecret
                    + "\",\"token\":\"" + plantedApiToken + "\"}\n" + plantedJwt() + '\n' + all.toBase64());
        }
    }
    void showsNoneOfThem()
    {
        QFETCH(QByteArray, text);
        const auto leak = plantedIn(saidOf(text));
        QVERIFY2(leak.isEmpty(), leak.constData());
    }

    void showsNoneOfThemInAText_data()
    {
        QTest::addColumn<QByteArray>("text");
        const auto answer = [](const QByteArray &headers, const QByteArray &body) {
            return "> GET / HTTP/2\n> Host: api.example.com\n>\n< HTTP/2 403\n< server: cloudflare\n"
                + headers + "<\n" + body;
        };
        const auto row = [](const char *name, const QByteArray &text) { QTest::newRow(name) << text; };
        row("location",
            answer(
                "< location: https://x.example.com/?s=" + plantedSecret + "&j=" + plantedJwt() + "\n", {}));
        row("session in a location",
            answer("< location: https://x.example.com/?session_token=" + plantedCookie + "\n", {}));
        row("body", answer({}, plantedSecret + '\n' + plantedApiToken + '\n' + plantedJwt()));
        row("body, base64", answer({}, (plantedSecret + ' ' + plantedApiToken).toBase64()));
        row("body, json in json",
            answer({}, "{\"a\":\"{\\\"client_secret\\\":\\\"" + plantedSecret + "\\\"}\"}"));
        row("certificate error",
            "curl: (60) SSL: no alternative certificate subject name matches target host name '"
                + plantedSecret + "'\n");
        row("error text", "Error: fetch failed for https://user:" + plantedSecret + "@api.example.com\n");
        row("older secret by its name", answer({}, "{\"client_secret\": \"" + plantedOldSecret + "\"}"));
        row("older secret sent and echoed",
            "> GET / HTTP/2\n> Host: a.example.com\n> CF-Access-Client-Secret: " + plantedOldSecret
                + "\n>\n< HTTP/2 403\n< x-echo: " + plantedOldSecret + "\n<\n" + plantedOldSecret + ' '
                + plantedOldSecret.toBase64());
        row("sent authorization echoed",
            "> GET / HTTP/2\n> Host: a.example.com\n> Authorization: Bearer " + plantedCookie
                + "\n>\n< HTTP/2 200\n<\n" + plantedCookie + ' ' + plantedCookie.toHex());
    }
    void showsNoneOfThemInAText()
    {
        QFETCH(QByteArray, text);
        const auto leak = plantedIn(saidOf(text));
        QVERIFY2(leak.isEmpty(), leak.constData());
    }

    void aReportHidesASecretWithoutAShapeOnceItIsKnown_data()
    {
        QTest::addColumn<QByteArray>("form");
        const auto row = [](const char *name, const QByteArray &form) { QTest::newRow(name) << form; };
        row("as it is", plantedOldSecret);
        row("hex", plantedOldSecret.toHex());
        row("hex in capitals", plantedOldSecret.toHex().toUpper());
        row("base64", plantedOldSecret.toBase64());
        row("base64, one behind", ('x' + plantedOldSecret).toBase64());
        row("base64, two behind", ("xx" + plantedOldSecret + ' ').toBase64());
    }
    void aReportHidesASecretWithoutAShapeOnceItIsKnown()
    {
        QFETCH(QByteArray, form);
        const auto judgement = transcripts::judgementOf(
            "> GET /" + form
            + " HTTP/2\n> Host: api.example.com\n>\n< HTTP/2 302\n< server: cloudflare\n"
              "< location: https://x.example.com/?seen="
            + form + "\n< x-echo: " + form + "\n<\n" + form);
        auto report = reportOf(judgement, {noon, {}, std::nullopt});
        QVERIFY(!plantedIn(textsOf(report)).isEmpty());
        hide(Secret(plantedOldSecret), report);
        const auto leak = plantedIn(textsOf(report));
        QVERIFY2(leak.isEmpty(), leak.constData());
    }
};

QTEST_GUILESS_MAIN(PlantedSecretsTest)
#include "PlantedSecretsTest.moc"
