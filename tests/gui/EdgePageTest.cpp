// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "EdgePage.h"

#include "EdgeTokenCard.h"
#include "PageTest.h"
#include "Pill.h"
#include "SecretLabel.h"
#include "Wire.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QRadioButton>
#include <QSet>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTabWidget>
#include <QTableView>
#include <QTcpServer>
#include <QTemporaryDir>

using namespace keyturn;
using namespace Qt::StringLiterals;

class EdgePageTest : public PageTest<EdgePage>
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { dress(); }

    void init()
    {
        open({1000, 700});
        m_page->findChild<QSpinBox *>(u"portField"_s)->setValue(0);
    }

    void cleanup() { close(); }

    void saysAtFirstWhatItIsForAndStartsWithSamples()
    {
        QVERIFY(m_hand->sees("emptyState"));
        QVERIFY(!m_hand->sees("startButton"));
        QCOMPARE(text("statePill"), u"Stopped"_s);

        begin();

        QVERIFY(!m_hand->sees("emptyState"));
        QCOMPARE(text("statePill"), u"Running"_s);
        QCOMPARE(text("urlLabel"), m_bench->edge.url().toString());
        QCOMPARE(cards().size(), 6);
        QCOMPARE(m_hand->find<QTabWidget>("worldTabs")->tabText(1), u"Applications 4"_s);
        QVERIFY2(
            text("emptyLogLabel").contains(m_bench->edge.url().toString()),
            qPrintable(text("emptyLogLabel")));
    }

    void tellsThatAPortIsTakenAndTakesAFreeOne()
    {
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost));
        m_hand->find<QSpinBox>("portField")->setValue(other.serverPort());
        m_hand->find<QWidget>("emptyState")->findChild<QPushButton *>()->click();
        QVERIFY(!m_bench->edge.isRunning());
        QVERIFY2(text("noteLabel").contains(u"Another program"_s), qPrintable(text("noteLabel")));
        QCOMPARE(text("statePill"), u"Stopped"_s);

        m_hand->click("freePortButton");
        QVERIFY(m_bench->edge.isRunning());
        QVERIFY(!m_hand->sees("noteLabel"));
        QVERIFY(!m_hand->sees("freePortButton"));
        QCOMPARE(m_hand->find<QSpinBox>("portField")->value(), int(m_bench->edge.lastPort()));
    }

    void stopsAndStartsAgainAndKeepsTheLog()
    {
        begin();
        QCOMPARE(ask("/status").status, 200);
        QTRY_COMPARE(table()->model()->rowCount(), 1);
        m_hand->click("stopButton");
        QVERIFY(!m_bench->edge.isRunning());
        QCOMPARE(text("statePill"), u"Stopped"_s);
        QVERIFY(!m_hand->sees("urlLabel"));
        QCOMPARE(table()->model()->rowCount(), 1);
        QVERIFY(m_hand->find<QPushButton>("startButton")->hasFocus());

        m_hand->click("startButton");
        QCOMPARE(ask("/status").status, 200);
        QTRY_COMPARE(table()->model()->rowCount(), 2);
    }

    void tellsInWordsWhyALineWasAnsweredAsItWas()
    {
        begin();
        QCOMPARE(ask("/admin/health", credentialsOf(u"staging-smoke-test"_s)).status, 302);
        QTRY_COMPARE(table()->model()->rowCount(), 1);
        QVERIFY(text("chosenHeadline").contains(u"Choose a line"_s));
        QTest::keyClick(table(), Qt::Key_Down);
        table()->selectRow(0);

        QCOMPARE(
            text("chosenHeadline"), u"Access sent the request to the login page, since nothing let it in."_s);
        const auto told = facts();
        QVERIFY2(told.contains(u"Answered by: Access"_s), qPrintable(told.join(u'\n')));
        QVERIFY2(
            told.contains(u"Policy: “Employees”. Allow asks for a login, so it admits no token."_s),
            qPrintable(told.join(u'\n')));
        QVERIFY2(told.contains(u"Credentials: They are valid."_s), qPrintable(told.join(u'\n')));
        QVERIFY(told.join(u'\n').contains(u"staging-smoke-test"_s));
    }

    void disablesExpiresAndTakesBackBoth()
    {
        begin();
        const auto name = u"backend-api-service"_s;
        const auto headers = credentialsOf(name);
        QCOMPARE(ask("/v1", headers).status, 200);

        press(name, u"ableButton"_s);
        QCOMPARE(ask("/v1", headers).status, 302);
        QVERIFY(card(name)->accessibleDescription().startsWith(u"Disabled"_s));
        QCOMPARE(button(name, u"ableButton"_s)->text(), u"Enable"_s);
        press(name, u"ableButton"_s);
        QCOMPARE(ask("/v1", headers).status, 200);

        press(name, u"endButton"_s);
        QCOMPARE(ask("/v1", headers).status, 302);
        QVERIFY(card(name)->accessibleDescription().startsWith(u"Expired"_s));
        press(name, u"endButton"_s);
        QCOMPARE(ask("/v1", headers).status, 200);
        QVERIFY(card(name)->accessibleDescription().startsWith(u"Valid"_s));
    }

    void showsARotatedSecretOnceAndMasked()
    {
        begin();
        const auto name = u"backend-api-service"_s;
        const auto before = credentialsOf(name);
        rotateWithGrace(name);

        QVERIFY(m_hand->sees("issuedCard"));
        QVERIFY(text("issuedLabel").contains(name));
        auto *secret = m_hand->find<SecretLabel>("issuedSecret");
        QVERIFY(!secret->isRevealed());
        m_hand->click("revealButton");
        QVERIFY(secret->isRevealed());
        m_page->hide();
        QVERIFY(!secret->isRevealed());
        m_page->show();

        m_hand->click("copySecretButton");
        auto after = before;
        after[1].value = QGuiApplication::clipboard()->text().toUtf8();
        QVERIFY(m_clipboard->isHolding());
        QVERIFY(after[1].value != before[1].value);
        QCOMPARE(ask("/v1", after).status, 200);
        QCOMPARE(ask("/v1", before).status, 200);
        QVERIFY2(
            card(name)->accessibleDescription().contains(u"previous secret until"_s),
            qPrintable(card(name)->accessibleDescription()));

        m_hand->click("doneButton");
        QVERIFY(!m_hand->sees("issuedCard"));
    }

    void keepsASampleInTheVaultBoundToThisEdge()
    {
        begin();
        const auto name = u"backend-api-service"_s;
        QSignalSpy wanted(m_page.get(), &EdgePage::requestRequested);
        press(name, u"sendButton"_s);
        QCOMPARE(wanted.last().last().toString(), QString());

        press(name, u"keepButton"_s);
        QTRY_COMPARE(m_bench->vault.tokens().size(), 1);
        const auto &kept = m_bench->vault.tokens().first();
        QCOMPARE(kept.hosts, QStringList{m_bench->edge.url().authority()});
        QTRY_VERIFY(!button(name, u"keepButton"_s)->isVisible());

        press(name, u"sendButton"_s);
        QCOMPARE(wanted.last().first().toUrl(), m_bench->edge.url().resolved(QUrl(u"/"_s)));
        QCOMPARE(wanted.last().last().toString(), kept.id);
        m_hand->click("sendButton");
        QCOMPARE(wanted.last().last().toString(), kept.id);
    }

    void putsARotatedSecretIntoTheVault()
    {
        begin();
        const auto name = u"backend-api-service"_s;
        press(name, u"keepButton"_s);
        QTRY_COMPARE(m_bench->vault.tokens().size(), 1);
        rotateWithGrace(name);
        QCOMPARE(text("keepButton"), u"Put it in the vault"_s);
        m_hand->find<QWidget>("issuedCard")->findChild<QPushButton *>(u"keepButton"_s)->click();
        QTRY_VERIFY(!m_hand->sees("issuedCard"));
        QCOMPARE(text("noteLabel"), u"The vault has the new secret."_s);
    }

    void changesTheModeTheClockAndTheFaultsWhileItRuns()
    {
        begin();
        m_hand->find<QTabWidget>("worldTabs")->setCurrentIndex(2);
        QCOMPARE(text("modePill"), u"Legacy mode"_s);
        auto headers = credentialsOf(u"backend-api-service"_s);
        headers[1].value = "wrong";
        QCOMPARE(ask("/v1", headers).status, 302);
        m_hand->click("strictMode");
        QCOMPARE(text("modePill"), u"Strict mode"_s);
        QCOMPARE(ask("/v1", headers).status, 401);

        auto *clock = m_hand->find<QComboBox>("skewField");
        QCOMPARE(clock->currentText(), u"right"_s);
        clock->setFocus();
        QTest::keyClick(clock, Qt::Key_Down);
        QCOMPARE(m_bench->edge.config().clockSkew, std::chrono::minutes(1));

        QVERIFY(!m_hand->sees("faultPill"));
        fault(u"Rate limit"_s)->click();
        QCOMPARE(text("faultPill"), u"1 fault on"_s);
        QCOMPARE(ask("/v1", headers).status, 429);
        fault(u"Rate limit"_s)->click();
        QCOMPARE(ask("/v1", headers).status, 401);

        m_hand->click("rotateKeysButton");
        QVERIFY(text("noteLabel").contains(u"new key"_s));
        m_hand->click("endSessionsButton");
        QVERIFY(text("noteLabel").contains(u"sessions have ended"_s));
    }

    void followsWhatIsChangedFromElsewhere()
    {
        begin();
        auto changed = m_bench->edge.config();
        changed.mode = edge::Mode::Strict;
        changed.clockSkew = std::chrono::seconds(90);
        changed.credentials.removeLast();
        m_bench->edge.edge().setConfig(changed);
        QCOMPARE(text("modePill"), u"Strict mode"_s);
        QCOMPARE(m_page->findChild<QComboBox *>(u"skewField"_s)->currentText(), u"90 s ahead"_s);
        QTRY_COMPARE(cards().size(), 5);
    }

    void playsAFileAndTellsByLineWhatIsWrongInIt()
    {
        const QTemporaryDir folder;
        const auto path = folder.filePath(u"edge.json"_s);
        write(path, "{\n  \"taem\": \"acme\"\n}");
        m_page->takeFile(path);
        QVERIFY(m_hand->sees("emptyState"));
        QVERIFY2(text("fileLabel").contains(u"edge.json:2:"_s), qPrintable(text("fileLabel")));
        QVERIFY(text("fileLabel").contains(u"is not played"_s));

        write(path, R"({"team": "acme", "mode": "strict"})");
        QTRY_VERIFY(!m_hand->sees("emptyState"));
        QCOMPARE(text("modePill"), u"Strict mode"_s);
        QCOMPARE(text("fileLabel"), u"Plays edge.json, which is read again when it changes."_s);
        m_hand->click("startButton");
        QCOMPARE(ask("/").status, 200);

        write(path, R"({"listen": {"address": "0.0.0.0"}, "tls": {}})");
        QTRY_VERIFY(text("fileLabel").contains(u"says of listen, tls holds for keyturn-cli edge."_s));
        QCOMPARE(m_bench->edge.url().host(), u"127.0.0.1"_s);

        write(path, "{");
        QTRY_VERIFY(text("fileLabel").contains(u"goes on"_s));
        QCOMPARE(ask("/").status, 200);
    }

    void keepsItsButtonsReadableInASmallWindow()
    {
        begin();
        m_page->resize(560, 420);
        for (const auto *name :
             {"allChip", "letInChip", "refusedChip", "faultsChip", "pauseButton", "clearButton"}) {
            const auto *button = m_hand->find<QPushButton>(name);
            QTRY_VERIFY2(button->width() >= button->sizeHint().width(), name);
            QVERIFY2(button->height() >= button->sizeHint().height(), name);
            QVERIFY2(button->parentWidget()->rect().contains(button->geometry()), name);
        }
        QVERIFY(m_page->width() <= 720);
    }

    void filtersPausesAndClearsTheLog()
    {
        begin();
        QCOMPARE(ask("/status").status, 200);
        QCOMPARE(ask("/v1").status, 302);
        QTRY_COMPARE(table()->model()->rowCount(), 2);
        m_hand->click("refusedChip");
        QCOMPARE(table()->model()->rowCount(), 1);
        m_hand->click("faultsChip");
        QVERIFY(text("emptyLogLabel").contains(u"No line fits"_s));
        m_hand->click("allChip");
        m_hand->type("filterField", u"status"_s);
        QCOMPARE(table()->model()->rowCount(), 1);
        m_hand->type("filterField", u"200 bypass"_s);
        QCOMPARE(table()->model()->rowCount(), 1);
        m_hand->find<QLineEdit>("filterField")->clear();

        m_hand->click("pauseButton");
        QCOMPARE(ask("/v1").status, 302);
        QTRY_COMPARE(text("pauseButton"), u"Go on, 1 new"_s);
        QCOMPARE(table()->model()->rowCount(), 2);
        m_hand->click("pauseButton");
        QCOMPARE(table()->model()->rowCount(), 3);
        QCOMPARE(text("pauseButton"), u"Pause"_s);
        m_hand->click("clearButton");
        QCOMPARE(table()->model()->rowCount(), 0);
        QVERIFY(m_hand->sees("emptyLogLabel"));
    }

    void everythingThatCanBePressedHasANameOfItsOwn()
    {
        begin();
        for (int tab = 0; tab < 3; ++tab) {
            m_hand->find<QTabWidget>("worldTabs")->setCurrentIndex(tab);
            QSet<QString> names;
            for (const auto *button : m_page->findChildren<QAbstractButton *>()) {
                if (!button->isVisible() || button->inherits("QToolButton"))
                    continue;
                const auto name
                    = button->accessibleName().isEmpty() ? button->text() : button->accessibleName();
                QVERIFY2(!name.isEmpty(), qPrintable(button->objectName()));
                QVERIFY2(!names.contains(name), qPrintable(name));
                names.insert(name);
            }
            QVERIFY(names.size() > 8);
        }
    }

