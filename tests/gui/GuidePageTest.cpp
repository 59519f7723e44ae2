// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "GuidePage.h"

#include "GuideWording.h"
#include "PageTest.h"
#include "ProbeTimeline.h"
#include "VerdictBanner.h"

#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>

using namespace keyturn;
using namespace Qt::StringLiterals;

class GuidePageTest : public PageTest<GuidePage>
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { dress(); }

    void init()
    {
        openWithToken({960, 640});
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    }

    void cleanup() { close(); }

    void asksUntilItKnows()
    {
        m_hand->click("guide_policy");
        QVERIFY(!m_hand->sees("urlField"));
        QVERIFY(question().contains(u"in the list"_s));
        m_hand->click("yesButton");
        QCOMPARE(question(), u"Is the action of the policy Service Auth?"_s);
        m_hand->click("noButton");
        QVERIFY(m_hand->sees("conclusionBanner"));
        QVERIFY(!m_hand->sees("questionCard"));
        QVERIFY(conclusion().headline.startsWith(u"Change the action"_s));
        QVERIFY(!conclusion().steps.isEmpty());
        QVERIFY(m_bench->transport.sent().isEmpty());
    }

    void goesBackOneQuestionAtATime()
    {
        m_hand->click("guide_policy");
        const auto first = question();
        m_hand->click("yesButton");
        const auto second = question();
        m_hand->click("noButton");
        m_hand->click("backButton");
        QCOMPARE(question(), second);
        m_hand->click("backButton");
        QCOMPARE(question(), first);
        m_hand->click("backButton");
        QVERIFY(m_hand->sees("guide_policy"));
        QVERIFY(!m_hand->sees("questionCard"));
    }

    void testsItselfAndGoesOnWithWhatItFound()
    {
        m_hand->click("guide_401");
        choose();
        QCOMPARE(m_hand->find<QLineEdit>("urlField")->text(), u"https://api.example.com/"_s);
        m_bench->transport.willAnswer(200);
        m_bench->transport.willAnswer(302, {{"Location", login}, {"CF-RAY", "8f2c0d1e2f3a4b5c-FRA"}});
        m_bench->transport.willAnswer(302, {{"Location", login}, {"CF-RAY", "8f2c0d1e2f3a4b5d-FRA"}});
        m_hand->click("testButton");
        QTRY_VERIFY(m_hand->sees("yesButton"));
        QVERIFY(question().startsWith(u"Does your program send"_s));
        QVERIFY(m_hand->sees("timeline"));
        QVERIFY(words("historyBox").contains(u"Access refused it"_s));
        m_hand->click("backButton");
        QVERIFY(m_hand->sees("testButton"));
        QVERIFY(!m_hand->sees("timeline"));
    }

    void saysThatItWorksAndOpensWhatCameBack()
    {
        m_hand->click("guide_401");
        choose();
        m_bench->transport.willAnswer(200);
        m_bench->transport.willAnswer(302, {{"Location", login}, {"CF-RAY", "8f2c0d1e2f3a4b5c-FRA"}});
        m_bench->transport.willAnswer(
            200, {{"CF-RAY", "8f2c0d1e2f3a4b5d-FRA"}, {"Set-Cookie", "CF_Authorization=" + jwt}}, "hello");
        m_hand->click("testButton");
        QTRY_VERIFY(m_hand->sees("conclusionBanner"));
        QCOMPARE(conclusion().tone, Tone::Good);
        QSignalSpy wanted(m_page.get(), &GuidePage::jwtRequested);
        press(u"Open JWT"_s);
        QCOMPARE(wanted.count(), 1);
        QCOMPARE(wanted.first().first().toByteArray(), jwt);
        m_hand->click("againButton");
        QVERIFY(m_hand->sees("testButton"));
    }

    void wantsATokenBeforeItTests()
    {
        m_hand->click("guide_401");
        m_hand->click("testButton");
        QVERIFY(m_hand->sees("refusalLabel"));
        QVERIFY(m_bench->transport.sent().isEmpty());
        choose();
        m_hand->type("urlField", u"https://evil.example.net/"_s);
        m_hand->click("testButton");
        QTRY_VERIFY(m_hand->find<QLabel>("refusalLabel")->text().startsWith(u"Nothing was sent"_s));
        QVERIFY(m_bench->transport.sent().isEmpty());
        QVERIFY(m_hand->sees("testButton"));
    }

    void blamesNoSecretThatWasNotSent()
    {
        m_hand->click("guide_401");
        auto *field = m_hand->find<QComboBox>("tokenField");
        field->setFocus();
        QTest::keyClick(field, Qt::Key_End);
        m_hand->type("urlField", u"https://api.example.com/"_s);
        m_bench->transport.willAnswer(200);
        m_bench->transport.willAnswer(302, {{"Location", login}, {"CF-RAY", "8f2c0d1e2f3a4b5c-FRA"}});
        m_hand->click("testButton");
        QTRY_VERIFY(m_hand->sees("yesButton"));
        for (int question = 0; question < 10 && m_hand->sees("yesButton"); ++question)
            m_hand->click("yesButton");
        QVERIFY(m_hand->sees("conclusionBanner"));
        QCOMPARE(conclusion().headline, sentenceFor(GuideConclusion::SecretNotTested));
        for (const auto &sent : m_bench->transport.sent())
            QVERIFY(sent.secretNames.isEmpty());
    }

    void stopsATestAndSaysSo()
    {
        m_hand->click("guide_401");
        choose();
        m_bench->transport.willBeSilent();
        m_hand->click("testButton");
        QTRY_COMPARE(m_bench->transport.openCalls(), 1);
        QVERIFY(m_page->cancel());
        QTRY_COMPARE(m_bench->transport.openCalls(), 0);
        QVERIFY(m_hand->find<QLabel>("timelineSummary")->text().startsWith(u"Cancelled"_s));
        QVERIFY(m_hand->find<QPushButton>("testButton")->isEnabled());
        QVERIFY(!m_page->cancel());
    }

    void leadsToTheTokenItIsAbout()
    {
        m_hand->click("guide_production");
        choose();
        m_hand->click("noButton");
        QVERIFY(m_hand->sees("conclusionBanner"));
        QSignalSpy wanted(m_page.get(), &GuidePage::tokenRequested);
        press(u"Show token"_s);
        QCOMPARE(wanted.count(), 1);
        QCOMPARE(wanted.first().first().toString(), m_id);
    }

    void itsStepsAreAboutTheTokenThatWasTested()
    {
        auto other = sampleToken(u"another"_s);
        other.clientId = u"0a1b2c3d4e5f60718293a4b5c6d7e8f9.access"_s;
        const auto otherId = m_bench->keep(other);
        m_hand->click("guide_401");
        choose();
        QVERIFY(m_bench->vault.load());
        m_bench->transport.willAnswer(200);
        m_bench->transport.willAnswer(302, {{"Location", login}, {"CF-RAY", "8f2c0d1e2f3a4b5c-FRA"}});
        m_bench->transport.willAnswer(302, {{"Location", login}, {"CF-RAY", "8f2c0d1e2f3a4b5d-FRA"}});
        m_hand->click("testButton");
        QTRY_VERIFY(m_hand->sees("yesButton"));
        m_hand->click("yesButton");
        m_hand->click("noButton");
        QVERIFY(m_hand->sees("conclusionBanner"));
        auto *field = m_hand->find<QComboBox>("tokenField");
        field->setCurrentIndex(field->findData(otherId));
        m_hand->type("urlField", u"https://elsewhere.example.com/"_s);
        QSignalSpy wanted(m_page.get(), &GuidePage::tokenRequested);
        press(u"Show token"_s);
        QCOMPARE(wanted.count(), 1);
        QCOMPARE(wanted.first().first().toString(), m_id);
    }

    void noticesThatAnotherPageTookTheProber()
    {
        m_hand->click("guide_401");
        choose();
        m_bench->transport.willBeSilent();
        m_hand->click("testButton");
        QTRY_COMPARE(m_bench->transport.openCalls(), 1);
        m_bench->transport.willBeSilent();
        RequestDraft other;
        other.url = u"https://api.example.com/other"_s;
        auto workbench = m_bench->workbench();
        workbench.prober.run(other, {this, [](Prober::Finished) {}});
        QTRY_VERIFY(m_hand->find<QPushButton>("testButton")->isEnabled());
        QTRY_COMPARE(m_bench->transport.openCalls(), 1);
        QVERIFY(workbench.prober.isRunning());
        workbench.prober.cancel();
    }

