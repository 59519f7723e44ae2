// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "LogPage.h"

#include "LogBox.h"
#include "PageTest.h"
#include "VerdictBanner.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTextBlock>
#include <QTimer>

using namespace keyturn;
using namespace Qt::StringLiterals;

class LogPageTest : public PageTest<LogPage>
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

    void saysAtFirstWhatCanBePasted()
    {
        const auto words = box()->placeholderText();
        for (const auto &form : {u"curl -v"_s, u"HAR"_s, u"CI job"_s, u"wrangler"_s})
            QVERIFY2(words.contains(form), qPrintable(form));
        QVERIFY(!m_hand->sees("verdictBanner"));
        QVERIFY(!m_hand->sees("warningBanner"));
    }

    void judgesWhatIsPastedAndMarksTheLines()
    {
        paste(noise(30) + exchange() + noise(5));
        QTRY_VERIFY(m_hand->sees("verdictBanner"));
        const auto &content = banner("verdictBanner")->content();
        QCOMPARE(content.tone, Tone::Bad);
        QVERIFY2(content.headline.contains(u"login page"_s), qPrintable(content.headline));
        QVERIFY2(
            content.evidence.join(u' ').contains(u"in lines 31 to "_s),
            qPrintable(content.evidence.join(u' ')));
        QVERIFY(box()->extraSelections().size() >= 3);
        QCOMPARE(box()->extraSelections().first().cursor.blockNumber(), 30);
        QCOMPARE(box()->textCursor().blockNumber(), 30);
        QVERIFY(m_bench->transport.sent().isEmpty());
    }

    void judgesWhatIsTypedWhenTypingPausesAndLeavesTheCursorAlone()
    {
        box()->setFocus();
        QTest::keyClicks(box(), u"curl: (6) Could not resolve host: api.example.com"_s);
        QTRY_VERIFY(m_hand->sees("verdictBanner"));
        QVERIFY(box()->textCursor().atEnd());
        QTest::keyClick(box(), Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(box(), Qt::Key_Delete);
        QTRY_VERIFY(!m_hand->sees("verdictBanner"));
    }

    void saysSoWhenThereIsNothingInIt()
    {
        paste(QByteArrayLiteral("all is well\n"));
        QTRY_VERIFY(m_hand->sees("verdictBanner"));
        QCOMPARE(
            banner("verdictBanner")->content().headline,
            u"No exchange with a server was found in this text."_s);
        QVERIFY(banner("verdictBanner")->content().marks.isEmpty());
        QVERIFY(!m_hand->sees("jumpButton"));
    }

    void warnsOfCredentialsAndPassesThemOnRedacted()
    {
        paste(withSecret());
        QTRY_VERIFY(m_hand->sees("warningBanner"));
        const auto &warning = banner("warningBanner")->content();
        QVERIFY2(warning.explanation.contains(u"Client Secret"_s), qPrintable(warning.explanation));
        for (const auto *label : m_page->findChildren<QLabel *>())
            QVERIFY(!label->text().contains(QString::fromLatin1(sampleSecretBytes)));

        const auto before = QGuiApplication::clipboard()->text();
        press(u"Copy redacted text"_s);
        QTRY_VERIFY(QGuiApplication::clipboard()->text() != before);
        const auto copied = QGuiApplication::clipboard()->text();
        QVERIFY(!copied.contains(QString::fromLatin1(sampleSecretBytes)));
        QVERIFY(copied.contains(u"/cdn-cgi/access/login"_s));
        QVERIFY(box()->toPlainText().contains(QString::fromLatin1(sampleSecretBytes)));
    }

    void putsTheRedactedTextInItsPlace()
    {
        paste(withSecret());
        QTRY_VERIFY(m_hand->sees("warningBanner"));
        press(u"Replace text by redacted"_s);
        QVERIFY(!box()->toPlainText().contains(QString::fromLatin1(sampleSecretBytes)));
        QVERIFY(!m_hand->sees("warningBanner"));
        QVERIFY(m_hand->sees("noteLabel"));
        box()->undo();
        QVERIFY(!box()->toPlainText().contains(QString::fromLatin1(sampleSecretBytes)));
    }

    void letsCredentialsGoWhenThePageIsLeft()
    {
        paste(withSecret());
        QTRY_VERIFY(m_hand->sees("warningBanner"));
        m_page->hide();
        QVERIFY(!box()->toPlainText().contains(QString::fromLatin1(sampleSecretBytes)));
        QVERIFY(box()->toPlainText().contains(u"/cdn-cgi/access/login"_s));
        m_page->show();
        QVERIFY(m_hand->sees("verdictBanner"));
    }

    void letsATextGoThatNobodyHasJudgedYet()
    {
        box()->setFocus();
        QTest::keyClicks(box(), u"half a line"_s);
        m_page->hide();
        QVERIFY(box()->toPlainText().isEmpty());
    }

    void readsAFileAndShowsOfALongOneThePartThatMatters()
    {
        paste({});
        const auto path = file(noise(40'000) + exchange() + noise(100));
        m_page->takeFile(path);
        QTRY_VERIFY(m_hand->sees("verdictBanner"));
        QVERIFY(box()->isReadOnly());
        QVERIFY(box()->blockCount() < 2000);
        QVERIFY(box()->firstShownLine() > 39'000);
        QVERIFY(m_hand->find<QLabel>("noteLabel")->text().contains(u"too long"_s));
        const auto marked = box()->extraSelections().first().cursor.block().text();
        QVERIFY2(marked.contains(u"curl"_s) || marked.contains(u"HTTP/"_s), qPrintable(marked));
        m_hand->click("clearButton");
        QVERIFY(box()->toPlainText().isEmpty());
        QVERIFY(!box()->isReadOnly());
    }

    void doesNotStallOnOneLongLine()
    {
        paste(QByteArray(200'000, 'x') + '\n' + exchange());
        QTRY_VERIFY(m_hand->sees("verdictBanner"));
        for (auto block = box()->document()->begin(); block.isValid(); block = block.next())
            QVERIFY(block.length() < 3000);
    }

    void refusesWhatItCannotReadToTheEnd()
    {
        m_page->takeFile(u"/dev/null"_s);
        QTRY_VERIFY(m_hand->sees("problemLabel"));
        QTemporaryDir folder;
        m_page->takeFile(folder.path());
        QTRY_VERIFY(m_hand->sees("problemLabel"));
        QVERIFY(!m_hand->sees("verdictBanner"));
    }

    void takesAFileByDropAndNoWebAddress()
    {
        QMimeData given;
        given.setUrls({QUrl(u"https://example.com/log.txt"_s)});
        QVERIFY(!LogPage::canTake(given));
        given.setUrls({QUrl::fromLocalFile(file(exchange()))});
        QVERIFY(LogPage::canTake(given));
        m_page->take(given);
        QTRY_VERIFY(m_hand->sees("verdictBanner"));
    }

    void leadsToTheTokenThatTheTextNames()
    {
        paste(withSecret());
        QTRY_VERIFY(m_hand->sees("verdictBanner"));
        QSignalSpy wanted(m_page.get(), &LogPage::requestRequested);
        press(u"Try this URL here"_s);
        QCOMPARE(wanted.count(), 1);
        QCOMPARE(wanted.first().at(0).toUrl().host(), u"api.example.com"_s);
        QCOMPARE(wanted.first().at(1).toString(), m_id);
        QVERIFY(m_bench->transport.sent().isEmpty());
    }

    void sharesWithoutTheSecret()
    {
        paste(withSecret());
        QTRY_VERIFY(m_hand->sees("verdictBanner"));
        press(u"Share…"_s);
        QTRY_VERIFY(m_hand->sees("preview"));
        m_hand->click("copyButton");
        const auto copied = QGuiApplication::clipboard()->text();
        QVERIFY(copied.contains(u"login page"_s));
        QVERIFY(!copied.contains(QString::fromLatin1(sampleSecretBytes)));
    }

    void sharesWithoutASecretThatOnlyTheKeychainKnows()
    {
        m_bench->store.write(m_id, Secret(oldSecret), {this, [](tokens::SecretStore::Written) {}});
        paste(echoing());
        QTRY_VERIFY(m_hand->sees("verdictBanner"));
        press(u"Share…"_s);
        QTRY_VERIFY(m_hand->sees("preview"));
        m_hand->click("copyButton");
        const auto report = QGuiApplication::clipboard()->text();
        QVERIFY(report.contains(u"api.example.com"_s));
        QVERIFY(!report.contains(QString::fromLatin1(oldSecret)));
        QVERIFY(!report.contains(QString::fromLatin1(oldSecret.toBase64())));
    }

    void makesNoReportWhileTheSecretCannotBeRead()
    {
        m_bench->store.failReadsWith(tokens::StoreError::Locked);
        paste(echoing());
        QTRY_VERIFY(m_hand->sees("verdictBanner"));
        press(u"Share…"_s);
        QTRY_VERIFY(m_hand->sees("problemLabel"));
        QVERIFY(!m_hand->sees("preview"));
        const auto told = m_hand->find<QLabel>("problemLabel")->text();
        QVERIFY2(told.contains(u"keychain is locked"), qPrintable(told));
    }

    void copiesWithoutASecretThatOnlyTheKeychainKnows()
    {
        m_bench->store.write(m_id, Secret(oldSecret), {this, [](tokens::SecretStore::Written) {}});
        paste(echoing("> Authorization: Bearer " + QByteArray(40, 'q') + '\n'));
        QTRY_VERIFY(m_hand->sees("warningBanner"));
        QGuiApplication::clipboard()->clear();
        press(u"Copy redacted text"_s);
        QTRY_VERIFY(!QGuiApplication::clipboard()->text().isEmpty());
        QVERIFY(!QGuiApplication::clipboard()->text().contains(QString::fromLatin1(oldSecret)));
    }

    void losesNoLetterThatIsTypedWhileItJudges()
    {
        box()->setFocus();
        auto *pause = typingPause();
        QVERIFY(pause);
        // The page has begun to judge when this is heard, and cannot have heard the answer yet.
        const auto typeOn = [this, pause, first = std::make_shared<bool>(true)] {
            if (std::exchange(*first, false))
                QTest::keyClicks(box(), u" and more"_s);
        };
        connect(pause, &QTimer::timeout, m_page.get(), typeOn);
        QTest::keyClicks(box(), u"curl: (6) Could not resolve host: api.example.com"_s);
        QTRY_VERIFY(m_hand->sees("verdictBanner"));
        QCOMPARE(box()->toPlainText(), u"curl: (6) Could not resolve host: api.example.com and more"_s);
    }

    void takesNoLettersWhileAFileIsRead()
    {
        m_page->takeFile(file(exchange()));
        QVERIFY(box()->isReadOnly());
        QTRY_VERIFY(m_hand->sees("verdictBanner"));
        QVERIFY(!box()->isReadOnly());
        m_page->takeFile(u"/dev/null"_s);
        QTRY_VERIFY(m_hand->sees("problemLabel"));
        QVERIFY(!box()->isReadOnly());
    }

    void marksAnewWhenTheColoursChange()
    {
        paste(exchange());
        QTRY_VERIFY(m_hand->sees("verdictBanner"));
        QVERIFY(!box()->extraSelections().isEmpty());
        QCOMPARE(
            box()->extraSelections().first().format.background().color(), Theme::color(Role::AccentSoft));
    }

private:
    static QByteArray noise(int lines)
    {
        QByteArray text;
        for (int line = 0; line < lines; ++line)
            text += "step " + QByteArray::number(line) + " is done\n";
        return text;
    }

    static QByteArray exchange(const QByteArray &requestHeaders = {})
    {
        return "> GET /data HTTP/1.1\n> Host: api.example.com\n> User-Agent: curl/8.5.0\n" + requestHeaders
            + "> Accept: */*\n>\n< HTTP/1.1 302 Found\n< Server: cloudflare\n"
              "< CF-RAY: 8f2c0d1e2f3a4b5c-FRA\n"
              "< Location: https://acme.cloudflareaccess.com/cdn-cgi/access/login/api.example.com?kid=abc\n"
              "< Content-Length: 0\n<\n";
    }

    static QByteArray withSecret()
    {
        return exchange(
            "> CF-Access-Client-Id: " + sampleClientId.toLatin1()
            + "\n> CF-Access-Client-Secret: " + sampleSecretBytes + '\n');
    }

    /// An answer in which the secret stands where nothing names it.
    static QByteArray echoing(const QByteArray &requestHeaders = {})
    {
        return exchange("> CF-Access-Client-Id: " + sampleClientId.toLatin1() + '\n' + requestHeaders)
                   .replace("< Content-Length: 0\n<\n", "< X-Seen: " + oldSecret + "\n<\n")
            + "you sent " + oldSecret + " or " + oldSecret.toBase64() + '\n';
    }

    QTimer *typingPause() const
    {
        for (auto *timer : m_page->findChildren<QTimer *>(Qt::FindDirectChildrenOnly)) {
            if (timer->interval() == 300)
                return timer;
        }
        return nullptr;
    }

    QString file(const QByteArray &text)
    {
        QFile file(m_folder.filePath(u"job.log"_s));
        if (file.open(QIODevice::WriteOnly))
            file.write(text);
        return file.fileName();
    }

    void paste(const QByteArray &text) const
    {
        QGuiApplication::clipboard()->setText(QString::fromUtf8(text));
        m_hand->click("pasteButton");
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

    LogBox *box() const { return m_hand->find<LogBox>("logBox"); }
    VerdictBanner *banner(const char *name) const { return m_hand->find<VerdictBanner>(name); }

    static inline const QByteArray oldSecret
        = QByteArrayLiteral("7c1e9a02b4d85f36c7e1029ab4d8f3657c1e9a02b4d85f36c7e1029ab4d8f365");
    QTemporaryDir m_folder;
};

QTEST_MAIN(LogPageTest)
#include "LogPageTest.moc"
