// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "IncomingRequest.h"

#include <QtTest>

using namespace keyturn::edge;
using namespace Qt::StringLiterals;

class IncomingRequestTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void tellsPathAndQueryApart_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("query");

        QTest::newRow("no query") << QByteArray("/a/b") << u"/a/b"_s << QString();
        QTest::newRow("query") << QByteArray("/a?x=1&y=2") << u"/a"_s << u"x=1&y=2"_s;
        QTest::newRow("two question marks") << QByteArray("/a?x=?") << u"/a"_s << u"x=?"_s;
        QTest::newRow("escapes stay") << QByteArray("/%41?%42") << u"/%41"_s << u"%42"_s;
    }

    void tellsPathAndQueryApart()
    {
        QFETCH(QByteArray, target);
        IncomingRequest request;
        request.target = target;

        QTEST(request.path(), "path");
        QTEST(request.query(), "query");
    }

    void namesTheHostWithoutItsPort_data()
    {
        QTest::addColumn<QByteArray>("authority");
        QTest::addColumn<QString>("host");

        QTest::newRow("port") << QByteArray("127.0.0.1:8787") << u"127.0.0.1"_s;
        QTest::newRow("no port") << QByteArray("API.example.com") << u"api.example.com"_s;
        QTest::newRow("IPv6") << QByteArray("[::1]:80") << u"[::1]"_s;
        QTest::newRow("IPv6 without port") << QByteArray("[::1]") << u"[::1]"_s;
    }

    void namesTheHostWithoutItsPort()
    {
        QFETCH(QByteArray, authority);
        IncomingRequest request;
        request.authority = authority;

        QTEST(request.hostName(), "host");
    }

    void seesThroughADisguisedPath_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("expected");

        QTest::newRow("empty") << QString() << u"/"_s;
        QTest::newRow("plain") << u"/a/b"_s << u"/a/b"_s;
        QTest::newRow("decoded once only") << u"/%2561"_s << u"/%61"_s;
        QTest::newRow("dots") << u"/a/./b/../c/"_s << u"/a/c"_s;
        QTest::newRow("three dots are a name") << u"/..."_s << u"/..."_s;
        QTest::newRow("slashes") << u"///a//b"_s << u"/a/b"_s;
    }

    void seesThroughADisguisedPath()
    {
        QFETCH(QString, path);

        QTEST(normalPath(path), "expected");
    }
};

QTEST_GUILESS_MAIN(IncomingRequestTest)
#include "IncomingRequestTest.moc"
