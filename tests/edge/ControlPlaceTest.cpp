// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ControlPlace.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace keyturn;
using namespace keyturn::edge;
using namespace Qt::StringLiterals;

namespace {

ControlPlace placeOn(int port, qint64 process = QCoreApplication::applicationPid())
{
    return {
        QUrl(u"http://127.0.0.1:%1"_s.arg(port)), QUrl(u"http://127.0.0.1:%1"_s.arg(port + 1)),
        Secret("token"), process};
}

} // namespace

class ControlPlaceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        m_folder = std::make_unique<QTemporaryDir>();
    }

    void isThereForAsLongAsTheEdge()
    {
        {
            ControlPlaceFile file;
            QVERIFY(file.write(folder(), placeOn(8787)));
            const auto places = controlPlacesIn(folder());
            QCOMPARE(places.size(), size_t{1});
            QCOMPARE(places[0].edge, placeOn(8787).edge);
            QCOMPARE(places[0].control, placeOn(8787).control);
            QVERIFY(places[0].token.isSameAs(Secret("token")));
            QCOMPARE(places[0].file, file.path());
        }
        QVERIFY(controlPlacesIn(folder()).empty());
    }

    void onlyItsOwnerMayReadIt()
    {
        ControlPlaceFile file;
        QVERIFY(file.write(folder(), placeOn(8787)));
        constexpr auto others = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther
            | QFileDevice::WriteOther;
        QVERIFY((QFile::permissions(file.path()) & others) == 0);
        QVERIFY((QFile::permissions(folder()) & others) == 0);
        QFile::setPermissions(file.path(), QFile::permissions(file.path()) | QFileDevice::ReadGroup);
        QVERIFY(controlPlacesIn(folder()).empty());
    }

    void severalAreToldApart()
    {
        ControlPlaceFile first;
        ControlPlaceFile second;
        QVERIFY(first.write(folder(), placeOn(1000)));
        QVERIFY(second.write(folder(), placeOn(2000)));
        QCOMPARE(controlPlacesIn(folder()).size(), size_t{2});
    }

    void severalOnOnePortAreToldApart()
    {
        auto elsewhere = placeOn(1000);
        elsewhere.edge.setHost(u"127.0.0.2"_s);
        auto sixth = placeOn(1000);
        sixth.edge.setHost(u"::1"_s);
        ControlPlaceFile first;
        QVERIFY(first.write(folder(), placeOn(1000)));
        {
            ControlPlaceFile second;
            ControlPlaceFile third;
            QVERIFY(second.write(folder(), elsewhere));
            QVERIFY(third.write(folder(), sixth));
            QCOMPARE(controlPlacesIn(folder()).size(), size_t{3});
        }
        const auto left = controlPlacesIn(folder());
        QCOMPARE(left.size(), size_t{1});
        QCOMPARE(left[0].edge, placeOn(1000).edge);
    }

    void whatADeadEdgeLeftBehindIsTakenAway()
    {
        ControlPlaceFile dead;
        QVERIFY(dead.write(folder(), placeOn(1000, 0)));
        QVERIFY(controlPlacesIn(folder()).empty());
        QVERIFY(!QFileInfo::exists(dead.path()));
    }

    void noTokenGoesToAnotherMachine()
    {
        auto elsewhere = placeOn(1000);
        elsewhere.control = QUrl(u"http://192.0.2.1:1001"_s);
        ControlPlaceFile file;
        QVERIFY(file.write(folder(), elsewhere));
        QVERIFY(controlPlacesIn(folder()).empty());
    }

    void whoTakesThePortTakesTheFile()
    {
        QFile left(m_folder->filePath(u"edge-127.0.0.1-1000.json"_s));
        QVERIFY(left.open(QIODevice::WriteOnly));
        left.write("no JSON");
        left.close();
        left.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
        QVERIFY(controlPlacesIn(m_folder->path()).empty());
        ControlPlaceFile file;
        QVERIFY(file.write(m_folder->path(), placeOn(1000)));
        QCOMPARE(controlPlacesIn(m_folder->path()).size(), size_t{1});
    }

    void saysWhenItCannotBeWritten()
    {
        QFile file(m_folder->filePath(u"file"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        ControlPlaceFile place;
        QVERIFY(!place.write(m_folder->filePath(u"file/below"_s), placeOn(1000)));
        QVERIFY(place.path().isEmpty());
    }

private:
    QString folder() const { return m_folder->filePath(u"made/when/needed"_s); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(ControlPlaceTest)
#include "ControlPlaceTest.moc"
