// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "KeyFetcher.h"

#include "ScriptedTransport.h"

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <optional>

using namespace keyturn;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class KeyFetcherTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_transport = std::make_unique<ScriptedTransport>();
        m_fetcher = std::make_unique<KeyFetcher>(*m_transport, m_clock);
        m_answer.reset();
    }

    void asksTheTeamDomainForItsCerts()
    {
        m_transport->willAnswer(200, {}, keys);
        m_fetcher->fetchFromTeam(u"acme"_s, 5s, keep());
        QTRY_VERIFY(m_answer);
        QVERIFY(*m_answer);
        QCOMPARE((*m_answer)->keys.keys.size(), 1);
        QCOMPARE((*m_answer)->at, m_clock());
        QCOMPARE(
            m_transport->sent().first().request.url,
            QUrl(u"https://acme.cloudflareaccess.com/cdn-cgi/access/certs"_s));
    }

    void refusesToFetchKeysWhereOthersCouldSwapThem_data()
    {
        QTest::addColumn<QUrl>("url");
        QTest::newRow("plain http") << QUrl(u"http://acme.example/certs"_s);
        QTest::newRow("file") << QUrl(u"file:///etc/passwd"_s);
        QTest::newRow("nothing") << QUrl();
    }

    void refusesToFetchKeysWhereOthersCouldSwapThem()
    {
        QFETCH(QUrl, url);
        m_fetcher->fetchFromUrl(url, 5s, keep());
        QVERIFY(!m_answer);
        QTRY_VERIFY(m_answer);
        QCOMPARE(m_answer->error().cause, KeyFailure::Cause::BadUrl);
        QVERIFY(m_transport->sent().isEmpty());
    }

    void doesNotFollowARedirectToOtherKeys()
    {
        m_transport->willAnswer(302, {{"Location", "https://evil.example/certs"}});
        m_fetcher->fetchFromUrl(QUrl(u"https://acme.example/certs"_s), 5s, keep());
        QTRY_VERIFY(m_answer);
        QCOMPARE(m_answer->error().cause, KeyFailure::Cause::Redirect);
        QCOMPARE(m_answer->error().status, 302);
        QCOMPARE(m_answer->error().detail, u"https://evil.example/certs"_s);
        QCOMPARE(m_transport->sent().size(), 1);
    }

    void saysWhatIsWrongWithWhatItGot_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<jwt::KeySetError>("error");
        QTest::newRow("a page") << QByteArray("<html>") << jwt::KeySetError::NotJson;
        QTest::newRow("other JSON") << QByteArray("{\"a\":1}") << jwt::KeySetError::NotAKeySet;
        QTest::newRow("no keys") << QByteArray("{\"keys\":[]}") << jwt::KeySetError::NoKeys;
    }

    void saysWhatIsWrongWithWhatItGot()
    {
        QFETCH(QByteArray, body);
        m_transport->willAnswer(200, {}, body);
        m_fetcher->fetchFromUrl(QUrl(u"https://acme.example/certs"_s), 5s, keep());
        QTRY_VERIFY(m_answer);
        QCOMPARE(m_answer->error().cause, KeyFailure::Cause::NotKeys);
        QTEST(m_answer->error().keySet, "error");
    }

    void readsAFile()
    {
        const QTemporaryDir folder;
        const auto path = folder.filePath(u"jwks.json"_s);
        QCOMPARE(m_fetcher->readFile(path).error().cause, KeyFailure::Cause::CannotRead);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(keys);
        file.close();
        const auto read = m_fetcher->readFile(path);
        QVERIFY(read);
        QCOMPARE(read->from, path);
    }

private:
    Then<KeyFetcher::Fetched> keep()
    {
        return {this, [this](KeyFetcher::Fetched fetched) { m_answer.emplace(std::move(fetched)); }};
    }

    const QByteArray keys = R"({"keys":[{"kty":"RSA","kid":"k1","n":"AQAB","e":"AQAB"}]})";
    Clock m_clock = [] { return QDateTime(QDate(2026, 11, 24), QTime(9, 0), Qt::UTC); };
    std::unique_ptr<ScriptedTransport> m_transport;
    std::unique_ptr<KeyFetcher> m_fetcher;
    std::optional<KeyFetcher::Fetched> m_answer;
};

QTEST_GUILESS_MAIN(KeyFetcherTest)
#include "KeyFetcherTest.moc"
