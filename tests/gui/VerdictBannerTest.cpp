// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "VerdictBanner.h"
#include "Pill.h"
#include "Theme.h"
#include "Warnings.h"

#include <QApplication>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

using namespace keyturn;
using namespace Qt::StringLiterals;

class VerdictBannerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { new Theme(*qApp); }
    void init() { QTest::failOnWarning(anyWarning()); }

    void showsEverythingItIsGiven()
    {
        VerdictBanner banner;
        banner.setContent(refused());

        QStringList words;
        for (const auto *label : banner.findChildren<QLabel *>())
            words.append(label->text());
        QVERIFY(words.contains(refused().headline));
        QVERIFY(words.contains(refused().explanation));
        QVERIFY(words.contains(refused().evidence.at(1)));
        QVERIFY(words.contains(u"likely"_s));
        QCOMPARE(banner.accessibleName(), refused().headline);
        QVERIFY(banner.accessibleDescription().contains(refused().evidence.at(0)));
    }

    void keepsNothingOfWhatItShowedBefore()
    {
        VerdictBanner banner;
        banner.setContent(refused());
        banner.setContent({Tone::Good, u"Accepted"_s, {}, {}, {}, {}});
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);

        QVERIFY(banner.findChildren<Pill *>().isEmpty());
        QVERIFY(banner.findChildren<QPushButton *>().isEmpty());
        for (const auto *label : banner.findChildren<QLabel *>())
            QVERIFY(!refused().evidence.contains(label->text()));
        QVERIFY(banner.property("tone").toString() == u"good"_s);
    }

    void saysWhichActionIsWanted()
    {
        VerdictBanner banner;
        banner.setContent(refused());
        QSignalSpy wanted(&banner, &VerdictBanner::actionRequested);

        QTest::mouseClick(banner.findChildren<QPushButton *>().at(1), Qt::LeftButton);

        QCOMPARE(wanted.count(), 1);
        QCOMPARE(wanted.first().first().toInt(), 1);
    }

    void showsTheMostTellingFirstAndTheRestWhenAsked()
    {
        VerdictBanner banner;
        auto content = refused();
        content.steps.clear();
        content.evidence.clear();
        for (int at = 0; at < 6; ++at) {
            content.steps.append(u"step %1"_s.arg(at));
            content.evidence.append(u"seen %1"_s.arg(at));
        }
        banner.setContent(content);
        banner.show();
        QCOMPARE(linesWith(banner, u"step "_s), 3);
        QCOMPARE(linesWith(banner, u"seen "_s), 4);
        QVERIFY(banner.accessibleDescription().contains(u"step 5"_s));
        QVERIFY(banner.accessibleDescription().contains(u"seen 5"_s));

        for (auto *button : banner.findChildren<QPushButton *>()) {
            if (button->text() == u"Show all 6"_s)
                QTest::mouseClick(button, Qt::LeftButton);
        }
        QTRY_COMPARE(linesWith(banner, u"step "_s), 6);
        QTRY_COMPARE(linesWith(banner, u"seen "_s), 6);
    }

    void neverCutsItsWords_data()
    {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("points");
        QTest::newRow("wide") << 1000 << 10;
        QTest::newRow("as wide as the marks need") << 640 << 10;
        QTest::newRow("narrow") << 420 << 10;
        QTest::newRow("narrow and large") << 420 << 16;
    }

    void neverCutsItsWords()
    {
        QFETCH(int, width);
        QFETCH(int, points);
        const QFont before = QApplication::font();
        QFont font = before;
        font.setPointSize(points);
        QApplication::setFont(font);
        QWidget window;
        auto *layout = new QVBoxLayout(&window);
        auto *banner = new VerdictBanner;
        layout->addWidget(banner);
        window.resize(width, 100);
        banner->setContent(refused());
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));

        const auto isWhole = [](const QLabel *label) {
            return !label->wordWrap() || label->height() >= label->heightForWidth(label->width()) - 1;
        };
        for (const auto *label : banner->findChildren<QLabel *>())
            QTRY_VERIFY2(isWhole(label), qPrintable(label->text()));
        QApplication::setFont(before);
    }

    void showsMarkupAsText()
    {
        VerdictBanner banner;
        banner.setContent({Tone::Bad, u"<b>x</b>"_s, {}, u"<img src=x>"_s, {u"<a href='x'>y</a>"_s}, {}});

        for (const auto *label : banner.findChildren<QLabel *>())
            QVERIFY(label->textFormat() == Qt::PlainText || label->text() == u"•"_s);
    }

    void itsWordsCanBeSelected()
    {
        VerdictBanner banner;
        banner.setContent(refused());

        for (const auto *label : banner.findChildren<QLabel *>()) {
            if (label->wordWrap())
                QVERIFY(label->textInteractionFlags().testFlag(Qt::TextSelectableByMouse));
        }
    }

private:
    static int linesWith(const VerdictBanner &banner, const QString &start)
    {
        int lines = 0;
        for (const auto *label : banner.findChildren<QLabel *>())
            lines += !label->isHidden() && label->isVisibleTo(&banner) && label->text().startsWith(start);
        return lines;
    }

    static VerdictBanner::Content refused()
    {
        return {
            Tone::Bad,
            u"Access sent you to the login page: no Service Auth policy admits this token"_s,
            {{u"likely"_s, Tone::Bad, {}}, {u"legacy organization"_s, Tone::Neutral, {}}},
            u"The credentials may be fine. A token listed in an Allow policy is asked to log in."_s,
            {u"302 to demo-team.cloudflareaccess.com/cdn-cgi/access/login: Access answered, not your origin"_s,
             u"Without credentials the answer is the same: these credentials changed nothing"_s},
            {u"Show the missing policy"_s, u"Send without credentials"_s}};
    }
};

QTEST_MAIN(VerdictBannerTest)
#include "VerdictBannerTest.moc"
