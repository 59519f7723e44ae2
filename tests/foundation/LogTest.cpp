// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Log.h"

#include <QTest>

using namespace keyturn;
using namespace Qt::StringLiterals;

namespace {

QStringList heardLines;

void hear(QtMsgType, const QMessageLogContext &, const QString &text)
{
    heardLines.append(text);
}

const auto secret = u"cfast_"_s + QString(48, u'a');

} // namespace

class LogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_handlerBefore = qInstallMessageHandler(hear);
        log::redactEverything();
    }

    void init() { heardLines.clear(); }

    void cleanupTestCase() { qInstallMessageHandler(m_handlerBefore); }

    void redactsOurOwnLines()
    {
        qCWarning(log::store).noquote() << "kept" << secret;

        QCOMPARE(heardLines, QStringList{u"kept [redacted Client Secret]"_s});
    }

    void redactsLinesOfQtAndLibraries()
    {
        qWarning("%s", qPrintable(u"header CF-Access-Client-Secret: something"_s));

        QCOMPARE(heardLines, QStringList{u"header CF-Access-Client-Secret: [redacted Client Secret]"_s});
    }

    void leavesOtherLinesAlone()
    {
        qWarning("nothing to hide");

        QCOMPARE(heardLines, QStringList{u"nothing to hide"_s});
    }

    void isFineWithBeingAskedTwice()
    {
        log::redactEverything();

        qWarning("%s", qPrintable(secret));

        QCOMPARE(heardLines, QStringList{u"[redacted Client Secret]"_s});
    }

    void isQuietAboutDetailsUnlessAsked()
    {
        qCDebug(log::network) << "a detail";
        qCInfo(log::archive) << "a detail";

        QCOMPARE(heardLines, QStringList());
    }

private:
    QtMessageHandler m_handlerBefore = nullptr;
};

QTEST_GUILESS_MAIN(LogTest)
#include "LogTest.moc"
