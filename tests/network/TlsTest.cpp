// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "NetworkTransport.h"
#include "Peer.h"

#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslServer>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace keyturn;
using http::TransportError;

/// TLS, with certificates that the openssl program makes for this test.
class TlsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_openssl = QStandardPaths::findExecutable(u"openssl"_s);
        if (m_openssl.isEmpty())
            QSKIP("The openssl program is missing, and it makes the certificates for this test.");
        m_untouched = QSslConfiguration::defaultConfiguration();
        QVERIFY(makeCertificate(u"good"_s, u"subjectAltName=IP:127.0.0.1,DNS:localhost"_s));
        QVERIFY(makeCertificate(u"stranger"_s, u"subjectAltName=DNS:other.example"_s));
    }

    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        QSslConfiguration::setDefaultConfiguration(m_untouched);
        m_transport = std::make_unique<NetworkTransport>();
        m_answers = std::make_unique<Answers>();
    }

    void cleanupTestCase() { QSslConfiguration::setDefaultConfiguration(m_untouched); }

    void refusesACertificateThatNobodyTrusts()
    {
        const Peer peer(Peer::says(ok), server(u"good"_s));
        const auto call = get(peer);
        QTRY_VERIFY(m_answers->any());

        QVERIFY(!m_answers->only());
        QCOMPARE(m_answers->only().error().error, TransportError::TlsFailed);
        QVERIFY(m_answers->only().error().detail.contains(u"self-signed"_s, Qt::CaseInsensitive));
        QVERIFY(peer.requests.isEmpty());
    }

    void refusesACertificateForAnotherHost()
    {
        trust(u"stranger"_s);
        const Peer peer(Peer::says(ok), server(u"stranger"_s));
        const auto call = get(peer);
        QTRY_VERIFY(m_answers->any());

        QVERIFY(!m_answers->only());
        QCOMPARE(m_answers->only().error().error, TransportError::TlsFailed);
        QVERIFY(m_answers->only().error().detail.contains(u"host name"_s, Qt::CaseInsensitive));
        QVERIFY(peer.requests.isEmpty());
    }

    void refusesAnExpiredCertificate()
    {
        QVERIFY(makeExpiredCertificate(u"late"_s, u"subjectAltName=IP:127.0.0.1"_s));
        trust(u"late"_s);
        const Peer peer(Peer::says(ok), server(u"late"_s));
        const auto call = get(peer);
        QTRY_VERIFY(m_answers->any());

        QVERIFY(!m_answers->only());
        QCOMPARE(m_answers->only().error().error, TransportError::TlsFailed);
        QVERIFY(m_answers->only().error().detail.contains(u"expired"_s, Qt::CaseInsensitive));
        QVERIFY(peer.requests.isEmpty());
    }

    void tellsWhatWasAgreedWithAServerThatIsTrusted()
    {
        trust(u"good"_s);
        const Peer peer(Peer::says(ok), server(u"good"_s));
        const auto call = get(peer);
        QTRY_VERIFY(m_answers->any());

        QVERIFY2(m_answers->only(), whyNot().constData());
        QCOMPARE(m_answers->only()->body.start, "ok"_ba);
        const auto tls = m_answers->only()->tls;
        QVERIFY(tls);
        QCOMPARE(tls->protocol, u"TLS 1.3"_s);
        QVERIFY(tls->cipher.startsWith(u"TLS_"_s));
        QVERIFY(tls->certificate);
        QCOMPARE(tls->certificate->subject, u"Keyturn test good"_s);
        QCOMPARE(tls->certificate->issuer, u"Keyturn test good"_s);
        QCOMPARE(tls->certificate->names, QStringList({u"127.0.0.1"_s, u"localhost"_s}));
        QVERIFY(tls->certificate->notBefore <= QDateTime::currentDateTimeUtc());
        QVERIFY(tls->certificate->notAfter > QDateTime::currentDateTimeUtc());
    }

    void knowsTheServerAgainOnAConnectionThatIsUsedAgain()
    {
        trust(u"good"_s);
        const Peer peer(Peer::says(ok), server(u"good"_s));
        const auto first = get(peer);
        QTRY_COMPARE(m_answers->all.size(), 1);
        const auto second = get(peer);
        QTRY_COMPARE(m_answers->all.size(), 2);

        QCOMPARE(peer.connections, 1);
        QVERIFY(m_answers->all.last());
        QVERIFY(m_answers->all.last()->tls);
        QCOMPARE(m_answers->all.last()->tls->certificate->subject, u"Keyturn test good"_s);
        QVERIFY(!m_answers->all.last()->timing.connect);
    }

    void countsTheHandshakeAsPartOfConnecting()
    {
        trust(u"good"_s);
        const Peer peer(Peer::says(ok), server(u"good"_s));
        const auto call = get(peer);
        QTRY_VERIFY(m_answers->any());

        QVERIFY(m_answers->only());
        const auto timing = m_answers->only()->timing;
        QVERIFY(timing.connect && timing.send && timing.wait);
        QVERIFY(!timing.tls);
    }

    void saysThatAPlainServerSpeaksNoTls()
    {
        QTcpServer plain;
        QVERIFY(plain.listen(QHostAddress::LocalHost));
        connect(&plain, &QTcpServer::newConnection, this, [&plain] {
            auto *socket = plain.nextPendingConnection();
            socket->write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
        });
        const QUrl url(u"https://127.0.0.1:%1/"_s.arg(plain.serverPort()));
        const auto call = m_transport->send({"GET", url, {}, {}}, {}, {}, m_answers->keep());
        QTRY_VERIFY(m_answers->any());

        QVERIFY(!m_answers->only());
        QCOMPARE(m_answers->only().error().error, TransportError::TlsFailed);
        QVERIFY(!m_answers->only().error().detail.isEmpty());
    }

