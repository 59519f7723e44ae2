// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "LocalCaWording.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

using namespace keyturn;
using namespace Qt::StringLiterals;

class LocalCaWordingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void namesTheAuthorityAsOneCanFindItAgain()
    {
        const QTemporaryDir folder;
        const auto made = edge::LocalCa::openOrMake(folder.path(), {}, QDateTime::currentDateTimeUtc());
        QVERIFY(made);

        const auto sentence = sentenceFor(*made);

        QVERIFY(sentence.contains(made->name()));
        QVERIFY(sentence.contains(QString::fromLatin1(made->fingerprint().toHex(':')).toUpper()));
    }

    void tellsEveryClientHowToTrustAndWhereItLastsHowToStop()
    {
        const auto guides = trustGuides(u"/a b/ca.pem"_s, u"Keyturn local edge"_s);
        QStringList clients;
        for (const auto &guide : guides) {
            clients.append(guide.client);
            QVERIFY2(!guide.trust.isEmpty() && !guide.note.isEmpty(), qPrintable(guide.client));
            const bool isForOneCommand = guide.trust.first().contains(u'…');
            QCOMPARE(guide.distrust.isEmpty(), isForOneCommand);
            QVERIFY2(guide.trust.join(u'\n').contains(u"/a b/ca.pem"_s), qPrintable(guide.client));
        }

        for (const auto &client :
             {u"Debian, Ubuntu"_s, u"Fedora, RHEL"_s, u"macOS"_s, u"Windows"_s, u"curl"_s, u"Node"_s,
              u"Python"_s, u"Firefox"_s})
            QVERIFY2(clients.contains(client), qPrintable(client));
    }

    void survivesAFolderThatAShellWouldReadOtherwise()
    {
        const auto path = u"/it's $HOME/`x`.pem"_s;
        const auto guides = trustGuides(path, u"name"_s);
        const auto isCurl = [](const TrustGuide &guide) { return guide.client == u"curl"_s; };
        const auto curl = std::find_if(guides.cbegin(), guides.cend(), isCurl);
        const auto argument = curl->trust.first().section(u"--cacert "_s, 1).chopped(2);
        QProcess shell;

        shell.start(u"sh"_s, {u"-c"_s, u"printf %s "_s + argument});
        QVERIFY(shell.waitForFinished());

        QCOMPARE(QString::fromUtf8(shell.readAllStandardOutput()), path);
    }
};

QTEST_GUILESS_MAIN(LocalCaWordingTest)
#include "LocalCaWordingTest.moc"
