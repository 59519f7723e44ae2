// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Secret.h"

#include <QDebug>
#include <QJsonArray>
#include <QJsonDocument>
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

    void takesBytesOverWhereTheyAre()
    {
        QByteArray bytes(64, 'x');
        const auto *const place = bytes.constData();
        const Secret secret(std::move(bytes));

        QCOMPARE(static_cast<const void *>(secret.expose().data()), static_cast<const void *>(place));
    }

    void leavesToOthersWhatTheyShare()
    {
        const QByteArray callers("hush");
        auto shared = callers;
        {
            const Secret secret(std::move(shared));
            QCOMPARE(secret.expose().toByteArray(), QByteArray("hush"));
        }

        QCOMPARE(callers, QByteArray("hush"));
    }

    void knowsWhetherItIsText_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("isText");

        QTest::newRow("letters") << QByteArray("hush") << true;
        QTest::newRow("nothing") << QByteArray() << true;
        QTest::newRow("UTF-8") << QByteArray("h\xC3\xBC"
                                             "sh")
                               << true;
        QTest::newRow("Latin-1") << QByteArray("h\xFC"
                                               "sh")
                                 << false;
        QTest::newRow("cut in a character") << QByteArray("h\xC3") << false;
        QTest::newRow("NUL") << QByteArray("hu\0sh", 5) << false;
    }

    void knowsWhetherItIsText()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(bool, isText);

        QCOMPARE(Secret(bytes).isText(), isText);
    }

    void tellsItsSizeAndItsStart()
    {
        const Secret secret("cfast_hush");

        QCOMPARE(secret.size(), 10);
        QVERIFY(secret.startsWith("cfast_"));
        QVERIFY(!secret.startsWith("hush"));
    }

    void hasTheDigestOfItsBytes()
    {
        // FIPS 180-2, appendix B.1.
        QCOMPARE(
            Secret("abc").sha256().toHex(),
            QByteArray("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    }

    void isPutBetweenOtherBytes()
    {
        QCOMPARE(Secret("hush").between("Bearer ").expose().toByteArray(), QByteArray("Bearer hush"));
        QCOMPARE(Secret("hush").between("<", ">").expose().toByteArray(), QByteArray("<hush>"));
        QVERIFY(Secret().between({}).isEmpty());
    }

    void becomesAStringOfJson_data()
    {
        QTest::addColumn<QByteArray>("bytes");

        QTest::newRow("letters") << QByteArray("hush");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("quote and backslash") << QByteArray("a\"b\\c");
        QTest::newRow("control characters") << QByteArray("a\nb\x1f\x7f");
        QTest::newRow("UTF-8") << QByteArray("h\xC3\xBC"
                                             "sh");
    }

    void becomesAStringOfJson()
    {
        QFETCH(QByteArray, bytes);

        const auto json = Secret(bytes).asJsonString().between("[", "]");

        const auto read = QJsonDocument::fromJson(json.expose().toByteArray()).array();
        QCOMPARE(read.size(), 1);
        QCOMPARE(read.first().toString().toUtf8(), bytes);
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
