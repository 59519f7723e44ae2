// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "CommandLine.h"

#include <QTest>

using namespace keyturn;
using namespace keyturn::cli;
using namespace Qt::StringLiterals;

namespace {

QStringList words(const QString &line)
{
    return line.isEmpty() ? QStringList() : line.split(u' ');
}

std::optional<Trouble> troubleWith(const QStringList &arguments)
{
    const auto parsed = parseCommandLine(arguments);
    return parsed ? std::nullopt : parsed.error().trouble;
}

/// The command, which the test expects to be of this kind.
template <typename T>
T parsed(const QStringList &arguments)
{
    const auto line = parseCommandLine(arguments);
    if (!line) {
        qWarning("not understood: %s", qPrintable(line.error().trouble.value_or(Trouble()).message));
        return {};
    }
    if (!std::holds_alternative<T>(line->command)) {
        qWarning("another command");
        return {};
    }
    return std::get<T>(line->command);
}

} // namespace

class CommandLineTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void understands_data()
    {
        QTest::addColumn<QString>("line");
        for (const auto *line :
             {"token list",
              "token show a",
              "token remove a",
              "token secret a",
              "token secret a --reveal",
              "expiry",
              "expiry --within 1h30m",
              "edge",
              "edge --port 0 --mode strict",
              "edge --config f --upstream http://localhost:3000 --no-control",
              "edge --listen ::1 --tls",
              "edge --init",
              "edge --init f",
              "edge --schema",
              "edge-control state --port 8787",
              "edge-control state --port 8787 --address 127.0.0.2",
              "edge-control disable a",
              "edge-control mode strict",
              "edge-control clock-skew 90s",
              "edge-control clock-skew -- -5m",
              "edge-control set-expiry a --duration 30d",
              "edge-control rotate a --reveal",
              "edge-control rotate a --secret-file f --grace 1h",
              "demo",
              "doctor",
              "jwt decode",
              "jwt decode -",
              "jwt verify --team acme",
              "jwt verify - --jwks k.json --alg RS256 --alg ES256 --leeway 30",
              "jwt verify a.b.c --jwks k.json --team acme --payload raw",
              "send https://a/ --token t --follow",
              "probe https://a/ --token t",
              "probe https://a/ --token t --broken-secret --xhr",
              "probe https://a/ --client-id c --secret-stdin --broken-secret",
              "send https://a/ --secret-file f",
              "verdict -",
              "verdict job.log --json",
              "verdict job.log --report r.md --hide-hosts",
              "send https://a/ --reveal --report r.html",
              "probe https://a/ --reveal --report r.HTM --hide-hosts",
              "guide 401",
              "guide 401 --token t --url https://a/ --json",
              "guide policy",
              "guide production --production-url https://a/",
              "policy -",
              "policy a.json --token t --url https://a/ --json",
              "policy a.json --client-id 1.access",
              "--json token list",
              "token list --json --profile p",
              "token --json list --quiet --no-color --timeout 0.5 --store keychain",
              "token edit a --no-hosts"}) {
            QTest::newRow(line) << QString::fromLatin1(line);
        }
    }
    void understands()
    {
        QFETCH(QString, line);
        const auto trouble = troubleWith(words(line));
        QVERIFY2(!trouble, qPrintable(trouble.value_or(Trouble()).message));
        QVERIFY(parseCommandLine(words(line)));
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<ExitCode>("code");
        const auto wrong = [](const char *line) {
            QTest::newRow(line) << QString::fromLatin1(line) << ExitCode::WrongUsage;
        };
        wrong("");
        wrong("token");
        wrong("jwt");
        wrong("frobnicate");
        wrong("token import f");
        wrong("verdict");
        wrong("verdict job.log --report r.txt");
        wrong("verdict job.log --report");
        wrong("verdict job.log --hide-hosts");
        wrong("send https://a/ --report report");
        wrong("probe https://a/ --report .pdf");
        wrong("guide");
        wrong("guide 403");
        wrong("guide 401 --production-url https://a/");
        wrong("policy");
        wrong("policy a.json --token t --client-id 1.access");
        wrong("policy a.json --client-id 1");
        wrong("snippet a --for curl");
        wrong("exec a -- true");
        wrong("expiry --ics f");
        wrong("edge --upstream localhost:3000");
        wrong("edge --upstream http://a:b@localhost");
        wrong("edge --listen localhost");
        wrong("edge --config");
        wrong("edge --config f --show-credentials");
        wrong("edge-control");
        wrong("edge-control stop");
        wrong("edge-control disable");
        wrong("edge-control mode lax");
        wrong("edge-control clock-skew 5");
        wrong("edge-control set-expiry a");
        wrong("edge-control set-expiry a --forever --duration 1h");
        wrong("edge-control rotate a");
        wrong("edge-control rotate a --reveal --grace soon");
        wrong("edge --port 70000");
        wrong("edge --port -1");
        wrong("edge --mode lenient");
        wrong("token add");
        wrong("token add a");
        wrong("token add a b --client-id c");
        wrong("token add a --client-id c --expires soon");
        wrong("token add a --client-id c --expires 2027-02-30");
        wrong("token add a --client-id c --duration 1y");
        wrong("token add a --client-id c --duration d");
        wrong("token add a --client-id c --duration -1d");
        wrong("token add a --client-id c --duration -5h");
        wrong("token add a --client-id c --forever --duration 1h");
        wrong("token add a --client-id c --expires 2027-01-01 --duration 1h");
        wrong("token add a --client-id c --expires 2027-01-01 --forever");
        wrong("token add a --client-id c --secret-stdin --secret-file f");
        wrong("send https://a/ --token t --client-id c");
        wrong("send https://a/ --token t --secret-stdin");
        wrong("send https://a/ --client-id c --secret-stdin --data-file -");
        wrong("token edit a");
        wrong("token edit a --host h --no-hosts");
        wrong("token edit a --enabled --disabled");
        wrong("token show");
        wrong("token list --expiring soon");
        wrong("send");
        wrong("send https://a/ -H NoColon");
        wrong("send https://a/ --data x --data-file y");
        wrong("send https://a/ --header-style three");
        wrong("send https://a/ --header-style single:");
        wrong("send https://a/ --header-style single:Not@Header");
        wrong("send https://a/ --no-such-option");
        wrong("jwt verify a.b.c");
        wrong("jwt verify a.b.c --jwks f --jwks-url https://a/");
        wrong("jwt verify a.b.c --jwks f --alg none");
        wrong("jwt verify a.b.c --jwks f --alg HS256");
        wrong("jwt verify a.b.c --jwks f --at yesterday");
        wrong("jwt verify a.b.c --jwks f --leeway -1");
        wrong("jwt verify a.b.c --jwks f --payload json");
        wrong("token list --timeout 0");
        wrong("token list --timeout never");
        wrong("token list --timeout inf");
        wrong("token list --store cupboard");
        const auto unsafe
            = [](const char *line) { QTest::newRow(line) << QString::fromLatin1(line) << ExitCode::Unsafe; };
        unsafe("token add a --client-id c --secret s3cret");
        unsafe("token add a --client-id c --secret=s3cret");
        unsafe("token edit a --client-secret s3cret");
        unsafe("--secret s3cret token list");
    }
    void refuses()
    {
        QFETCH(QString, line);
        QFETCH(ExitCode, code);
        const auto trouble = troubleWith(words(line));
        QVERIFY(trouble);
        QCOMPARE(trouble->code, code);
        QVERIFY(!trouble->message.isEmpty());
        QVERIFY(!trouble->message.contains(u"s3cret"));
        QVERIFY(!trouble->next.contains(u"s3cret"));
    }

    void repeatsNoWordThatMayBeASecret()
    {
        const auto secret = u"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"_s;
        for (const auto &arguments :
             {QStringList{u"token"_s, u"add"_s, u"a"_s, secret, u"--client-id"_s, u"c"_s},
              QStringList{u"token"_s, u"show"_s, u"a"_s, secret},
              QStringList{u"token"_s, u"list"_s, u"--token-secret="_s + secret}}) {
            const auto trouble = troubleWith(arguments);
            QVERIFY(trouble);
            QVERIFY2(!trouble->message.contains(secret), qPrintable(trouble->message));
        }
    }

    void printsHelpAndVersionAndRunsNothing()
    {
        const auto version = parseCommandLine({u"--version"_s});
        QVERIFY(!version);
        QVERIFY(!version.error().trouble);
        QVERIFY(version.error().text.contains(QStringLiteral(KEYTURN_VERSION)));

        const auto help = parseCommandLine({u"token"_s, u"add"_s, u"--help"_s});
        QVERIFY(!help);
        QVERIFY(!help.error().trouble);
        QVERIFY(help.error().text.contains(u"--client-id"));
        QVERIFY(help.error().text.contains(u"--secret-stdin"));

        const auto all = parseCommandLine({u"--help"_s});
        for (const auto *command :
             {"token", "send", "probe", "jwt", "expiry", "edge", "demo", "doctor", "--profile", "--json"})
            QVERIFY2(all.error().text.contains(QString::fromLatin1(command)), command);
    }

    void readsATokenToAdd()
    {
        const auto add = parsed<TokenAdd>({u"token"_s,       u"add"_s,           u"my api"_s,
                                           u"--client-id"_s, u"abc.access"_s,    u"--secret-file"_s,
                                           u"f"_s,           u"--host"_s,        u"a.example.com"_s,
                                           u"--host"_s,      u"b.example.com"_s, u"--tag"_s,
                                           u"x"_s,           u"--tag"_s,         u"y"_s,
                                           u"--team"_s,      u"acme"_s,          u"--owner"_s,
                                           u"me"_s,          u"--environment"_s, u"CI"_s,
                                           u"--note"_s,      u"-5 is a note"_s,  u"--expires"_s,
                                           u"2027-11-24"_s});
        QCOMPARE(add.token.name, u"my api"_s);
        QCOMPARE(add.token.clientId, u"abc.access"_s);
        QCOMPARE(add.token.hosts, QStringList({u"a.example.com"_s, u"b.example.com"_s}));
        QCOMPARE(add.token.tags, QStringList({u"x"_s, u"y"_s}));
        QCOMPARE(add.token.team, u"acme"_s);
        QCOMPARE(add.token.notes, u"-5 is a note"_s);
        QCOMPARE(add.secret.kind, SecretSource::Kind::File);
        QCOMPARE(add.secret.file, u"f"_s);
        QVERIFY(add.expiry.expiry.has_value());
        QCOMPARE(add.expiry.expiry->kind, tokens::Expiry::Kind::At);
    }

    void takesANameAfterARepeatedOption()
    {
        const auto add = parsed<TokenAdd>(
            {u"token"_s, u"add"_s, u"--client-id"_s, u"abc.access"_s, u"--host"_s, u"a.example.com"_s,
             u"name"_s});
        QCOMPARE(add.token.name, u"name"_s);
        QCOMPARE(add.token.hosts, QStringList(u"a.example.com"_s));
    }

    void countsADurationFromTheMomentOfUse()
    {
        const auto add = parsed<TokenAdd>(words(u"token add a --client-id c --duration 1h30m"_s));
        const QDateTime now({2026, 11, 24}, {9, 0}, Qt::UTC);
        QCOMPARE(add.expiry.at(now), tokens::Expiry::on(now.addSecs(5400)));
        const auto days = parsed<TokenAdd>(words(u"token add a --client-id c --duration 30d"_s));
        QCOMPARE(days.expiry.at(now), tokens::Expiry::on(now.addDays(30)));
    }

    void knowsTokensThatNeverEnd()
    {
        for (const auto &line :
             {u"token add a --client-id c --forever"_s, u"token add a --client-id c --duration forever"_s})
            QCOMPARE(parsed<TokenAdd>(words(line)).expiry.at({}), tokens::Expiry::unlimited());
    }

    void leavesUnnamedThingsAsTheyAre()
    {
        const auto edit = parsed<TokenEdit>(words(u"token edit a --owner me --no-tags"_s));
        QCOMPARE(edit.owner, u"me"_s);
        QCOMPARE(edit.tags, QStringList());
        QVERIFY(!edit.hosts && !edit.name && !edit.disabled && !edit.secret && !edit.expiry.isGiven());
    }

    void readsARequest()
    {
        const auto send = parsed<Send>(
            {u"send"_s, u"https://api.example.com/x"_s, u"-X"_s, u"PUT"_s, u"-H"_s, u"Accept: text/plain "_s,
             u"-H"_s, u"X-Empty:"_s, u"--data"_s, u"a b"_s, u"--token"_s, u"t"_s, u"--header-style"_s,
             u"single:Authorization"_s, u"-o"_s, u"out"_s});
        QCOMPARE(send.method, QByteArray("PUT"));
        QCOMPARE(send.headers, http::Headers({{"Accept", "text/plain"}, {"X-Empty", ""}}));
        QCOMPARE(send.data, QByteArray("a b"));
        QCOMPARE(send.style, access::HeaderStyle::single("Authorization"));
        QCOMPARE(send.output, u"out"_s);
        QVERIFY(!send.follow);
    }

    void readsWhatAJwtIsJudgedBy()
    {
        const auto given
            = u"--jwks k --aud a --aud b --issuer i --alg ES256 --leeway 60 --at 2026-11-24T09:00:00Z"_s;
        const auto verify = parsed<JwtVerify>(words(u"jwt verify - "_s + given));
        QVERIFY(!verify.jwt);
        const auto batch = parsed<JwtBatch>(words(u"jwt batch f "_s + given));
        QCOMPARE(batch.file, u"f"_s);
        for (const auto &measure : {verify.measure, batch.measure}) {
            QCOMPARE(measure.keys.file, u"k"_s);
            QCOMPARE(measure.expected.audiences, QStringList({u"a"_s, u"b"_s}));
            QCOMPARE(measure.expected.issuer, u"i"_s);
            QCOMPARE(measure.expected.algorithms, QList{jwt::Algorithm::ES256});
            QCOMPARE(measure.expected.leeway, std::chrono::seconds(60));
            QCOMPARE(measure.expected.at, QDateTime({2026, 11, 24}, {9, 0}, Qt::UTC));
        }
    }

    void takesGlobalOptionsAnywhere()
    {
        for (const auto &line :
             {u"--json --timeout 2 token list"_s, u"token --json list --timeout 2"_s,
              u"token list --timeout 2 --json"_s}) {
            const auto parsedLine = parseCommandLine(words(line));
            QVERIFY(parsedLine);
            QVERIFY(parsedLine->globals.json);
            QCOMPARE(parsedLine->globals.timeout, std::chrono::milliseconds(2000));
        }
    }
};

QTEST_GUILESS_MAIN(CommandLineTest)
#include "CommandLineTest.moc"
