// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "MarkedTextEdit.h"
#include "Theme.h"
#include "Warnings.h"

#include <QApplication>
#include <QClipboard>
#include <QMimeData>
#include <QSignalSpy>
#include <QTest>
#include <QTextBlock>
#include <QTextLayout>

using namespace keyturn;
using namespace Qt::StringLiterals;

class MarkedTextEditTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_theme = new Theme(*qApp); }
    void init() { QTest::failOnWarning(anyWarning()); }
    void cleanup() { m_theme->setScheme(Scheme::Light); }

    void givesEachPartItsColour()
    {
        MarkedTextEdit edit;
        edit.setPlainText(u"head.pay.sign"_s);

        QCOMPARE(colorAt(edit, 0, 1), Theme::color(Role::JwtHeader));
        QCOMPARE(colorAt(edit, 0, 6), Theme::color(Role::JwtPayload));
        QCOMPARE(colorAt(edit, 0, 10), Theme::color(Role::JwtSignature));
        QCOMPARE(colorAt(edit, 0, 4), Theme::color(Role::Text));
    }

    void goesOnInTheNextLine()
    {
        MarkedTextEdit edit;
        edit.setPlainText(u"he\nad.pa\ny.sign"_s);

        QCOMPARE(colorAt(edit, 1, 0), Theme::color(Role::JwtHeader));
        QCOMPARE(colorAt(edit, 2, 0), Theme::color(Role::JwtPayload));
        QCOMPARE(colorAt(edit, 2, 3), Theme::color(Role::JwtSignature));
    }

    void leavesAFourthPartPlain()
    {
        MarkedTextEdit edit;
        edit.setPlainText(u"a.b.c.d"_s);

        QVERIFY(!colorAt(edit, 0, 6).isValid());
    }

    void followsTheScheme()
    {
        MarkedTextEdit edit;
        edit.setPlainText(u"head.pay.sign"_s);
        edit.show();

        m_theme->setScheme(Scheme::Dark);

        QTRY_COMPARE(colorAt(edit, 0, 1), Palette(Scheme::Dark).color(Role::JwtHeader));
    }

    void refusesToPasteWhatNoTokenIs()
    {
        MarkedTextEdit edit;
        QSignalSpy refused(&edit, &MarkedTextEdit::tooLargePasted);
        QMimeData data;
        data.setText(QString(MarkedTextEdit::largestText + 1, u'x'));

        paste(edit, data);

        QCOMPARE(refused.count(), 1);
        QVERIFY(edit.toPlainText().isEmpty());

        data.setText(u"head.pay.sign"_s);
        paste(edit, data);
        QCOMPARE(edit.toPlainText(), u"head.pay.sign"_s);
    }

private:
    static void paste(MarkedTextEdit &edit, const QMimeData &data)
    {
        auto *copied = new QMimeData;
        copied->setText(data.text());
        QApplication::clipboard()->setMimeData(copied);
        edit.paste();
    }

    static QColor colorAt(const MarkedTextEdit &edit, int block, int position)
    {
        for (const auto &range : edit.document()->findBlockByNumber(block).layout()->formats()) {
            if (position >= range.start && position < range.start + range.length)
                return range.format.foreground().style() == Qt::NoBrush ? QColor()
                                                                        : range.format.foreground().color();
        }
        return {};
    }

    Theme *m_theme = nullptr;
};

QTEST_MAIN(MarkedTextEditTest)
#include "MarkedTextEditTest.moc"
