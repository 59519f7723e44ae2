// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "PolicyPage.h"

#include "ApplicationCard.h"
#include "LintRow.h"
#include "Pace.h"
#include "PageTest.h"
#include "Pill.h"
#include "VerdictBanner.h"

#include <QClipboard>
#include <QComboBox>
#include <QDropEvent>
#include <QElapsedTimer>
#include <QFile>
#include <QGuiApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QTemporaryDir>
#include <QVBoxLayout>

using namespace keyturn;
using namespace Qt::StringLiterals;

namespace {

const char apps[] = R"({"success": true, "result": [
  {"id": "a1", "name": "Wiki", "domain": "wiki.example.com",
   "policies": [{"id": "p1", "name": "Staff", "decision": "allow",
                 "include": [{"email_domain": {"domain": "example.com"}}]}]},
  {"id": "a2", "name": "Orders", "domain": "orders.example.com",
   "policies": [{"id": "p2", "name": "Machines", "decision": "non_identity",
                 "include": [{"service_token": {"token_id": "t-1"}}, {"service_token": {"token_id": "t-2"}}]}]},
  {"id": "a3", "name": "Status", "domain": "status.example.com",
   "policies": [{"id": "p3", "name": "All", "decision": "bypass", "include": [{"everyone": {}}]}]}
]})";

const char listedTokens[] = R"({"service_tokens": [
  {"id": "t-1", "client_id": "aaaa.access", "name": "deploy"},
  {"id": "t-2", "client_id": "bbbb.access", "name": "old", "expires_at": "2026-01-01T00:00:00Z"}
]})";

QByteArray manyApplications(int count)
{
    QJsonArray list;
    for (int i = 0; i < count; ++i) {
        list.append(QJsonObject{
            {u"id"_s, u"a%1"_s.arg(i)},
            {u"name"_s, u"Application %1"_s.arg(i)},
            {u"domain"_s, u"app%1.example.com"_s.arg(i)},
            {u"policies"_s,
             QJsonArray{QJsonObject{
                 {u"id"_s, u"p%1"_s.arg(i)},
                 {u"decision"_s, u"non_identity"_s},
                 {u"include"_s, QJsonArray{QJsonObject{{u"any_valid_service_token"_s, QJsonObject()}}}}}}}});
    }
    return QJsonDocument(QJsonObject{{u"apps"_s, list}}).toJson();
}

} // namespace

