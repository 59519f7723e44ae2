// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "TokenDialog.h"

#include "Hand.h"
#include "ScriptedBench.h"
#include "Theme.h"
#include "Warnings.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLayout>
#include <QPlainTextEdit>
#include <QSignalSpy>

using namespace keyturn;
using namespace Qt::StringLiterals;

class TokenDialogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { new Theme(*qApp); }

    void init()
    {
        QTest::failOnWarning(anyWarning());
        m_bench = std::make_unique<ScriptedBench>();
        open(TokenDialog::Purpose::New, {});
    }

    void cleanup()
    {
        m_dialog.reset();
        m_bench.reset();
    }

    void keepsATokenAndForgetsItsSecret()
    {
        QSignalSpy kept(m_dialog.get(), &TokenDialog::kept);
        fillIn();
        m_hand->click("saveButton");
        QTRY_COMPARE(kept.count(), 1);
        QCOMPARE(m_bench->vault.tokens().size(), 1);
        QCOMPARE(m_bench->vault.tokens().first().hosts, QStringList{u"api.example.com"_s});
        QVERIFY(!m_dialog->isVisible());
        auto *secret = m_hand->find<QLineEdit>("secretField");
        QVERIFY(secret->text().isEmpty());
        secret->undo();
        QVERIFY(secret->text().isEmpty());
    }

    void neverShowsTheSecretThatIsTyped()
    {
        m_hand->type("secretField", QString::fromLatin1(sampleSecretBytes));
        const auto *secret = m_hand->find<QLineEdit>("secretField");
        QCOMPARE(secret->echoMode(), QLineEdit::Password);
        QVERIFY(!secret->displayText().contains(u"cfast"_s));
    }

    void saysThatTheTwoHalvesAreSwapped()
    {
        m_hand->type("nameField", u"swapped"_s);
        m_hand->type("clientIdField", QString::fromLatin1(sampleSecretBytes));
        m_hand->type("secretField", sampleClientId);
        m_hand->click("saveButton");
        const auto *problem = m_hand->find<QLabel>("credentialsProblem");
        QTRY_VERIFY(problem->isVisible());
        QVERIFY2(problem->text().contains(u"swapped"_s), qPrintable(problem->text()));
        QCOMPARE(m_hand->find<QLineEdit>("clientIdField")->property("tone").toString(), u"bad"_s);
        QVERIFY(m_bench->vault.tokens().isEmpty());
        QCOMPARE(m_hand->find<QLineEdit>("nameField")->text(), u"swapped"_s);
    }

    void growsForWhatItHasToSay()
    {
        m_hand->type("nameField", u"backend"_s);
        m_hand->type("clientIdField", QString::fromLatin1(sampleSecretBytes));
        m_hand->type("secretField", u"abc"_s);
        m_hand->click("saveButton");
        QTRY_VERIFY(m_hand->sees("credentialsProblem"));
        const auto place = [this](const char *name) {
            const auto *widget = m_hand->find<QWidget>(name);
            return QRect(widget->mapTo(m_dialog.get(), QPoint()), widget->size());
        };
        QTRY_VERIFY(place("notesField").bottom() < place("saveButton").top());
        QVERIFY(m_dialog->rect().contains(place("saveButton")));
    }

    void losesNothingWhenTheKeychainIsLocked()
    {
        m_bench->store.failWritesWith(tokens::StoreError::Locked);
        fillIn();
        m_hand->click("saveButton");
        const auto *problem = m_hand->find<QLabel>("problemLabel");
        QTRY_VERIFY(problem->isVisible());
        QVERIFY2(problem->text().contains(u"locked"_s), qPrintable(problem->text()));
        QCOMPARE(m_hand->find<QLineEdit>("secretField")->text(), QString::fromLatin1(sampleSecretBytes));

        m_bench->store.failWritesWith({});
        m_hand->click("saveButton");
        QTRY_COMPARE(m_bench->vault.tokens().size(), 1);
    }

    void pointsAtTheFieldThatNeedsWork()
    {
        fillIn();
        m_hand->type("nameField", u" "_s);
        m_hand->click("saveButton");
        QTRY_VERIFY(m_hand->sees("problemLabel"));
        QCOMPARE(m_hand->find<QLineEdit>("nameField")->property("tone").toString(), u"bad"_s);
        QCOMPARE(m_dialog->focusWidget()->objectName(), u"nameField"_s);
    }

    void takesBothHalvesFromOnePaste_data()
    {
        QTest::addColumn<QString>("pasted");
        const auto secret = QString::fromLatin1(sampleSecretBytes);
        const QStringList shapes{
            u"CF-Access-Client-Id: %1\nCF-Access-Client-Secret: %2"_s,
            u"CF_ACCESS_CLIENT_ID=%1\nCF_ACCESS_CLIENT_SECRET=\"%2\""_s,
            u"{\"client_id\": \"%1\", \"client_secret\": \"%2\"}"_s,
            u"curl -H 'CF-Access-Client-Secret: %2' -H 'CF-Access-Client-Id: %1' https://api.example.com"_s};
        const QStringList names{u"headers"_s, u"variables"_s, u"json"_s, u"curl"_s};
        for (qsizetype at = 0; at < shapes.size(); ++at)
            QTest::newRow(qPrintable(names.at(at))) << shapes.at(at).arg(sampleClientId, secret);
    }

    void takesBothHalvesFromOnePaste()
    {
        QFETCH(QString, pasted);
        for (const auto *into : {"clientIdField", "secretField"}) {
            for (const auto *name : {"clientIdField", "secretField"})
                m_hand->find<QLineEdit>(name)->clear();
            QGuiApplication::clipboard()->setText(pasted);
            m_hand->find<QLineEdit>(into)->paste();
            QCOMPARE(m_hand->find<QLineEdit>("clientIdField")->text(), sampleClientId);
            QCOMPARE(m_hand->find<QLineEdit>("secretField")->text(), QString::fromLatin1(sampleSecretBytes));
            QVERIFY(!m_hand->sees("credentialsProblem"));
        }
    }

    void closesOnEscapeButNotWhileTheKeychainIsAsked()
    {
        fillIn();
        m_hand->click("saveButton");
        QTest::keyClick(m_dialog.get(), Qt::Key_Escape);
        QVERIFY(m_dialog->isVisible());
        QTRY_COMPARE(m_dialog->result(), int(QDialog::Accepted));

        open(TokenDialog::Purpose::New, {});
        QTest::keyClick(m_dialog.get(), Qt::Key_Escape);
        QVERIFY(!m_dialog->isVisible());
    }

    void asksForNothingButTheNewSecret()
    {
        const auto id = m_bench->keep(sampleToken());
        QVERIFY(m_bench->vault.load());
        open(TokenDialog::Purpose::NewSecret, id);
        QVERIFY(!m_hand->sees("clientIdField"));
        QVERIFY(!m_hand->sees("nameField"));
        m_hand->type("secretField", QString(64, u'a'));
        m_hand->click("saveButton");
        QTRY_VERIFY(!m_dialog->isVisible());
        QByteArray now;
        const auto read = [&now](TokenVault::SecretRead answer) { now = answer->expose().toByteArray(); };
        m_bench->vault.readSecret(id, {this, read});
        QTRY_COMPARE(now, QByteArray(64, 'a'));
    }

    void overlapsNothing_data()
    {
        QTest::addColumn<TokenDialog::Purpose>("purpose");
        QTest::newRow("new") << TokenDialog::Purpose::New;
        QTest::newRow("edit") << TokenDialog::Purpose::Edit;
        QTest::newRow("new secret") << TokenDialog::Purpose::NewSecret;
    }

    void overlapsNothing()
    {
        QFETCH(TokenDialog::Purpose, purpose);
        const auto id = m_bench->keep(sampleToken());
        QVERIFY(m_bench->vault.load());
        open(purpose, id);
        QCoreApplication::processEvents();
        QVERIFY(m_dialog->height() >= m_dialog->layout()->totalHeightForWidth(m_dialog->width()));
        const auto *notes = m_dialog->findChild<QWidget *>(u"notesField"_s);
        const auto *save = m_dialog->findChild<QWidget *>(u"saveButton"_s);
        if (notes->isVisible())
            QVERIFY(notes->geometry().bottom() < save->mapTo(m_dialog.get(), QPoint()).y());
    }

private:
    void open(TokenDialog::Purpose purpose, const QString &id)
    {
        m_dialog = std::make_unique<TokenDialog>(m_bench->vault, m_bench->clock, purpose, id);
        m_hand = std::make_unique<Hand>(*m_dialog);
        m_dialog->show();
    }

    void fillIn()
    {
        m_hand->type("nameField", u"backend"_s);
        m_hand->type("clientIdField", sampleClientId);
        m_hand->type("secretField", QString::fromLatin1(sampleSecretBytes));
        m_hand->type("hostsField", u"api.example.com"_s);
    }

    std::unique_ptr<ScriptedBench> m_bench;
    std::unique_ptr<TokenDialog> m_dialog;
    std::unique_ptr<Hand> m_hand;
};

QTEST_MAIN(TokenDialogTest)
#include "TokenDialogTest.moc"
