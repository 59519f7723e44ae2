// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "TokenWording.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace keyturn;
using namespace keyturn::tokens;
using namespace Qt::StringLiterals;

class TokenWordingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void hasOneWordForAStatus()
    {
        QCOMPARE(wordFor(Status::Valid), u"Valid"_s);
        QCOMPARE(wordFor(Status::Due), u"Due"_s);
        QCOMPARE(wordFor(Status::Expired), u"Expired"_s);
        QCOMPARE(wordFor(Status::Disabled), u"Disabled"_s);
        QCOMPARE(wordFor(Status::Unknown), u"Unknown"_s);
    }

    void saysThatAnUnlimitedTokenNeverEnds()
    {
        const auto now = QDateTime(QDate(2026, 11, 24), QTime(12, 0), Qt::UTC);
        ServiceToken token;
        QCOMPARE(wordFor(token, now), u"Unknown"_s);
        token.expiry = Expiry::unlimited();
        QCOMPARE(wordFor(token, now), u"Never ends"_s);
        token.disabled = true;
        QCOMPARE(wordFor(token, now), u"Disabled"_s);
        token.expiry = Expiry::on(now);
        QCOMPARE(wordFor(token, now), u"Expired"_s);
    }

    void hasASentenceOfItsOwnForEachProblem()
    {
        QSet<QString> sentences;
        const auto last = static_cast<int>(CredentialProblem::SecretShapeUnknown);
        for (int problem = 0; problem <= last; ++problem) {
            const auto sentence = sentenceFor(static_cast<CredentialProblem>(problem));
            QVERIFY2(isPlain(sentence), qPrintable(sentence));
            QVERIFY2(
                sentence.contains(u"Client ID"_s) || sentence.contains(u"Client Secret"_s),
                qPrintable(sentence));
            sentences.insert(sentence);
        }
        QCOMPARE(sentences.size(), last + 1);
    }

    void saysWhereTheSecretWasNotSent_data()
    {
        QTest::addColumn<int>("binding");

        QTest::newRow("no hosts") << int(Binding::NoHosts);
        QTest::newRow("other host") << int(Binding::OtherHost);
        QTest::newRow("not https") << int(Binding::NotHttps);
        QTest::newRow("not a URL") << int(Binding::NotAUrl);
    }

    void saysWhereTheSecretWasNotSent()
    {
        QFETCH(int, binding);
        const auto origin = u"http://a%2b.example:80"_s;

        const auto sentence = sentenceFor(static_cast<Binding>(binding), origin);

        QVERIFY(isPlain(sentence));
        QVERIFY(sentence.startsWith(u"The secret was not sent"_s));
        QVERIFY(sentence.contains(origin));
    }

    void hasNothingToSayAboutWhatIsAllowed()
    {
        QVERIFY(sentenceFor(Binding::Allowed, u"https://a.example"_s).isEmpty());
    }

    void saysWhatIsWrongWithTheListAndWhere()
    {
        QSet<QString> sentences;
        const auto last = static_cast<int>(ArchiveError::Other);
        for (int error = 0; error <= last; ++error) {
            const auto bare = sentenceFor(ArchiveFailure{static_cast<ArchiveError>(error), {}});
            const auto full
                = sentenceFor(ArchiveFailure{static_cast<ArchiveError>(error), u"/home/%1/x: locked"_s});
            QVERIFY2(isPlain(bare), qPrintable(bare));
            QCOMPARE(full, u"%1 (%2)"_s.arg(bare, u"/home/%1/x: locked"_s));
            sentences.insert(bare);
        }
        QCOMPARE(sentences.size(), last + 1);
    }

private:
    static bool isPlain(const QString &sentence)
    {
        return sentence.endsWith(u'.') && !sentence.contains(u'!') && !sentence.contains(u"%1"_s)
            && !sentence.contains(u"please"_s, Qt::CaseInsensitive) && !sentence.contains(u"successfully"_s);
    }
};

QTEST_GUILESS_MAIN(TokenWordingTest)
#include "TokenWordingTest.moc"
