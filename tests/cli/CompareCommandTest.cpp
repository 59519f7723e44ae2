// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "CompareCommand.h"

#include "CommandLine.h"
#include "CompareWords.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace keyturn;
using namespace keyturn::cli;
using namespace Qt::StringLiterals;

namespace {

Result<Compare, Trouble> understood(const QString &line)
{
    const auto parsed = parseCommandLine(line.split(u' '));
    if (!parsed)
        return Failure{parsed.error().trouble.value_or(Trouble())};
    return std::get<Compare>(parsed->command);
}

Environment recorded(const QString &name, const QByteArray &text)
{
    Environment environment;
    environment.name = name;
    const auto judgement = transcripts::judgementOf(text);
    if (judgement.transcript.exchange)
        environment.url = judgement.transcript.exchange->request.url;
    environment.seen = judgement;
    return environment;
}

ComparisonReport reportOf(const Environment &left, const Environment &right)
{
    return {comparisonOf(left, right), {left, right}, {}, {}};
}

const QByteArray login
    = "> GET /data HTTP/2\n> Host: api.example.com\n"
      "> CF-Access-Client-Id: 0123456789abcdef0123456789abcdef.access\n"
      "> CF-Access-Client-Secret: cfast_Qm3vXk9TzLr2Wb8NcYp4HsJd6FgA1EuR5oIq7MtD0abcdefg\n>\n"
      "< HTTP/2 302\n< location: https://acme.cloudflareaccess.com/cdn-cgi/access/login/"
      "api.example.com?kid=1\n< server: cloudflare\n< cf-ray: 8f2c1a2b3c4d5e6f-FRA\n<\n";
const QByteArray answered
    = "> GET /data HTTP/2\n> Host: app.example.com\n>\n"
      "< HTTP/2 200\n< server: cloudflare\n< cf-ray: 8f2c1a2b3c4d5e6f-FRA\n< content-type: text/plain\n<\n";
const QByteArray unresolved = "curl: (6) Could not resolve host: api.example.com\n";
const QByteArray nothing = "all is well\n";

} // namespace

class CompareCommandTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void printsWhatMattersAndSaysHowMuchMoreThereIs()
    {
        const auto rows = reportOf(recorded(u"a"_s, login), recorded(u"b"_s, answered)).comparison.rows;
        const auto everything = rowsToShow(rows, true);
        const auto shown = rowsToShow(rows, false);

        QCOMPARE(everything.left, 0);
        QVERIFY(shown.left > 0);
        QCOMPARE(shown.rows.size() + shown.left, everything.rows.size());
        QList<Trait> traits;
        for (const auto &row : shown.rows)
            traits.append(row.trait);
        for (const auto &row : everything.rows) {
            if (isDifference(row.relation) && matters(row.trait))
                QVERIFY(traits.contains(row.trait));
        }
    }

    void printsAllThatDiffersAndMattersHoweverMuchThatIs()
    {
        ComparedRow row;
        row.trait = Trait::Outcome;
        row.relation = Relation::Differs;
        row.left = row.right = {TraitValue::State::Known, u"x"_s, u"x"_s};

        QCOMPARE(rowsToShow(QList<ComparedRow>(40, row), false).rows.size(), 40);
    }

    void understandsTwoSides()
    {
        const auto compare = understood(
            u"compare http://127.0.0.1:8787/x https://api.example.com/x --token a --right-token b "
            "--header-style single:X-Token --right-header-style two --name-left dev"_s);
        QVERIFY(compare);
        QCOMPARE(compare->left.what, u"http://127.0.0.1:8787/x"_s);
        QCOMPARE(compare->left.style, access::HeaderStyle::single("X-Token"));
        QCOMPARE(compare->right.style, access::HeaderStyle::two());
        QCOMPARE(compare->token.token, u"a"_s);
        QCOMPARE(compare->rightToken, u"b"_s);
        QCOMPARE(namesOf(*compare), (SideNames{u"dev"_s, u"api.example.com"_s}));
    }

    void theRightSideIsAskedAsTheLeftOneUnlessToldOtherwise()
    {
        const auto compare = understood(u"compare a.log https://b.example --header-style single:X-Token"_s);
        QCOMPARE(compare->right.style, access::HeaderStyle::single("X-Token"));
    }

    void callsTheSidesByWhatTellsThemApart_data()
    {
        QTest::addColumn<QString>("left");
        QTest::addColumn<QString>("right");
        QTest::addColumn<QString>("leftName");
        QTest::addColumn<QString>("rightName");
        QTest::newRow("hosts") << u"https://a.example/x"_s << u"https://b.example/x"_s << u"a.example"_s
                               << u"b.example"_s;
        QTest::newRow("ports") << u"http://localhost:1/"_s << u"http://localhost:2/"_s << u"localhost:1"_s
                               << u"localhost:2"_s;
        QTest::newRow("one host") << u"https://a.example/x"_s << u"https://a.example/y"_s << u"left"_s
                                  << u"right"_s;
        QTest::newRow("files") << u"logs/job.txt"_s << u"-"_s << u"job.txt"_s << u"standard input"_s;
    }

    void callsTheSidesByWhatTellsThemApart()
    {
        QFETCH(QString, left);
        QFETCH(QString, right);
        QFETCH(QString, leftName);
        QFETCH(QString, rightName);
        Compare compare;
        compare.left.what = left;
        compare.right.what = right;
        QCOMPARE(namesOf(compare), (SideNames{leftName, rightName}));
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("line");
        for (const auto *line :
             {"compare https://a.example", "compare https://a.example b.log --right-token t",
              "compare a.log b.log --token t", "compare - -",
              "compare - https://a.example --client-id 0123456789abcdef0123456789abcdef.access "
              "--secret-stdin",
              "compare https://a.example https://b.example --token a --client-id b.access --secret-stdin",
              "compare https://a.example https://b.example --right-token b --client-id b.access "
              "--secret-stdin",
              "compare https://a.example https://b.example --header-style three",
              "compare https://a.example https://b.example --right-header-style three"})
            QTest::newRow(line) << QString::fromLatin1(line);
    }

    void refuses()
    {
        QFETCH(QString, line);
        const auto compare = understood(line);
        QVERIFY(!compare);
        QCOMPARE(compare.error().code, ExitCode::WrongUsage);
    }

    void tellsTheShell_data()
    {
        QTest::addColumn<QByteArray>("left");
        QTest::addColumn<QByteArray>("right");
        QTest::addColumn<ExitCode>("code");
        QTest::newRow("the same twice") << login << login << ExitCode::Done;
        QTest::newRow("one fails otherwise") << login << unresolved << ExitCode::No;
        QTest::newRow("neither is reached") << unresolved << unresolved << ExitCode::Network;
        QTest::newRow("nothing on the left") << nothing << login << ExitCode::NotFound;
        QTest::newRow("nothing on the right") << login << nothing << ExitCode::NotFound;
    }

    void tellsTheShell()
    {
        QFETCH(QByteArray, left);
        QFETCH(QByteArray, right);
        QFETCH(ExitCode, code);
        QCOMPARE(exitCodeOf(reportOf(recorded(u"a"_s, left), recorded(u"b"_s, right))), code);
    }

    void aRefusalIsItsOwnExitCode()
    {
        auto report = reportOf(recorded(u"a"_s, login), Environment());
        report.refusals[1]
            = RequestRefusal{RequestRefusal::Cause::NotBound, {}, {}, tokens::Binding::OtherHost, {}};
        QCOMPARE(exitCodeOf(report), ExitCode::Unsafe);
    }

    void anAnswerThatIsWithheldIsNotTakenForOneThatIsMissing()
    {
        auto report = reportOf(recorded(u"a"_s, login), Environment());
        VaultFailure why;
        why.cause = VaultFailure::Cause::Store;
        why.store.error = tokens::StoreError::Locked;
        report.withheld[1] = why;
        const auto trouble = troubleOf(report, Side::Right);
        QVERIFY(trouble);
        QCOMPARE(trouble->cause, u"store-locked"_s);
    }

    void theJsonHasItsPromisedFields()
    {
        const auto json = jsonOf(reportOf(recorded(u"ci"_s, login), recorded(u"laptop"_s, unresolved)));
        for (const auto &field :
             {u"summary"_s, u"differs"_s, u"explanations"_s, u"rows"_s, u"next_steps"_s, u"left"_s,
              u"right"_s})
            QVERIFY2(json.contains(field), qPrintable(field));
        QCOMPARE(json.value(u"differs"_s), QJsonValue(true));
        const auto explanation = json.value(u"explanations"_s).toArray().at(0).toObject();
        QCOMPARE(explanation.value(u"id"_s), QJsonValue(u"not-reached"_s));
        QCOMPARE(explanation.value(u"side"_s), QJsonValue(u"right"_s));
        for (const auto &field : {u"confidence"_s, u"summary"_s, u"why"_s, u"rests_on"_s})
            QVERIFY2(explanation.contains(field), qPrintable(field));
        const auto rows = json.value(u"rows"_s).toArray();
        QCOMPARE(rows.size(), allTraits().size());
        for (const auto &field : {u"id"_s, u"name"_s, u"relation"_s, u"matters"_s, u"left"_s, u"right"_s})
            QVERIFY2(rows.at(0).toObject().contains(field), qPrintable(field));
        const auto left = json.value(u"left"_s).toObject();
        QCOMPARE(left.value(u"name"_s), QJsonValue(u"ci"_s));
        QCOMPARE(left.value(u"source"_s), QJsonValue(u"transcript"_s));
        QCOMPARE(left.value(u"verdict"_s).toObject().value(u"layer"_s), QJsonValue(u"access"_s));
        QVERIFY(left.value(u"error"_s).isNull());
        QVERIFY(!QJsonDocument(json).toJson().contains("cfast_"));
        QVERIFY(!QJsonDocument(json).toJson().contains("0123456789abcdef0123456789abcdef"));
    }

    void theJsonSaysWhyASideIsMissing()
    {
        const auto json = jsonOf(reportOf(recorded(u"a"_s, login), recorded(u"b"_s, nothing)));
        const auto right = json.value(u"right"_s).toObject();
        QVERIFY(right.value(u"verdict"_s).isNull());
        QCOMPARE(right.value(u"error"_s).toObject().value(u"cause"_s), QJsonValue(u"no-exchange"_s));
    }
};

QTEST_GUILESS_MAIN(CompareCommandTest)
#include "CompareCommandTest.moc"
