// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Icon.h"
#include "Theme.h"
#include "Warnings.h"

#include <QApplication>
#include <QImage>
#include <QTest>

using namespace keyturn;

class IconTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_theme = new Theme(*qApp); }
    void init() { QTest::failOnWarning(anyWarning()); }
    void cleanup() { m_theme->setScheme(Scheme::Light); }

    void everySymbolHasItsOwnDrawing()
    {
        QList<QImage> seen;
        for (const Symbol symbol : allSymbols()) {
            const QImage picture = iconOf(symbol).pixmap(QSize(18, 18), 1.0).toImage();
            QVERIFY(inkIn(picture) > 10);
            QVERIFY(!seen.contains(picture));
            seen.append(picture);
        }
        QCOMPARE(seen.size(), allSymbols().size());
    }

    void isDrawnAnewForEveryScale()
    {
        const QIcon icon = iconOf(Symbol::Key);

        const QImage once = icon.pixmap(QSize(18, 18), 1.0).toImage();
        const QImage twice = icon.pixmap(QSize(18, 18), 2.0).toImage();

        QCOMPARE(once.size(), QSize(18, 18));
        QCOMPARE(twice.size(), QSize(36, 36));
        QVERIFY(twice.scaled(18, 18).convertToFormat(once.format()) != once);
    }

    void followsTheScheme()
    {
        const QIcon icon = iconOf(Symbol::Stop, Role::Accent);
        const QColor light = strongestIn(icon.pixmap(QSize(90, 90), 1.0).toImage());

        m_theme->setScheme(Scheme::Dark);

        const QColor dark = strongestIn(icon.pixmap(QSize(90, 90), 1.0).toImage());
        QCOMPARE(light, Palette(Scheme::Light).color(Role::Accent));
        QCOMPARE(dark, Palette(Scheme::Dark).color(Role::Accent));
    }

    void aDisabledOneIsFainter()
    {
        const QIcon icon = iconOf(Symbol::Trash, Role::Bad);

        QVERIFY(
            icon.pixmap(QSize(18, 18), 1.0, QIcon::Disabled).toImage()
            != icon.pixmap(QSize(18, 18), 1.0, QIcon::Normal).toImage());
    }

    void everyToneHasASymbolOfItsOwn()
    {
        QVERIFY(symbolOf(Tone::Good) != symbolOf(Tone::Bad));
        QVERIFY(symbolOf(Tone::Bad) != symbolOf(Tone::Attention));
        QVERIFY(symbolOf(Tone::Attention) != symbolOf(Tone::Neutral));
    }

    void theApplicationHasAMark()
    {
        QVERIFY(inkIn(applicationIcon().pixmap(QSize(64, 64), 1.0).toImage()) > 2000);
    }

private:
    static int inkIn(const QImage &picture)
    {
        int count = 0;
        for (int y = 0; y < picture.height(); ++y) {
            for (int x = 0; x < picture.width(); ++x)
                count += picture.pixelColor(x, y).alpha() > 100 ? 1 : 0;
        }
        return count;
    }

    static QColor strongestIn(const QImage &picture)
    {
        QColor strongest(Qt::transparent);
        for (int y = 0; y < picture.height(); ++y) {
            for (int x = 0; x < picture.width(); ++x) {
                const QColor color = picture.pixelColor(x, y);
                if (color.alpha() > strongest.alpha())
                    strongest = color;
            }
        }
        return strongest;
    }

    Theme *m_theme = nullptr;
};

QTEST_MAIN(IconTest)
#include "IconTest.moc"