private:
    bool makeCertificate(const QString &name, const QString &names) const
    {
        return openssl(
            QStringList{u"req"_s, u"-x509"_s, u"-days"_s, u"2"_s, u"-out"_s, name + u".pem"_s}
            + newKey(name, names));
    }

    bool makeExpiredCertificate(const QString &name, const QString &names) const
    {
        return openssl(QStringList{u"req"_s, u"-out"_s, name + u".csr"_s} + newKey(name, names))
            && openssl(
                   {u"x509"_s, u"-req"_s, u"-in"_s, name + u".csr"_s, u"-signkey"_s, name + u".key"_s,
                    u"-days"_s, u"-1"_s, u"-copy_extensions"_s, u"copyall"_s, u"-out"_s, name + u".pem"_s});
    }

    static QStringList newKey(const QString &name, const QString &names)
    {
        return {
            u"-newkey"_s,
            u"rsa:2048"_s,
            u"-nodes"_s,
            u"-keyout"_s,
            name + u".key"_s,
            u"-subj"_s,
            u"/O=Keyturn/CN=Keyturn test "_s + name,
            u"-addext"_s,
            names};
    }

    [[nodiscard]] bool openssl(const QStringList &arguments) const
    {
        QProcess process;
        process.setWorkingDirectory(m_folder.path());
        process.start(m_openssl, arguments);
        return process.waitForFinished() && process.exitCode() == 0;
    }

    [[nodiscard]] QSslCertificate certificate(const QString &name) const
    {
        return QSslCertificate::fromPath(m_folder.filePath(name + u".pem"_s)).value(0);
    }

    [[nodiscard]] std::unique_ptr<QTcpServer> server(const QString &name) const
    {
        QFile key(m_folder.filePath(name + u".key"_s));
        if (!key.open(QIODevice::ReadOnly))
            return nullptr;
        auto configuration = m_untouched;
        configuration.setLocalCertificate(certificate(name));
        configuration.setPrivateKey(QSslKey(&key, QSsl::Rsa));
        auto server = std::make_unique<QSslServer>();
        server->setSslConfiguration(configuration);
        return server;
    }

    void trust(const QString &name) const
    {
        auto configuration = m_untouched;
        configuration.addCaCertificate(certificate(name));
        QSslConfiguration::setDefaultConfiguration(configuration);
    }

    [[nodiscard]] std::unique_ptr<http::Call> get(const Peer &peer)
    {
        return m_transport->send({"GET", peer.url(u"/"_s, u"https"_s), {}, {}}, {}, {}, m_answers->keep());
    }

    [[nodiscard]] QByteArray whyNot() const
    {
        return m_answers->only() ? QByteArray() : m_answers->only().error().detail.toUtf8();
    }

    const QByteArray ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    QTemporaryDir m_folder;
    QString m_openssl;
    QSslConfiguration m_untouched;
    std::unique_ptr<NetworkTransport> m_transport;
    std::unique_ptr<Answers> m_answers;
};

QTEST_GUILESS_MAIN(TlsTest)
#include "TlsTest.moc"
