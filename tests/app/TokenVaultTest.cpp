// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "TokenVault.h"

#include "TokenWording.h"
#include "Wording.h"

#include "FailingSecretStore.h"
#include "FailingTokenArchive.h"
#include "SampleTokens.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

#include <optional>

using namespace keyturn;
using tokens::ArchiveError;
using tokens::CredentialProblem;
using tokens::ServiceToken;
using tokens::StoreError;
using namespace Qt::StringLiterals;

class TokenVaultTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_store = std::make_unique<FailingSecretStore>();
        m_archive = std::make_unique<FailingTokenArchive>();
        m_vault = std::make_unique<TokenVault>(*m_store, *m_archive, [this] { return m_now; });
    }

    void listsATokenOnceItsSecretIsSafe()
    {
        QSignalSpy added(m_vault.get(), &TokenVault::tokenAdded);
        std::optional<TokenVault::Added> answer;
        m_vault->add(sampleToken(), sampleSecret(), keep(answer));
        QVERIFY(m_vault->tokens().isEmpty());

        QTRY_VERIFY(answer);
        QVERIFY(*answer);
        QCOMPARE(added.count(), 1);
        QCOMPARE(m_vault->tokens(), QList{**answer});
        QCOMPARE((*answer)->createdAt, m_now);
        QCOMPARE(storedSecret((*answer)->id), sampleSecretBytes);
        QCOMPARE(*m_archive->load(), m_vault->tokens());
    }

    void listsNothingWhenTheStoreRefuses()
    {
        m_store->failWritesWith(StoreError::Locked);
        const auto answer = add(sampleToken(), sampleSecret());
        QVERIFY(!answer);
        QCOMPARE(answer.error().cause, VaultFailure::Cause::Store);
        QCOMPARE(answer.error().store.error, StoreError::Locked);
        QVERIFY(m_vault->tokens().isEmpty());
        QVERIFY((*m_archive->load()).isEmpty());
    }

    void takesTheSecretBackWhenTheArchiveRefuses()
    {
        m_archive->failChangesWith(ArchiveError::Full);
        const auto answer = add(sampleToken(), sampleSecret());
        QVERIFY(!answer);
        QCOMPARE(answer.error().archive.error, ArchiveError::Full);
        QVERIFY(!answer.error().leftBehind);
        QVERIFY(m_vault->tokens().isEmpty());
    }

    void saysWhereASecretIsThatItCouldNotTakeBack()
    {
        m_archive->failChangesWith(ArchiveError::Full);
        m_store->failRemovesWith(StoreError::Locked);
        const auto answer = add(sampleToken(), sampleSecret());
        QVERIFY(!answer);
        const auto &why = answer.error();
        QCOMPARE(why.archive.error, ArchiveError::Full);
        QVERIFY(why.leftBehind);
        QCOMPARE(why.leftBehind->error, StoreError::Locked);
        QCOMPARE(storedSecret(why.leftBehindKey), sampleSecretBytes);
        const auto told = sentenceFor(why);
        QVERIFY2(told.contains(why.leftBehindKey), qPrintable(told));
        QVERIFY2(told.contains(sentenceFor(why.archive)), qPrintable(told));
    }

    void cleansWhatPeoplePasteWithCredentials()
    {
        auto token = sampleToken();
        token.clientId = u"  \"%1\"\n"_s.arg(sampleClientId);
        const auto answer = add(token, Secret("CF-Access-Client-Secret: " + sampleSecretBytes + "\r\n"));
        QVERIFY(answer);
        QCOMPARE(answer->clientId, sampleClientId);
        QCOMPARE(storedSecret(answer->id), sampleSecretBytes);
    }

    void refusesSwappedCredentials()
    {
        auto token = sampleToken();
        token.clientId = QString::fromLatin1(sampleSecretBytes);
        const auto answer = add(token, Secret(sampleClientId.toLatin1()));
        QVERIFY(!answer);
        QCOMPARE(answer.error().cause, VaultFailure::Cause::CredentialsRefused);
        QVERIFY(answer.error().problems.contains(CredentialProblem::Swapped));
    }

    void refusesATokenWithoutAName()
    {
        const auto answer = add(sampleToken(u"  "_s), sampleSecret());
        QVERIFY(!answer);
        QCOMPARE(answer.error().cause, VaultFailure::Cause::NameMissing);
    }

    void refusesAHostThatIsNone()
    {
        auto token = sampleToken();
        token.hosts = QStringList{u"*"_s};
        const auto answer = add(token, sampleSecret());
        QVERIFY(!answer);
        QCOMPARE(answer.error().cause, VaultFailure::Cause::HostRefused);
        QCOMPARE(answer.error().detail, u"*"_s);
    }

    void findsByIdThenNameThenClientId()
    {
        const auto token = add(sampleToken(), sampleSecret());
        QVERIFY(token);
        QCOMPARE(m_vault->find(token->id)->id, token->id);
        QCOMPARE(m_vault->find(token->name)->id, token->id);
        QCOMPARE(m_vault->find(token->clientId)->id, token->id);
        QCOMPARE(m_vault->find(u"nobody"_s).error().cause, VaultFailure::Cause::NoSuchToken);
    }

    void saysWhichTokensANameCouldMean()
    {
        const auto one = add(sampleToken(), sampleSecret());
        const auto two = add(sampleToken(), sampleSecret());
        QVERIFY(one && two);
        const auto found = m_vault->find(one->name);
        QVERIFY(!found);
        QCOMPARE(found.error().cause, VaultFailure::Cause::AmbiguousToken);
        QCOMPARE(found.error().candidates.size(), 2);
        const auto candidates = found.error().candidates.join(u' ');
        QVERIFY(candidates.contains(one->id) && candidates.contains(two->id));
    }

    void editsWhatIsListedAndKeepsTheSecret()
    {
        const auto before = *add(sampleToken(), sampleSecret());
        auto token = before;
        token.owner = u"Platform"_s;
        QSignalSpy changed(m_vault.get(), &TokenVault::tokenChanged);
        QVERIFY(m_vault->edit(before, token));
        QCOMPARE(changed.count(), 1);
        QCOMPARE(m_vault->withId(token.id)->owner, u"Platform"_s);
        QCOMPARE(storedSecret(token.id), sampleSecretBytes);
    }

    void keepsTheOldListingWhenAnEditCannotBeWritten()
    {
        const auto before = *add(sampleToken(), sampleSecret());
        m_archive->failChangesWith(ArchiveError::Busy);
        auto token = before;
        token.owner = u"Platform"_s;
        QVERIFY(!m_vault->edit(before, token));
        QCOMPARE(m_vault->withId(token.id)->owner, QString());
    }

    void notesWhenASecretWasReplaced()
    {
        const auto token = *add(sampleToken(), sampleSecret());
        m_now = m_now.addDays(3);
        const QByteArray other = "cfast_" + QByteArray(48, 'z');
        std::optional<TokenVault::Finished> answer;
        m_vault->replaceSecret(token.id, Secret(other), keep(answer));
        QTRY_VERIFY(answer);
        QVERIFY(*answer);
        QCOMPARE(m_vault->withId(token.id)->secretChangedAt, m_now);
        QCOMPARE(storedSecret(token.id), other);
    }

    void removesListingAndSecret()
    {
        const auto token = *add(sampleToken(), sampleSecret());
        QVERIFY(remove(token.id));
        QVERIFY(m_vault->tokens().isEmpty());
        QVERIFY((*m_archive->load()).isEmpty());
        QCOMPARE(storedSecret(token.id), QByteArray());
    }

    void keepsATokenWhoseSecretCannotBeRemoved()
    {
        const auto token = *add(sampleToken(), sampleSecret());
        m_store->failRemovesWith(StoreError::TimedOut);
        const auto answer = remove(token.id);
        QVERIFY(!answer);
        QCOMPARE(answer.error().store.error, StoreError::TimedOut);
        QCOMPARE(m_vault->tokens(), QList{token});
        QCOMPARE(*m_archive->load(), QList{token});
    }

    void keepsATokenThatCannotBeUnlistedAndRemovesItLater()
    {
        const auto token = *add(sampleToken(), sampleSecret());
        m_archive->failChangesWith(tokens::ArchiveError::Busy);
        const auto answer = remove(token.id);
        QVERIFY(!answer);
        QCOMPARE(answer.error().archive.error, tokens::ArchiveError::Busy);
        QCOMPARE(m_vault->tokens(), QList{token});

        m_archive->failChangesWith(std::nullopt);
        QVERIFY(remove(token.id));
        QVERIFY(m_vault->tokens().isEmpty());
    }

    void refusesASecretInThePlaceOfAnEditedClientId()
    {
        const auto token = *add(sampleToken(), sampleSecret());
        auto changed = token;
        changed.clientId = QString::fromLatin1(sampleSecretBytes);
        const auto answer = m_vault->edit(token, changed);
        QVERIFY(!answer);
        QCOMPARE(answer.error().problems, QList{tokens::CredentialProblem::ClientIdIsSecret});
        QCOMPARE(*m_archive->load(), QList{token});
    }

    void saysThatASecretWasReplacedAlsoWhenItsDateCannotBeNoted()
    {
        const auto token = *add(sampleToken(), sampleSecret());
        m_archive->failChangesWith(tokens::ArchiveError::Busy);
        QTest::ignoreMessage(
            QtWarningMsg, "The date on which a secret was replaced could not be written down.");
        const QByteArray other = "cfast_" + QByteArray(48, 'z');
        std::optional<TokenVault::Finished> answer;
        m_vault->replaceSecret(token.id, Secret(other), keep(answer));
        QTRY_VERIFY(answer);
        QVERIFY(*answer);
        QCOMPARE(storedSecret(token.id), other);
    }

    void keepsWhatAnotherProcessChangedInTheMeantime()
    {
        const auto token = *add(sampleToken(), sampleSecret());
        TokenVault other(*m_store, *m_archive, [this] { return m_now; });
        QVERIFY(other.load());
        auto disabled = token;
        disabled.disabled = true;
        QVERIFY(other.edit(token, disabled));

        auto renamed = token;
        renamed.name = u"Renamed"_s;
        QVERIFY(m_vault->edit(token, renamed));

        auto both = renamed;
        both.disabled = true;
        QCOMPARE(m_vault->tokens(), QList{both});
        QCOMPARE(*m_archive->load(), QList{both});
    }

    void keepsWhatAnotherProcessChangedSinceTheEditingBegan()
    {
        const auto atFirst = *add(sampleToken(), sampleSecret());
        TokenVault other(*m_store, *m_archive, [this] { return m_now; });
        QVERIFY(other.load());
        auto disabled = atFirst;
        disabled.disabled = true;
        QVERIFY(other.edit(atFirst, disabled));
        QVERIFY(m_vault->loadIfChanged()); // while the dialog is open

        auto renamed = atFirst;
        renamed.name = u"Renamed"_s;
        QVERIFY(m_vault->edit(atFirst, renamed));

        QVERIFY(m_vault->withId(atFirst.id)->disabled);
        QCOMPARE(m_vault->withId(atFirst.id)->name, u"Renamed"_s);
    }

    void doesNotBringBackATokenThatAnotherProcessRemoved()
    {
        const auto token = *add(sampleToken(), sampleSecret());
        QVERIFY(m_archive->remove(token.id));
        QSignalSpy removed(m_vault.get(), &TokenVault::tokenRemoved);

        const auto answer = m_vault->edit(token, token);

        QVERIFY(!answer);
        QCOMPARE(answer.error().cause, VaultFailure::Cause::NoSuchToken);
        QCOMPARE(removed.count(), 1);
        QVERIFY(m_vault->tokens().isEmpty());
        QVERIFY((*m_archive->load()).isEmpty());
    }

    void keepsNoNewSecretForATokenThatAnotherProcessRemoved()
    {
        const auto token = *add(sampleToken(), sampleSecret());
        QVERIFY(m_archive->remove(token.id));
        std::optional<TokenVault::Finished> answer;

        m_vault->replaceSecret(token.id, Secret("cfast_" + QByteArray(48, 'z')), keep(answer));

        QTRY_VERIFY(answer);
        QVERIFY(!*answer);
        QCOMPARE(answer->error().cause, VaultFailure::Cause::NoSuchToken);
        QCOMPARE(storedSecret(token.id), QByteArray());
        QVERIFY(m_vault->tokens().isEmpty());
    }

    void removesATokenThatAnotherProcessHasUnlisted()
    {
        const auto token = *add(sampleToken(), sampleSecret());
        QVERIFY(m_archive->remove(token.id));

        QVERIFY(remove(token.id));

        QVERIFY(m_vault->tokens().isEmpty());
        QCOMPARE(storedSecret(token.id), QByteArray());
    }

    void sortsByNameWhenItLoads()
    {
        QVERIFY(add(sampleToken(u"zebra"_s), sampleSecret()));
        QVERIFY(add(sampleToken(u"Apple"_s), sampleSecret()));
        QVERIFY(m_vault->load());
        QCOMPARE(m_vault->tokens().first().name, u"Apple"_s);
    }

    void isNotCalledBackAfterItsEnd()
    {
        m_vault->add(
            sampleToken(), sampleSecret(), {this, [](TokenVault::Added) { QFAIL("the vault is gone"); }});
        m_vault.reset();
        QCoreApplication::processEvents();
        QVERIFY((*m_archive->load()).isEmpty());
    }

