// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "TokenArchive.h"

#include <QObject>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

/// Fails with the archive's own words.
#define QVERIFY_ARCHIVED(call)                                                                               \
    do {                                                                                                     \
        const auto result = (call);                                                                          \
        QVERIFY2(result, result ? "" : qPrintable(result.error().detail));                                   \
    } while (false)

namespace keyturn {

/// What every TokenArchive promises. A test of an archive derives from this and gets these tests beside its
/// own.
class TokenArchiveContract : public QObject
{
    Q_OBJECT

protected:
    /// An empty one.
    [[nodiscard]] virtual std::unique_ptr<tokens::TokenArchive> makeArchive() = 0;

    [[nodiscard]] static tokens::ServiceToken fullToken(const QString &id)
    {
        tokens::ServiceToken token;
        token.id = id;
        token.name = QStringLiteral("Deploy \"prod\"; DROP TABLE tokens; --\n\u00FC\U0001F511");
        token.clientId = QStringLiteral("0123456789abcdef0123456789abcdef.access");
        token.expiry = tokens::Expiry::on(QDateTime(QDate(2027, 2, 28), QTime(23, 59, 59), Qt::UTC));
        token.disabled = true;
        token.hosts = QStringList{QStringLiteral("api.example.com"), QStringLiteral("*.example.com:8443")};
        token.team = QStringLiteral("acme");
        token.owner = QStringLiteral("O'Brien");
        token.environment = QStringLiteral("staging");
        token.tags = QStringList{
            QStringLiteral("a, b"), QString(), QStringLiteral("two\nlines"), QStringLiteral("[\"quoted\\\"]"),
            QStringLiteral("a, b")};
        token.notes = QString(10'000, u'n') + QChar(u'\0') + u'.';
        token.createdAt = QDateTime(QDate(2026, 11, 24), QTime(9, 0), Qt::UTC);
        token.secretChangedAt = QDateTime(QDate(1969, 12, 31), QTime(23, 59, 58), Qt::UTC);
        return token;
    }

    [[nodiscard]] static QList<tokens::ServiceToken> tokensIn(tokens::TokenArchive &archive)
    {
        auto loaded = archive.load();
        if (!loaded)
            return {};
        auto all = *std::move(loaded);
        std::sort(all.begin(), all.end(), [](const auto &a, const auto &b) { return a.id < b.id; });
        return all;
    }

    [[nodiscard]] static QSet<tokens::Reminder> remindersIn(tokens::TokenArchive &archive)
    {
        const auto given = archive.remindersGiven();
        return given ? *given : QSet<tokens::Reminder>();
    }

    [[nodiscard]] static tokens::Reminder reminder(const QString &id, int days)
    {
        return {id, QDateTime(QDate(2027, 2, 28), QTime(23, 59, 59), Qt::UTC), days};
    }

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void isEmptyAtFirst()
    {
        const auto archive = makeArchive();

        const auto loaded = archive->load();
        const auto given = archive->remindersGiven();

        QVERIFY(loaded && given);
        QVERIFY((*loaded).isEmpty());
        QVERIFY((*given).isEmpty());
    }

    void keepsEveryField()
    {
        const auto archive = makeArchive();
        const auto token = fullToken(QStringLiteral("a"));

        QVERIFY_ARCHIVED(archive->add(token));

        QCOMPARE(tokensIn(*archive), QList{token});
    }

    void keepsATokenOfWhichLittleIsKnown()
    {
        const auto archive = makeArchive();
        tokens::ServiceToken token;
        token.id = QStringLiteral("a");

        QVERIFY_ARCHIVED(archive->add(token));

        QCOMPARE(tokensIn(*archive), QList{token});
    }

    void keepsEachKindOfEnd_data()
    {
        QTest::addColumn<QDateTime>("end");
        QTest::addColumn<int>("kind");

        const QDateTime moment(QDate(2027, 1, 1), QTime(0, 0), Qt::UTC);
        QTest::newRow("unknown") << QDateTime() << int(tokens::Expiry::Kind::Unknown);
        QTest::newRow("forever") << QDateTime() << int(tokens::Expiry::Kind::Forever);
        QTest::newRow("a date") << moment << int(tokens::Expiry::Kind::At);
        QTest::newRow("after 2038") << moment.addYears(20) << int(tokens::Expiry::Kind::At);
        QTest::newRow("after 9999") << moment.addYears(9000) << int(tokens::Expiry::Kind::At);
    }

    void keepsEachKindOfEnd()
    {
        QFETCH(QDateTime, end);
        QFETCH(int, kind);
        const auto archive = makeArchive();
        auto token = fullToken(QStringLiteral("a"));
        token.expiry = {static_cast<tokens::Expiry::Kind>(kind), end};

        QVERIFY_ARCHIVED(archive->add(token));

        QCOMPARE(tokensIn(*archive), QList{token});
    }

    void changesWhatIsKeptAndNothingElse()
    {
        const auto archive = makeArchive();
        const auto before = fullToken(QStringLiteral("a"));
        tokens::ServiceToken after;
        after.id = before.id;
        after.name = QStringLiteral("renamed");
        const auto other = fullToken(QStringLiteral("b"));
        QVERIFY_ARCHIVED(archive->add(before));
        QVERIFY_ARCHIVED(archive->add(other));
        std::optional<tokens::ServiceToken> seen;

        const auto changed = archive->change(before.id, [&](tokens::ServiceToken kept) {
            seen = std::exchange(kept, after);
            return kept;
        });

        QVERIFY_ARCHIVED(changed);
        QCOMPARE(*changed, after);
        QVERIFY(seen);
        QCOMPARE(*seen, before);
        QCOMPARE(tokensIn(*archive), (QList{after, other}));
    }

    void neverChangesATokenBackIntoBeing()
    {
        const auto archive = makeArchive();
        const auto token = fullToken(QStringLiteral("a"));
        QVERIFY_ARCHIVED(archive->add(token));
        QVERIFY_ARCHIVED(archive->remove(token.id));

        const auto changed = archive->change(token.id, [&](const tokens::ServiceToken &) { return token; });

        QVERIFY(!changed);
        QCOMPARE(changed.error().error, tokens::ArchiveError::NoSuchToken);
        QVERIFY(tokensIn(*archive).isEmpty());
    }

    void refusesASecondTokenWithTheSameId()
    {
        const auto archive = makeArchive();
        const auto token = fullToken(QStringLiteral("a"));
        auto second = token;
        second.name = QStringLiteral("second");
        QVERIFY_ARCHIVED(archive->add(token));

        QVERIFY(!archive->add(second));

        QCOMPARE(tokensIn(*archive), QList{token});
    }

    void allowsTheSameNameTwice()
    {
        const auto archive = makeArchive();

        QVERIFY_ARCHIVED(archive->add(fullToken(QStringLiteral("a"))));
        QVERIFY_ARCHIVED(archive->add(fullToken(QStringLiteral("b"))));

        QCOMPARE(tokensIn(*archive).size(), 2);
    }

    void removesOneToken()
    {
        const auto archive = makeArchive();
        const auto other = fullToken(QStringLiteral("b"));
        QVERIFY_ARCHIVED(archive->add(fullToken(QStringLiteral("a"))));
        QVERIFY_ARCHIVED(archive->add(other));

        QVERIFY_ARCHIVED(archive->remove(QStringLiteral("a")));

        QCOMPARE(tokensIn(*archive), QList{other});
    }

    void saysWhenThereIsNothingToRemove()
    {
        const auto archive = makeArchive();
        QVERIFY_ARCHIVED(archive->add(fullToken(QStringLiteral("a"))));

        const auto removed = archive->remove(QStringLiteral("A"));

        QVERIFY(!removed);
        QCOMPARE(removed.error().error, tokens::ArchiveError::NoSuchToken);
        QCOMPARE(tokensIn(*archive).size(), 1);
    }

    void remembersRemindersOnce()
    {
        const auto archive = makeArchive();
        const auto id = QStringLiteral("a");
        QVERIFY_ARCHIVED(archive->add(fullToken(id)));

        QVERIFY_ARCHIVED(archive->rememberReminders({reminder(id, 30), reminder(id, 14)}));
        QVERIFY_ARCHIVED(archive->rememberReminders({reminder(id, 14), reminder(id, 0)}));
        QVERIFY_ARCHIVED(archive->rememberReminders({}));

        QCOMPARE(remindersIn(*archive), (QSet{reminder(id, 30), reminder(id, 14), reminder(id, 0)}));
    }

    void keepsRemindersWhenATokenIsChanged()
    {
        const auto archive = makeArchive();
        const auto id = QStringLiteral("a");
        QVERIFY_ARCHIVED(archive->add(fullToken(id)));
        QVERIFY_ARCHIVED(archive->rememberReminders({reminder(id, 30)}));

        QVERIFY_ARCHIVED(archive->change(id, [](tokens::ServiceToken token) {
            token.name = QStringLiteral("renamed");
            return token;
        }));

        QCOMPARE(remindersIn(*archive), QSet{reminder(id, 30)});
    }

    void forgetsRemindersWithTheirToken()
    {
        const auto archive = makeArchive();
        const auto id = QStringLiteral("a");
        const auto other = QStringLiteral("b");
        QVERIFY_ARCHIVED(archive->add(fullToken(id)));
        QVERIFY_ARCHIVED(archive->add(fullToken(other)));
        QVERIFY_ARCHIVED(archive->rememberReminders({reminder(id, 30), reminder(other, 30)}));

        QVERIFY_ARCHIVED(archive->remove(id));

        QCOMPARE(remindersIn(*archive), QSet{reminder(other, 30)});
    }

    void passesOverRemindersOfTokensThatAreGone()
    {
        const auto archive = makeArchive();
        const auto id = QStringLiteral("a");
        QVERIFY_ARCHIVED(archive->add(fullToken(id)));

        QVERIFY_ARCHIVED(archive->rememberReminders({reminder(QStringLiteral("gone"), 7), reminder(id, 7)}));

        QCOMPARE(remindersIn(*archive), QSet{reminder(id, 7)});
    }
};

} // namespace keyturn
