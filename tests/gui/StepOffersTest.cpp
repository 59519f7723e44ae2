// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "StepOffers.h"

#include "NextStepWording.h"
#include "StepOfferWording.h"
#include "Warnings.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QTest>

using namespace keyturn;
using namespace Qt::StringLiterals;
using access::NextStep;

class StepOffersTest : public QObject
{
    Q_OBJECT

public Q_SLOTS:
    void noteUrl(const QUrl &url) { m_opened.append(url); }

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(anyWarning());
        m_opened.clear();
        QDesktopServices::setUrlHandler(u"https"_s, this, "noteUrl");
    }

    void cleanup() { QDesktopServices::unsetUrlHandler(u"https"_s); }

    void everyStepIsAButtonOrASentence_data() { allSteps(); }

    void everyStepIsAButtonOrASentence()
    {
        QFETCH(NextStep, step);
        for (const bool canTake : {true, false}) {
            VerdictBanner::Content content;
            const StepOffers offers({step}, [canTake](NextStep) { return canTake; });
            offers.addTo(content);
            QCOMPARE(content.actions.size() + content.steps.size(), 1);
            QCOMPARE(offers.actionAt(0).has_value(), !content.actions.isEmpty());
            if (!canTake)
                QVERIFY(content.actions.isEmpty());
            for (const auto &link : content.links)
                QVERIFY(link.step == 0 && !link.text.isEmpty());
        }
    }

    void everyLinkLeadsSomewhere_data() { allSteps(); }

    void everyLinkLeadsSomewhere()
    {
        QFETCH(NextStep, step);
        VerdictBanner::Content content;
        const StepOffers offers({step}, [](NextStep) { return true; });
        offers.addTo(content);
        for (int link = 0; link < content.links.size(); ++link) {
            m_opened.clear();
            QGuiApplication::clipboard()->setText(u"before"_s);
            const auto left = offers.followLink(link);
            const bool hasCopied = QGuiApplication::clipboard()->text() != u"before"_s;
            QCOMPARE(int(left.has_value()) + int(hasCopied) + int(m_opened.size()), 1);
            if (left)
                QCOMPARE(*left, step);
            if (!m_opened.isEmpty())
                QCOMPARE(m_opened.first(), QUrl(u"https://dash.cloudflare.com/"_s));
        }
    }

    void aSentenceWithAPathInTheDashboardHasAWayThere_data() { allSteps(); }

    void aSentenceWithAPathInTheDashboardHasAWayThere()
    {
        QFETCH(NextStep, step);
        QCOMPARE(dashboardFor(step).isValid(), sentenceFor(step).contains(u"dash.cloudflare.com > "_s));
    }

    void offersEachButtonOnce()
    {
        VerdictBanner::Content content;
        const StepOffers offers(
            {NextStep::WaitAndRetry, NextStep::Diagnose, NextStep::WaitAndRetry},
            [](NextStep) { return true; });
        offers.addTo(content);
        QCOMPARE(content.actions, (QStringList{u"Send again"_s, u"Diagnose"_s}));
    }

    void namesTheWayWhereThereIsNoBrowser()
    {
        QDesktopServices::unsetUrlHandler(u"https"_s);
        qputenv("PATH", "/nowhere");
        qunsetenv("BROWSER");
        VerdictBanner::Content content;
        const StepOffers offers({NextStep::CheckProxyStatus}, [](NextStep) { return false; });
        offers.addTo(content);
        QCOMPARE(content.links.size(), 1);
        QVERIFY(!offers.followLink(0));
        QCOMPARE(QGuiApplication::clipboard()->text(), u"dash.cloudflare.com > the domain > DNS > Records"_s);
    }

private:
    static void allSteps()
    {
        QTest::addColumn<NextStep>("step");
        for (int step = 0; step <= static_cast<int>(NextStep::DistrustAddress); ++step)
            QTest::addRow("%d", step) << static_cast<NextStep>(step);
    }

    QList<QUrl> m_opened;
};

QTEST_MAIN(StepOffersTest)
#include "StepOffersTest.moc"
