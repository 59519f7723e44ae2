// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ConfigChanges.h"

#include "SampleConfig.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace keyturn;
using namespace keyturn::edge;
using namespace Qt::StringLiterals;

namespace {

/// "changed mode", "added service-token ci"
QStringList wordsOf(const QList<ConfigChange> &changes)
{
    QStringList words;
    for (const auto &change : changes)
        words.append((idOf(change.kind) + u' ' + idOf(change.part) + u' ' + change.name).trimmed());
    return words;
}

} // namespace

class ConfigChangesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void theSameFileHasNone()
    {
        const Setup setup{.config = configWith({everyone(Action::Bypass)})};
        QVERIFY(changesBetween(setup, setup).isEmpty());
    }

    void tellsWhatBecameOfLists()
    {
        Setup before{.config = configWith({everyone(Action::Bypass)})};
        before.config.credentials[0].name = u"first"_s;
        before.config.credentials[1].name = u"second"_s;
        auto after = before;
        after.config.credentials[1].enabled = false;
        after.config.credentials.append(credential(u"third"_s, "hush"));
        after.config.credentials.last().name = u"third"_s;
        after.config.credentials.removeFirst();
        after.config.applications.first().access.name = u"renamed"_s;
        after.config.groups.append(policy::Group{{}, u"nameless"_s, {}});
        after.config.policies.append(policyOf(Action::Block));

        QCOMPARE(
            wordsOf(changesBetween(before, after)),
            (QStringList{
                u"changed application renamed"_s, u"added policy sample policy"_s, u"added group nameless"_s,
                u"changed service-token second"_s, u"added service-token third"_s,
                u"removed service-token first"_s}));
    }

    void anotherOrderOfTokensIsNoChange()
    {
        const Setup before{.config = configWith({})};
        auto after = before;
        std::reverse(after.config.credentials.begin(), after.config.credentials.end());
        QVERIFY(changesBetween(before, after).isEmpty());
    }

    void tellsWhatElseChanged()
    {
        const Setup before;
        auto after = before;
        after.config.team = u"other"_s;
        after.config.mode = Mode::Strict;
        after.config.deniesUnmatched = true;
        after.config.localHost = u"a.example"_s;
        after.config.upstream = QUrl(u"http://localhost:1"_s);
        after.config.firewall.append(FirewallRule());
        after.config.faults.append(FaultRule());
        after.config.keys.every = std::chrono::hours(1);
        after.config.clockSkew = std::chrono::seconds(1);
        after.config.client.ip = u"192.0.2.1"_s;
        after.address = u"::1"_s;
        after.tlsHosts = QStringList();
        after.upstreamAuthorities = u"/etc/ca.pem"_s;
        after.controlPort = 1;
        QCOMPARE(
            wordsOf(changesBetween(before, after)),
            (QStringList{
                u"changed team"_s, u"changed mode"_s, u"changed deny-unmatched-requests"_s,
                u"changed local-host"_s, u"changed upstream"_s, u"changed firewall"_s, u"changed faults"_s,
                u"changed keys"_s, u"changed clock-skew"_s, u"changed client"_s, u"changed listen"_s,
                u"changed tls"_s, u"changed upstream-ca-file"_s, u"changed control"_s}));
    }

    void onlyWhereItListensNeedsARestart()
    {
        QSet<QString> ids;
        QStringList restarting;
        for (int i = 0; i < changedPartCount; ++i) {
            const auto part = static_cast<ChangedPart>(i);
            ids.insert(idOf(part));
            if (needsRestart(part))
                restarting.append(idOf(part));
        }
        QCOMPARE(ids.size(), changedPartCount);
        QCOMPARE(restarting, (QStringList{u"listen"_s, u"tls"_s, u"upstream-ca-file"_s, u"control"_s}));
    }
};

QTEST_GUILESS_MAIN(ConfigChangesTest)
#include "ConfigChangesTest.moc"
