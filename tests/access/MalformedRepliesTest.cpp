// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "CauseTable.h"
#include "VerdictCase.h"
#include "VerdictProperties.h"

#include <QHash>

using namespace keyturn;
using namespace keyturn::access;

namespace {

const auto path = QByteArrayLiteral("/cdn-cgi/access/login/api.example.com?kid=f00d");

ExchangeBuilder manyHeaders(ExchangeBuilder exchange)
{
    constexpr int count = 10000;
    for (int i = 0; i < count; ++i)
        exchange.header("X-Filler-" + QByteArray::number(i), "x");
    return exchange;
}

ExchangeBuilder cookie(const QByteArray &value)
{
    return sent(answer(200)).header("Set-Cookie", "CF_Authorization=" + value);
}

/// The documented facts (letter A or B) that a certain verdict may rest on, by cause. All other causes rest
/// on reports, on pages that can be customised, or on what is not there.
QHash<Cause, char> documentedCauses()
{
    return {
        {Cause::HostNotFound, 'A'},
        {Cause::ConnectionRefused, 'A'},
        {Cause::ConnectionLost, 'A'},
        {Cause::NetworkUnreachable, 'A'},
        {Cause::TlsFailed, 'A'},
        {Cause::TimedOut, 'A'},
        {Cause::AnswerTooLarge, 'A'},
        {Cause::NotHttp, 'A'},
        {Cause::LoginPageFollowed, 'B'}, // S1, on a hop.
        {Cause::LoginRedirectNoCredentials, 'B'}, // S1.
        {Cause::NotAuthorised, 'A'}, // Strict mode, by S6 and S1.
        {Cause::OpenWithoutToken, 'A'}, // Two answers that are the same.
        {Cause::Accepted, 'A'}, // S9, or S1 and S6 without credentials.
        {Cause::AcceptedButOriginRefused, 'A'}, // S9.
    };
}

} // namespace

