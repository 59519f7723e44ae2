// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ProbeTimeline.h"

#include "Theme.h"
#include "Warnings.h"

#include <QApplication>
#include <QLabel>
#include <QTest>
#include <QToolButton>

using namespace keyturn;
using namespace Qt::StringLiterals;

class ProbeTimelineTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { new Theme(*qApp); }

    void init()
    {
        QTest::failOnWarning(anyWarning());
        m_timeline = std::make_unique<ProbeTimeline>();
        m_timeline->show();
    }

    void hasARowForEachStepThatIsAskedFor()
    {
        m_timeline->begin({});
        QCOMPARE(
            steps(),
            (QList{ProbeStep::Discovery, ProbeStep::Keys, ProbeStep::Control, ProbeStep::Credentialed}));
        for (const auto *row : m_timeline->rows())
            QCOMPARE(row->words(), u"waiting"_s);

        m_timeline->begin({true, true});
        QCOMPARE(
            steps(),
            (QList{
                ProbeStep::Discovery, ProbeStep::Keys, ProbeStep::Control, ProbeStep::AsXhr,
                ProbeStep::Credentialed, ProbeStep::BrokenSecret}));
    }

    void showsWhatRunsAndWhatItGot()
    {
        m_timeline->begin({});
        m_timeline->startStep(ProbeStep::Control);
        QCOMPARE(row(ProbeStep::Control)->state(), StepState::Running);
        QCOMPARE(row(ProbeStep::Control)->words(), u"running"_s);

        m_timeline->finishStep(ProbeStep::Control, 302);
        QCOMPARE(row(ProbeStep::Control)->state(), StepState::Done);
        QCOMPARE(row(ProbeStep::Control)->words(), u"302, sent elsewhere"_s);
        QVERIFY(row(ProbeStep::Control)->accessibleName().contains(u"302"_s));
        QVERIFY(hasTime(ProbeStep::Control));
        QVERIFY(!hasTime(ProbeStep::Credentialed));
    }

    void saysThatNobodyAnswered()
    {
        m_timeline->begin({});
        m_timeline->startStep(ProbeStep::Control);
        m_timeline->finishStep(ProbeStep::Control, 0);
        QCOMPARE(row(ProbeStep::Control)->words(), u"no answer"_s);
    }

    void saysWhatWasCancelledAndWhatWasNotBegun()
    {
        m_timeline->begin({});
        m_timeline->startStep(ProbeStep::Discovery);
        m_timeline->finishStep(ProbeStep::Discovery, 200);
        m_timeline->startStep(ProbeStep::Control);
        m_timeline->stop();
        QCOMPARE(row(ProbeStep::Discovery)->state(), StepState::Done);
        QCOMPARE(row(ProbeStep::Control)->words(), u"cancelled"_s);
        QCOMPARE(row(ProbeStep::Credentialed)->words(), u"not done: cancelled"_s);
        QVERIFY(summary().startsWith(u"Cancelled"_s));
    }

    void saysInTheEndWhyAStepWasLeftOut()
    {
        m_timeline->begin({});
        m_timeline->startStep(ProbeStep::Discovery);
        m_timeline->finishStep(ProbeStep::Discovery, 200);
        m_timeline->startStep(ProbeStep::Control);
        m_timeline->finishStep(ProbeStep::Control, 302);
        ProbeReport report{{}, {}, {}, {{}, false, {}, reply(302, {{"Location", login}}), {}}, {}, {}, {},
                           {}, {}, {}};
        report.control.request.url = QUrl(u"https://api.example.com/"_s);
        m_timeline->conclude(report);
        QCOMPARE(row(ProbeStep::Keys)->state(), StepState::Skipped);
        QCOMPARE(row(ProbeStep::Credentialed)->words(), u"not done: no token is chosen"_s);
        QCOMPARE(row(ProbeStep::Control)->words(), u"302, sent to the login page"_s);
        QVERIFY2(
            row(ProbeStep::Discovery)->words().contains(u"no application"_s),
            qPrintable(row(ProbeStep::Discovery)->words()));
        QVERIFY2(summary().startsWith(u"2 steps, "_s), qPrintable(summary()));
    }

    void foldsToItsHeading()
    {
        m_timeline->begin({});
        QCoreApplication::processEvents();
        const auto tall = m_timeline->sizeHint().height();
        auto *heading = m_timeline->findChild<QToolButton *>(u"timelineHeading"_s);
        QTest::mouseClick(heading, Qt::LeftButton);
        QVERIFY(m_timeline->isFolded());
        QVERIFY(m_timeline->sizeHint().height() < tall);
        QVERIFY(!row(ProbeStep::Control)->isVisible());
        QTest::keyClick(heading, Qt::Key_Space);
        QVERIFY(!m_timeline->isFolded());
    }

private:
    static http::Answer reply(int status, const http::Headers &headers)
    {
        http::Reply reply;
        reply.status = status;
        reply.headers = headers;
        return reply;
    }

    QList<ProbeStep> steps() const
    {
        QList<ProbeStep> all;
        for (const auto *row : m_timeline->rows())
            all.append(row->step());
        return all;
    }

    ProbeStepRow *row(ProbeStep step) const
    {
        for (auto *row : m_timeline->rows()) {
            if (row->step() == step)
                return row;
        }
        return nullptr;
    }

    bool hasTime(ProbeStep step) const
    {
        for (const auto *label : row(step)->findChildren<QLabel *>()) {
            if (label->text().endsWith(u" ms"_s))
                return true;
        }
        return false;
    }

    QString summary() const { return m_timeline->findChild<QLabel *>(u"timelineSummary"_s)->text(); }

    const QByteArray login
        = QByteArrayLiteral("https://acme.cloudflareaccess.com/cdn-cgi/access/login/api.example.com?kid=abc");
    std::unique_ptr<ProbeTimeline> m_timeline;
};

QTEST_MAIN(ProbeTimelineTest)
#include "ProbeTimelineTest.moc"
