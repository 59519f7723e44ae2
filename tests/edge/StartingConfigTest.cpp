// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "StartingConfig.h"

#include "ClientSecret.h"
#include "ConfigReader.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace keyturn;
using namespace keyturn::edge;
using namespace Qt::StringLiterals;

namespace {

const QDateTime now(QDate(2026, 11, 29), QTime(12, 0), Qt::UTC);

Result<Setup, QList<ConfigProblem>> readBack(const StartingConfig &start)
{
    const auto secretIn = [&start](const QString &path) -> Result<Secret, SecretFileError> {
        for (const auto &each : start.secrets) {
            if (path == u"/folder/"_s + each.file)
                return each.secret.duplicate();
        }
        return Failure{SecretFileError::Missing};
    };
    return readConfig(start.text, {u"/folder"_s, now, secretIn});
}

} // namespace

class StartingConfigTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void worksAsItIs()
    {
        const auto start = makeStartingConfig(u"edge.json"_s, now);
        const auto setup = readBack(start);

        QVERIFY(setup);
        QVERIFY(setup->warnings.isEmpty());
        QCOMPARE(setup->config.credentials.size(), 3);
        QCOMPARE(start.secrets.size(), size_t{3});
        QCOMPARE(start.secrets[0].file, u"edge.deploy.secret"_s);
        QCOMPARE(setup->config.credentials[0].secretSha256, start.secrets[0].secret.sha256());
        QVERIFY(setup->config.credentials[0].expiry.at > now);
        QVERIFY(setup->config.credentials[1].expiry.at < now);
        QVERIFY(!setup->config.credentials[2].enabled);
    }

    void holdsNoSecretAndNoMark()
    {
        const auto start = makeStartingConfig(u"edge.json"_s, now);
        for (const auto &each : start.secrets)
            QVERIFY(!start.text.contains(each.secret.expose().toByteArray()));
        QVERIFY(!start.text.contains('@'));
        QVERIFY(start.text.contains("// "));
    }

    void isAnotherEachTime()
    {
        const auto one = makeStartingConfig(u"edge.json"_s, now);
        const auto other = makeStartingConfig(u"edge.json"_s, now);
        QVERIFY(one.text != other.text);
        QVERIFY(!one.secrets[0].secret.isSameAs(other.secrets[0].secret));
    }

    void anyNameOfAFileWillDo()
    {
        const auto start = makeStartingConfig(u"it's \"mine\" \\ ü.jsonc"_s, now);
        QVERIFY(readBack(start));
    }
};

QTEST_GUILESS_MAIN(StartingConfigTest)
#include "StartingConfigTest.moc"
