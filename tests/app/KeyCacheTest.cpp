// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "KeyCacheFile.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace keyturn;
using namespace Qt::StringLiterals;

namespace {

const auto place = u"https://acme.cloudflareaccess.com/cdn-cgi/access/certs"_s;
const QByteArray document = R"({"keys":[{"kty":"RSA","kid":"k1","n":"AQAB","e":"AQAB"}]})";
const QDateTime start(QDate(2026, 11, 24), QTime(9, 0), Qt::UTC);

KeyCache filled()
{
    KeyCache cache;
    cache.noteAsked(place, start);
    cache.keep(place, document, *jwt::parseKeySet(document), start);
    return cache;
}

} // namespace

class KeyCacheTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsWhenToAsk_data()
    {
        QTest::addColumn<QString>("keyId");
        QTest::addColumn<int>("seconds"); // After the keys came.
        QTest::addColumn<bool>("asks");
        QTest::newRow("known key") << u"k1"_s << 3600 << false;
        QTest::newRow("no key named") << QString() << 3600 << false;
        QTest::newRow("known key, a day later") << u"k1"_s << 24 * 3600 << true;
        QTest::newRow("unknown key at once") << u"k2"_s << 0 << false;
        QTest::newRow("unknown key within the minute") << u"k2"_s << 59 << false;
        QTest::newRow("unknown key after a minute") << u"k2"_s << 60 << true;
        QTest::newRow("the clock was set back") << u"k1"_s << -60 << true;
    }

    void knowsWhenToAsk()
    {
        QFETCH(const QString, keyId);
        QFETCH(const int, seconds);
        QTEST(filled().shouldAsk(place, keyId, start.addSecs(seconds)), "asks");
    }

    void asksWhereItNeverAsked() { QVERIFY(KeyCache().shouldAsk(place, u"k1"_s, start)); }

    void waitsAFewSecondsAfterAskingInVain()
    {
        auto cache = filled();
        const auto later = start.addDays(2);
        QVERIFY(cache.shouldAsk(place, u"k1"_s, later));
        cache.noteAsked(place, later);
        QVERIFY(!cache.shouldAsk(place, u"k1"_s, later.addSecs(4)));
        QVERIFY(cache.shouldAsk(place, u"k1"_s, later.addSecs(5)));
        KeyCache empty;
        empty.noteAsked(place, later);
        QVERIFY(!empty.shouldAsk(place, u"k1"_s, later.addSecs(4)));
        QVERIFY(empty.shouldAsk(place, u"k1"_s, later.addSecs(5)));
    }

    void usesOldKeysForAWeek()
    {
        QVERIFY(filled().isUsable(place, start.addDays(7).addSecs(-1)));
        QVERIFY(!filled().isUsable(place, start.addDays(7)));
        QVERIFY(!filled().isUsable(u"https://elsewhere/"_s, start));
    }

    void comesBackFromItsFile()
    {
        const QTemporaryDir profile;
        QVERIFY(saveKeyCache(profile.path(), filled()));
        const auto cache = loadKeyCache(profile.path(), start.addSecs(10));
        QVERIFY(cache.find(place));
        QCOMPARE(cache.find(place)->at, start);
        QCOMPARE(cache.find(place)->document, document);
        QVERIFY(cache.find(place)->keys.find(u"k1"));
        QVERIFY(!cache.shouldAsk(place, u"k2"_s, start.addSecs(10)));
        const auto path = QDir(profile.path()).filePath(u"jwt-keys.json"_s);
        QCOMPARE(
            QFileInfo(path).permissions() & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteOther),
            QFile::Permissions());
    }

    void makesNoProfile()
    {
        const QTemporaryDir folder;
        const auto profile = folder.filePath(u"none"_s);
        QVERIFY(!saveKeyCache(profile, filled()));
        QVERIFY(!QFileInfo::exists(profile));
    }

    void leavesOutWhatCannotBeRead_data()
    {
        QTest::addColumn<QByteArray>("saved");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("no JSON") << QByteArray("{\"places\":[{");
        QTest::newRow("other JSON") << QByteArray("[1]");
        QTest::newRow("no keys") << QByteArray(
            R"({"places":[{"from":"a","at":"2026-11-24T08:00:00Z","document":"x"}]})");
        QTest::newRow("from the future") << filled().saved().replace("2026-11-24", "2026-11-26");
    }

    void leavesOutWhatCannotBeRead()
    {
        QFETCH(const QByteArray, saved);
        const auto cache = KeyCache::restored(saved, start);
        QVERIFY(cache.shouldAsk(place, u"k1"_s, start));
        QVERIFY(!cache.isUsable(place, start));
    }

    void keepsABoundedNumberOfPlaces()
    {
        KeyCache cache;
        for (int i = 0; i <= KeyCache::mostPlaces; ++i)
            cache.noteAsked(QString::number(i), start.addSecs(i));
        QVERIFY(!cache.find(u"0"_s));
        QVERIFY(cache.find(u"1"_s));
        QVERIFY(cache.find(QString::number(KeyCache::mostPlaces)));
    }
};

QTEST_GUILESS_MAIN(KeyCacheTest)
#include "KeyCacheTest.moc"
