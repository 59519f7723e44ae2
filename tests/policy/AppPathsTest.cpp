// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "AppPaths.h"

#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>

using namespace keyturn::policy;
using namespace Qt::StringLiterals;

namespace {

Application claiming(const QString &uri)
{
    Application application;
    application.name = uri;
    application.domain = uri;
    return application;
}

QList<Application> applicationsFor(const QString &uris)
{
    QList<Application> applications;
    for (const auto &uri : uris.split(u' ', Qt::SkipEmptyParts))
        applications.append(claiming(uri));
    return applications;
}

// ---- The naive second opinion: one regular expression for each pattern, most of it written out. ----

QRegularExpression hostExpression(const QString &host)
{
    return QRegularExpression(u'^' + QRegularExpression::escape(host).replace(u"\\*"_s, u"[^.]*"_s) + u'$');
}

QRegularExpression pathExpression(const QString &path)
{
    if (path.isEmpty() || path == u"/*")
        return QRegularExpression(u"^"_s);
    return QRegularExpression(
        u'^' + QRegularExpression::escape(path).replace(u"\\*"_s, u".*"_s) + u"(/.*)?$"_s);
}

bool naiveCovers(const QString &pattern, const QString &host, const QString &path)
{
    const auto slash = pattern.indexOf(u'/');
    const auto patternHost = slash < 0 ? pattern : pattern.first(slash);
    const auto patternPath = slash < 0 ? QString() : pattern.sliced(slash);
    return hostExpression(patternHost).match(host).hasMatch()
        && pathExpression(patternPath).match(path).hasMatch();
}

QString choice(QRandomGenerator &random, const QStringList &words)
{
    return words[random.bounded(static_cast<int>(words.size()))];
}

} // namespace

class AppPathsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void knowsWhatAPatternCovers_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("url");
        QTest::addColumn<bool>("covers");
        int number = 0;
        const auto row = [&number](const char *pattern, const char *url, bool covers) {
            QTest::addRow("%d %s %s", ++number, pattern, url)
                << QString::fromLatin1(pattern) << QString::fromUtf8(url) << covers;
        };
        row("example.com", "https://example.com", true);
        row("example.com", "https://example.com/", true);
        row("example.com", "https://example.com/alpha/beta", true);
        row("example.com", "http://example.com/alpha", true);
        row("example.com", "example.com/alpha", true);
        row("example.com", "https://EXAMPLE.com./alpha", true);
        row("Example.COM", "https://example.com/alpha", true);
        row("example.com", "https://alpha.example.com", false);
        row("example.com", "https://example.org", false);
        row("example.com", "https://notexample.com", false);
        row("example.com", "https://example.com.evil.test", false);
        row("example.com/", "https://example.com/alpha", true);
        row("example.com/*", "https://example.com", true);
        row("example.com/*", "https://example.com/alpha/beta", true);
        row("example.com/*", "https://alpha.example.com", false);
        row("https://example.com/alpha", "https://example.com/alpha", true);
        row("*.example.com", "https://alpha.example.com", true);
        row("*.example.com", "https://beta.example.com/x", true);
        row("*.example.com", "https://example.com", false);
        row("*.example.com", "https://foo.bar.example.com", false);
        row("*.*.example.com", "https://foo.bar.example.com", true);
        row("*.*.example.com", "https://bar.example.com", false);
        row("*.test.example.com", "https://alpha.test.example.com", true);
        row("*.test.example.com", "https://test.example.com", false);
        row("*.test.example.com", "https://example.com", false);
        row("*test.example.com", "https://test.example.com", true);
        row("*test.example.com", "https://alphatest.example.com", true);
        row("*test.example.com", "https://beta.test.example.com", false);
        row("test*.example.com", "https://test-1.example.com", true);
        row("test*.example.com", "https://attest.example.com", false);
        row("a*z.example.com", "https://abcz.example.com", true);
        row("a*z.example.com", "https://az.example.com", true);
        row("a*z.example.com", "https://a.z.example.com", false);
        row("example.com/alpha", "https://example.com/alpha", true);
        row("example.com/alpha", "https://example.com/alpha/", true);
        row("example.com/alpha", "https://example.com/alpha/one", true);
        row("example.com/alpha", "https://example.com/alphabet", false);
        row("example.com/alpha", "https://example.com/beta", false);
        row("example.com/alpha", "https://example.com", false);
        row("example.com/alpha", "https://example.com/Alpha", false);
        row("example.com/alpha", "https://example.com/alpha?x=1", true);
        row("example.com/alpha", "https://example.com/?x=/alpha", false);
        row("example.com/alpha", "https://example.com/alpha#top", true);
        row("example.com/alpha", "https://example.com:8443/alpha", true);
        row("example.com/alpha", "https://example.com/x/../alpha", true);
        row("example.com/alpha", "https://example.com/%61lpha", true);
        row("example.com/alpha/", "https://example.com/alpha", true);
        row("example.com/alpha/*", "https://example.com/alpha/one", true);
        row("example.com/alpha/*", "https://example.com/alpha/two/three", true);
        row("example.com/alpha/*", "https://example.com/alpha", false);
        row("example.com/alpha/*", "https://example.com", false);
        row("example.com/alpha/*", "https://example.com/alphabet", false);
        row("example.com/alpha*", "https://example.com/alphabet", true);
        row("example.com/alpha*", "https://example.com/alpha", true);
        row("example.com/alpha*", "https://example.com/alpha/one", true);
        row("example.com/foo*/bar", "https://example.com/foo/bar", true);
        row("example.com/foo*/bar", "https://example.com/food/bar", true);
        row("example.com/foo*/bar", "https://example.com/food/stuff/bar", true);
        row("example.com/foo*/bar", "https://example.com/food/bar/more", true);
        row("example.com/foo*/bar", "https://example.com/food/barn", false);
        row("example.com/foo*/bar", "https://example.com/fo/bar", false);
        row("example.com/*/admin", "https://example.com/x/admin", true);
        row("example.com/*/admin", "https://example.com/x/y/admin", true);
        row("example.com/*/admin", "https://example.com/admin", false);
        row("*.example.com/api/*", "https://a.example.com/api/v1", true);
        row("*.example.com/api/*", "https://example.com/api/v1", false);
        row("m\xc3\xbcnchen.example", "https://xn--mnchen-3ya.example/", false);
        row("xn--mnchen-3ya.example", "https://m\xc3\xbcnchen.example/", true);
    }
    void knowsWhatAPatternCovers()
    {
        QFETCH(QString, pattern);
        QFETCH(QString, url);
        QFETCH(bool, covers);
        const auto coverage = coverageOf(url, {claiming(pattern)});
        QCOMPARE(coverage.kind, covers ? CoverageKind::One : CoverageKind::None);
    }

    void refusesPatternsThatAccessCannotUse_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<PathPattern::Problem>("problem");
        QTest::newRow("port") << u"example.com:8443/x"_s << PathPattern::Problem::Port;
        QTest::newRow("query") << u"example.com/x?y=1"_s << PathPattern::Problem::Query;
        QTest::newRow("fragment") << u"example.com/#x"_s << PathPattern::Problem::Query;
        QTest::newRow("two in a label") << u"foo*bar*baz.example.com"_s << PathPattern::Problem::TwoWildcards;
        QTest::newRow("two in a segment")
            << u"example.com/foo*bar*baz"_s << PathPattern::Problem::TwoWildcards;
        QTest::newRow("double star") << u"example.com/**"_s << PathPattern::Problem::TwoWildcards;
        QTest::newRow("empty") << u"  "_s << PathPattern::Problem::Empty;
        QTest::newRow("no host") << u"/alpha"_s << PathPattern::Problem::BadHost;
        QTest::newRow("empty label") << u"a..example.com"_s << PathPattern::Problem::BadHost;
        QTest::newRow("blank in the host") << u"a b.example.com"_s << PathPattern::Problem::BadHost;
    }
    void refusesPatternsThatAccessCannotUse()
    {
        QFETCH(QString, pattern);
        QFETCH(PathPattern::Problem, problem);
        PathPattern::Problem found{};
        QVERIFY(!PathPattern::parse(pattern, &found));
        QCOMPARE(found, problem);
        QVERIFY(coverageOf(u"https://example.com/x"_s, {claiming(pattern)}).winners.isEmpty());
    }

    void letsTheMoreSpecificWin_data()
    {
        QTest::addColumn<QString>("patterns");
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("winners");
        QTest::addColumn<QString>("shadowed");
        const auto row
            = [](const char *patterns, const char *url, const char *winners, const char *shadowed) {
            QTest::addRow("%s for %s", patterns, url)
                << QString::fromLatin1(patterns) << QString::fromLatin1(url) << QString::fromLatin1(winners)
                << QString::fromLatin1(shadowed);
        };
        row("d.com/eng d.com/eng/exec", "https://d.com/eng/exec", "d.com/eng/exec", "d.com/eng");
        row("d.com/eng/exec d.com/eng", "https://d.com/eng/exec/x", "d.com/eng/exec", "d.com/eng");
        row("d.com/eng d.com/eng/exec", "https://d.com/eng/other", "d.com/eng", "");
        row("d.com d.com/eng d.com/eng/exec", "https://d.com/eng/exec", "d.com/eng/exec", "d.com d.com/eng");
        row("d.com d.com/eng", "https://d.com/", "d.com", "");
        row("*.d.com a.d.com", "https://a.d.com/", "a.d.com", "*.d.com");
        row("*.d.com a.d.com", "https://b.d.com/", "*.d.com", "");
        row("*.d.com a*.d.com", "https://ab.d.com/", "a*.d.com", "*.d.com");
        row("d.com/a d.com/a/*", "https://d.com/a/b", "d.com/a/*", "d.com/a");
        row("d.com/a d.com/a/*", "https://d.com/a", "d.com/a", "");
        row("d.com/a* d.com/abc", "https://d.com/abc", "d.com/abc", "d.com/a*");
        row("d.com d.com/*", "https://d.com/x", "d.com d.com/*", "");
        row("d.com/x d.com/x", "https://d.com/x", "d.com/x d.com/x", "");
        row("*.d.com/x a.d.com", "https://a.d.com/x", "*.d.com/x a.d.com", "");
        row("*.d.com/x a.d.com/x", "https://a.d.com/x", "a.d.com/x", "*.d.com/x");
        row("d.com/x:8 d.com", "https://d.com/y", "d.com", "");
        row("other.com", "https://d.com/y", "", "");
    }
    void letsTheMoreSpecificWin()
    {
        QFETCH(QString, patterns);
        QFETCH(QString, url);
        QFETCH(QString, winners);
        QFETCH(QString, shadowed);
        const auto namesOf = [](const QList<Claim> &claims) {
            QStringList names;
            for (const auto &claim : claims)
                names.append(claim.pattern);
            return names.join(u' ');
        };
        const auto coverage = coverageOf(url, applicationsFor(patterns));
        QCOMPARE(namesOf(coverage.winners), winners);
        QCOMPARE(namesOf(coverage.shadowed), shadowed);
        const auto count = winners.isEmpty() ? 0 : winners.count(u' ') + 1;
        QCOMPARE(
            coverage.kind,
            count == 0 ? CoverageKind::None : (count == 1 ? CoverageKind::One : CoverageKind::Several));
    }

    void readsDestinationsBeforeDeprecatedDomains()
    {
        auto application = claiming(u"c.example.com"_s);
        QCOMPARE(claimsOf(application), QStringList{u"c.example.com"_s});
        application.selfHostedDomains = {u"b.example.com"_s};
        QCOMPARE(claimsOf(application), QStringList{u"b.example.com"_s});
        application.destinations = {{DestinationKind::Public, u"public"_s, u"a.example.com"_s, {}, {}, {}}};
        QCOMPARE(claimsOf(application), QStringList{u"a.example.com"_s});
        application.destinations = {{DestinationKind::Worker, u"worker"_s, {}, {}, {}, {}}};
        QVERIFY(claimsOf(application).isEmpty());
        application.type = u"bookmark"_s;
        application.destinations.clear();
        QVERIFY(claimsOf(application).isEmpty());
    }

    void saysPerhapsWhereAUrlDoesNotTell_data()
    {
        QTest::addColumn<DestinationKind>("kind");
        QTest::addColumn<QString>("hostname");
        QTest::addColumn<QString>("cidr");
        QTest::addColumn<QString>("url");
        QTest::addColumn<CoverageKind>("coverage");
        const auto none = CoverageKind::None;
        const auto perhaps = CoverageKind::PerhapsOne;
        const auto url = u"https://x.workers.dev"_s;
        QTest::newRow("worker") << DestinationKind::Worker << QString() << QString() << url << perhaps;
        QTest::newRow("all workers") << DestinationKind::AllWorkers << QString() << QString() << url
                                     << perhaps;
        QTest::newRow("unknown") << DestinationKind::Other << QString() << QString() << url << perhaps;
        QTest::newRow("portal") << DestinationKind::McpPortal << QString() << QString() << url << none;
        QTest::newRow("private host") << DestinationKind::Private << u"db.internal"_s << QString()
                                      << u"https://db.internal/"_s << perhaps;
        QTest::newRow("other private host")
            << DestinationKind::Private << u"db.internal"_s << QString() << url << none;
        QTest::newRow("private net") << DestinationKind::Private << QString() << u"10.0.0.0/8"_s
                                     << u"https://10.1.2.3/"_s << perhaps;
        QTest::newRow("other net") << DestinationKind::Private << QString() << u"10.0.0.0/8"_s
                                   << u"https://11.1.2.3/"_s << none;
    }
    void saysPerhapsWhereAUrlDoesNotTell()
    {
        QFETCH(DestinationKind, kind);
        QFETCH(QString, hostname);
        QFETCH(QString, cidr);
        QFETCH(QString, url);
        QFETCH(CoverageKind, coverage);
        Application application;
        application.destinations = {{kind, u"x"_s, {}, hostname, cidr, {}}};
        QCOMPARE(coverageOf(url, {application}).kind, coverage);
        // A host or path application comes before any Worker.
        const auto both = coverageOf(u"https://d.com/"_s, {application, claiming(u"d.com"_s)});
        QCOMPARE(both.kind, CoverageKind::One);
        QCOMPARE(both.winners.first().application, 1);
    }

    void knowsOpenPaths()
    {
        Application application;
        Destination destination{DestinationKind::Public, u"public"_s, u"d.com"_s, {}, {}, {}};
        destination.overrides
            = {{u"/health"_s, u"public"_s}, {u"d.com/docs/*"_s, u"public"_s}, {u"/x"_s, u"other"_s}};
        application.destinations = {destination};
        QCOMPARE(coverageOf(u"https://d.com/health"_s, {application}).openBy, u"/health"_s);
        QCOMPARE(coverageOf(u"https://d.com/docs/a"_s, {application}).openBy, u"d.com/docs/*"_s);
        QVERIFY(coverageOf(u"https://d.com/x"_s, {application}).openBy.isEmpty());
        QVERIFY(coverageOf(u"https://d.com/healthy"_s, {application}).openBy.isEmpty());
    }

    void refusesWhatIsNoUrl()
    {
        for (const auto &text :
             {u""_s, u"https://"_s, u"ftp://d.com"_s, u"not a url"_s, u"https://d.com:99999/"_s})
            QCOMPARE(coverageOf(text, {claiming(u"d.com"_s)}).kind, CoverageKind::NotAUrl);
    }

    void agreesWithANaiveSecondOpinion()
    {
        constexpr quint32 seed = 20261124;
        qInfo("seed %u", seed);
        QRandomGenerator random(seed);
        const QStringList labels{u"a"_s, u"ab"_s, u"abc"_s, u"b"_s};
        const QStringList wildLabels{u"a"_s, u"ab"_s, u"*"_s, u"a*"_s, u"*b"_s, u"a*c"_s};
        const QStringList hostEnds{u"d.com"_s, u"a.d.com"_s};
        const auto path = [&random](const QStringList &words) {
            QString text;
            for (int i = random.bounded(4); i > 0; --i)
                text += u'/' + choice(random, words);
            return text;
        };
        int covered = 0;
        for (int round = 0; round < 20'000; ++round) {
            const auto pattern = (random.bounded(4) == 0 ? QString() : choice(random, wildLabels) + u'.')
                + choice(random, hostEnds) + path(wildLabels);
            const auto host = (random.bounded(4) == 0 ? QString() : choice(random, labels) + u'.')
                + choice(random, hostEnds);
            const auto place = path(labels);
            const bool expected = naiveCovers(pattern, host, place.isEmpty() ? u"/"_s : place);
            const bool found
                = coverageOf(u"https://"_s + host + place, {claiming(pattern)}).kind == CoverageKind::One;
            QVERIFY2(
                found == expected,
                qPrintable(u"round %1: %2 on %3%4"_s.arg(round).arg(pattern, host, place)));
            covered += expected ? 1 : 0;
        }
        QVERIFY2(covered > 500, qPrintable(QString::number(covered)));
    }
};

QTEST_GUILESS_MAIN(AppPathsTest)
#include "AppPathsTest.moc"
