// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "EdgeConfigWording.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace keyturn;
using namespace keyturn::edge;
using namespace Qt::StringLiterals;

class EdgeConfigWordingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void everyProblemHasASentenceOfItsOwn()
    {
        QSet<QString> sentences;
        QSet<QString> ids;
        for (int i = 0; i < configCauseCount; ++i) {
            const ConfigProblem problem{.cause = static_cast<ConfigCause>(i), .word = u"word"_s};
            const auto sentence = sentenceFor(problem);
            QVERIFY2(isSentence(sentence), qPrintable(sentence));
            sentences.insert(sentence);
            ids.insert(idOf(problem.cause));
        }
        QCOMPARE(sentences.size(), configCauseCount);
        QCOMPARE(ids.size(), configCauseCount);
    }

    void everyReasonWhyItIsNoJsonToo()
    {
        QSet<QString> sentences;
        for (int i = 0; i < jsonCauseCount; ++i) {
            const auto sentence = sentenceFor(
                ConfigProblem{.cause = ConfigCause::NotJson, .json = static_cast<JsonCause>(i)});
            QVERIFY2(isSentence(sentence), qPrintable(sentence));
            sentences.insert(sentence);
        }
        QCOMPARE(sentences.size(), jsonCauseCount);
    }

    void saysWhatWasMeant()
    {
        QCOMPARE(
            sentenceFor(
                ConfigProblem{.cause = ConfigCause::UnknownKey, .word = u"taem"_s, .nearest = u"team"_s}),
            u"There is no \"taem\" here. Did you mean team?"_s);
        QCOMPARE(
            sentenceFor(ConfigProblem{
                .cause = ConfigCause::BadWord, .word = u"x"_s, .choices = {u"strict"_s, u"legacy"_s}}),
            u"\"x\" is none of strict, legacy."_s);
        QCOMPARE(
            sentenceFor(ConfigProblem{.cause = ConfigCause::WrongType, .wanted = ValueKind::Array}),
            u"This has to be a list in brackets."_s);
        QCOMPARE(
            sentenceFor(ConfigProblem{.cause = ConfigCause::BadHash}),
            u"This is not a SHA-256, which is 64 hexadecimal digits."_s);
    }

    void saysWhatToDoWithASecret()
    {
        const auto advice = adviceFor(ConfigProblem{.cause = ConfigCause::SecretInFile});
        QVERIFY(advice.contains(u"sha256sum"_s));
        QVERIFY(advice.contains(u"client_secret_file"_s));
        QVERIFY(adviceFor(ConfigProblem{.cause = ConfigCause::SecretFileOpenToOthers, .word = u"/a b/c"_s})
                    .contains(u"chmod 600 /a b/c"_s));
        QVERIFY(adviceFor(ConfigProblem{.cause = ConfigCause::BadTime}).isEmpty());
    }

    void namesThePlaceAsCompilersDo()
    {
        const ConfigProblem problem{.place = {12, 7}};
        QCOMPARE(placeOf(problem, u"edge.json"_s), u"edge.json:12:7"_s);
    }

    void wordsOutOfTheFileCannotChangeTheTerminal()
    {
        const auto sentence
            = sentenceFor(ConfigProblem{.cause = ConfigCause::UnknownKey, .word = u"a\x1b[2Jb"_s});
        QVERIFY(!sentence.contains(u'\x1b'));
    }

    void everyReasonWhyThereIsNoHttpsIsTold()
    {
        QSet<QString> sentences;
        for (const auto error : {CaError::NoHost, CaError::CannotRead, CaError::CannotWrite}) {
            QVERIFY(isSentence(sentenceFor(error, u"/a"_s)));
            sentences.insert(sentenceFor(error, u"/a"_s));
        }
        QCOMPARE(sentences.size(), 3);
    }

    void everyChangeIsTold()
    {
        QSet<QString> sentences;
        for (int i = 0; i < changedPartCount; ++i) {
            const auto sentence
                = sentenceFor(ConfigChange{static_cast<ChangedPart>(i), ChangeKind::Changed, u"x"_s});
            QVERIFY(sentence.contains(u" was changed"_s));
            sentences.insert(sentence);
        }
        QCOMPARE(sentences.size(), changedPartCount);
        QCOMPARE(
            sentenceFor(ConfigChange{ChangedPart::Token, ChangeKind::Removed, u"ci"_s}),
            u"service token ci was removed"_s);
    }

    void namesWhatAWindowDoesNotDo()
    {
        QVERIFY(unplayedText({}).isEmpty());
        QCOMPARE(
            unplayedText({ChangedPart::Listening, ChangedPart::Tls}),
            u"It listens on 127.0.0.1 with plain http, and takes no orders. What the file says of listen, "
            u"tls "
            u"holds for keyturn-cli edge."_s);
        QVERIFY(unplayedText({ChangedPart::UpstreamAuthorities}).contains(u"cannot read"_s));
    }

private:
    static bool isSentence(const QString &text)
    {
        return text.endsWith(u'.') && !text.contains(QRegularExpression(u"%[0-9]|please|!"_s));
    }
};

QTEST_GUILESS_MAIN(EdgeConfigWordingTest)
#include "EdgeConfigWordingTest.moc"