private:
    template <typename Answer>
    Then<Answer> keep(std::optional<Answer> &into)
    {
        return {this, [&into](Answer answer) { into.emplace(std::move(answer)); }};
    }

    TokenVault::Added add(const ServiceToken &token, Secret secret)
    {
        std::optional<TokenVault::Added> answer;
        m_vault->add(token, std::move(secret), keep(answer));
        [&answer] { QTRY_VERIFY(answer); }();
        return answer ? *std::move(answer) : TokenVault::Added(Failure{VaultFailure{}});
    }

    TokenVault::Finished remove(const QString &id)
    {
        std::optional<TokenVault::Finished> answer;
        m_vault->remove(id, keep(answer));
        [&answer] { QTRY_VERIFY(answer); }();
        return answer ? *std::move(answer) : TokenVault::Finished(Failure{VaultFailure{}});
    }

    QByteArray storedSecret(const QString &id)
    {
        std::optional<tokens::SecretStore::Read> answer;
        m_store->read(id, keep(answer));
        [&answer] { QTRY_VERIFY(answer); }();
        return answer && *answer ? (*answer)->expose().toByteArray() : QByteArray();
    }

    QDateTime m_now{QDate(2026, 11, 24), QTime(9, 0), Qt::UTC};
    std::unique_ptr<FailingSecretStore> m_store;
    std::unique_ptr<FailingTokenArchive> m_archive;
    std::unique_ptr<TokenVault> m_vault;
};

QTEST_GUILESS_MAIN(TokenVaultTest)
#include "TokenVaultTest.moc"
