// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Secret.h"

#include <QDebug>
#include <QRegularExpression>
#include <QTest>
#include <QVariant>

#include <type_traits>

#ifdef Q_OS_LINUX
#include <sys/prctl.h>
#endif
#ifdef Q_OS_UNIX
#include <sys/resource.h>
#endif

using namespace keyturn;

static_assert(!std::is_copy_constructible_v<Secret>);
static_assert(!std::is_copy_assignable_v<Secret>);
static_assert(std::is_nothrow_move_constructible_v<Secret>);
static_assert(std::is_nothrow_move_assignable_v<Secret>);
static_assert(!std::is_convertible_v<QByteArray, Secret>, "nothing becomes a secret unnoticed");
static_assert(!std::is_convertible_v<Secret, QByteArray>, "and no secret becomes plain bytes");
static_assert(!std::is_convertible_v<Secret, QString>);
static_assert(!std::is_convertible_v<Secret, QVariant>);

template <typename T>
concept Printable = requires(QDebug debug, const T &value)
{
    debug << value;
};
static_assert(Printable<QByteArray>);
static_assert(!Printable<Secret>);

template <typename T>
concept Comparable = requires(const T &a, const T &b)
{
    a == b;
};
static_assert(!Comparable<Secret>, "isSameAs() takes the same time for each answer");

class SecretTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void givesItsBytesWhenAskedByName()
    {
        const Secret secret("hush");

        QVERIFY(!secret.isEmpty());
        QCOMPARE(secret.expose().toByteArray(), QByteArray("hush"));
    }

    void isEmptyByDefault()
    {
        QVERIFY(Secret().isEmpty());
        QVERIFY(Secret(QByteArray()).isEmpty());
    }

    void keepsNulBytes()
    {
        const Secret secret(QByteArray("a\0b", 3));

        QCOMPARE(secret.expose().size(), 3);
    }

    void leavesNothingBehindWhenItMoves()
    {
        Secret first("hush");
        const Secret second(std::move(first));

        QVERIFY(first.isEmpty());
        QCOMPARE(second.expose().toByteArray(), QByteArray("hush"));
    }

    void movesIntoAnotherSecret()
    {
        Secret first("hush");
        Secret second("older");
        second = std::move(first);

        QVERIFY(first.isEmpty());
        QCOMPARE(second.expose().toByteArray(), QByteArray("hush"));
    }

    void survivesBeingMovedIntoItself()
    {
        Secret secret("hush");
        auto &same = secret;
        secret = std::move(same);

        QCOMPARE(secret.expose().toByteArray(), QByteArray("hush"));
    }

    void wipesItsOwnBytesOnly()
    {
        const QByteArray callers("hush");
        {
            const Secret secret(callers);
        }

        QCOMPARE(callers, QByteArray("hush"));
    }

    void ownsItsBytes()
    {
        char buffer[] = {'h', 'u', 's', 'h'};
        const Secret secret(QByteArray::fromRawData(buffer, sizeof buffer));
        buffer[0] = 'X';

        QCOMPARE(secret.expose().toByteArray(), QByteArray("hush"));
    }

    void duplicatesIndependently()
    {
        auto first = std::make_unique<Secret>("hush");
        const auto second = first->duplicate();
        QVERIFY(first->expose().data() != second.expose().data());
        first.reset();

        QCOMPARE(second.expose().toByteArray(), QByteArray("hush"));
    }

    void comparesBytes_data()
    {
        QTest::addColumn<QByteArray>("a");
        QTest::addColumn<QByteArray>("b");
        QTest::addColumn<bool>("same");

        QTest::newRow("same") << QByteArray("hush") << QByteArray("hush") << true;
        QTest::newRow("other case") << QByteArray("hush") << QByteArray("Hush") << false;
        QTest::newRow("one is the start of the other")
            << QByteArray("hush") << QByteArray("hushhush") << false;
        QTest::newRow("the last byte differs") << QByteArray("hush") << QByteArray("husg") << false;
        QTest::newRow("high bytes") << QByteArray("\xFF\x80") << QByteArray("\xFF\x81") << false;
        QTest::newRow("nothing and nothing") << QByteArray() << QByteArray("") << true;
    }

    void comparesBytes()
    {
        QFETCH(QByteArray, a);
        QFETCH(QByteArray, b);
        QFETCH(bool, same);

        QCOMPARE(Secret(a).isSameAs(Secret(b)), same);
        QCOMPARE(Secret(b).isSameAs(Secret(a)), same);
    }

    void wipesShortLivedCopies()
    {
        QByteArray bytes("hush");
        const auto otherHolder = bytes;
        wipeBytes(bytes);
        QString text = QStringLiteral("hush");
        const auto otherText = text;
        wipeText(text);

        QVERIFY(bytes.isEmpty());
        QVERIFY(text.isEmpty());
        QCOMPARE(otherHolder, QByteArray("hush"));
        QCOMPARE(otherText, QStringLiteral("hush"));
    }

    void keepsThisProcessOutOfCoreFiles()
    {
        forbidCoreFiles();

#ifdef Q_OS_UNIX
        rlimit limit{};
        QCOMPARE(getrlimit(RLIMIT_CORE, &limit), 0);
        QCOMPARE(limit.rlim_cur, rlim_t(0));
#endif
#ifdef Q_OS_LINUX
        QCOMPARE(prctl(PR_GET_DUMPABLE), 0);
#endif
    }
};

QTEST_GUILESS_MAIN(SecretTest)
#include "SecretTest.moc"
