// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Hand.h"
#include "MainWindow.h"

#include "ComparePage.h"
#include "DemoBench.h"
#include "ExplainPage.h"
#include "MarkedTextEdit.h"
#include "PolicyPage.h"
#include "SampleTokens.h"
#include "Theme.h"
#include "TimelineView.h"
#include "TokenListModel.h"
#include "VerdictBanner.h"
#include "Warnings.h"

#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMimeData>
#include <QScrollArea>
#include <QTabBar>
#include <QTabWidget>
#include <QTest>

using namespace keyturn;
using namespace Qt::StringLiterals;

namespace {

const char account[]
    = R"({"apps": [{"id": "a", "name": "Orders", "domain": "orders.example.com", "policies": [
    {"id": "p", "decision": "non_identity", "include": [{"any_valid_service_token": {}}]}]}]})";

} // namespace

// The main job, done by somebody with a mouse and a keyboard: a real window, a real server, real signatures.
class MainJobTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); }

    void init()
    {
        QTest::failOnWarning(anyWarning());
        m_bench = std::make_unique<DemoBench>();
        QVERIFY(m_bench->isReady());
        m_window = std::make_unique<MainWindow>(m_bench->workbench());
        m_hand = std::make_unique<Hand>(*m_window);
        m_window->show();
        QTRY_COMPARE(m_bench->vault.tokens().size(), 6);
        QTRY_VERIFY(m_hand->find<QListView>("tokenList"));
    }

    void cleanup()
    {
        m_window.reset();
        m_bench.reset();
    }

    void testsATokenThatAccessAccepts()
    {
        choose(u"backend-api-service"_s);
        m_hand->click("testButton");
        QTRY_VERIFY(banner("verdictBanner"));
        QCOMPARE(banner("verdictBanner")->content().tone, Tone::Good);
        QVERIFY(m_hand->find<QLabel>("statusPill")->text().startsWith(u"200"_s));
    }

    void isToldWhyATokenInAnAllowPolicyFails()
    {
        choose(u"staging-smoke-test"_s);
        m_hand->click("testButton");
        QTRY_VERIFY(banner("verdictBanner"));
        const auto &content = banner("verdictBanner")->content();
        QCOMPARE(content.tone, Tone::Bad);
        QVERIFY2(content.headline.contains(u"Service Auth"_s), qPrintable(content.headline));
        QVERIFY(m_hand->find<QLabel>("statusPill")->text().startsWith(u"302"_s));
    }

    void readsAndVerifiesTheJwtOfTheAnswer()
    {
        choose(u"backend-api-service"_s);
        m_hand->click("testButton");
        QTRY_VERIFY(banner("verdictBanner"));
        m_hand->click("openJwtButton");
        QTRY_VERIFY(banner("verificationBanner"));
        QCOMPARE(banner("verificationBanner")->content().tone, Tone::Good);
        QVERIFY(m_hand->find<QLabel>("subjectPill")->text().contains(u"service token"_s));
    }

    void refusesAJwtThatWasTamperedWith()
    {
        choose(u"backend-api-service"_s);
        m_hand->click("testButton");
        QTRY_VERIFY(banner("verdictBanner"));
        m_hand->click("openJwtButton");
        QTRY_VERIFY(banner("verificationBanner"));
        auto *field = m_hand->find<MarkedTextEdit>("tokenField");
        auto text = field->toPlainText();
        const auto at = text.lastIndexOf(u'.') + 10;
        text[at] = text[at] == u'A' ? u'B' : u'A';
        field->setPlainText(text);
        QTRY_VERIFY(!banner("verificationBanner"));
        m_hand->click("verifyButton");
        QTRY_VERIFY(banner("verificationBanner"));
        QCOMPARE(banner("verificationBanner")->content().tone, Tone::Bad);
    }

    void diagnosesByKeyboard()
    {
        choose(u"backend-api-service"_s);
        m_hand->click("testButton");
        QTRY_VERIFY(banner("verdictBanner"));
        QTest::keyClick(m_window.get(), Qt::Key_D, Qt::ControlModifier);
        const auto hasCompared = [this] {
            const auto *shown = banner("verdictBanner");
            return shown && shown->content().evidence.join(u' ').contains(u"without credentials"_s);
        };
        QTRY_VERIFY(hasCompared());
        QCOMPARE(banner("verdictBanner")->content().marks.first().text, u"certain"_s);
    }

    void findsOutStepByStepAndTakesTheNextOne()
    {
        QTest::keyClick(m_window.get(), Qt::Key_5, Qt::ControlModifier);
        m_hand->find<QTabWidget>("explainTabs")->setCurrentIndex(1);
        m_hand->click("guide_401");
        auto *tokens = m_hand->find<QComboBox>("tokenField");
        tokens->setFocus();
        while (tokens->currentText() != u"staging-smoke-test"_s
               && tokens->currentIndex() + 1 < tokens->count())
            QTest::keyClick(tokens, Qt::Key_Down);
        QVERIFY(!m_hand->find<QLineEdit>("urlField")->text().isEmpty());
        m_hand->click("testButton");
        QTRY_VERIFY(m_hand->find<QAbstractButton>("yesButton")->isVisible() || banner("conclusionBanner"));
        while (!banner("conclusionBanner")) {
            QVERIFY(m_hand->find<QAbstractButton>("yesButton")->isVisible());
            m_hand->click("yesButton");
        }
        QVERIFY(!banner("conclusionBanner")->content().steps.isEmpty());
    }

    void seesWhatEndsFirst()
    {
        QTest::keyClick(m_window.get(), Qt::Key_4, Qt::ControlModifier);
        QTRY_VERIFY(m_hand->find<TimelineView>("timeline"));
        const auto rows = m_hand->find<TimelineView>("timeline")->rows();
        QCOMPARE(rows.size(), 6);
        QCOMPARE(rows.at(0).name, u"nightly-export"_s);
        QCOMPARE(rows.at(1).name, u"github-actions-deploy"_s);
    }

    void keepsANewTokenFindsItAndRemovesIt()
    {
        m_hand->click("newButton");
        auto *dialog = m_hand->find<QDialog>("TokenDialog");
        QVERIFY(dialog && dialog->isVisible());
        m_hand->type("nameField", u"fresh-token"_s);
        m_hand->type("clientIdField", sampleClientId);
        m_hand->type("secretField", QString::fromLatin1(sampleSecretBytes));
        m_hand->type("hostsField", u"api.example.com"_s);
        m_hand->click("saveButton");
        QTRY_COMPARE(m_bench->vault.tokens().size(), 7);
        QTRY_VERIFY(!m_hand->find<QDialog>("TokenDialog"));

        m_hand->type("searchField", u"fresh"_s);
        auto *list = m_hand->find<QListView>("tokenList");
        QCOMPARE(list->model()->rowCount(), 1);
        QCOMPARE(m_hand->find<QLabel>("titleLabel")->text(), u"fresh-token"_s);

        m_hand->click("removeButton");
        QAbstractButton *remove = nullptr;
        for (auto *button : m_window->findChild<QDialog *>(QString())->findChildren<QAbstractButton *>()) {
            if (button->text() == u"Remove"_s)
                remove = button;
        }
        QVERIFY(remove);
        QTest::mouseClick(remove, Qt::LeftButton);
        QTRY_COMPARE(m_bench->vault.tokens().size(), 6);
    }

    void refusesSwappedCredentialsAndLosesNothing()
    {
        m_hand->click("newButton");
        m_hand->type("nameField", u"swapped"_s);
        m_hand->type("clientIdField", QString::fromLatin1(sampleSecretBytes));
        m_hand->type("secretField", sampleClientId);
        m_hand->click("saveButton");
        auto *problem = Hand(*m_hand->find<QDialog>("TokenDialog")).find<QLabel>("credentialsProblem");
        QTRY_VERIFY(problem->isVisible() && !problem->text().isEmpty());
        QCOMPARE(m_bench->vault.tokens().size(), 6);
        QCOMPARE(m_hand->find<QLineEdit>("nameField")->text(), u"swapped"_s);
    }

    void sendsNothingWhereTheTokenIsNotBound()
    {
        choose(u"backend-api-service"_s);
        m_hand->click("testButton");
        QTRY_VERIFY(banner("verdictBanner"));
        m_hand->find<QLineEdit>("urlField")->setText(u"https://evil.example.net/"_s);
        m_hand->click("sendButton");
        auto *refusal = m_hand->find<QLabel>("refusalLabel");
        QTRY_VERIFY(refusal->isVisible());
        QVERIFY2(refusal->text().startsWith(u"Nothing was sent"_s), qPrintable(refusal->text()));
    }

    void everyControlHasANameForAScreenReader()
    {
        for (const auto page : {Qt::Key_2, Qt::Key_3, Qt::Key_4, Qt::Key_5, Qt::Key_1})
            QTest::keyClick(m_window.get(), page, Qt::ControlModifier);
        fillTheExplainPage();
        QTest::keyClick(m_window.get(), Qt::Key_2, Qt::ControlModifier);
        QTest::keyClick(m_window.get(), Qt::Key_D, Qt::ControlModifier);
        QTest::keyClick(m_window.get(), Qt::Key_1, Qt::ControlModifier);
        m_hand->click("newButton");
        QStringList nameless;
        for (auto *widget : m_window->findChildren<QWidget *>()) {
            // What is hidden waits for its words; what Qt names "qt_..." is a part of something that has a
            // name.
            if (widget->focusPolicy() == Qt::NoFocus || widget->isHidden()
                || widget->objectName().startsWith(u"qt_"_s) || widget->inherits("QComboBoxListView"))
                continue;
            const auto *button = qobject_cast<QAbstractButton *>(widget);
            const bool isInner = qobject_cast<QComboBox *>(widget->parentWidget())
                || qobject_cast<QAbstractSpinBox *>(widget->parentWidget());
            const bool isContainer = qobject_cast<QScrollArea *>(widget) || qobject_cast<QTabWidget *>(widget)
                || qobject_cast<QTabBar *>(widget) || widget->inherits("QSplitter");
            if (widget->accessibleName().isEmpty() && !(button && !button->text().isEmpty()) && !isInner
                && !isContainer && !qobject_cast<QLabel *>(widget))
                nameless.append(
                    QString::fromLatin1(widget->metaObject()->className()) + u' ' + widget->objectName());
        }
        QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(u", "_s)));
    }

