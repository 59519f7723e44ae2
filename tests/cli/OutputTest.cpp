// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Output.h"

#include "Terminal.h"

#include <QJsonDocument>
#include <QTest>

#include <array>
#include <cerrno>

using namespace keyturn;
using namespace keyturn::cli;
using namespace Qt::StringLiterals;

namespace {

/// Two files in place of standard output and standard error.
class Streams
{
public:
    ~Streams()
    {
        std::fclose(out);
        std::fclose(err);
    }
    [[nodiscard]] QByteArray written() const { return contentOf(out); }
    [[nodiscard]] QByteArray complained() const { return contentOf(err); }

    std::FILE *out = std::tmpfile();
    std::FILE *err = std::tmpfile();

private:
    static QByteArray contentOf(std::FILE *file)
    {
        std::array<char, 4096> buffer{};
        std::rewind(file);
        const auto count = std::fread(buffer.data(), 1, buffer.size(), file);
        return {buffer.data(), static_cast<qsizetype>(count)};
    }
};

} // namespace

class OutputTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void writesForPeopleOrForProgramsAndNeverBoth()
    {
        const Streams people;
        const Output plain({false, false, false}, people.out, people.err);
        plain.line(u"hello"_s);
        plain.document({{u"a"_s, 1}});
        QCOMPARE(people.written(), QByteArray("hello\n"));

        const Streams programs;
        const Output json({true, false, false}, programs.out, programs.err);
        json.line(u"hello"_s);
        json.table({{u"x"_s, u"y"_s}});
        json.document({{u"a"_s, 1}});
        QCOMPARE(QJsonDocument::fromJson(programs.written()).object(), QJsonObject({{u"a"_s, 1}}));
    }

    void knowsThatAnAnswerWasNotTaken()
    {
        auto *full = std::fopen("/dev/full", "w");
        QVERIFY(full);
        const Output out({}, full, full);
        QCOMPARE(out.answerError(), 0);
        out.line(u"hello"_s);
        QCOMPARE(out.answerError(), ENOSPC);
        std::fclose(full);
    }

    void saysHintsUnlessQuietAndErrorsAlways()
    {
        const Streams streams;
        const Output quiet({false, true, false}, streams.out, streams.err);
        quiet.note(u"a hint"_s);
        QCOMPARE(streams.complained(), QByteArray());
        quiet.error({ExitCode::NotFound, u"no-such-token"_s, u"It is not there."_s, u"Look elsewhere."_s});
        QCOMPARE(streams.complained(), QByteArray("keyturn-cli: It is not there.\nLook elsewhere.\n"));
        QCOMPARE(streams.written(), QByteArray());
    }

    void givesErrorsToProgramsAsADocument()
    {
        const Streams streams;
        const Output json({true, false, false}, streams.out, streams.err);
        json.error({ExitCode::NotFound, u"no-such-token"_s, u"It is not there."_s, {}});
        const auto error = QJsonDocument::fromJson(streams.written()).object().value(u"error").toObject();
        QCOMPARE(error.value(u"cause"), QJsonValue(u"no-such-token"_s));
        QCOMPARE(error.value(u"message"), QJsonValue(u"It is not there."_s));
        QVERIFY(error.value(u"next").isNull());
        QVERIFY(streams.complained().contains("It is not there."));
    }

    void letsNoSecretThroughInAnErrorMessage()
    {
        const Streams streams;
        const auto secret = u"cfast_Qm3vXk9TzLr2Wb8NcYp4HsJd6FgA1EuR5oIq7MtD0abcdef0"_s;
        const Output out({true, false, false}, streams.out, streams.err);
        out.error(
            {ExitCode::WrongUsage, u"wrong-usage"_s, u"What is %1?"_s.arg(secret), u"Not %1."_s.arg(secret)});
        QVERIFY(!streams.complained().contains(secret.toUtf8()));
        QVERIFY(!streams.written().contains(secret.toUtf8()));
    }

    void padsColumnsByWhatIsSeen()
    {
        const Streams streams;
        const Output out({false, false, true}, streams.out, streams.err);
        out.table({{out.toned(u"ab"_s, Tone::Good), u"x"_s}, {u"abcd"_s, u"y"_s}}, 1);
        QCOMPARE(streams.written(), QByteArray(" \x1b[32mab\x1b[0m    x\n abcd  y\n"));
    }

    void colorsOnlyWhenAsked()
    {
        QCOMPARE(Output({false, false, false}).toned(u"a"_s, Tone::Bad), u"a"_s);
        QCOMPARE(Output({false, false, true}).toned(u"a"_s, Tone::Bad), u"\x1b[31ma\x1b[0m"_s);
    }

    void wraps_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("lines");
        QTest::newRow("short") << u"a b"_s << QStringList{u"a b"_s};
        QTest::newRow("exact") << u"aaaa bbbbb"_s << QStringList{u"aaaa bbbbb"_s};
        QTest::newRow("long") << u"aaaa bbbbbb cc"_s << QStringList{u"aaaa"_s, u"bbbbbb cc"_s};
        QTest::newRow("longer than a line")
            << u"a bbbbbbbbbbbbbb c"_s << QStringList{u"a"_s, u"bbbbbbbbbbbbbb"_s, u"c"_s};
        QTest::newRow("own breaks stay") << u"a\nb"_s << QStringList{u"a"_s, u"b"_s};
        QTest::newRow("empty") << QString() << QStringList{QString()};
    }
    void wraps()
    {
        QFETCH(QString, text);
        QFETCH(QStringList, lines);
        QCOMPARE(wrapped(text, 10), lines);
    }

    void letsNobodyElseMoveTheCursor()
    {
        QCOMPARE(printable(u"a\x1b[2Jb\r\x7f\x9b"_s), u"a\uFFFD[2Jb\uFFFD\uFFFD\uFFFD"_s);
        QCOMPARE(printable(u"safe\u202Eexe"_s), u"safe\uFFFDexe"_s);
        QCOMPARE(printable(u"a\tb\nü"_s), u"a\tb\nü"_s);
    }
};

QTEST_GUILESS_MAIN(OutputTest)
#include "OutputTest.moc"
