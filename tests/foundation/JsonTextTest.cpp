// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "JsonText.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

using namespace keyturn;
using namespace Qt::StringLiterals;

namespace {

QByteArray nested(int depth)
{
    return QByteArray(depth, '[') + QByteArray(depth, ']');
}

/// A text that must be read.
JsonText textOf(const QByteArray &bytes, const JsonRules &rules = {})
{
    const auto text = JsonText::read(bytes, rules);
    if (!text)
        qFatal("%s is not read", bytes.constData());
    return *text;
}

const JsonRules forPeople{.comments = true, .byteOrderMark = true};

} // namespace

Q_DECLARE_METATYPE(keyturn::JsonCause)
Q_DECLARE_METATYPE(keyturn::JsonKind)

class JsonTextTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void keepsWhatWasWritten_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<JsonKind>("kind");
        QTest::addColumn<QByteArray>("written");

        const auto row = [](const char *bytes, JsonKind kind, const char *written) {
            QTest::newRow(bytes) << QByteArray(bytes) << kind << QByteArray(written);
        };
        row(" null ", JsonKind::Null, "null");
        row("true", JsonKind::Bool, "true");
        row("\tfalse\r\n", JsonKind::Bool, "false");
        row("0", JsonKind::Number, "0");
        row("-0", JsonKind::Number, "-0");
        row("-0.0", JsonKind::Number, "-0.0");
        row("1E+2", JsonKind::Number, "1E+2");
        row("1e400", JsonKind::Number, "1e400");
        row("1e99999999999999999999", JsonKind::Number, "1e99999999999999999999");
        row("9007199254740993", JsonKind::Number, "9007199254740993");
        row("123456789012345678901234567890.50", JsonKind::Number, "123456789012345678901234567890.50");
        row("\"a\\u0062\"", JsonKind::String, "\"a\\u0062\"");
        row("[ 1 , 2 ] ", JsonKind::Array, "[ 1 , 2 ]");
        row("{ }", JsonKind::Object, "{ }");
    }

    void keepsWhatWasWritten()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(JsonKind, kind);
        QFETCH(QByteArray, written);

        const auto text = JsonText::read(bytes);

        QVERIFY(text);
        QCOMPARE(text->root().kind(), kind);
        QCOMPARE(text->root().text().toByteArray(), written);
    }

    void decodesStrings_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("decoded");

        const auto row = [](const QByteArray &bytes, const QString &decoded) {
            QTest::newRow(bytes.constData()) << bytes << decoded;
        };
        row("\"\"", {});
        row("\"plain\"", u"plain"_s);
        row("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", u"\"\\/\b\f\n\r\t"_s);
        row("\"\\u0041\\u00e9\\u00E9\"", u"A\u00e9\u00e9"_s);
        row("\"\\u0000\"", QString(QChar(u'\0')));
        row("\"\\ud83d\\ude00\"", u"\U0001F600"_s);
        row("\"\xF0\x9F\x98\x80\"", u"\U0001F600"_s);
        row("\"\xEF\xBB\xBF\"", QString(QChar(0xFEFF)));
        row("\"\x7F\"", QString(QChar(0x7F)));
        row("\"a\\u005c\\\"b\"", u"a\\\"b"_s);
    }

    void decodesStrings()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, decoded);

        const auto text = JsonText::read(bytes);

        QVERIFY(text);
        QCOMPARE(text->root().string(), decoded);
    }

    void saysWhatIsWrongAndWhere_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<JsonCause>("cause");
        QTest::addColumn<qsizetype>("offset");

        const auto row = [](const QByteArray &bytes, JsonCause cause, qsizetype offset) {
            QTest::addRow("%s at %lld", bytes.constData(), qlonglong{offset}) << bytes << cause << offset;
        };
        row("", JsonCause::Empty, 0);
        row(" \n", JsonCause::Empty, 2);
        row("[", JsonCause::CutOff, 1);
        row("{\"a\"", JsonCause::CutOff, 4);
        row("{\"a\":", JsonCause::CutOff, 5);
        row("[1,", JsonCause::CutOff, 3);
        row("\"ab", JsonCause::CutOff, 3);
        row("\"ab\\", JsonCause::CutOff, 4);
        row("\"\\u00", JsonCause::CutOff, 5);
        row("\"\\ud83d", JsonCause::CutOff, 7);
        row("\"\\ud83d\\u", JsonCause::CutOff, 9);
        row("nul", JsonCause::CutOff, 3);
        row("-", JsonCause::CutOff, 1);
        row("1.", JsonCause::CutOff, 2);
        row("1e", JsonCause::CutOff, 2);
        row("1e+", JsonCause::CutOff, 3);
        row("[1 2]", JsonCause::Unexpected, 3);
        row("]", JsonCause::Unexpected, 0);
        row("[}", JsonCause::Unexpected, 1);
        row("[1}", JsonCause::Unexpected, 2);
        row("{1:2}", JsonCause::Unexpected, 1);
        row("{\"a\" 1}", JsonCause::Unexpected, 5);
        row("{\"a\":}", JsonCause::Unexpected, 5);
        row("{\"a\":1 \"b\":2}", JsonCause::Unexpected, 7);
        row("[,1]", JsonCause::Unexpected, 1);
        row("[1,,2]", JsonCause::Unexpected, 3);
        row("'a'", JsonCause::Unexpected, 0);
        row("True", JsonCause::Unexpected, 0);
        row("nulL", JsonCause::Unexpected, 0);
        row("NaN", JsonCause::Unexpected, 0);
        row("-Infinity", JsonCause::BadNumber, 1);
        row("+1", JsonCause::Unexpected, 0);
        row(".5", JsonCause::Unexpected, 0);
        row("\xC2\xA0[]", JsonCause::Unexpected, 0);
        row("\xEF\xBB\xBF[]", JsonCause::Unexpected, 0);
        row("[1.]", JsonCause::BadNumber, 3);
        row("[1.e2]", JsonCause::BadNumber, 3);
        row("[1e]", JsonCause::BadNumber, 3);
        row("[-]", JsonCause::BadNumber, 2);
        row("[01]", JsonCause::BadNumber, 1);
        row("[-01]", JsonCause::BadNumber, 1);
        row("[0x1]", JsonCause::Unexpected, 2);
        row("\"\\x\"", JsonCause::BadEscape, 1);
        row("\"\\u12g4\"", JsonCause::BadEscape, 1);
        row("\"\\u12\"", JsonCause::BadEscape, 1);
        row("\"\\ud83d\\u12\"", JsonCause::BadEscape, 1);
        row("\"\\U0041\"", JsonCause::BadEscape, 1);
        row("\"\\ud83d\"", JsonCause::LoneSurrogate, 1);
        row("\"a\\ude00\"", JsonCause::LoneSurrogate, 2);
        row("\"\\ud83d\\ud83d\"", JsonCause::LoneSurrogate, 1);
        row("\"\\ud83d\\u0041\"", JsonCause::LoneSurrogate, 1);
        row("\"a\nb\"", JsonCause::ControlCharacter, 2);
        row(QByteArray("\"\0\"", 3), JsonCause::ControlCharacter, 1);
        row("\"\x1F\"", JsonCause::ControlCharacter, 1);
        row("\"\xFF\"", JsonCause::BadUtf8, 1);
        row("\"\x80\"", JsonCause::BadUtf8, 1);
        row("\"\xC0\xAF\"", JsonCause::BadUtf8, 1); // overlong
        row("\"\xE0\x80\xAF\"", JsonCause::BadUtf8, 1);
        row("\"\xED\xA0\x80\"", JsonCause::BadUtf8, 1); // a surrogate
        row("\"\xF4\x90\x80\x80\"", JsonCause::BadUtf8, 1); // beyond U+10FFFF
        row("\"\xF0\x9F\x98\"", JsonCause::BadUtf8, 1);
        row("\"\xC3", JsonCause::BadUtf8, 1);
        row("// a\n1", JsonCause::Comment, 0);
        row("1 /* a */", JsonCause::Comment, 2);
        row("[1,]", JsonCause::TrailingComma, 2);
        row("{\"a\":1 , }", JsonCause::TrailingComma, 7);
        row("1 2", JsonCause::TextAfterEnd, 2);
        row("[]]", JsonCause::TextAfterEnd, 2);
        row("[] x", JsonCause::TextAfterEnd, 3);
        row(QByteArray("[]\0", 3), JsonCause::TextAfterEnd, 2);
    }

    void saysWhatIsWrongAndWhere()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(JsonCause, cause);
        QFETCH(qsizetype, offset);

        const auto text = JsonText::read(bytes);

        QVERIFY(!text);
        QCOMPARE(text.error().cause, cause);
        QCOMPARE(text.error().offset, offset);
    }

    void tellsPlacesAsEditorsDo()
    {
        const auto failed = JsonText::read("{\n  \"gr\xC3\xBC\xC3\x9F\": 1,\n  \"b\": \"\xE2\x82\xAC\" x\n}");
        QVERIFY(!failed);
        QCOMPARE(failed.error().place, (JsonPlace{3, 12}));

        const auto text = textOf("{\n  \"gr\xC3\xBC\xC3\x9F\": [1,\n 22]}");
        const auto member = text.root().children().first();
        QCOMPARE(member.keyPlace(), (JsonPlace{2, 3}));
        QCOMPARE(member.place(), (JsonPlace{2, 11}));
        QCOMPARE(member.children()[1].place(), (JsonPlace{3, 2}));
        QCOMPARE(member.children()[1].keyRange(), JsonRange{});
    }

    void keepsMembersOfOneNameInTheirOrder()
    {
        const auto text
            = textOf("{\"aud\": \"a\", \"exp\": 1, \"a\\u0075d\": \"b\", \"exp\": 2, \"aud\": \"c\"}");

        QStringList keys;
        for (const auto &member : text.root().children())
            keys.append(member.key());
        QCOMPARE(keys, (QStringList{u"aud"_s, u"exp"_s, u"aud"_s, u"exp"_s, u"aud"_s}));
        QCOMPARE(text.root().size(), 5);
        QStringList repeated;
        for (const auto &member : text.root().repeatedMembers())
            repeated.append(QString::fromUtf8(member.text()));
        QCOMPARE(repeated, (QStringList{u"\"b\""_s, u"2"_s, u"\"c\""_s}));
        QCOMPARE(text.root().member(u"aud"_s)->string(), u"c"_s);
        QVERIFY(!text.root().member(u"sub"_s));
    }

    void findsByPointer_data()
    {
        QTest::addColumn<QString>("pointer");
        QTest::addColumn<QByteArray>("written");

        const auto row = [](const char *pointer, const char *written) {
            QTest::addRow("'%s'", pointer) << QString::fromUtf8(pointer) << QByteArray(written);
        };
        row("/a/0", "1");
        row("/a/1/b", "\"x\"");
        row("/a~1b", "2");
        row("/m~0n", "3");
        row("/~01", "6");
        row("/", "4");
        row("/ ", "5");
        row("/a/2", "");
        row("/a/-1", "");
        row("/a/00", "");
        row("/a/-", "");
        row("/a/0/0", "");
        row("/nothing", "");
        row("a", "");
    }

    void findsByPointer()
    {
        QFETCH(QString, pointer);
        QFETCH(QByteArray, written);
        const auto text
            = textOf("{\"a\": [1, {\"b\": \"x\"}], \"a/b\": 2, \"m~n\": 3, \"\": 4, \" \": 5, \"~1\": 6}");

        const auto node = text.find(pointer);

        QCOMPARE(node.has_value(), !written.isEmpty());
        if (node) {
            QCOMPARE(node->text().toByteArray(), written);
            QCOMPARE(node->pointer(), pointer);
        }
    }

    void theRootHasTheEmptyPointer()
    {
        const auto text = textOf("[7]");
        QCOMPARE(text.find(u""_s)->text().toByteArray(), QByteArray("[7]"));
        QCOMPARE(text.root().pointer(), QString());
    }

    void nodesOutliveTheText()
    {
        const auto node = textOf("[\"kept\"]").root().children().first();
        QCOMPARE(node.string(), u"kept"_s);
    }

    void readsWhatPeopleWriteIfAsked()
    {
        const auto text = textOf(
            "\xEF\xBB\xBF// first\n{ /* \xC3\xBC ** / */ \"a\": /**/ 1 // one\n, \"b\": \"// no /* comment\" "
            "}//end",
            forPeople);
        QCOMPARE(text.root().size(), 2);
        QCOMPARE(text.root().member(u"b"_s)->string(), u"// no /* comment"_s);
        QCOMPARE(text.root().member(u"a"_s)->place(), (JsonPlace{2, 26}));
    }

    void commentsDoNotMakeEverythingRight_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<JsonCause>("cause");
        QTest::newRow("unclosed") << QByteArray("[] /* a *") << JsonCause::TextAfterEnd;
        QTest::newRow("unclosed, inside") << QByteArray("[ /* a ") << JsonCause::CutOff;
        QTest::newRow("/*/") << QByteArray("[ /*/ ]") << JsonCause::CutOff;
        QTest::newRow("no UTF-8") << QByteArray("[ // \xFF\n]") << JsonCause::BadUtf8;
        QTest::newRow("one slash") << QByteArray("[ / ]") << JsonCause::Unexpected;
        QTest::newRow("hash") << QByteArray("# a\n[]") << JsonCause::Unexpected;
        QTest::newRow("trailing comma") << QByteArray("[1, // one\n]") << JsonCause::TrailingComma;
        QTest::newRow("nothing else") << QByteArray("// a") << JsonCause::Empty;
    }

    void commentsDoNotMakeEverythingRight()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(JsonCause, cause);

        const auto text = JsonText::read(bytes, forPeople);

        QVERIFY(!text);
        QCOMPARE(text.error().cause, cause);
    }

    void depthHasALimit()
    {
        QVERIFY(JsonText::read(nested(512)));
        const auto tooDeep = JsonText::read(nested(513));
        QVERIFY(!tooDeep);
        QCOMPARE(tooDeep.error().cause, JsonCause::TooDeep);
        QCOMPARE(tooDeep.error().offset, 512);
        const auto endless = JsonText::read(QByteArray(100'000, '['));
        QVERIFY(!endless);
        QCOMPARE(endless.error().cause, JsonCause::TooDeep);
    }

    void depthCostsNoStack()
    {
        const auto text = textOf(nested(100'000), {.deepest = 100'000});
        QCOMPARE(text.root().size(), 1);
        QVERIFY(text.root().json().isUndefined());
        const auto cut = JsonText::read(QByteArray(100'000, '['), {.deepest = 100'000});
        QVERIFY(!cut);
        QCOMPARE(cut.error().cause, JsonCause::CutOff);
    }

    void sizeHasALimit()
    {
        QVERIFY(JsonText::read("[12]", {.mostBytes = 4}));
        const auto tooLarge = JsonText::read("[123]", {.mostBytes = 4});
        QVERIFY(!tooLarge);
        QCOMPARE(tooLarge.error().cause, JsonCause::TooLarge);
    }

    void givesWhatQtKnows()
    {
        const auto text = textOf("{\"a\": [1.5, true, null, \"\\u00e9\", {}], \"a2\": 1, \"a2\": [[]]}");
        const QJsonObject expected{
            {u"a"_s, QJsonArray{1.5, true, QJsonValue::Null, u"\u00e9"_s, QJsonObject()}},
            {u"a2"_s, QJsonArray{QJsonArray()}},
        };
        QCOMPARE(text.root().json().toObject(), expected);
        QCOMPARE(text.find(u"/a/0"_s)->json().toDouble(), 1.5);
        QCOMPARE(textOf("9007199254740993").root().json().toInteger(), 9007199254740993);
    }
};

QTEST_GUILESS_MAIN(JsonTextTest)
#include "JsonTextTest.moc"
