// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "RequestPage.h"

#include "PageTest.h"
#include "ProbeTimeline.h"
#include "StepOfferWording.h"
#include "VerdictBanner.h"

#include <QAction>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QGuiApplication>
#include <QLabel>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTimer>

using namespace keyturn;
using namespace Qt::StringLiterals;
using access::NextStep;

class RequestPageTest : public PageTest<RequestPage>
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { dress(); }

    void init() { openWithToken({1000, 700}); }

    void cleanup() { close(); }

    void saysAtFirstWhatItIsFor()
    {
        QVERIFY(m_hand->sees("emptyState"));
        m_bench->transport.willAnswer(200);
        m_hand->type("urlField", u"https://api.example.com/"_s);
        m_hand->click("sendButton");
        QTRY_VERIFY(m_hand->sees("verdictBanner"));
        QVERIFY(!m_hand->sees("emptyState"));
    }

    void sendsNothingWhereTheTokenMayNotGo()
    {
        choose();
        m_hand->type("urlField", u"https://evil.example.net/"_s);
        m_hand->click("sendButton");
        const auto *refusal = m_hand->find<QLabel>("refusalLabel");
        QTRY_VERIFY(refusal->isVisible());
        QVERIFY2(refusal->text().startsWith(u"Nothing was sent"_s), qPrintable(refusal->text()));
        QVERIFY(m_bench->transport.sent().isEmpty());
    }

    void sendsTheCredentialsAndShowsThemMasked()
    {
        m_bench->transport.willAnswer(200, {}, QByteArrayLiteral("hello"));
        m_page->test(m_id);
        QTRY_VERIFY(m_hand->sees("answerCard"));
        QCOMPARE(m_bench->transport.sent().size(), 1);
        QVERIFY(m_bench->transport.sent().first().secretValues.contains(sampleSecretBytes));
        QCOMPARE(m_hand->find<QLabel>("firstValueLabel")->text(), sampleClientId);
        QCOMPARE(m_hand->find<QLabel>("secondNameLabel")->text(), u"CF-Access-Client-Secret"_s);
        for (const auto *label : m_page->findChildren<QLabel *>())
            QVERIFY(!label->text().contains(u"cfast_"_s));
        QCOMPARE(m_hand->find<QPlainTextEdit>("answerBody")->toPlainText(), u"hello"_s);
    }

    void makesRoomForTheAnswer()
    {
        const auto before = m_hand->find<QWidget>("draftCard")->height();
        m_bench->transport.willAnswer(302);
        m_page->test(m_id);
        QTRY_VERIFY(m_hand->sees("answerCard"));
        QTRY_VERIFY(m_hand->find<QWidget>("draftCard")->height() < before);
    }

    void stopsWhatRuns()
    {
        m_bench->transport.willBeSilent();
        m_page->test(m_id);
        QTRY_VERIFY(m_hand->sees("cancelButton"));
        QVERIFY(m_hand->sees("progressLabel"));
        QCOMPARE(m_bench->transport.openCalls(), 1);
        m_hand->click("cancelButton");
        QTRY_COMPARE(m_bench->transport.openCalls(), 0);
        QVERIFY(m_hand->find<QPushButton>("sendButton")->isEnabled());
        QVERIFY(!m_hand->sees("cancelButton"));
        QVERIFY(!m_page->cancel());
    }

    void saysThatTheNetworkFailed()
    {
        m_bench->transport.willFail(http::TransportError::ConnectionRefused);
        m_page->test(m_id);
        QTRY_VERIFY(m_hand->sees("verdictBanner"));
        const auto &content = m_hand->find<VerdictBanner>("verdictBanner")->content();
        QCOMPARE(content.tone, Tone::Bad);
        QVERIFY(!content.headline.isEmpty());
        QVERIFY(!m_hand->sees("answerCard"));
    }

    void sharesAReportWithEverythingAndNoSecret()
    {
        openReport();
        m_hand->click("copyButton");
        const auto report = QGuiApplication::clipboard()->text();
        QVERIFY(report.contains(banner()->content().headline));
        QVERIFY(report.contains(u"403"_s));
        QVERIFY(report.contains(u"api.example.com"_s));
        QCOMPARE(report, m_hand->find<QPlainTextEdit>("preview")->toPlainText());
        QVERIFY(!report.contains(QString::fromLatin1(sampleSecretBytes)));
        QVERIFY(!report.contains(u"CF_Authorization=abc"_s));
    }

    void hidesHostNamesWhenAsked()
    {
        openReport();
        QTest::keyClick(m_hand->find<QCheckBox>("hideHostsField"), Qt::Key_Space);
        QVERIFY(!m_hand->find<QPlainTextEdit>("preview")->toPlainText().contains(u"api.example.com"_s));
        m_hand->click("copyButton");
        QVERIFY(!QGuiApplication::clipboard()->text().contains(u"api.example.com"_s));
    }

    void savesAReport_data()
    {
        QTest::addColumn<QByteArray>("button");
        QTest::addColumn<QByteArray>("beginning");
        QTest::newRow("Markdown") << QByteArrayLiteral("saveMarkdownButton") << QByteArrayLiteral("#");
        QTest::newRow("HTML") << QByteArrayLiteral("saveHtmlButton") << QByteArrayLiteral("<!");
    }

    void savesAReport()
    {
        QFETCH(QByteArray, button);
        QFETCH(QByteArray, beginning);
        const QTemporaryDir folder;
        QFile file(folder.filePath(u"report"_s));
        openReport();
        const auto chooseFile = [&file] {
            auto *dialog = qobject_cast<QFileDialog *>(QApplication::activeModalWidget());
            QVERIFY(dialog);
            dialog->findChild<QLineEdit *>(u"fileNameEdit"_s)->setText(file.fileName());
            dialog->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Save)->click();
        };
        QTimer::singleShot(0, this, chooseFile);
        m_hand->click(button.constData());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto saved = file.readAll();
        QVERIFY2(saved.startsWith(beginning), saved.left(40).constData());
        QVERIFY(saved.contains("403"));
        QVERIFY(!saved.contains(sampleSecretBytes));
        QCOMPARE(m_hand->find<QLabel>("doneLabel")->text(), u"Saved."_s);
    }

    void makesNoReportWithoutTheSecretItMustLeaveOut()
    {
        m_bench->transport.willAnswer(403);
        m_page->test(m_id);
        QTRY_VERIFY(m_hand->sees("verdictBanner"));
        m_bench->store.failReadsWith(tokens::StoreError::Locked);
        press(u"Share…"_s);
        QTRY_VERIFY(m_hand->sees("refusalLabel"));
        QVERIFY(m_hand->find<QLabel>("refusalLabel")->text().startsWith(u"There is no report"_s));
        QVERIFY(!m_hand->sees("preview"));
    }

    void showsTheStepsOfADiagnosis()
    {
        choose();
        m_hand->type("urlField", u"https://api.example.com/"_s);
        m_bench->transport.willAnswer(200);
        m_bench->transport.willAnswer(302, {{"Location", login}, ray});
        m_bench->transport.willAnswer(200, {ray}, "hello");
        m_hand->click("diagnoseButton");
        QVERIFY(m_hand->sees("timeline"));
        QTRY_VERIFY(m_hand->sees("verdictBanner"));
        const auto *timeline = m_hand->find<ProbeTimeline>("timeline");
        QVERIFY(timeline->isVisible());
        QVERIFY(timeline->y() < banner()->y());
        QCOMPARE(stateOf(ProbeStep::Discovery), StepState::Done);
        QCOMPARE(stateOf(ProbeStep::Keys), StepState::Skipped);
        QCOMPARE(stateOf(ProbeStep::Control), StepState::Done);
        QCOMPARE(stateOf(ProbeStep::Credentialed), StepState::Done);
        QCOMPARE(rowOf(ProbeStep::Control)->words(), u"302, sent to the login page"_s);
        QCOMPARE(rowOf(ProbeStep::Credentialed)->words(), u"200, let through"_s);
        QVERIFY(m_hand->find<QLabel>("timelineSummary")->text().startsWith(u"3 steps, "_s));
    }

    void diagnosesWithTheStepsThatAreChosen()
    {
        choose();
        m_hand->type("urlField", u"https://api.example.com/"_s);
        const auto *menu = m_hand->find<QPushButton>("diagnoseOptionsButton")->menu();
        QCOMPARE(menu->actions().size(), 2);
        QVERIFY(menu->actions().at(1)->text().contains(u"failed login"_s));
        for (auto *action : menu->actions())
            action->trigger();
        for (int answer = 0; answer < 5; ++answer)
            m_bench->transport.willAnswer(answer == 0 ? 200 : 401, {ray});
        m_hand->click("diagnoseButton");
        QTRY_VERIFY(m_hand->sees("verdictBanner"));
        QCOMPARE(m_bench->transport.sent().size(), 5);
        QCOMPARE(stateOf(ProbeStep::AsXhr), StepState::Done);
        QCOMPARE(stateOf(ProbeStep::BrokenSecret), StepState::Done);
        QVERIFY(!m_bench->transport.sent().last().secretValues.contains(sampleSecretBytes));
    }

    void saysWhatWasNotDoneWhenADiagnosisIsCancelled()
    {
        choose();
        m_hand->type("urlField", u"https://api.example.com/"_s);
        m_bench->transport.willAnswer(200);
        m_bench->transport.willBeSilent();
        m_hand->click("diagnoseButton");
        QTRY_COMPARE(stateOf(ProbeStep::Control), StepState::Running);
        QVERIFY(m_page->cancel());
        QTRY_COMPARE(m_bench->transport.openCalls(), 0);
        QCOMPARE(rowOf(ProbeStep::Discovery)->state(), StepState::Done);
        QCOMPARE(rowOf(ProbeStep::Control)->words(), u"cancelled"_s);
        QCOMPARE(rowOf(ProbeStep::Credentialed)->words(), u"not done: cancelled"_s);
        QVERIFY(m_hand->find<QLabel>("timelineSummary")->text().startsWith(u"Cancelled"_s));
        QVERIFY(!m_hand->sees("verdictBanner"));
        QVERIFY(m_hand->find<QPushButton>("diagnoseButton")->isEnabled());
        QVERIFY(!m_page->cancel());
    }

    void everyButtonOfANextStepDoesSomething_data()
    {
        QTest::addColumn<NextStep>("step");
        for (int step = 0; step <= static_cast<int>(NextStep::DistrustAddress); ++step) {
            const auto each = static_cast<NextStep>(step);
            if (!labelFor(each).isEmpty())
                QTest::addRow("%s", qPrintable(labelFor(each) + QString::number(step))) << each;
        }
    }

    void everyButtonOfANextStepDoesSomething()
    {
        QFETCH(NextStep, step);
        choose();
        m_hand->type("urlField", u"http://api.example.com:80/"_s);
        m_bench->transport.willAnswer(
            200, {{"Set-Cookie", "CF_Authorization=" + jwt}, {"CF-RAY", "8f2c0d1e2f3a4b5c-FRA"}}, "hello");
        m_hand->find<QLineEdit>("urlField")->setText(u"https://api.example.com:443/"_s);
        m_hand->click("sendButton");
        QTRY_VERIFY(m_hand->sees("answerCard"));
        m_hand->find<QLineEdit>("urlField")->setText(u"http://api.example.com:80/"_s);
        m_hand->find<QPushButton>("sendButton")->setFocus();
        QGuiApplication::clipboard()->setText(u"before"_s);

        int signalled = 0;
        const auto count = [&signalled] { ++signalled; };
        connect(m_page.get(), &RequestPage::jwtRequested, this, count);
        connect(m_page.get(), &RequestPage::tokenRequested, this, count);
        connect(m_page.get(), &RequestPage::newSecretRequested, this, count);
        const auto isSomethingDone = [&] {
            const auto *focus = m_page->focusWidget();
            return signalled > 0 || m_hand->sees("timeline")
                || (focus && focus != m_hand->find<QPushButton>("sendButton"))
                || QGuiApplication::clipboard()->text() != u"before"_s || m_bench->transport.sent().size() > 1
                || m_hand->sees("refusalLabel");
        };
        QVERIFY(!isSomethingDone());
        m_page->take(step);
        QTRY_VERIFY(isSomethingDone());
        if (auto *popup = QApplication::activePopupWidget())
            popup->hide();
    }

    void putsTheUrlRightAndSendsNothing()
    {
        m_hand->type("urlField", u"http://api.example.com:8080/x"_s);
        m_page->take(NextStep::UseUrlWithoutPort);
        QCOMPARE(m_hand->find<QLineEdit>("urlField")->text(), u"http://api.example.com/x"_s);
        m_page->take(NextStep::UseHttps);
        QCOMPARE(m_hand->find<QLineEdit>("urlField")->text(), u"https://api.example.com/x"_s);
        QVERIFY(m_bench->transport.sent().isEmpty());
    }

