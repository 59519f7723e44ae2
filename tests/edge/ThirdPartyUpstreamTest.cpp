// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Edge.h"
#include "SampleConfig.h"
#include "TlsServer.h"
#include "Wire.h"

#include <QJsonDocument>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>

using namespace keyturn;
using namespace keyturn::edge;
using namespace Qt::StringLiterals;

/// The edge between two programs that know nothing of us: curl, and a service of Python's own server.
class ThirdPartyUpstreamTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const auto python = QStandardPaths::findExecutable(u"python3"_s);
        if (python.isEmpty() || QStandardPaths::findExecutable(u"curl"_s).isEmpty())
            QSKIP("curl or Python is not installed.");
        m_service.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_service.start(python, {QStringLiteral(KEYTURN_UPSTREAM)});
        QTRY_VERIFY_WITH_TIMEOUT(m_service.canReadLine(), 20'000);
        auto config = configWith({policyOf(Action::ServiceAuth, {goodId})});
        config.upstream = QUrl(u"http://127.0.0.1:"_s + QString::fromLatin1(m_service.readLine().trimmed()));
        const auto clock = [] { return QDateTime::currentDateTimeUtc(); };
        m_plain = std::make_unique<Edge>(config, clock);
        QVERIFY(m_plain->listen());
        auto ca = LocalCa::openOrMake(m_folder.path(), {}, clock());
        QVERIFY(ca);
        m_authority = ca->certificateFile();
        const auto identity = ca->issue(clock());
        m_tls = std::make_unique<Edge>(config, clock);
        QVERIFY(m_tls->listen({{}, 0, &identity}));
    }

    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void cleanupTestCase()
    {
        m_plain.reset();
        m_tls.reset();
        m_service.kill();
        m_service.waitForFinished();
    }

    void carriesABodyDown_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QStringList>("options");

        for (const auto &kind : {u"bytes"_s, u"chunked"_s, u"until-close"_s}) {
            for (const auto &size : {u"0"_s, u"1"_s, u"70001"_s, u"5000000"_s}) {
                const auto path = u'/' + kind + u'/' + size;
                QTest::newRow(qPrintable(path)) << path << QStringList();
                QTest::newRow(qPrintable(path + u", HTTP/1.0"_s)) << path << QStringList{u"--http1.0"_s};
            }
        }
    }

    void carriesABodyDown()
    {
        QFETCH(QString, path);
        QFETCH(QStringList, options);
        for (const auto *edge : {m_plain.get(), m_tls.get()}) {
            const auto got = curl(*edge, path, options);
            QCOMPARE(got.size(), path.section(u'/', -1).toLongLong());
            QCOMPARE(sha256(got), sha256(pattern(got.size())));
        }
    }

    void carriesABodyUp_data()
    {
        QTest::addColumn<qsizetype>("size");
        QTest::addColumn<QStringList>("options");

        for (const qsizetype size : {qsizetype{0}, qsizetype{1}, qsizetype{70001}, qsizetype{5'000'000}}) {
            const auto name = QByteArray::number(size);
            QTest::newRow(name.constData()) << size << QStringList();
            // Of an empty file curl itself never sends the last chunk.
            if (size > 0)
                QTest::newRow((name + ", chunked").constData())
                    << size << QStringList{u"-H"_s, u"Transfer-Encoding: chunked"_s};
            QTest::newRow((name + ", with permission").constData())
                << size << QStringList{u"-H"_s, u"Expect: 100-continue"_s};
        }
    }

    void carriesABodyUp()
    {
        QFETCH(qsizetype, size);
        QFETCH(QStringList, options);
        QFile file(m_folder.filePath(u"body"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(pattern(size));
        file.close();
        for (const auto *edge : {m_plain.get(), m_tls.get()}) {
            const auto said = QJsonDocument::fromJson(
                                  curl(*edge, u"/"_s, options + QStringList{u"-T"_s, file.fileName()}))
                                  .object();
            QCOMPARE(said.value("bytes"_L1).toInteger(), size);
            QCOMPARE(said.value("sha256"_L1).toString().toLatin1(), sha256(pattern(size)).toHex());
            QVERIFY(!QJsonDocument(said).toJson().contains(goodSecret));
        }
    }

    void letsAWebSocketThrough()
    {
        Wire wire(m_plain->url());
        http::Headers headers = goodHeaders();
        headers << http::Header{"Connection", "Upgrade"} << http::Header{"Upgrade", "websocket"}
                << http::Header{"Sec-WebSocket-Version", "13"}
                << http::Header{"Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="};

        wire.write(requestBytes("GET", "/echo", headers));
        const auto accepted = wire.read(Wire::Body::None);
        QCOMPARE(accepted.status, 101);
        // The example of RFC 6455, section 1.3.
        QCOMPARE(accepted.header("Sec-WebSocket-Accept"), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        wire.write(masked('\x81', "hello") + masked('\x82', pattern(60'000)));
        const auto echoed = "\x81\x05hello" + QByteArray("\x82\x7e\xea\x60") + pattern(60'000);
        QTRY_COMPARE(wire.unread(), echoed.size());
        QCOMPARE(wire.all(), echoed);
        wire.write(masked('\x88', {}));

        QVERIFY(wire.waitUntilClosed());
        QVERIFY(wire.all().endsWith(QByteArray("\x88\x00", 2)));
    }

private:
    [[nodiscard]] static QByteArray pattern(qsizetype size)
    {
        return QByteArray("0123456789abcdef").repeated(size / 16 + 1).first(size);
    }

    /// A frame as clients send it (RFC 6455, section 5.3), of less than 64 KiB.
    [[nodiscard]] static QByteArray masked(char start, QByteArray payload)
    {
        const QByteArray mask = "\x01\x02\x03\x04";
        for (qsizetype i = 0; i < payload.size(); ++i)
            payload[i] = static_cast<char>(payload.at(i) ^ mask.at(i % 4));
        QByteArray frame(1, start);
        if (payload.size() < 126) {
            frame += static_cast<char>(0x80 | payload.size());
        } else {
            frame += static_cast<char>(0x80 | 126);
            frame += static_cast<char>(payload.size() >> 8);
            frame += static_cast<char>(payload.size() & 0xff);
        }
        return frame + mask + payload;
    }

    [[nodiscard]] QByteArray curl(const Edge &edge, const QString &path, const QStringList &options) const
    {
        QProcess process;
        const QStringList always{u"--silent"_s,  u"--fail"_s,
                                 u"-m"_s,        u"20"_s,
                                 u"--noproxy"_s, u"*"_s,
                                 u"--cacert"_s,  m_authority,
                                 u"-H"_s,        u"CF-Access-Client-Id: "_s + goodId,
                                 u"-H"_s,        u"CF-Access-Client-Secret: hush"_s};
        process.start(u"curl"_s, always + options + QStringList{edge.url().toString() + path});
        QSignalSpy finished(&process, &QProcess::finished);
        if (!finished.wait(25'000) || process.exitCode() != 0)
            return "curl: " + QByteArray::number(process.exitCode());
        return process.readAllStandardOutput();
    }

    QProcess m_service;
    QTemporaryDir m_folder;
    QString m_authority;
    std::unique_ptr<Edge> m_plain;
    std::unique_ptr<Edge> m_tls;
};

QTEST_GUILESS_MAIN(ThirdPartyUpstreamTest)
#include "ThirdPartyUpstreamTest.moc"