class PolicyPageTest : public PageTest<PolicyPage>
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { dress(); }

    void init() { open({1000, 700}); }

    void cleanup() { close(); }

    void saysWhatToPasteWhileThereIsNothing()
    {
        QVERIFY(m_hand->sees("emptyState"));
        QVERIFY(!m_hand->sees("questionBox"));
        QVERIFY(!m_hand->sees("clearButton"));
    }

    void putsWhatAcceptsTheTokenFirst()
    {
        load();
        choose(u"deploy"_s);
        QCOMPARE(titles(), (QStringList{u"Orders"_s, u"Status"_s, u"Wiki"_s}));
        QCOMPARE(headline(), u"1 of 3 applications accepts the token"_s);
        QCOMPARE(banner().content().tone, Tone::Good);
    }

    void marksEachRuleByWordSymbolAndTone()
    {
        load();
        choose(u"deploy"_s);
        const auto chips = cards().first()->findChildren<Pill *>();
        QStringList texts;
        for (const auto *chip : chips)
            texts.append(chip->text());
        QVERIFY2(
            texts.contains(u"Service Token: deploy · matches, decides"_s), qPrintable(texts.join(u"\n"_s)));
        QVERIFY2(texts.contains(u"Service Token: old · does not match"_s), qPrintable(texts.join(u"\n"_s)));
        for (const auto *chip : chips) {
            if (chip->text().startsWith("Service Token: deploy"_L1)) {
                QCOMPARE(chip->tone(), Tone::Good);
                QCOMPARE(chip->accessibleName(), u"Include Service Token: deploy: matches, decides"_s);
            }
        }
        QVERIFY(cards().first()->accessibleDescription().contains("It lets the token in."_L1));
    }

    void saysWhyNotThisOne()
    {
        load();
        choose(u"old"_s);
        QCOMPARE(titles().first(), u"Status"_s);
        const auto wiki = cards().at(1)->accessibleDescription();
        QVERIFY2(wiki.contains("Allow asks for a login, so it admits no token."_L1), qPrintable(wiki));
        QVERIFY(!banner().content().marks.isEmpty());
        QCOMPARE(banner().content().marks.first().tone, Tone::Bad);
    }

    void showsWhichApplicationAnswersForTheUrl()
    {
        load();
        choose(u"deploy"_s);
        m_hand->type("urlField", u"https://wiki.example.com/page"_s);
        QTRY_COMPARE(headline(), u"The token is refused at this URL"_s);
        QCOMPARE(banner().content().tone, Tone::Bad);
        QCOMPARE(titles(), QStringList{u"Wiki"_s});
        QCOMPARE(
            m_hand->find<QLabel>("othersLabel")->text(),
            u"2 other applications do not answer for this URL."_s);
        QVERIFY(banner().content().explanation.contains(u"“Wiki”"_s));
    }

    void showsThemAllWhereNothingCoversTheUrl()
    {
        load();
        m_hand->type("urlField", u"https://elsewhere.example.org/"_s);
        QTRY_COMPARE(banner().content().explanation, u"None of these applications covers the URL."_s);
        QCOMPARE(cards().size(), 3);
        QVERIFY(!m_hand->sees("othersLabel"));
    }

    void showsTheApplicationsAsTheyStandWithoutAToken()
    {
        load();
        choose(u"No token"_s);
        QCOMPARE(headline(), u"3 applications"_s);
        QCOMPARE(titles(), (QStringList{u"Wiki"_s, u"Orders"_s, u"Status"_s}));
        for (const auto *chip : cards().first()->findChildren<Pill *>())
            QVERIFY(!chip->text().contains("matches"_L1));
    }

    void addsUpWhatIsPastedOneAfterAnother()
    {
        m_page->take(apps);
        QCOMPARE(m_hand->find<QLabel>("contentsLabel")->text(), u"3 applications"_s);
        QCOMPARE(m_hand->find<QComboBox>("tokenField")->count(), 1);
        m_page->take(listedTokens);
        QCOMPARE(m_hand->find<QLabel>("contentsLabel")->text(), u"3 applications, 2 tokens"_s);
        QCOMPARE(m_hand->find<QComboBox>("tokenField")->count(), 3);
        m_hand->click("clearButton");
        QVERIFY(m_hand->sees("emptyState"));
    }

    void offersKeptTokensTooAndChoosesTheOneThatBothKnow()
    {
        auto both = sampleToken(u"mine"_s);
        both.clientId = u"AAAA.access"_s;
        m_bench->keep(both);
        m_bench->keep(sampleToken(u"elsewhere"_s));
        QVERIFY(m_bench->vault.load());
        m_page->take(apps);
        m_page->take(listedTokens);
        auto *field = m_hand->find<QComboBox>("tokenField");
        QCOMPARE(field->count(), 4);
        QCOMPARE(field->itemText(3), u"elsewhere (kept in Keyturn)"_s);
        QCOMPARE(field->currentText(), u"deploy"_s);
        QCOMPARE(titles().first(), u"Orders"_s);
        choose(u"elsewhere (kept in Keyturn)"_s);
        QCOMPARE(titles().first(), u"Status"_s);
    }

    void takesThePasteFromTheClipboardAndTheKeyboard()
    {
        QGuiApplication::clipboard()->setText(QString::fromUtf8(apps));
        activate();
        m_page->setFocus();
        QTest::keySequence(QApplication::focusWidget(), QKeySequence::Paste);
        QCOMPARE(cards().size(), 3);
        m_hand->click("clearButton");
        for (auto *button : m_page->findChildren<QPushButton *>()) {
            if (button->text() == u"From clipboard"_s)
                button->click();
        }
        QCOMPARE(cards().size(), 3);
    }

    void takesAFileThatIsDropped()
    {
        QTemporaryDir folder;
        const auto path = folder.filePath(u"apps.json"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(apps);
        file.close();
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(path)});
        QDragEnterEvent enter({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(m_page.get(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(m_page.get(), &drop);
        QCOMPARE(cards().size(), 3);
        m_page->takeFile(folder.filePath(u"missing.json"_s));
        QVERIFY(m_hand->find<QLabel>("problemLabel")->text().contains("missing.json"_L1));
    }

    void saysWhereTheJsonIsWrongAndKeepsWhatItHas()
    {
        m_page->take("{\n  \"apps\": [}");
        QVERIFY(m_hand->sees("problemLabel"));
        QVERIFY(m_hand->sees("emptyState"));
        QVERIFY(m_hand->find<QLabel>("problemLabel")->text().contains("line 2"_L1));
        load();
        QVERIFY(!m_hand->sees("problemLabel"));
        m_page->take(R"({"apps": [{"policies": 7}]})");
        QVERIFY(m_hand->find<QLabel>("problemLabel")->text().contains("apps[0].policies"_L1));
        QCOMPARE(cards().size(), 3);
    }

    void showsNoCredentialThatWasPasted()
    {
        const auto clientSecret = QByteArrayLiteral("cfast_Qm3vXk9TzLr2Wb8NcYp4HsJd6FgA1EuR5oIq7MtD0abcdef0");
        auto withSecret = QByteArray(apps).replace("Orders", clientSecret).replace("Machines", clientSecret);
        m_page->take(withSecret);
        m_page->take(QByteArray(listedTokens).replace("deploy", clientSecret));
        m_page->take("{\"apps\": [" + clientSecret);
        QTRY_VERIFY(m_hand->sees("lintHeading"));
        QStringList all;
        for (const auto *label : m_page->findChildren<QLabel *>())
            all += {label->text(), label->toolTip(), label->accessibleName()};
        for (const auto *widget : m_page->findChildren<QWidget *>())
            all += {widget->accessibleName(), widget->accessibleDescription()};
        auto *field = m_hand->find<QComboBox>("tokenField");
        for (int i = 0; i < field->count(); ++i)
            all.append(field->itemText(i));
        QVERIFY(all.size() > 20);
        QVERIFY(!all.join(u'\n').contains(QString::fromLatin1(clientSecret.mid(6, 20))));
    }

    void listsWhatIsOddBelow()
    {
        load();
        QTRY_VERIFY(m_hand->sees("lintHeading"));
        const auto rows = m_page->findChildren<LintRow *>();
        QVERIFY(!rows.isEmpty());
        QVERIFY(rows.first()->accessibleName().startsWith(u"warning: The token “old” has expired"_s));
    }

    void showsNothingOddOfAnAccountThatWasCleared()
    {
        load();
        m_hand->click("clearButton");
        load();
        QTRY_VERIFY(m_hand->sees("lintHeading"));
        m_hand->click("clearButton");
        QVERIFY(!m_hand->sees("lintHeading"));
        m_page->take(manyApplications(1).replace("any_valid_service_token", "everyone"));
        QTRY_VERIFY(m_hand->sees("lintHeading"));
        QCOMPARE(m_page->findChildren<LintRow *>().size(), 0);
        QCOMPARE(m_hand->find<QLabel>("lintHeading")->text(), u"Nothing odd in it"_s);
    }

    void asksAboutAUrlWithoutLookingAnewForWhatIsOdd()
    {
        load();
        QTRY_VERIFY(m_hand->sees("lintHeading"));
        const auto before = m_page->findChildren<LintRow *>();
        m_hand->type("urlField", u"https://orders.example.com/"_s);
        QTRY_VERIFY(!titles().contains(u"Wiki"_s));
        QCOMPARE(m_page->findChildren<LintRow *>(), before);
    }

    void isQuickWithAThousandApplicationsAndFindsOne()
    {
        const auto json = manyApplications(1000);
        QElapsedTimer timer;
        timer.start();
        m_page->take(json);
        QCoreApplication::processEvents();
        QVERIFY2(timer.elapsed() < pace * 2000, qPrintable(QString::number(timer.elapsed())));
        QCOMPARE(cards().size(), 10);
        m_hand->click("moreButton");
        QCOMPARE(cards().size(), 50);
        m_hand->type("filterField", u"application 777"_s);
        QTRY_COMPARE(titles(), QStringList{u"Application 777"_s});
        m_hand->type("filterField", u"app77.example"_s);
        QTRY_COMPARE(titles(), QStringList{u"Application 77"_s});
        m_hand->type("filterField", u"nothing like it"_s);
        QTRY_VERIFY(m_hand->sees("nothingLabel"));
    }

    void canBeWalkedThroughWithTheTabKey()
    {
        load();
        choose(u"old"_s);
        activate();
        QTRY_VERIFY(m_hand->sees("lintHeading"));
        m_hand->find<QComboBox>("tokenField")->setFocus();
        QList<QWidget *> walked;
        for (int i = 0; i < 40; ++i) {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
            walked.append(QApplication::focusWidget());
        }
        QList<QWidget *> wanted{m_hand->find<QWidget>("urlField")};
        for (auto *card : cards())
            wanted.append(card);
        wanted.append(m_page->findChildren<LintRow *>().first());
        wanted.append(m_hand->find<QWidget>("clearButton"));
        qsizetype last = -1;
        for (auto *widget : std::as_const(wanted)) {
            const auto place = walked.indexOf(widget);
            QVERIFY2(place > last, qPrintable(widget->accessibleName() + widget->objectName()));
            last = place;
        }
    }

private:
    void load()
    {
        m_page->take(apps);
        m_page->take(listedTokens);
    }

    void activate() const
    {
        m_page->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    }

    void choose(const QString &name) const
    {
        auto *field = m_hand->find<QComboBox>("tokenField");
        const auto place = field->findText(name);
        QVERIFY2(place >= 0, qPrintable(name));
        field->setCurrentIndex(place);
    }

    [[nodiscard]] QList<ApplicationCard *> cards() const
    {
        const auto *layout = m_page->findChild<QVBoxLayout *>(u"cardsLayout"_s);
        QList<ApplicationCard *> found;
        for (int i = 0; i < layout->count(); ++i)
            found.append(qobject_cast<ApplicationCard *>(layout->itemAt(i)->widget()));
        return found;
    }

    [[nodiscard]] QStringList titles() const
    {
        QStringList names;
        for (const auto *card : cards())
            names.append(card->accessibleName());
        return names;
    }

    [[nodiscard]] VerdictBanner &banner() const { return *m_hand->find<VerdictBanner>("banner"); }
    [[nodiscard]] QString headline() const { return banner().content().headline; }
};

QTEST_MAIN(PolicyPageTest)
#include "PolicyPageTest.moc"