private:
    void choose()
    {
        auto *field = m_hand->find<QComboBox>("tokenField");
        field->setCurrentIndex(field->findData(m_id));
    }

    VerdictBanner *banner() const { return m_hand->find<VerdictBanner>("verdictBanner"); }

    ProbeStepRow *rowOf(ProbeStep step) const
    {
        for (auto *row : m_hand->find<ProbeTimeline>("timeline")->rows()) {
            if (row->step() == step)
                return row;
        }
        return nullptr;
    }

    StepState stateOf(ProbeStep step) const
    {
        const auto *row = rowOf(step);
        return row ? row->state() : StepState::Waiting;
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

    void openReport() const
    {
        m_bench->transport.willAnswer(403, {{"Set-Cookie", "CF_Authorization=abc"}}, sampleSecretBytes);
        m_page->test(m_id);
        QTRY_VERIFY(m_hand->sees("verdictBanner"));
        press(u"Share…"_s);
        QTRY_VERIFY(m_hand->sees("preview"));
    }

    const QByteArray login
        = QByteArrayLiteral("https://acme.cloudflareaccess.com/cdn-cgi/access/login/api.example.com?kid=abc");
    const http::Header ray{"CF-RAY", "8f2c0d1e2f3a4b5c-FRA"};
    const QByteArray jwt = QByteArrayLiteral("eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJodHRwczovL2EifQ.c2ln");
};

QTEST_MAIN(RequestPageTest)
#include "RequestPageTest.moc"
