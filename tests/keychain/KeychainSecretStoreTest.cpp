// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "KeychainSecretStore.h"

#include "SecretStoreContract.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>

using namespace keyturn;
using namespace Qt::StringLiterals;

using tokens::StoreError;

/// Against the real, unlocked keychain that tests/with-keyring provides.
class KeychainSecretStoreTest : public SecretStoreContract
{
    Q_OBJECT

protected:
    tokens::SecretStore &store() override { return m_store; }

private Q_SLOTS:
    void initTestCase()
    {
        // Never on somebody's own keychain.
        if (qEnvironmentVariable("KEYTURN_KEYRING") != u"unlocked"_s)
            QSKIP("Needs a keychain of its own: run this through tests/with-keyring.");
    }

    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void keepsWhatSecretToolFinds()
    {
        if (QStandardPaths::findExecutable(u"secret-tool"_s).isEmpty())
            QSKIP("secret-tool is not installed (Debian package libsecret-tools).");
        const auto key = freshKey();
        QVERIFY_DONE(write(key, "found by others"));

        QCOMPARE(
            secretTool({u"lookup"_s, u"server"_s, u"Keyturn"_s, u"user"_s, key}),
            QByteArray("found by others"));
        QVERIFY(secretTool({u"search"_s, u"user"_s, key}).contains("label = Keyturn\n"));

        QVERIFY_DONE(remove(key));
        QCOMPARE(secretTool({u"lookup"_s, u"server"_s, u"Keyturn"_s, u"user"_s, key}), QByteArray());
    }

    void readsWhatSecretToolKept()
    {
        if (QStandardPaths::findExecutable(u"secret-tool"_s).isEmpty())
            QSKIP("secret-tool is not installed (Debian package libsecret-tools).");
        const auto key = freshKey();

        secretTool(
            {u"store"_s, u"--label=x"_s, u"server"_s, u"Keyturn"_s, u"user"_s, key, u"type"_s,
             u"plaintext"_s},
            "kept by others");

        QCOMPARE(secretAt(key), QByteArray("kept by others"));
    }

    void writesNoSecretInTheClear()
    {
        const QByteArray secret = "no file may hold these letters";
        QVERIFY_DONE(write(freshKey(), secret));

        int files = 0;
        QDirIterator each(
            QDir::homePath() + u"/.."_s, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (each.hasNext()) {
            QFile file(each.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY2(!file.readAll().contains(secret), qPrintable(file.fileName()));
            ++files;
        }
        QVERIFY(files > 1);
    }

    void refusesWhatWouldNotComeBackTheSame_data()
    {
        QTest::addColumn<QByteArray>("secret");

        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("a NUL byte") << QByteArray("one\0two", 7);
        QTest::newRow("not UTF-8") << QByteArray("\xff\xfe");
    }

    void refusesWhatWouldNotComeBackTheSame()
    {
        QFETCH(QByteArray, secret);
        const auto key = freshKey();

        const auto written = write(key, secret);

        QVERIFY(!written);
        QCOMPARE(written.error().error, StoreError::Other);
        QVERIFY(!written.error().detail.isEmpty());
        QCOMPARE(errorOf(read(key)), StoreError::NotFound);
    }

    void namesTheProvider()
    {
        Awaited<tokens::StoreHealth> health;
        m_store.checkHealth(health.then());

        QVERIFY(health.wait());
        QCOMPARE(health->name, u"GNOME Keyring"_s);
        QVERIFY(health->isPersistent);
    }

    void mayBeDestroyedWhileItIsAsked()
    {
        const auto key = freshKey();
        auto store = std::make_unique<KeychainSecretStore>(u"Keyturn"_s);
        Awaited<tokens::SecretStore::Read> unheard;
        for (int i = 0; i < 5; ++i)
            store->read(key, unheard.then());
        store.reset();

        QVERIFY_DONE(write(key, "still works"));

        QVERIFY(!unheard.hasCome());
    }

    void mayBeDestroyedByAnAnswer()
    {
        auto store = std::make_unique<KeychainSecretStore>(u"Keyturn"_s);
        bool isGone = false;
        const auto destroy = [&store, &isGone](const auto &) {
            store.reset();
            isGone = true;
        };
        store->write(freshKey(), Secret("last words"), {this, destroy});
        store->read(freshKey(), {this, [](const auto &) { QFAIL("answered from beyond"); }});

        QTRY_VERIFY(isGone);
        QVERIFY_DONE(write(freshKey(), "still works"));
    }

private:
    static QByteArray secretTool(const QStringList &arguments, const QByteArray &input = {})
    {
        QProcess process;
        process.start(u"secret-tool"_s, arguments);
        process.write(input);
        process.closeWriteChannel();
        process.waitForFinished();
        return process.readAllStandardOutput();
    }

    KeychainSecretStore m_store{u"Keyturn"_s};
};

QTEST_GUILESS_MAIN(KeychainSecretStoreTest)
#include "KeychainSecretStoreTest.moc"
