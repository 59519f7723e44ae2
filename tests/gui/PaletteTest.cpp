// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Palette.h"

#include <QRegularExpression>
#include <QTest>

using namespace keyturn;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(keyturn::Scheme)

class PaletteTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void contrastIsThatOfTheStandard()
    {
        QCOMPARE(contrastOf(Qt::black, Qt::white), 21.0);
        QCOMPARE(contrastOf(Qt::white, Qt::white), 1.0);
        QVERIFY(qAbs(contrastOf(QColor(0x77, 0x77, 0x77), Qt::white) - 4.48) < 0.01);
    }

    void everyTextCanBeReadOnItsBackground_data()
    {
        struct Pair
        {
            Role text;
            QList<Role> backgrounds;
        };
        const QList<Role> plain{Role::Window, Role::Card, Role::Code};
        const QList<Pair> pairs{
            {Role::Text,
             plain
                 + QList{Role::AccentSoft, Role::GoodSoft, Role::AttentionSoft, Role::BadSoft, Role::NeutralSoft}},
            {Role::Muted, plain + QList{Role::AccentSoft, Role::NeutralSoft}},
            {Role::Accent, plain + QList{Role::AccentSoft}},
            {Role::OnAccent, {Role::Accent, Role::Bad}},
            {Role::Good, plain + QList{Role::GoodSoft, Role::AccentSoft}},
            {Role::Attention, plain + QList{Role::AttentionSoft, Role::AccentSoft}},
            {Role::Bad, plain + QList{Role::BadSoft, Role::AccentSoft}},
            {Role::Neutral, plain + QList{Role::NeutralSoft, Role::AccentSoft}},
            {Role::JwtHeader, {Role::Card, Role::Code}},
            {Role::JwtPayload, {Role::Card, Role::Code}},
            {Role::JwtSignature, {Role::Card, Role::Code}},
        };
        const QList<std::tuple<Scheme, const char *, double>> schemes{
            {Scheme::Light, "light", 4.5},
            {Scheme::Dark, "dark", 4.5},
            {Scheme::HighContrast, "high contrast", 7.0},
        };

        QTest::addColumn<QColor>("text");
        QTest::addColumn<QColor>("background");
        QTest::addColumn<double>("least");
        for (const auto &[scheme, name, least] : schemes) {
            const Palette palette(scheme);
            for (const Pair &pair : pairs) {
                for (const Role background : pair.backgrounds) {
                    const QString row = u"%1: %2 on %3"_s.arg(
                        QString::fromLatin1(name), Palette::nameOf(pair.text), Palette::nameOf(background));
                    QTest::newRow(qPrintable(row))
                        << palette.color(pair.text) << palette.color(background) << least;
                }
            }
        }
    }

    void everyTextCanBeReadOnItsBackground()
    {
        QFETCH(QColor, text);
        QFETCH(QColor, background);
        QFETCH(double, least);

        const double contrast = contrastOf(text, background);

        QVERIFY2(contrast >= least, qPrintable(QString::number(contrast)));
    }

    void everyRoleHasItsOwnNameAndAColourInEveryScheme()
    {
        QStringList names;
        for (const Role role : Palette::roles()) {
            names.append(Palette::nameOf(role));
            for (const Scheme scheme : {Scheme::Light, Scheme::Dark, Scheme::HighContrast})
                QVERIFY(Palette(scheme).color(role).isValid());
        }

        QCOMPARE(names.removeDuplicates(), 0);
        QVERIFY(names.contains(u"accentSoft"_s));
    }

    void fillsRolesIntoText()
    {
        const Palette light(Scheme::Light);

        QCOMPARE(
            light.filledIn(u"a { color: @text@; background: @accentSoft@ }"_s),
            u"a { color: #1b2130; background: #e6ecfc }"_s);
    }

    void aToneHasAnInkOnItsSoft_data()
    {
        QTest::addColumn<Tone>("tone");
        QTest::addColumn<QString>("name");
        QTest::newRow("good") << Tone::Good << u"good"_s;
        QTest::newRow("attention") << Tone::Attention << u"attention"_s;
        QTest::newRow("bad") << Tone::Bad << u"bad"_s;
        QTest::newRow("neutral") << Tone::Neutral << u"neutral"_s;
        QTest::newRow("accent") << Tone::Accent << u"accent"_s;
    }

    void aToneHasAnInkOnItsSoft()
    {
        QFETCH(Tone, tone);
        QFETCH(QString, name);

        QCOMPARE(nameOf(tone), name);
        QCOMPARE(Palette::nameOf(softOf(tone)), name + u"Soft"_s);
    }
};

QTEST_GUILESS_MAIN(PaletteTest)
#include "PaletteTest.moc"
