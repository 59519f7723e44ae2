// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "HostPattern.h"

#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>

using namespace keyturn::tokens;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(keyturn::tokens::Binding)

class HostPatternTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void reads_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("kept");

        const auto row = [](const QString &text, const QString &kept) {
            QTest::newRow(qUtf8Printable(text)) << text << kept;
        };
        row(u"api.example.com"_s, u"api.example.com"_s);
        row(u"  api.example.com\n"_s, u"api.example.com"_s);
        row(u"API.Example.COM"_s, u"api.example.com"_s);
        row(u"api.example.com."_s, u"api.example.com"_s);
        row(u"api.example.com:8443"_s, u"api.example.com:8443"_s);
        row(u"api.example.com/v1/things"_s, u"api.example.com"_s);
        row(u"https://api.example.com"_s, u"api.example.com"_s);
        row(u"https://api.example.com/v1 2?x=a%20b#y@z"_s, u"api.example.com"_s);
        row(u"https://api.example.com:443/"_s, u"api.example.com:443"_s);
        row(u"http://localhost:8787/"_s, u"localhost:8787"_s);
        row(u"wss://socket.example.com/feed"_s, u"socket.example.com"_s);
        row(u"my_host.example.com"_s, u"my_host.example.com"_s);
        row(u"*.Internal.example.com"_s, u"*.internal.example.com"_s);
        row(u"*.internal.example.com:8443"_s, u"*.internal.example.com:8443"_s);
        row(u"https://*.internal.example.com/"_s, u"*.internal.example.com"_s);
        row(u"*.localhost"_s, u"*.localhost"_s);
        row(u"bücher.example"_s, u"xn--bcher-kva.example"_s);
        row(u"BÜCHER.example"_s, u"xn--bcher-kva.example"_s);
        row(u"xn--bcher-kva.example"_s, u"xn--bcher-kva.example"_s);
        row(u"*.bücher.example"_s, u"*.xn--bcher-kva.example"_s);
        row(u"127.0.0.1:8787"_s, u"127.0.0.1:8787"_s);
        row(u"127.1"_s, u"127.0.0.1"_s);
        row(u"[::1]"_s, u"[::1]"_s);
        row(u"[::1]:8787"_s, u"[::1]:8787"_s);
        row(u"::1"_s, u"[::1]"_s);
        row(u"2001:DB8:0:0:0:0:0:1"_s, u"[2001:db8::1]"_s);
        row(u"localhost"_s, u"localhost"_s);
    }

    void reads()
    {
        QFETCH(QString, text);
        QFETCH(QString, kept);

        const auto pattern = HostPattern::parse(text);

        QVERIFY(pattern);
        QCOMPARE(pattern->text(), kept);
        const auto again = HostPattern::parse(pattern->text());
        QVERIFY(again);
        QCOMPARE(again->text(), kept);
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("text");

        const auto row = [](const QString &text) { QTest::newRow(qUtf8Printable(text)) << text; };
        QTest::newRow("nothing") << QString();
        QTest::newRow("white space") << u" \t\n"_s;
        row(u"*"_s);
        row(u"*."_s);
        row(u"*.com"_s);
        row(u"*.*"_s);
        row(u"*.*.example.com"_s);
        row(u"*.0.0.1"_s);
        row(u"*.127.0.0.1"_s);
        row(u"*.[::1]"_s);
        row(u"api.*.com"_s);
        row(u"api-*.example.com"_s);
        row(u"*api.example.com"_s);
        row(u"**.example.com"_s);
        row(u"https://"_s);
        row(u"https:api.example.com"_s);
        row(u"https:/api.example.com"_s);
        row(u"/path"_s);
        row(u":8787"_s);
        row(u"api.example.com:"_s);
        row(u"api.example.com:0"_s);
        row(u"api.example.com:65536"_s);
        row(u"api.example.com:-1"_s);
        row(u"api.example.com:https"_s);
        row(u"a..example.com"_s);
        row(u"api.example.com.."_s);
        row(u".example.com"_s);
        row(u"-api.example.com"_s);
        row(u"api example.com"_s);
        row(u"api.example.com other.example.com"_s);
        row(u"api.example.com,other.example.com"_s);
        row(u"https://user@api.example.com"_s);
        row(u"https://api.example.com@evil.net/"_s);
        row(u"api.example.com@evil.net"_s);
        row(u"https://api.example.com\\@evil.net/"_s);
        row(u"api%2eexample.com"_s);
        row(u"1.2.3.4.5"_s);
        row(u"127.0.0.1."_s);
        row(u"[::1"_s);
        row(u"::g"_s);
        QTest::newRow("a zero-width space") << u"api\u200B.example.com"_s;
        QTest::newRow("a soft hyphen") << u"api\u00AD.example.com"_s;
        QTest::newRow("a right-to-left mark") << u"api\u200F.example.com"_s;
        QTest::newRow("a NUL") << u"api.example.com"_s + QChar(u'\0') + u".evil.net"_s;
        QTest::newRow("a label of 64 letters") << QString(64, u'a') + u".example.com"_s;
        QTest::newRow("a megabyte") << QString(1 << 20, u'a');
    }

    void refuses()
    {
        QFETCH(QString, text);

        QVERIFY(!HostPattern::parse(text));
    }

    void matches_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("url");
        QTest::addColumn<bool>("expected");

        const auto row = [](const QString &pattern, const QString &url, bool expected) {
            QTest::newRow(qUtf8Printable(pattern + u" | "_s + url)) << pattern << url << expected;
        };
        const auto api = u"api.example.com"_s;
        row(api, u"https://api.example.com/"_s, true);
        row(api, u"https://api.example.com:8443/v1?x#y"_s, true);
        row(api, u"https://API.EXAMPLE.com/"_s, true);
        row(api, u"https://api.example.com./"_s, true);
        row(api, u"https://ａｐｉ.example。com/"_s,
            true); // Full width: what the network is asked for is ASCII.
        row(api, u"https://api.example.com.evil.net/"_s, false);
        row(api, u"https://evilapi.example.com/"_s, false);
        row(api, u"https://evil.api.example.com/"_s, false);
        row(api, u"https://example.com/"_s, false);
        row(api, u"https://api-example.com/"_s, false);
        row(api, u"https://apiXexample.com/"_s, false);
        row(api, u"https://api.example.co/"_s, false);
        row(api, u"https://api.example.com@evil.net/"_s, false);
        row(api, u"https://api.example.com:443@evil.net/"_s, false);
        row(api, u"https://api.example.com\\@evil.net/"_s, false);
        row(api, u"https://evil.net/api.example.com"_s, false);
        row(api, u"https://evil.net?api.example.com"_s, false);
        row(api, u"https://evil.net#api.example.com"_s, false);
        row(api, u"https://evil.net/https://api.example.com"_s, false);
        row(api, u"https://аpi.example.com/"_s, false); // Cyrillic a.
        row(api, u"https://"_s, false);
        row(api, u"api.example.com"_s, false);
        row(api, u"file:///api.example.com"_s, false);

        const auto wild = u"*.internal.example.com"_s;
        row(wild, u"https://a.internal.example.com/"_s, true);
        row(wild, u"https://A-1.internal.example.com:444/"_s, true);
        row(wild, u"https://internal.example.com/"_s, false);
        row(wild, u"https://a.b.internal.example.com/"_s, false);
        row(wild, u"https://ainternal.example.com/"_s, false);
        row(wild, u"https://a.internal.example.com.evil.net/"_s, false);
        row(wild, u"https://a.internal.example.com@evil.net/"_s, false);

        row(u"api.example.com:8443"_s, u"https://api.example.com:8443/"_s, true);
        row(u"api.example.com:8443"_s, u"https://api.example.com/"_s, false);
        row(u"api.example.com:8443"_s, u"https://api.example.com:84430/"_s, false);
        row(u"api.example.com:443"_s, u"https://api.example.com/"_s, true);
        row(u"api.example.com:443"_s, u"http://api.example.com/"_s, false);
        row(u"api.example.com:80"_s, u"http://api.example.com/"_s, true);

        row(u"bücher.example"_s, u"https://xn--bcher-kva.example/"_s, true);
        row(u"xn--bcher-kva.example"_s, u"https://BÜCHER.example/"_s, true);
        row(u"bücher.example"_s, u"https://bucher.example/"_s, false);

        row(u"[::1]:8787"_s, u"http://[0:0:0:0:0:0:0:1]:8787/"_s, true);
        row(u"[::1]"_s, u"http://[::2]/"_s, false);
        row(u"[::1]"_s, u"http://127.0.0.1/"_s, false);
        row(u"127.0.0.1"_s, u"http://127.0.0.1:9/"_s, true);
        row(u"127.0.0.1"_s, u"http://2130706433/"_s, true); // The same address, written as one number.
        row(u"127.0.0.1"_s, u"http://127.0.0.1./"_s, false);
        row(u"127.0.0.1"_s, u"http://127.0.0.1.evil.net/"_s, false);
        row(u"127.0.0.1"_s, u"http://127.0.0.10/"_s, false);
        row(u"*.localhost"_s, u"http://a.localhost:8787/"_s, true);
    }

    void matches()
    {
        QFETCH(QString, pattern);
        QFETCH(QString, url);
        QFETCH(bool, expected);

        const auto parsed = HostPattern::parse(pattern);

        QVERIFY(parsed);
        QCOMPARE(parsed->matches(QUrl(url)), expected);
    }

    void matchesItsOwnHostAndNoHostThatDiffersInOneCharacter()
    {
        const auto alphabet = u"abcdefghijklmnopqrstuvwxyz0123456789-."_s;
        QRandomGenerator random(20261124);
        int tried = 0;
        for (int round = 0; round < 400; ++round) {
            const auto host = randomHost(random);
            const auto pattern = HostPattern::parse(host);
            QVERIFY2(pattern, qUtf8Printable(host));
            QVERIFY2(pattern->matches(QUrl(u"https://%1/"_s.arg(host))), qUtf8Printable(host));

            auto other = host;
            const auto at = random.bounded(int(host.size()));
            const auto letter = alphabet.at(random.bounded(int(alphabet.size())));
            if (random.bounded(2) == 0)
                other.insert(at, letter);
            else
                other[at] = letter;
            if (other == host)
                continue;
            QVERIFY2(
                !pattern->matches(QUrl(u"https://%1/"_s.arg(other))), qUtf8Printable(host + u' ' + other));
            ++tried;
        }
        QVERIFY(tried > 300);
    }

    void matchesNothingThatOnlyContainsItsHost()
    {
        QRandomGenerator random(7);
        for (int round = 0; round < 200; ++round) {
            const auto host = randomHost(random);
            const auto wild = HostPattern::parse(u"*."_s + host);
            const auto exact = HostPattern::parse(host);
            QVERIFY(wild && exact);
            for (const auto &frame :
                 {u"https://%1.evil.net/"_s, u"https://evil%1/"_s, u"https://a.b.%1/"_s,
                  u"https://%1@evil.net/"_s, u"https://x:%1@evil.net/"_s, u"https://evil.net/%1"_s,
                  u"https://evil.net?%1"_s, u"https://evil.net#%1"_s, u"https://evil.net\\%1"_s}) {
                const QUrl url(frame.arg(host));
                QVERIFY2(!exact->matches(url), qUtf8Printable(url.toString()));
                QVERIFY2(!wild->matches(url), qUtf8Printable(url.toString()));
            }
        }
    }

    void bindsSecretsToHosts_data()
    {
        QTest::addColumn<QStringList>("hosts");
        QTest::addColumn<QString>("url");
        QTest::addColumn<Binding>("expected");

        const auto row = [](const QStringList &hosts, const QString &url, Binding expected) {
            QTest::newRow(qUtf8Printable(hosts.join(u',') + u" | "_s + url)) << hosts << url << expected;
        };
        const QStringList hosts{
            u"api.example.com"_s,
            u"*.internal.example.com"_s,
            u"localhost:8787"_s,
            u"127.0.0.1"_s,
            u"[::1]"_s,
            u"*.localhost"_s,
            u"127.0.0.1.nip.example"_s,
            u"192.168.1.2"_s,
            u"localhost.example.com"_s};
        row(hosts, u"https://api.example.com/v1"_s, Binding::Allowed);
        row(hosts, u"HTTPS://api.example.com/v1"_s, Binding::Allowed);
        row(hosts, u"https://a.internal.example.com/"_s, Binding::Allowed);
        row(hosts, u"http://localhost:8787/"_s, Binding::Allowed);
        row(hosts, u"http://127.0.0.1:5000/"_s, Binding::Allowed);
        row(hosts, u"http://[::1]:5000/"_s, Binding::Allowed);
        row(hosts, u"https://a.localhost/"_s, Binding::Allowed);
        row(hosts, u"https://192.168.1.2/"_s, Binding::Allowed);
        row({u"127.3.2.1"_s}, u"http://127.3.2.1/"_s, Binding::Allowed);

        row({}, u"https://api.example.com/"_s, Binding::NoHosts);
        row({}, u"http://api.example.com/"_s, Binding::NoHosts);

        row(hosts, u"https://evil.net/"_s, Binding::OtherHost);
        row(hosts, u"https://api.example.com.evil.net/"_s, Binding::OtherHost);
        row(hosts, u"http://localhost:8788/"_s, Binding::OtherHost);
        row({u"*"_s, u""_s, u"not a host"_s}, u"https://api.example.com/"_s, Binding::OtherHost);

        row(hosts, u"http://api.example.com/"_s, Binding::NotHttps);
        row(hosts, u"http://api.example.com:443/"_s, Binding::NotHttps);
        row(hosts, u"http://192.168.1.2/"_s, Binding::NotHttps);
        row(hosts, u"http://a.localhost/"_s, Binding::NotHttps);
        row(hosts, u"http://127.0.0.1.nip.example/"_s, Binding::NotHttps);
        row(hosts, u"http://localhost.example.com/"_s, Binding::NotHttps);
        row({u"[::ffff:127.0.0.1]"_s}, u"http://[::ffff:127.0.0.1]/"_s, Binding::NotHttps);
        row({u"128.0.0.1"_s}, u"http://128.0.0.1/"_s, Binding::NotHttps);

        row(hosts, u""_s, Binding::NotAUrl);
        row(hosts, u"api.example.com"_s, Binding::NotAUrl);
        row(hosts, u"/v1"_s, Binding::NotAUrl);
        row(hosts, u"//api.example.com/v1"_s, Binding::NotAUrl);
        row(hosts, u"https:///v1"_s, Binding::NotAUrl);
        row(hosts, u"ftp://api.example.com/"_s, Binding::NotAUrl);
        row(hosts, u"wss://api.example.com/"_s, Binding::NotAUrl);
        row(hosts, u"file:///etc/passwd"_s, Binding::NotAUrl);
        row(hosts, u"https://user:pass@api.example.com/"_s, Binding::NotAUrl);
        row(hosts, u"https://@api.example.com/"_s, Binding::NotAUrl);
        row(hosts, u"https://api.example.com@evil.net/"_s, Binding::NotAUrl);
        row(hosts, u"https://api.example.com:99999/"_s, Binding::NotAUrl);
        row(hosts, u"http://127.0.0.1./"_s, Binding::NotAUrl);
    }

    void bindsSecretsToHosts()
    {
        QFETCH(QStringList, hosts);
        QFETCH(QString, url);
        QFETCH(Binding, expected);

        QCOMPARE(bindingOf(hosts, QUrl(url)), expected);
    }

private:
    static QString randomHost(QRandomGenerator &random)
    {
        const auto letters = u"abcdefghijklmnopqrstuvwxyz"_s;
        QStringList labels;
        for (int label = 0; label < random.bounded(2, 5); ++label) {
            QString text;
            for (int i = 0; i < random.bounded(1, 12); ++i)
                text += letters.at(random.bounded(int(letters.size())));
            labels.append(text.isEmpty() ? u"x"_s : text);
        }
        labels.append(u"example"_s);
        return labels.join(u'.');
    }
};

QTEST_GUILESS_MAIN(HostPatternTest)
#include "HostPatternTest.moc"
