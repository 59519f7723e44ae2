// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ComparePage.h"

#include "EnvironmentCard.h"
#include "PageTest.h"
#include "Pill.h"
#include "VerdictBanner.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>

using namespace keyturn;
using namespace Qt::StringLiterals;

namespace {

const http::Header ray{"CF-Ray", "8f1e2d3c4b5a6978-FRA"};
const QByteArray login
    = "https://acme.cloudflareaccess.com/cdn-cgi/access/login/api.example.com?kid=" + QByteArray(64, 'a');

const QSize roomy(1000, 900);

} // namespace

// Each side is three requests where no application names itself: discovery, control, credentialed.
class ComparePageTest : public PageTest<ComparePage>
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { dress(); }

    void init() { openWithToken(roomy); }
    void cleanup() { close(); }

    void saysAtFirstWhatItIsFor()
    {
        QVERIFY(m_hand->sees("emptyState"));
        QVERIFY(!m_hand->sees("explanationBanner"));
        QVERIFY(!m_hand->sees("tableCard"));
        QVERIFY(!m_hand->sees("cancelButton"));
    }

    void explainsWhatDiffersAndShowsItFirst()
    {
        accepts();
        refuses();
        fillIn();
        m_hand->click("compareButton");
        QTRY_VERIFY(m_hand->sees("explanationBanner"));
        QVERIFY(!m_hand->sees("emptyState"));
        const auto content = m_hand->find<VerdictBanner>("explanationBanner")->content();
        QVERIFY2(content.headline.contains(u"Production"), qPrintable(content.headline));
        QCOMPARE(content.tone, Tone::Attention);
        QCOMPARE(content.marks.at(0).text, u"likely"_s);
        QVERIFY(content.evidence.at(0).startsWith(u"Local: "));
        QVERIFY(!content.steps.isEmpty());
        const auto marks = shownMarks();
        QCOMPARE(marks.first(), u"differs"_s);
        QVERIFY(marks.contains(u"same"_s));
        QVERIFY(marks.lastIndexOf(u"differs"_s) < marks.indexOf(u"same"_s));
        for (auto *pill : m_page->findChildren<Pill *>())
            QVERIFY(!pill->text().isEmpty());
    }

    void showsOnlyDifferencesWhenAsked()
    {
        accepts();
        refuses();
        fillIn();
        m_hand->click("compareButton");
        QTRY_VERIFY(m_hand->sees("tableCard"));
        const auto before = shownMarks().size();
        m_hand->find<QCheckBox>("onlyDifferencesField")->setChecked(true);
        const auto marks = shownMarks();
        QVERIFY(!marks.isEmpty());
        QVERIFY(marks.size() < before);
        QVERIFY(!marks.contains(u"same"_s));
        QVERIFY(!marks.contains(u"not known"_s));
    }

    void leavesTheKeyboardWhereItWas()
    {
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
        accepts();
        accepts();
        fillIn();
        auto *button = m_hand->find<QPushButton>("compareButton");
        button->setFocus();
        QTest::keyClick(button, Qt::Key_Return);
        QVERIFY(!button->hasFocus());
        QTRY_VERIFY(m_hand->sees("explanationBanner"));
        QVERIFY(button->hasFocus());
    }

    void takesTheKeyboardFromNobodyWhoWentElsewhere()
    {
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
        accepts();
        accepts();
        fillIn();
        auto *button = m_hand->find<QPushButton>("compareButton");
        button->setFocus();
        QTest::keyClick(button, Qt::Key_Return);
        auto *field = right().findChild<QLineEdit *>(u"urlField"_s);
        field->setFocus();
        QTRY_VERIFY(m_hand->sees("explanationBanner"));
        QVERIFY(field->hasFocus());
    }

    void comesToTheButtonsAfterWhatIsCompared()
    {
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
        left().firstField()->setFocus();
        QList<QWidget *> walked;
        for (int i = 0; i < 12; ++i) {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
            walked.append(QApplication::focusWidget());
        }
        const auto inRight = walked.indexOf(right().findChild<QLineEdit *>(u"urlField"_s));
        const auto button = walked.indexOf(m_hand->find<QWidget>("compareButton"));
        QVERIFY(inRight >= 0);
        QVERIFY(button > inRight);
    }

    void saysThatBothWork()
    {
        accepts();
        accepts();
        fillIn();
        m_hand->click("compareButton");
        QTRY_VERIFY(m_hand->sees("explanationBanner"));
        QCOMPARE(m_hand->find<VerdictBanner>("explanationBanner")->content().tone, Tone::Good);
    }

    void copiesNoSecretAndNoWholeClientId()
    {
        m_bench->transport.willAnswer(404);
        m_bench->transport.willAnswer(403, {ray});
        m_bench->transport.willAnswer(403, {ray, {"CF-Access-Domain", sampleSecretBytes}});
        refuses();
        fillIn();
        m_hand->click("compareButton");
        QTRY_VERIFY(m_hand->sees("tableCard"));
        m_hand->click("copyButton");
        const auto text = QGuiApplication::clipboard()->text();
        QVERIFY(text.contains(u"≠"));
        QVERIFY(text.contains(u"Production"));
        QVERIFY(!text.contains(QString::fromLatin1(sampleSecretBytes)));
        QVERIFY(!text.contains(sampleClientId));
        for (const auto *label : m_page->findChildren<QLabel *>()) {
            QVERIFY(!label->text().contains(QString::fromLatin1(sampleSecretBytes)));
            QVERIFY(!label->text().contains(sampleClientId));
        }
    }

    void aRefusalIsShownWhereItHappenedAndTheOtherSideIsCompared()
    {
        accepts();
        fillIn(u"https://elsewhere.example.org/"_s);
        m_hand->click("compareButton");
        QTRY_VERIFY(m_hand->sees("tableCard"));
        auto *refusal = right().findChild<QLabel *>(u"refusalLabel"_s);
        QVERIFY(refusal->isVisible());
        QVERIFY(refusal->text().startsWith(u"Nothing was sent."));
        QVERIFY(!left().findChild<QLabel *>(u"refusalLabel"_s)->isVisible());
        QVERIFY(m_hand->sees("explanationBanner"));
    }

    void doesNotSayThatNothingWasSentWhereSomethingWas()
    {
        accepts();
        accepts();
        const auto bench = m_bench->workbench();
        connect(&bench.prober, &Prober::stepStarted, m_page.get(), [this](ProbeStep step) {
            if (step == ProbeStep::Credentialed)
                m_bench->store.failReadsWith(tokens::StoreError::Locked);
        });
        fillIn();
        m_hand->click("compareButton");
        auto *told = left().findChild<QLabel *>(u"refusalLabel"_s);
        QTRY_VERIFY(told->isVisible());
        QVERIFY(!m_bench->transport.sent().isEmpty());
        QVERIFY2(told->text().startsWith(u"It was asked"), qPrintable(told->text()));
        QVERIFY2(!told->text().contains(u"Nothing was sent"), qPrintable(told->text()));
    }

    void whereNeitherSideIsAskedThereIsNothingToCompare()
    {
        left().setEntry({{}, u"nonsense"_s, {}, {}});
        right().setEntry({{}, {}, {}, {}});
        m_hand->click("compareButton");
        QTRY_VERIFY(right().findChild<QLabel *>(u"refusalLabel"_s)->isVisible());
        QVERIFY(left().findChild<QLabel *>(u"refusalLabel"_s)->isVisible());
        QVERIFY(!m_hand->sees("tableCard"));
        QVERIFY(!m_hand->sees("explanationBanner"));
    }

    void showsProgressOnlyOnceItTakesLongAndCanBeCancelled()
    {
        m_bench->transport.willAnswer(404);
        m_bench->transport.willBeSilent();
        fillIn();
        m_hand->click("compareButton");
        QVERIFY(!m_hand->find<QPushButton>("compareButton")->isEnabled());
        QVERIFY(!m_hand->sees("cancelButton"));
        QTRY_VERIFY(m_hand->sees("cancelButton"));
        m_hand->click("cancelButton");
        QVERIFY(!m_hand->sees("cancelButton"));
        QVERIFY(m_hand->find<QPushButton>("compareButton")->isEnabled());
        QVERIFY(!m_page->cancel());
        QTRY_COMPARE(m_bench->transport.openCalls(), 0);
        QVERIFY(!m_hand->sees("tableCard"));
    }

    void saysSoWhenAnotherPageTakesTheProber()
    {
        m_bench->transport.willBeSilent();
        m_bench->transport.willBeSilent();
        fillIn();
        m_hand->click("compareButton");
        QTRY_COMPARE(m_bench->transport.openCalls(), 1);
        auto workbench = m_bench->workbench();
        RequestDraft other;
        other.url = u"https://api.example.com/"_s;
        workbench.prober.run(other, {this, [](Prober::Finished) {}});
        QTRY_VERIFY(m_hand->sees("displacedLabel"));
        QVERIFY(m_hand->find<QPushButton>("compareButton")->isEnabled());
        workbench.prober.cancel();
    }

    void swapsAllThatWasTyped()
    {
        left().setEntry({u"Laptop"_s, u"http://127.0.0.1:8787/"_s, {}, {}});
        right().setEntry(
            {u"Live"_s, u"https://api.example.com/"_s, m_id, access::HeaderStyle::single("X-Token")});
        m_hand->click("swapButton");
        QCOMPARE(left().nameOrUsual(), u"Live"_s);
        QCOMPARE(left().entry().tokenId, m_id);
        QCOMPARE(left().entry().style, access::HeaderStyle::single("X-Token"));
        QCOMPARE(right().entry().url, u"http://127.0.0.1:8787/"_s);
        QCOMPARE(right().entry().style, access::HeaderStyle::two());
        QVERIFY(right().entry().tokenId.isEmpty());
    }

    void keepsTheChosenTokenWhenTheListChanges()
    {
        fillIn();
        auto other = sampleToken(u"another"_s);
        other.clientId = u"0a1b2c3d4e5f60718293a4b5c6d7e8f9.access"_s;
        m_bench->vault.add(other, sampleSecret(), {this, [](TokenVault::Added) {}});
        QTRY_COMPARE(left().findChild<QComboBox *>(u"tokenField"_s)->count(), 3);
        QCOMPARE(left().entry().tokenId, m_id);
    }

    void suggestsInTheDemoOneTokenAtTwoAddresses()
    {
        auto other = sampleToken(u"zulu"_s);
        const auto otherId = m_bench->keep(other);
        auto first = sampleToken(u"alpha"_s);
        first.expiry = tokens::Expiry::unlimited();
        const auto firstId = m_bench->keep(first);
        QVERIFY(m_bench->vault.load());
        const QUrl good(u"http://127.0.0.1:8787/good"_s);
        const QUrl bad(u"http://127.0.0.1:8787/bad"_s);
        const auto bench = m_bench->workbench();
        WorldFacts world;
        world.isDemo = true;
        world.suggestedUrls = {{firstId, good}, {otherId, bad}};
        show(
            roomy,
            {bench.vault, bench.runner, bench.prober, bench.keys, bench.teamKeys, bench.expiryWatch,
             bench.edge, bench.clock, world});
        QCOMPARE(left().entry().url, good.toString());
        QCOMPARE(left().entry().tokenId, firstId);
        QCOMPARE(right().entry().url, bad.toString());
        QCOMPARE(right().entry().tokenId, firstId);
    }

private:
    EnvironmentCard &left() { return *m_hand->find<EnvironmentCard>("leftCard"); }
    EnvironmentCard &right() { return *m_hand->find<EnvironmentCard>("rightCard"); }

    void fillIn(const QString &rightUrl = u"https://api.example.com/v2"_s)
    {
        left().setEntry({{}, u"https://api.example.com/v1"_s, m_id, {}});
        right().setEntry({{}, rightUrl, m_id, {}});
    }

    QStringList shownMarks()
    {
        QStringList marks;
        for (const auto *pill : m_hand->find<QWidget>("rowsBox")->findChildren<Pill *>())
            marks.append(pill->text());
        return marks;
    }

    void accepts()
    {
        auto &network = m_bench->transport;
        network.willAnswer(404);
        network.willAnswer(302, {{"Location", login}, ray});
        network.willAnswer(200, {ray}, "hello");
    }

    void refuses()
    {
        auto &network = m_bench->transport;
        network.willAnswer(404);
        network.willAnswer(302, {{"Location", login}, ray});
        network.willAnswer(302, {{"Location", login}, ray});
    }
};

QTEST_MAIN(ComparePageTest)
#include "ComparePageTest.moc"