private:
    // Rows, cards and banners are there only once something has been found.
    void fillTheExplainPage() const
    {
        auto *explain = m_window->findChild<ExplainPage *>();
        auto *tabs = explain->findChild<QTabWidget *>(u"explainTabs"_s);
        QTest::keyClick(m_window.get(), Qt::Key_5, Qt::ControlModifier);
        QMimeData log;
        log.setText(
            u"> GET / HTTP/2\n> Host: api.example.com\n> CF-Access-Client-Secret: %1\n>\n< HTTP/2 403\n"
            "< server: cloudflare\n<\n"_s.arg(QString::fromLatin1(sampleSecretBytes)));
        explain->take(log);
        QTRY_VERIFY(banner("warningBanner"));

        tabs->setCurrentIndex(2);
        auto *policies = explain->findChild<PolicyPage *>();
        policies->take(account);
        QTRY_VERIFY(Hand(*policies).find<QLabel>("lintHeading")->isVisible());

        tabs->setCurrentIndex(3);
        explain->findChild<ComparePage *>()->compare();
        QTRY_VERIFY(banner("explanationBanner"));

        tabs->setCurrentIndex(1);
        m_hand->click("guide_401");
    }

    void choose(const QString &name) const
    {
        auto *list = m_hand->find<QListView>("tokenList");
        for (int row = 0; row < list->model()->rowCount(); ++row) {
            const auto index = list->model()->index(row, 0);
            if (index.data().toString() == name)
                QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(index).center());
        }
        QCOMPARE(list->currentIndex().data().toString(), name);
    }

    VerdictBanner *banner(const char *name) const
    {
        auto *found = m_hand->find<VerdictBanner>(name);
        return found && found->isVisible() ? found : nullptr;
    }

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<DemoBench> m_bench;
    std::unique_ptr<MainWindow> m_window;
    std::unique_ptr<Hand> m_hand;
};

QTEST_MAIN(MainJobTest)
#include "MainJobTest.moc"
