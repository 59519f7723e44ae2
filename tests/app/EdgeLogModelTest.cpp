// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "EdgeLogModel.h"

#include <QAbstractItemModelTester>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace keyturn;
using namespace Qt::StringLiterals;

using edge::LogEntry;
using edge::Ruling;

class EdgeLogModelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void showsEachAnswerInARow()
    {
        EdgeLogModel model;
        const QAbstractItemModelTester tester(&model);
        auto entry = sample(u"/v1/orders"_s, Ruling::Admitted, 200);
        entry.policy = u"Services"_s;
        model.append({entry, u"backend"_s});
        QTRY_COMPARE(model.rowCount(), 1);

        const auto text = [&model](int column) { return model.index(0, column).data().toString(); };
        QCOMPARE(text(EdgeLogModel::Time), entry.at.toLocalTime().toString(u"HH:mm:ss"_s));
        QCOMPARE(text(EdgeLogModel::Request), u"GET /v1/orders"_s);
        QCOMPARE(text(EdgeLogModel::Status), u"200"_s);
        QCOMPARE(text(EdgeLogModel::Decision), u"Admitted"_s);
        QCOMPARE(text(EdgeLogModel::Policy), u"Services"_s);
        QCOMPARE(text(EdgeLogModel::Token), u"backend"_s);
        for (int column = 0; column < EdgeLogModel::ColumnCount; ++column)
            QVERIFY(!model.headerData(column, Qt::Horizontal).toString().isEmpty());
    }

    void namesAnUnknownTokenByItsClientId()
    {
        EdgeLogModel model;
        auto entry = sample(u"/"_s, Ruling::LoginRedirect, 302);
        entry.clientId = u"0123456789abcdef0123456789abcdef.access"_s;
        model.append({entry, {}});
        QTRY_COMPARE(model.rowCount(), 1);
        QCOMPARE(model.index(0, EdgeLogModel::Token).data().toString(), entry.clientId);
    }

    void addsWhatComesInOneMomentInOneStep()
    {
        EdgeLogModel model;
        QSignalSpy steps(&model, &EdgeLogModel::rowsInserted);
        for (int i = 0; i < 100; ++i)
            model.append({sample(u"/"_s, Ruling::Admitted, 200), {}});
        QTRY_COMPARE(model.rowCount(), 100);
        QCOMPARE(steps.size(), 1);
    }

    void keepsTheNewestAndNoMoreThanItHolds()
    {
        EdgeLogModel model;
        const QAbstractItemModelTester tester(&model);
        fill(model, 0, 10);
        QTRY_COMPARE(model.rowCount(), 10);
        fill(model, 10, EdgeLogModel::capacity);
        QTRY_COMPARE(model.lineAt(0).entry.path, u"/10"_s);
        QCOMPARE(model.rowCount(), int(EdgeLogModel::capacity));

        fill(model, 0, 2 * EdgeLogModel::capacity);
        QTRY_COMPARE(model.lineAt(0).entry.path, u"/%1"_s.arg(EdgeLogModel::capacity));
        QCOMPARE(model.rowCount(), int(EdgeLogModel::capacity));
    }

    void holdsBackWhatComesDuringAPause()
    {
        EdgeLogModel model;
        QSignalSpy told(&model, &EdgeLogModel::heldBackChanged);
        model.setPaused(true);
        fill(model, 0, 3);
        QCOMPARE(model.heldBack(), 3);
        QCOMPARE(told.last().first().toLongLong(), 3);
        QCOMPARE(model.rowCount(), 0);

        model.setPaused(false);
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.heldBack(), 0);
        QCOMPARE(told.last().first().toLongLong(), 0);
    }

    void showsBeforeAPauseWhatHadComeBefore()
    {
        EdgeLogModel model;
        fill(model, 0, 2);
        model.setPaused(true);
        QCOMPARE(model.heldBack(), 2);
        model.setPaused(false);
        QCOMPARE(model.rowCount(), 2);
    }

    void forgetsAllWhenItIsCleared()
    {
        EdgeLogModel model;
        const QAbstractItemModelTester tester(&model);
        fill(model, 0, 4);
        QTRY_COMPARE(model.rowCount(), 4);
        model.setPaused(true);
        fill(model, 0, 4);
        model.clear();
        QCOMPARE(model.rowCount(), 0);
        QCOMPARE(model.heldBack(), 0);
    }

    void everyRulingCountsAsOneKind()
    {
        QMap<EdgeOutcome, int> counts;
        for (int i = 0; i < edge::rulingCount; ++i)
            ++counts[outcomeOf(sample(u"/"_s, static_cast<Ruling>(i), 200))];
        QCOMPARE(counts[EdgeOutcome::LetIn], 3);
        QCOMPARE(counts[EdgeOutcome::Aside], 3);
        QCOMPARE(counts[EdgeOutcome::Refused], edge::rulingCount - 6);
        QCOMPARE(outcomeOf(LogEntry{}), EdgeOutcome::Refused);
    }

    void narrowsByWordsKindAndFaults()
    {
        EdgeLogModel model;
        EdgeLogFilter filter;
        filter.setSourceModel(&model);
        model.append({sample(u"/v1/orders"_s, Ruling::Admitted, 200), u"backend"_s});
        auto faulty = sample(u"/v1/exports"_s, Ruling::Admitted, 503);
        faulty.fault = u"flaky"_s;
        model.append({faulty, u"nightly"_s});
        model.append({sample(u"/admin"_s, Ruling::LoginRedirect, 302), u"smoke"_s});
        QTRY_COMPARE(filter.rowCount(), 3);

        filter.setWords(u" V1  nightly"_s);
        QCOMPARE(filter.rowCount(), 1);
        filter.setWords(u"302"_s);
        QCOMPARE(filter.index(0, EdgeLogModel::Request).data().toString(), u"GET /admin"_s);
        filter.setWords({});
        filter.setOutcome(EdgeOutcome::LetIn);
        QCOMPARE(filter.rowCount(), 2);
        filter.setOutcome(EdgeOutcome::Refused);
        QCOMPARE(filter.rowCount(), 1);
        filter.setOutcome(std::nullopt);
        filter.setOnlyFaults(true);
        QCOMPARE(filter.rowCount(), 1);
        QCOMPARE(filter.index(0, EdgeLogModel::Status).data().toString(), u"503"_s);
    }

private:
    static LogEntry sample(const QString &path, Ruling ruling, int status)
    {
        LogEntry entry;
        entry.at = QDateTime({2026, 11, 24}, {9, 30}, Qt::UTC);
        entry.method = "GET";
        entry.path = path;
        entry.ruling = ruling;
        entry.status = status;
        return entry;
    }

    static void fill(EdgeLogModel &model, qsizetype first, qsizetype count)
    {
        for (qsizetype i = first; i < first + count; ++i)
            model.append({sample(u"/%1"_s.arg(i), Ruling::Admitted, 200), {}});
    }
};

QTEST_GUILESS_MAIN(EdgeLogModelTest)
#include "EdgeLogModelTest.moc"