private:
    static void write(const QString &path, const QByteArray &content)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(content), content.size());
    }

    void begin()
    {
        m_hand->find<QWidget>("emptyState")->findChild<QPushButton *>()->click();
        QVERIFY(m_bench->edge.isRunning());
        // The key is made before the first request: it takes a moment.
        QCoreApplication::processEvents();
    }

    [[nodiscard]] QString text(const char *name) const
    {
        if (const auto *button = m_hand->find<QAbstractButton>(name))
            return button->text();
        return m_hand->find<QLabel>(name)->text();
    }

    [[nodiscard]] QTableView *table() const { return m_page->findChild<QTableView *>(u"logTable"_s); }

    [[nodiscard]] QStringList facts() const
    {
        QStringList told;
        for (const auto *fact : m_page->findChildren<QLabel *>(u"fact"_s))
            told.append(fact->accessibleName());
        return told;
    }

    [[nodiscard]] QList<EdgeTokenCard *> cards() const { return m_page->findChildren<EdgeTokenCard *>(); }

    [[nodiscard]] EdgeTokenCard *card(const QString &name) const
    {
        return m_page->findChild<EdgeTokenCard *>(u"token_"_s + name);
    }

    [[nodiscard]] QPushButton *button(const QString &name, const QString &object) const
    {
        return card(name)->findChild<QPushButton *>(object);
    }

    void press(const QString &name, const QString &object) const
    {
        auto *pressed = button(name, object);
        QVERIFY(pressed->isVisible());
        pressed->click();
    }

    void rotateWithGrace(const QString &name) const
    {
        auto *menu = button(name, u"rotateButton"_s)->findChild<QMenu *>();
        QVERIFY(menu->actions().at(1)->text().contains(u"1 minute"_s));
        menu->actions().at(1)->trigger();
    }

    [[nodiscard]] QCheckBox *fault(const QString &name) const
    {
        for (auto *box : m_page->findChildren<QCheckBox *>()) {
            if (box->text() == name)
                return box;
        }
        return nullptr;
    }

    [[nodiscard]] http::Headers credentialsOf(const QString &name) const
    {
        for (const auto &credential : m_bench->edge.config().credentials) {
            if (credential.name == name) {
                const auto *secret = m_bench->edge.secretOf(credential.clientId);
                return {
                    {"CF-Access-Client-Id", credential.clientId.toLatin1()},
                    {"CF-Access-Client-Secret", secret->expose().toByteArray()}};
            }
        }
        return {};
    }

    [[nodiscard]] edge::WireReply ask(const QByteArray &target, const http::Headers &headers = {}) const
    {
        return edge::ask(m_bench->edge.url(), target, headers);
    }
};

QTEST_MAIN(EdgePageTest)
#include "EdgePageTest.moc"