/// Replies that nobody should send: none of them crashes anything, and none leads to more than it shows.
class MalformedRepliesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void claimsNoMoreThanTheyShow_data()
    {
        QTest::addColumn<VerdictCase>("seen");
        QTest::addColumn<QStringList>("layers"); // That it may name; "none" is undetermined.
        QTest::addColumn<QString>("atMost");
        const auto put = [](const char *name, const ExchangeBuilder &exchange, const QString &layers,
                            const QString &atMost = u"possible"_s) {
            VerdictCase seen;
            seen.exchange = exchange;
            QTest::newRow(name) << seen << layers.split(u' ') << atMost;
        };
        const auto likely = u"likely"_s;
        const auto certain = u"certain"_s;
        const auto from = [](const QByteArray &location) { return redirect(location); };

        // Status lines.
        put("status 0", answer(0), u"none"_s);
        put("status -1", answer(-1), u"none"_s);
        put("status 1", answer(1), u"none"_s);
        put("status 99", answer(99), u"none"_s);
        put("status 600", answer(600), u"none"_s);
        put("status 999", answer(999), u"none"_s);
        put("the greatest status", answer(2147483647), u"none"_s);
        put("status 999 with Access's headers", sent(refusal(999)), u"none"_s);
        put("status 0 with a session", withSession(sent(answer(0))), u"none"_s);
        put("status 0 with a login address", answer(0).redirectingTo(login), u"none"_s);
        put("a reason with control characters", ExchangeBuilder().status(200, "O\r\nK\x1b[31m\x07"),
            u"none"_s);
        put("a reason of 100,000 characters", ExchangeBuilder().status(200, QByteArray(100000, 'x')),
            u"none"_s);
        put("101 without an upgrade", sent(answer(101)), u"origin none"_s);
        put("100 as the answer", sent(answer(100)), u"origin none"_s);

        // Headers.
        put("no header at all", sent(ExchangeBuilder().status(200)), u"none"_s);
        put("NUL in a mark", sent(answer(403)).header("CF-Access-Aud", QByteArray("f0\0d", 4)), u"access"_s,
            likely);
        put("NUL in a name", sent(answer(403)).header(QByteArray("CF-Access\0-Aud", 14), "f00d"),
            u"origin"_s);
        put("an empty mark", sent(answer(403)).header("CF-Access-Aud", " \t "), u"origin"_s);
        put("an empty name", answer(200).header({}, "x"), u"origin"_s, likely);
        put("line breaks in a mark", sent(answer(401)).header("CF-Access-Aud", "a\r\nServer: nginx"),
            u"access"_s, likely);
        put("10,000 headers", manyHeaders(sent(answer(200))), u"origin"_s);
        put("10,000 headers before the mark", manyHeaders(sent(answer(403))).header("CF-Access-Aud", "f00d"),
            u"access"_s, likely);
        put("a ray that is none", answer(200).header("CF-Ray", "\xff\xfe<script>"), u"origin"_s, likely);
        put("WWW-Authenticate twice",
            sent(answer(401))
                .header("WWW-Authenticate", "Basic")
                .header("WWW-Authenticate", "Cloudflare-Access"),
            u"access"_s, likely);
        put("WWW-Authenticate with an open quote",
            sent(answer(401)).header("WWW-Authenticate", "Basic realm=\"x, Cloudflare-Access"), u"origin"_s,
            likely);
        put("WWW-Authenticate of commas",
            sent(answer(401)).header("WWW-Authenticate", QByteArray(50000, ',')), u"origin none"_s);
        put("Managed OAuth with broken metadata",
            sent(answer(401)).header("WWW-Authenticate", "Bearer resource_metadata=\"http://[::bad\""),
            u"origin"_s, likely);
        put("Set-Cookie without a pair", sent(answer(200)).header("Set-Cookie", "CF_Authorization"),
            u"origin"_s);

        // Addresses that the answer points to.
        put("no Location", answer(302), u"origin none"_s, likely);
        put("an empty Location", from("   "), u"origin none"_s, likely);
        put("a gigantic Location",
            from("https://acme.cloudflareaccess.com" + path + QByteArray(2000000, 'x')), u"access"_s,
            certain);
        put("a gigantic foreign Location", from("https://" + QByteArray(2000000, 'x') + ".example.org/"),
            u"access origin none"_s);
        put("broken percent-encoding",
            from("https://acme.cloudflareaccess.com/cdn-cgi/access/login/%zz?kid=%&meta=%e"), u"access"_s,
            certain);
        put("bad UTF-8", from("https://acme.cloudflareaccess.com/cdn-cgi/access/login/\xff\xfe?kid=\xc3"),
            u"access"_s, certain);
        put("NUL in the host", from(QByteArray("https://acme\0.cloudflareaccess.com", 34) + path),
            u"access origin none"_s, likely);
        put("a user before a foreign host", from("https://acme.cloudflareaccess.com@evil.example" + path),
            u"origin access"_s, likely);
        put("a user before the team", from("https://someone:secret@acme.cloudflareaccess.com" + path),
            u"access origin"_s, likely);
        put("the team's name in a longer host", from("https://acme.cloudflareaccess.com.evil.example" + path),
            u"origin"_s, likely);
        put("a longer name of the domain", from("https://acme.notcloudflareaccess.com" + path), u"origin"_s,
            likely);
        put("a Cyrillic letter", from("https://acme.cloudfl\xd0\xb0reaccess.com" + path), u"origin"_s,
            likely);
        put("its punycode", from("https://acme.xn--cloudflreaccess-9wj.com" + path), u"origin"_s, likely);
        put("a dot at the end", from("https://acme.cloudflareaccess.com." + path), u"origin access"_s,
            likely);
        put("upper case", from("HTTPS://ACME.CloudflareAccess.COM" + path), u"access"_s, certain);
        put("its own port", from("https://acme.cloudflareaccess.com:443" + path), u"access"_s, certain);
        put("another port", from("https://acme.cloudflareaccess.com:8443" + path), u"access origin"_s,
            likely);
        put("a port that is none", from("https://acme.cloudflareaccess.com:99999" + path),
            u"access origin none"_s, likely);
        put("without TLS", from("http://acme.cloudflareaccess.com" + path), u"access origin"_s, likely);
        put("no team", from("https://cloudflareaccess.com" + path), u"access origin"_s, likely);
        put("two teams", from("https://a.b.cloudflareaccess.com" + path), u"access origin"_s, likely);
        put("another path", from("https://acme.cloudflareaccess.com/cdn-cgi/access/loginx"),
            u"access origin"_s, likely);
        put("the path behind dots", from("https://acme.cloudflareaccess.com/x/..%2fcdn-cgi/access/login"),
            u"access origin"_s, likely);
        put("backslashes", from("https:\\\\acme.cloudflareaccess.com\\cdn-cgi\\access\\login"),
            u"access origin none"_s, likely);
        put("two Locations, the foreign first", from("https://evil.example/").redirectingTo(login),
            u"access origin"_s, likely);
        put("javascript", from("javascript:alert(1)"), u"access origin none"_s, likely);
        put("307 to the login page", answer(307).redirectingTo(login), u"access origin none"_s, likely);

        // Headers that contradict each other.
        put("Access's marks from another server", sent(elsewhere(403).header("CF-Access-Aud", "f00d")),
            u"access"_s, likely);
        put("its marks on a success", sent(answer(200)).header("CF-Access-Aud", "f00d"),
            u"origin access none"_s, likely);
        put("the login page from another server", elsewhere(302).redirectingTo(login), u"access"_s, likely);
        put("a session from another server", withSession(sent(elsewhere(200))), u"origin"_s, likely);
        put("a session with a refusal of another server", withSession(sent(elsewhere(403))), u"origin"_s,
            likely);
        put("two servers", answer(403).header("Server", "nginx"), u"origin"_s);
        put("a session with a refusal by Access", withSession(sent(refusal(403))), u"access"_s, likely);
        put("a challenge with Access's marks", sent(refusal(403)).header("cf-mitigated", "challenge"),
            u"waf"_s, likely);
        put("a login redirect with a session", withSession(sent(answer(302).redirectingTo(login))),
            u"access"_s, likely);
        put("Cloudflare's number from another server", elsewhere(530).body("error code: 1033"), u"origin"_s,
            likely);

        // Tokens and bodies.
        put("a cookie that is no JWT", cookie("x"), u"origin"_s);
        put("a cookie that is cut off",
            cookie(unsignedJwt({{u"iss"_s, u"https://acme.cloudflareaccess.com"_s}}).first(40)), u"origin"_s);
        put("a cookie of dots", cookie(QByteArray(10000, '.')), u"origin"_s);
        put("a cookie of a look-alike",
            cookie(unsignedJwt({{u"iss"_s, u"https://acme.cloudflareaccess.com.evil.example"_s}})),
            u"origin"_s);
        put("a cookie whose issuer is a number", cookie(unsignedJwt({{u"iss"_s, 5}})), u"origin"_s);
        put("meta that is no JWT", sent(answer(302).redirectingTo(login + "&meta=a.b.c")), u"access"_s,
            likely);
        put("meta of another type",
            sent(answer(302).redirectingTo(login + "&meta=" + unsignedJwt({{u"service_token_status"_s, 7}}))),
            u"access"_s, likely);
        put("HTML that is cut off", sent(answer(403)).body("<!DOCTYPE html><html><head><title>Forbid"),
            u"origin"_s);
        put("a login title that is cut off", answer(200).body("<title>Sign in \u30fb Cloudflare Acc"),
            u"origin"_s, likely);
        put("JSON that is cut off", sent(answer(403)).body(accessPage.chopped(4), "application/json"),
            u"origin access"_s);
        put("JSON 5,000 deep", sent(answer(403)).body(QByteArray(5000, '['), "application/json"),
            u"origin"_s);
        put("a body of NUL", sent(answer(200)).body(QByteArray(70000, '\0')), u"origin"_s);
        put("a body of bad UTF-8", sent(answer(403)).body(QByteArray(70000, '\xff')), u"origin"_s);
        put("a number that is too great", answer(403).body("error code: 99999999999999999999"), u"origin"_s);
        put("an empty body that has a length", sent(answer(403)).header("Content-Length", "4096"),
            u"origin"_s);
        put("a length below zero", answer(200).header("Content-Length", "-1"), u"origin"_s, likely);
        put("an open element",
            sent(answer(403)).body("<input id=\"json_data\" value=\"" + QByteArray(60000, '&')), u"origin"_s);

        // No answer at all.
        const QString oddWords = QString(QChar(0)) + QChar(0x202e) + QChar(0xd800);
        put("a failure that has no name", sent(ExchangeBuilder().failing(Error::Other)), u"network"_s,
            likely);
        put("a failure with words of any kind", sent(ExchangeBuilder().failing(Error::NotHttp, oddWords)),
            u"network"_s, certain);
        put("a request to nowhere", ExchangeBuilder("").status(302).redirectingTo(login), u"access none"_s,
            likely);
    }

    void claimsNoMoreThanTheyShow()
    {
        QFETCH(VerdictCase, seen);
        QFETCH(QStringList, layers);
        QFETCH(QString, atMost);

        const Verdict verdict = judge(seen);

        const QString layer = verdict.layer ? idOf(*verdict.layer) : u"none"_s;
        const QByteArray said = (layer + u' ' + idOf(verdict.cause)).toUtf8();
        QVERIFY2(layers.contains(layer), said.constData());
        const QStringList sureness{idOf(Certain), idOf(Likely), idOf(Possible)};
        QVERIFY2(sureness.indexOf(idOf(verdict.confidence)) >= sureness.indexOf(atMost), said.constData());
        QVERIFY(!verdict.evidence.isEmpty());
        QCOMPARE(fuzz::brokenIn(verdict), QByteArray());
        if (layer == u"none"_s)
            QCOMPARE(idOf(verdict.outcome), idOf(Outcome::Unknown));
    }

    void mayBeCertainOnlyOfDocumentedCauses()
    {
        const QHash<Cause, char> documented = documentedCauses();
        QCOMPARE(qsizetype(causeTable().size()), allCauses().size());
        for (const CauseRow &row : causeTable()) {
            const bool mayBeCertain = row.atMost == Certain;
            QVERIFY2(mayBeCertain == documented.contains(row.cause), qPrintable(idOf(row.cause)));
        }
    }
};

QTEST_GUILESS_MAIN(MalformedRepliesTest)
#include "MalformedRepliesTest.moc"