private:
    void choose() const
    {
        auto *field = m_hand->find<QComboBox>("tokenField");
        field->setFocus();
        QTest::keyClick(field, Qt::Key_Down);
        QCOMPARE(field->currentData().toString(), m_id);
    }

    QString question() const { return m_hand->find<QLabel>("questionLabel")->text(); }
    const VerdictBanner::Content &conclusion() const
    {
        return m_hand->find<VerdictBanner>("conclusionBanner")->content();
    }

    QString words(const char *box) const
    {
        QStringList all;
        for (const auto *label : m_hand->find<QWidget>(box)->findChildren<QLabel *>())
            all.append(label->text());
        return all.join(u' ');
    }

    void press(const QString &words) const
    {
        QCoreApplication::processEvents(); // A button that has just been made is not seen at once.
        for (auto *button : m_page->findChildren<QPushButton *>()) {
            if (button->text() == words && button->isVisible())
                return QTest::mouseClick(button, Qt::LeftButton);
        }
        QFAIL(qPrintable(words));
    }

    const QByteArray login
        = QByteArrayLiteral("https://acme.cloudflareaccess.com/cdn-cgi/access/login/api.example.com?kid=abc");
    const QByteArray jwt = QByteArrayLiteral("eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJodHRwczovL2EifQ.c2ln");
};

QTEST_MAIN(GuidePageTest)
#include "GuidePageTest.moc"
