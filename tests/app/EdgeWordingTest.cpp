// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "EdgeWording.h"

#include "WellPut.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace keyturn;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

using edge::Credentials;
using edge::EdgeError;
using edge::LogEntry;
using edge::Ruling;

class EdgeWordingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void everyRulingHasAWordAndASentenceOfItsOwn()
    {
        QSet<QString> words;
        QSet<QString> sentences;
        for (int i = 0; i < edge::rulingCount; ++i) {
            const auto ruling = static_cast<Ruling>(i);
            words.insert(wordFor(ruling));
            sentences.insert(sentenceFor(ruling));
            QVERIFY2(wordFor(ruling).size() <= 20, qPrintable(wordFor(ruling)));
            QVERIFY2(isSentence(sentenceFor(ruling)), qPrintable(sentenceFor(ruling)));
        }
        QCOMPARE(words.size(), edge::rulingCount);
        QCOMPARE(sentences.size(), edge::rulingCount);
    }

    void everyStateOfCredentialsHasASentenceOfItsOwn()
    {
        QSet<QString> sentences;
        for (int i = 0; i < edge::credentialsCount; ++i) {
            const auto sentence = sentenceFor(static_cast<Credentials>(i));
            QVERIFY2(isSentence(sentence), qPrintable(sentence));
            sentences.insert(sentence);
        }
        QCOMPARE(sentences.size(), edge::credentialsCount);
    }

    void saysOfAPortWhatToDo()
    {
        QCOMPARE(
            sentenceFor(EdgeError::PortTaken, 8787),
            u"Another program listens on port 8787 of this machine. Stop it, or choose another port."_s);
        QVERIFY(sentenceFor(EdgeError::NoSuchAddress, 80).contains(u"no such address"_s));
        QVERIFY(sentenceFor(EdgeError::CannotListen, 80).contains(u"port 80. Choose"_s));
    }

    void tellsWhatAnsweredAndThroughWhichPolicy()
    {
        auto entry = sample(Ruling::LoginRedirect);
        entry.policy = u"Employees"_s;
        entry.reason = policy::PolicyReason::AllowNeedsLogin;

        QCOMPARE(requestText(entry), u"GET /admin/health"_s);
        QCOMPARE(wordFor(entry), u"Sent to login"_s);
        QCOMPARE(layerText(entry), u"Access"_s);
        QCOMPARE(policyText(entry), u"“Employees”. Allow asks for a login, so it admits no token."_s);
        QVERIFY(faultText(entry).isEmpty());
        QCOMPARE(layerText(sample(Ruling::Admitted)), u"The origin, behind Access"_s);
        QCOMPARE(layerText(sample(Ruling::FirewallBlocked)), u"The firewall, before Access"_s);
        QVERIFY(policyText(sample(Ruling::NoApplication)).isEmpty());
    }

    void tellsTheAnswerAndThatThereWasNone()
    {
        auto entry = sample(Ruling::Admitted);
        entry.status = 200;
        entry.duration = 3ms;
        QCOMPARE(answerText(entry), u"200 after 3 ms"_s);
        entry.status = 0;
        QCOMPARE(answerText(entry), u"None: the client left after 3 ms"_s);
        entry.fault = u"Connection reset"_s;
        QCOMPARE(answerText(entry), u"None, on purpose"_s);
        QCOMPARE(wordFor(entry), u"Fault: Admitted"_s);
        QCOMPARE(sentenceFor(entry), faultText(entry) + u' ' + sentenceFor(entry.ruling));
        QVERIFY2(faultText(entry).contains(u"“Connection reset”"_s), qPrintable(faultText(entry)));
    }

    void tellsBytesThatWereNoRequest()
    {
        LogEntry entry;
        entry.status = 400;
        QCOMPARE(requestText(entry), u"No request"_s);
        QCOMPARE(wordFor(entry), u"Not HTTP"_s);
        QCOMPARE(layerText(entry), u"The server, before any rule"_s);
        QVERIFY(isSentence(sentenceFor(entry)));
    }

    void keepsASecretInAPathToItself()
    {
        auto entry = sample(Ruling::NoApplication);
        entry.path = u"/cfast_Qm3vXk9TzLr2Wb8NcYp4HsJd6FgA1EuR5oIq7MtD0abcdefg"_s;
        QVERIFY2(!requestText(entry).contains(u"Qm3vXk9T"_s), qPrintable(requestText(entry)));
    }

    void tellsHowLongThePreviousSecretWorks()
    {
        const QDateTime now({2026, 11, 24}, {9, 30}, Qt::UTC);
        edge::Credential credential;
        QVERIFY(previousSecretText(credential, now).isEmpty());

        credential.previousSecretSha256 = "0123456789abcdef0123456789abcdef";
        credential.previousSecretEndsAt = now.addSecs(300);
        const auto end = now.addSecs(300).toLocalTime().toString(u"HH:mm:ss"_s);
        QCOMPARE(previousSecretText(credential, now), u"previous secret until "_s + end);
        QVERIFY(previousSecretText(credential, now.addSecs(300)).isEmpty());

        credential.previousSecretEndsAt = now.addDays(3);
        QVERIFY(previousSecretText(credential, now).contains(u"27 Nov 2026"_s));
    }

    void tellsTheSkewOfItsClock_data()
    {
        QTest::addColumn<int>("seconds");
        QTest::addColumn<QString>("expected");

        QTest::newRow("none") << 0 << u"right"_s;
        QTest::newRow("ahead") << 60 << u"1 min ahead"_s;
        QTest::newRow("behind") << -7200 << u"2 h behind"_s;
        QTest::newRow("odd") << 90 << u"90 s ahead"_s;
    }

    void tellsTheSkewOfItsClock()
    {
        QFETCH(const int, seconds);
        QTEST(skewText(std::chrono::seconds(seconds)), "expected");
    }

    void tellsWhatAFaultDoes_data()
    {
        QTest::addColumn<edge::FaultRule>("fault");
        QTest::addColumn<QString>("expected");

        edge::FaultRule slow;
        slow.latency = 1500ms;
        QTest::newRow("slow") << slow << u"For each request: answers wait 1.5 s."_s;
        edge::FaultRule limited;
        limited.match.path = u"/v1"_s;
        limited.oneIn = 3;
        limited.status = 429;
        limited.retryAfter = 30s;
        QTest::newRow("limited") << limited
                                 << u"For one request in 3 /v1: 429 is answered, Retry-After says 30 s."_s;
        edge::FaultRule down;
        down.status = 530;
        down.code = 1033;
        down.ending = edge::Ending::Truncated;
        QTest::newRow("down")
            << down << u"For each request: 530 is answered, error 1033, the answer stops in its middle."_s;
        QTest::newRow("nothing") << edge::FaultRule{} << u"For each request: nothing happens."_s;
    }

    void tellsWhatAFaultDoes()
    {
        QFETCH(const edge::FaultRule, fault);
        QTEST(sentenceFor(fault), "expected");
    }

private:
    static bool isSentence(const QString &text)
    {
        return isWellPut(text) && text.endsWith(u'.') && text.front().isUpper();
    }

    static LogEntry sample(Ruling ruling)
    {
        LogEntry entry;
        entry.method = "GET";
        entry.path = u"/admin/health"_s;
        entry.ruling = ruling;
        return entry;
    }
};

Q_DECLARE_METATYPE(keyturn::edge::FaultRule)

QTEST_GUILESS_MAIN(EdgeWordingTest)
#include "EdgeWordingTest.moc"
