// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Awaited.h"
#include "SecretStore.h"

#include <QObject>
#include <QTest>
#include <QUuid>

#include <memory>
#include <optional>

/// Fails with the store's own words.
#define QVERIFY_DONE(call)                                                                                   \
    do {                                                                                                     \
        const auto result = (call);                                                                          \
        QVERIFY2(result, result ? "" : qPrintable(result.error().detail));                                   \
    } while (false)

namespace keyturn {

/// What every SecretStore promises. A test of a store derives from this and gets these tests beside its own.
class SecretStoreContract : public QObject
{
    Q_OBJECT

protected:
    [[nodiscard]] virtual tokens::SecretStore &store() = 0;

    /// A key nobody used before.
    [[nodiscard]] static QString freshKey() { return QUuid::createUuid().toString(QUuid::WithoutBraces); }

    [[nodiscard]] Result<QByteArray, tokens::StoreFailure> read(const QString &key)
    {
        Awaited<tokens::SecretStore::Read> answer;
        store().read(key, answer.then());
        if (!answer.wait())
            return Failure{tokens::StoreFailure{tokens::StoreError::Other, QStringLiteral("no answer")}};
        if (!*answer)
            return Failure{answer->error()};
        return (**answer).expose().toByteArray();
    }

    /// The secret, or empty.
    [[nodiscard]] QByteArray secretAt(const QString &key)
    {
        const auto found = read(key);
        return found ? *found : QByteArray();
    }

    /// Null when there was no error.
    template <typename Answer>
    [[nodiscard]] static std::optional<tokens::StoreError>
    errorOf(const Result<Answer, tokens::StoreFailure> &result)
    {
        return result ? std::nullopt : std::optional(result.error().error);
    }

    [[nodiscard]] tokens::SecretStore::Written write(const QString &key, const QByteArray &secret)
    {
        Awaited<tokens::SecretStore::Written> answer;
        store().write(key, Secret(secret), answer.then());
        if (!answer.wait())
            return Failure{tokens::StoreFailure{tokens::StoreError::Other, QStringLiteral("no answer")}};
        return *answer;
    }

    [[nodiscard]] tokens::SecretStore::Written remove(const QString &key)
    {
        Awaited<tokens::SecretStore::Written> answer;
        store().remove(key, answer.then());
        if (!answer.wait())
            return Failure{tokens::StoreFailure{tokens::StoreError::Other, QStringLiteral("no answer")}};
        return *answer;
    }

private Q_SLOTS:
    void givesBackTheVeryBytes_data()
    {
        QTest::addColumn<QByteArray>("secret");

        QTest::newRow("a service token's secret") << QByteArray(64, 'a');
        QTest::newRow("one letter") << QByteArray("x");
        QTest::newRow("blanks at both ends") << QByteArray("  middle  ");
        QTest::newRow("line ends") << QByteArray("one\ntwo\r\nthree\n");
        QTest::newRow("letters beyond ASCII") << QByteArray("s\xc3\xbc\xc3\x9f \xf0\x9f\x94\x91");
        QTest::newRow("quotes and backslashes") << QByteArray(R"("'\${x}%s)");
        QTest::newRow("100,000 bytes") << QByteArray(100'000, 'z');
    }

    void givesBackTheVeryBytes()
    {
        QFETCH(QByteArray, secret);
        const auto key = freshKey();

        QVERIFY_DONE(write(key, secret));

        const auto found = read(key);
        QVERIFY(found);
        QCOMPARE(*found, secret);
    }

    void saysNotFoundOfAKeyNobodyWrote()
    {
        const auto found = read(freshKey());

        QVERIFY(!found);
        QCOMPARE(found.error().error, tokens::StoreError::NotFound);
    }

    void replacesWhatWasThere()
    {
        const auto key = freshKey();
        QVERIFY_DONE(write(key, "first"));

        QVERIFY_DONE(write(key, "second"));

        QCOMPARE(secretAt(key), QByteArray("second"));
    }

    void keepsKeysApart()
    {
        const auto one = freshKey();
        const auto other = freshKey();
        QVERIFY_DONE(write(one, "one"));
        QVERIFY_DONE(write(other, "other"));

        QVERIFY_DONE(remove(other));

        QCOMPARE(secretAt(one), QByteArray("one"));
        QVERIFY(!read(other));
    }

    void removesForGood()
    {
        const auto key = freshKey();
        QVERIFY_DONE(write(key, "gone soon"));

        QVERIFY_DONE(remove(key));

        QCOMPARE(errorOf(read(key)), tokens::StoreError::NotFound);
    }

    void callsItDoneWhenThereWasNothingToRemove() { QVERIFY_DONE(remove(freshKey())); }

    void answersOnceAndNotBeforeTheCallReturned()
    {
        const auto key = freshKey();
        Awaited<tokens::SecretStore::Written> written;
        Awaited<tokens::SecretStore::Read> readBack;
        Awaited<tokens::SecretStore::Written> removed;
        Awaited<tokens::StoreHealth> health;

        store().write(key, Secret("late"), written.then());
        QVERIFY(!written.hasCome());
        store().read(key, readBack.then());
        QVERIFY(!readBack.hasCome());
        QVERIFY(written.wait() && readBack.wait());
        store().remove(key, removed.then());
        QVERIFY(!removed.hasCome());
        store().checkHealth(health.then());
        QVERIFY(!health.hasCome());
        QVERIFY(removed.wait() && health.wait());

        QVERIFY(QTest::qWaitFor([] { return true; }));
        QCOMPARE(written.count() + readBack.count() + removed.count() + health.count(), std::size_t(4));
    }

    void answersManyCallsInTheirOrder()
    {
        const auto key = freshKey();
        Awaited<tokens::SecretStore::Written> first;
        Awaited<tokens::SecretStore::Written> second;
        Awaited<tokens::SecretStore::Read> found;

        store().write(key, Secret("first"), first.then());
        store().write(key, Secret("second"), second.then());
        store().read(key, found.then());

        QVERIFY(found.wait());
        QVERIFY(first.hasCome() && second.hasCome());
        QVERIFY(*found);
        QCOMPARE((**found).expose().toByteArray(), QByteArray("second"));
    }

    void staysSilentWhenNobodyListensAnyMore()
    {
        const auto key = freshKey();
        auto listener = std::make_unique<QObject>();
        bool wasCalled = false;
        store().write(
            key, Secret("unheard"), {listener.get(), [&wasCalled](const auto &) { wasCalled = true; }});
        listener.reset();

        QCOMPARE(secretAt(key), QByteArray("unheard"));

        QVERIFY(!wasCalled);
    }

    void isInGoodHealth()
    {
        Awaited<tokens::StoreHealth> health;
        store().checkHealth(health.then());

        QVERIFY(health.wait());
        QVERIFY(!health->trouble);
        QVERIFY(!health->name.isEmpty());
    }
};

} // namespace keyturn
