// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Edge.h"
#include "SampleConfig.h"

#include <QProcess>
#include <QStandardPaths>
#include <QtTest>

using namespace keyturn;
using namespace keyturn::edge;
using namespace Qt::StringLiterals;

/// The edge as curl sees it, which knows nothing of us.
class ThirdPartyClientTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_curl = QStandardPaths::findExecutable(u"curl"_s);
        if (m_curl.isEmpty())
            QSKIP("curl is not installed.");
    }

    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void isAnsweredAsDocumented_data()
    {
        QTest::addColumn<Mode>("mode");
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("status");

        const QStringList good{
            u"-H"_s, u"CF-Access-Client-Id: "_s + goodId, u"-H"_s, u"CF-Access-Client-Secret: hush"_s};
        const QStringList wrong{
            u"-H"_s, u"CF-Access-Client-Id: "_s + goodId, u"-H"_s, u"CF-Access-Client-Secret: no"_s};
        const QStringList head{u"--head"_s};
        const QStringList chunked{u"-H"_s,
                                  u"Transfer-Encoding: chunked"_s,
                                  u"-H"_s,
                                  u"Expect: 100-continue"_s,
                                  u"--data-binary"_s,
                                  u"hello"_s};
        const QStringList old{u"--http1.0"_s};

        QTest::newRow("legacy, good") << Mode::Legacy << good << u"200"_s;
        QTest::newRow("legacy, wrong") << Mode::Legacy << wrong << u"302"_s;
        QTest::newRow("legacy, none") << Mode::Legacy << QStringList() << u"302"_s;
        QTest::newRow("strict, good") << Mode::Strict << good << u"200"_s;
        QTest::newRow("strict, wrong") << Mode::Strict << wrong << u"401"_s;
        QTest::newRow("HEAD") << Mode::Legacy << good + head << u"200"_s;
        QTest::newRow("chunked upload that waits") << Mode::Legacy << good + chunked << u"200"_s;
        QTest::newRow("HTTP/1.0") << Mode::Legacy << good + old << u"200"_s;
    }

    void isAnsweredAsDocumented()
    {
        QFETCH(Mode, mode);
        QFETCH(QStringList, arguments);
        Edge edge(configWith({policyOf(Action::ServiceAuth, {goodId}), policyOf(Action::Allow)}, mode), [] {
            return QDateTime::currentDateTimeUtc();
        });
        QVERIFY(edge.listen());

        QTEST(
            run(QStringList{u"-o"_s, u"/dev/null"_s, u"-w"_s, u"%{http_code}"_s} + arguments, edge.url()),
            "status");
    }

    void uploadsMegabytes()
    {
        Edge edge(configWith({policyOf(Action::ServiceAuth, {goodId})}), [] {
            return QDateTime::currentDateTimeUtc();
        });
        QVERIFY(edge.listen());
        QTemporaryFile file;
        QVERIFY(file.open());
        QCOMPARE(file.write(QByteArray(4'000'000, 'x')), 4'000'000);
        QVERIFY(file.flush());

        const auto answer = run(
            {u"-H"_s, u"CF-Access-Client-Id: "_s + goodId, u"-H"_s, u"CF-Access-Client-Secret: hush"_s,
             u"-T"_s, file.fileName()},
            edge.url());

        QVERIFY(answer.contains(u"\"body_bytes\": 4000000"_s));
    }

    void asksTwiceOnOneConnection()
    {
        Edge edge(configWith({everyone(Action::Bypass)}), [] { return QDateTime::currentDateTimeUtc(); });
        QVERIFY(edge.listen());

        const auto connections = run(
            {u"-o"_s, u"/dev/null"_s, u"-o"_s, u"/dev/null"_s, u"-w"_s, u"%{http_code} %{num_connects};"_s,
             edge.url().toString() + u"/one"_s},
            edge.url());

        QCOMPARE(connections, u"200 1;200 0;"_s);
    }

private:
    [[nodiscard]] QString run(const QStringList &arguments, const QUrl &url) const
    {
        QProcess curl;
        curl.start(
            m_curl,
            QStringList{u"--silent"_s, u"--noproxy"_s, u"*"_s, u"-m"_s, u"20"_s} + arguments
                + QStringList{url.toString()});
        QSignalSpy finished(&curl, &QProcess::finished);
        if (!finished.wait(25'000))
            return {};
        return QString::fromUtf8(curl.readAllStandardOutput());
    }

    QString m_curl;
};

QTEST_GUILESS_MAIN(ThirdPartyClientTest)
#include "ThirdPartyClientTest.moc"
