// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "LocalCa.h"

#include <QFile>
#include <QProcess>
#include <QSslCertificate>
#include <QSslKey>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>

using namespace keyturn;
using namespace keyturn::edge;
using namespace Qt::StringLiterals;

class LocalCaTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_openssl = QStandardPaths::findExecutable(u"openssl"_s); }

    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_folder = std::make_unique<QTemporaryDir>();
    }

    void makesAnAuthorityOnceAndTakesItFromThenOn()
    {
        const auto first = ca({u"api.test"_s});
        const auto second = ca({u"api.test"_s}, now.addDays(300));

        QVERIFY(first.isNew());
        QVERIFY(!second.isNew());
        QCOMPARE(second.certificate(), first.certificate());
        QCOMPARE(second.fingerprint(), first.fingerprint());
        QCOMPARE(
            first.fingerprint(), QSslCertificate(first.certificate()).digest(QCryptographicHash::Sha256));
        QCOMPARE(QSslCertificate::fromPath(first.certificateFile()).value(0).toPem(), first.certificate());
        QVERIFY(first.name().startsWith(u"Keyturn local edge on "_s));
    }

    void makesAnotherForOtherHostsAndBeforeItEnds()
    {
        const auto first = ca({u"api.test"_s});

        QVERIFY(ca({u"api.test"_s}, now.addDays(3 * 365 - 20)).isNew());
        QVERIFY(ca({u"other.test"_s}).isNew());
        QVERIFY(ca({u"other.test"_s, u"10.0.0.1"_s}).isNew());
        QVERIFY(!ca({u"OTHER.test"_s, u"10.0.0.1"_s}).isNew());
        QVERIFY(ca({}).isNew());
    }

    void makesAnotherWhereTheFilesAreDamaged_data()
    {
        QTest::addColumn<QString>("file");

        QTest::newRow("certificate") << u"keyturn-local-ca.pem"_s;
        QTest::newRow("key") << u"keyturn-local-ca.key"_s;
    }

    void makesAnotherWhereTheFilesAreDamaged()
    {
        QFETCH(QString, file);
        const auto first = ca({});
        QFile damaged(m_folder->filePath(file));
        QVERIFY(damaged.open(QIODevice::WriteOnly));
        damaged.write("-----BEGIN NOTHING-----\n");
        damaged.close();

        const auto second = ca({});

        QVERIFY(second.isNew());
        QVERIFY(second.certificate() != first.certificate());
        QVERIFY(!ca({}).isNew());
    }

    void keepsItsKeyToItself()
    {
        const auto made = ca({});
        QFile key(m_folder->filePath(u"keyturn-local-ca.key"_s));
        const auto onlyOwner = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
        const auto others = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther
            | QFileDevice::WriteOther;

        QCOMPARE(key.permissions() & others, QFileDevice::Permissions());
        QVERIFY(key.setPermissions(onlyOwner | QFileDevice::ReadOther));
        QVERIFY(!ca({}).isNew());
        QCOMPARE(key.permissions() & others, QFileDevice::Permissions());
        QVERIFY(!made.certificate().contains("PRIVATE"));
    }

    void issuesForThisMachineAndTheHosts()
    {
        const auto identity = ca({u"api.test"_s, u"*.wild.test"_s, u"10.1.2.3"_s}).issue(now);
        const QSslCertificate certificate(identity.certificate);
        const auto names = certificate.subjectAlternativeNames();

        QCOMPARE(
            QSet<QString>(names.cbegin(), names.cend()),
            (QSet<QString>{
                u"localhost"_s, u"127.0.0.1"_s, u"::1"_s, u"api.test"_s, u"*.wild.test"_s, u"10.1.2.3"_s}));
        QVERIFY(certificate.effectiveDate() < now);
        QVERIFY(certificate.effectiveDate().daysTo(certificate.expiryDate()) <= 397);
        QVERIFY(certificate.expiryDate() > now.addDays(30));
        QCOMPARE(certificate.publicKey().algorithm(), QSsl::Ec);
        QCOMPARE(certificate.publicKey().length(), 256);
        QVERIFY(identity.privateKey.expose().startsWith("-----BEGIN PRIVATE KEY-----"));
    }

    void hasItsCertificatesBelievedByOpenSsl_data()
    {
        QTest::addColumn<QStringList>("asked");
        QTest::addColumn<bool>("good");

        QTest::newRow("name") << QStringList{u"-verify_hostname"_s, u"api.test"_s} << true;
        QTest::newRow("localhost") << QStringList{u"-verify_hostname"_s, u"localhost"_s} << true;
        QTest::newRow("address") << QStringList{u"-verify_ip"_s, u"127.0.0.1"_s} << true;
        QTest::newRow("address of six") << QStringList{u"-verify_ip"_s, u"::1"_s} << true;
        QTest::newRow("another name") << QStringList{u"-verify_hostname"_s, u"bank.test"_s} << false;
        QTest::newRow("for mail") << QStringList{u"-purpose"_s, u"smimesign"_s} << false;
    }

    void hasItsCertificatesBelievedByOpenSsl()
    {
        if (m_openssl.isEmpty())
            QSKIP("The openssl program is not installed.");
        QFETCH(QStringList, asked);
        QFETCH(bool, good);
        const auto authority = ca({u"api.test"_s});
        const auto leaf = file(u"leaf.pem"_s, authority.issue(now).certificate);
        const auto purpose
            = asked.contains(u"-purpose"_s) ? QStringList() : QStringList{u"-purpose"_s, u"sslserver"_s};
        const auto verified = openssl(
            QStringList{u"verify"_s, u"-x509_strict"_s, u"-CAfile"_s, authority.certificateFile()} + purpose
            + asked + QStringList{leaf});

        QVERIFY2((verified == 0) == good, qPrintable(m_said));
    }

    /// Whoever stole the key could sign this; nobody who trusts the authority believes it.
    void cannotVouchForAnyOtherHost_data()
    {
        QTest::addColumn<QString>("names");
        QTest::addColumn<bool>("good");

        QTest::newRow("its own") << u"DNS:api.test"_s << true;
        QTest::newRow("below its own") << u"DNS:deep.api.test"_s << true;
        QTest::newRow("another name") << u"DNS:bank.test"_s << false;
        QTest::newRow("one of them another") << u"DNS:api.test,DNS:bank.test"_s << false;
        QTest::newRow("another address") << u"IP:10.0.0.1"_s << false;
        QTest::newRow("another address of six") << u"IP:2001:db8::1"_s << false;
    }

    void cannotVouchForAnyOtherHost()
    {
        if (m_openssl.isEmpty())
            QSKIP("The openssl program is not installed.");
        QFETCH(QString, names);
        QFETCH(bool, good);
        const auto authority = ca({u"api.test"_s});
        const auto extensions = file(u"ext"_s, "subjectAltName=" + names.toLatin1() + "\n");
        const auto request = m_folder->filePath(u"request"_s);
        const auto leaf = m_folder->filePath(u"leaf.pem"_s);
        QCOMPARE(
            openssl(
                {u"req"_s, u"-newkey"_s, u"rsa:2048"_s, u"-nodes"_s, u"-subj"_s, u"/O=x"_s, u"-keyout"_s,
                 m_folder->filePath(u"k"_s), u"-out"_s, request}),
            0);
        QCOMPARE(
            openssl(
                {u"x509"_s, u"-req"_s, u"-in"_s, request, u"-CA"_s, authority.certificateFile(), u"-CAkey"_s,
                 m_folder->filePath(u"keyturn-local-ca.key"_s), u"-CAcreateserial"_s, u"-extfile"_s,
                 extensions, u"-out"_s, leaf}),
            0);

        const auto verified = openssl({u"verify"_s, u"-CAfile"_s, authority.certificateFile(), leaf});

        QVERIFY2((verified == 0) == good, qPrintable(m_said));
        QVERIFY(good || m_said.contains(u"permitted subtree"_s));
    }

    void takesNothingForAHostThatIsNone_data()
    {
        QTest::addColumn<QString>("host");

        QTest::newRow("empty") << QString();
        QTest::newRow("comma") << u"a.test,permitted;DNS:bank.test"_s;
        QTest::newRow("line") << u"a.test\nx"_s;
        QTest::newRow("URL") << u"https://a.test"_s;
        QTest::newRow("star in the middle") << u"a.*.test"_s;
        QTest::newRow("star alone") << u"*"_s;
        QTest::newRow("port") << u"a.test:1"_s;
    }

    void takesNothingForAHostThatIsNone()
    {
        QFETCH(QString, host);
        const auto made = LocalCa::openOrMake(m_folder->path(), {host}, now);

        QVERIFY(!made);
        QCOMPARE(made.error(), CaError::NoHost);
    }

    void saysThatAFolderCannotBeMade()
    {
        const auto inTheWay = file(u"file"_s, "x");
        const auto made = LocalCa::openOrMake(inTheWay + u"/folder"_s, {}, now);

        QVERIFY(!made);
        QCOMPARE(made.error(), CaError::CannotWrite);
    }

private:
    [[nodiscard]] LocalCa ca(const QStringList &hosts, const QDateTime &at = now)
    {
        auto made = LocalCa::openOrMake(m_folder->path(), hosts, at);
        if (!made)
            qFatal("No authority was made.");
        return *std::move(made);
    }

    [[nodiscard]] QString file(const QString &name, const QByteArray &bytes)
    {
        QFile made(m_folder->filePath(name));
        if (!made.open(QIODevice::WriteOnly) || made.write(bytes) != bytes.size())
            qFatal("A file cannot be written.");
        return made.fileName();
    }

    [[nodiscard]] int openssl(const QStringList &arguments)
    {
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(m_openssl, arguments);
        if (!process.waitForFinished(20'000))
            return -1;
        m_said = QString::fromUtf8(process.readAll());
        return process.exitCode();
    }

    // Of the day, since the openssl program asks the clock.
    static inline const QDateTime now = QDateTime::currentDateTimeUtc();

    QString m_openssl;
    QString m_said;
    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(LocalCaTest)
#include "LocalCaTest.moc"
