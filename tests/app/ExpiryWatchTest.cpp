// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ExpiryWatch.h"

#include "FailingTokenArchive.h"
#include "MemorySecretStore.h"
#include "SampleTokens.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace keyturn;
using namespace Qt::StringLiterals;
using tokens::Expiry;
using tokens::Reminder;

class ExpiryWatchTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_archive = std::make_unique<FailingTokenArchive>();
        m_now = QDateTime(QDate(2026, 11, 24), QTime(9, 0), Qt::UTC);
        auto token = sampleToken();
        token.id = u"one"_s;
        token.expiry = Expiry::on(m_now.addDays(9));
        QVERIFY(m_archive->add(token));
        startAnew();
    }

    void tellsOfATokenThatEndsSoon()
    {
        m_watch->start();
        QCOMPARE(m_told.size(), 1);
        QCOMPARE(m_told.first().days, 14);
    }

    void tellsOnceEvenAcrossARestart()
    {
        m_watch->start();
        QCOMPARE(m_told.size(), 1);
        startAnew();
        m_watch->start();
        QVERIFY(m_told.isEmpty());
    }

    void tellsAgainAtTheNextThreshold()
    {
        m_watch->start();
        m_now = m_now.addDays(3);
        startAnew();
        m_watch->start();
        QCOMPARE(m_told.size(), 1);
        QCOMPARE(m_told.first().days, 7);
    }

    void tellsAnewOnceTheTokenWasRefreshed()
    {
        m_watch->start();
        const auto before = m_vault->tokens().first();
        auto token = before;
        token.expiry = Expiry::on(m_now.addDays(5));
        QVERIFY(m_vault->edit(before, token));
        QCOMPARE(m_told.size(), 2);
        QCOMPARE(m_told.last().days, 7);
    }

    void saysWhenItCannotRememberAndDoesNotNag()
    {
        m_archive->failChangesWith(tokens::ArchiveError::Full);
        QSignalSpy cannot(m_watch.get(), &ExpiryWatch::cannotRemember);
        m_watch->start();
        QCOMPARE(cannot.count(), 1);
        QCOMPARE(m_told.size(), 1);
        Q_EMIT m_vault->reloaded();
        QCOMPARE(m_told.size(), 1);
    }

    void tellsNothingWhileNobodyKnowsWhatHasBeenTold()
    {
        m_watch->start();
        QCOMPARE(m_told.size(), 1);
        startAnew();
        m_archive->failRemindersWith(tokens::ArchiveError::Busy);
        m_watch->start();
        QVERIFY(m_told.isEmpty());
        m_archive->failRemindersWith(std::nullopt);
        Q_EMIT m_vault->reloaded();
        QVERIFY(m_told.isEmpty());
    }

    void tellsAlsoWhenWhatHasBeenToldCanNeverBeRead()
    {
        m_archive->failRemindersWith(tokens::ArchiveError::Damaged);
        m_watch->start();
        QCOMPARE(m_told.size(), 1);
    }

    void writesDownLaterWhatItCouldNotWriteDown()
    {
        m_archive->failChangesWith(tokens::ArchiveError::Busy);
        QSignalSpy cannot(m_watch.get(), &ExpiryWatch::cannotRemember);
        m_watch->start();
        Q_EMIT m_vault->reloaded();
        QCOMPARE(cannot.count(), 1);
        m_archive->failChangesWith(std::nullopt);
        Q_EMIT m_vault->reloaded();
        startAnew();
        m_watch->start();
        QVERIFY(m_told.isEmpty());
    }

private:
    void startAnew()
    {
        m_told.clear();
        m_watch.reset();
        m_vault = std::make_unique<TokenVault>(m_store, *m_archive, [this] { return m_now; });
        QVERIFY(m_vault->load());
        m_watch = std::make_unique<ExpiryWatch>(*m_vault, *m_archive, [this] { return m_now; });
        const auto note = [this](const Reminder &reminder) { m_told.append(reminder); };
        connect(m_watch.get(), &ExpiryWatch::reminderDue, this, note);
    }

    QDateTime m_now;
    MemorySecretStore m_store;
    std::unique_ptr<FailingTokenArchive> m_archive;
    std::unique_ptr<TokenVault> m_vault;
    std::unique_ptr<ExpiryWatch> m_watch;
    QList<Reminder> m_told;
};

QTEST_GUILESS_MAIN(ExpiryWatchTest)
#include "ExpiryWatchTest.moc"
