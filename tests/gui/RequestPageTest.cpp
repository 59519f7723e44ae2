// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "RequestPage.h"

#include "Hand.h"
#include "ScriptedBench.h"
#include "Theme.h"
#include "VerdictBanner.h"
#include "Warnings.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>

using namespace keyturn;
using namespace Qt::StringLiterals;

class RequestPageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { new Theme(*qApp); }

    void init()
    {
        QTest::failOnWarning(anyWarning());
        m_bench = std::make_unique<ScriptedBench>();
        m_id = m_bench->keep(sampleToken());
        QVERIFY(m_bench->vault.load());
        m_page = std::make_unique<RequestPage>(m_bench->workbench());
        m_hand = std::make_unique<Hand>(*m_page);
        m_page->resize(1000, 700);
        m_page->show();
    }

    void cleanup()
    {
        m_page.reset();
        m_bench.reset();
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

    void copiesAReportWithEverythingAndNoSecret()
    {
        m_bench->transport.willAnswer(403, {{"Set-Cookie", "CF_Authorization=abc"}}, {});
        m_page->test(m_id);
        QTRY_VERIFY(m_hand->sees("verdictBanner"));
        auto *banner = m_hand->find<VerdictBanner>("verdictBanner");
        for (auto *button : banner->findChildren<QPushButton *>()) {
            if (button->text().startsWith(u"Copy report"_s))
                QTest::mouseClick(button, Qt::LeftButton);
        }
        const auto report = QGuiApplication::clipboard()->text();
        QVERIFY(report.contains(banner->content().headline));
        QVERIFY(report.contains(u"403"_s));
        for (const auto &line : banner->content().steps + banner->content().evidence)
            QVERIFY2(report.contains(line), qPrintable(line));
        QVERIFY(!report.contains(QString::fromLatin1(sampleSecretBytes)));
        QVERIFY(!report.contains(u"CF_Authorization=abc"_s));
    }

private:
    void choose()
    {
        auto *field = m_hand->find<QComboBox>("tokenField");
        field->setCurrentIndex(field->findData(m_id));
    }

    std::unique_ptr<ScriptedBench> m_bench;
    std::unique_ptr<RequestPage> m_page;
    std::unique_ptr<Hand> m_hand;
    QString m_id;
};

QTEST_MAIN(RequestPageTest)
#include "RequestPageTest.moc"
