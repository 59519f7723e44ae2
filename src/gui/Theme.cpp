// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Theme.h"

#include "FlatStyle.h"

#include <QApplication>
#include <QEvent>
#include <QFile>
#include <QFontDatabase>
#include <QFontInfo>
#include <QPalette>
#include <QToolTip>

#include <array>

using namespace Qt::StringLiterals;

// Resources of a static library are linked only when somebody asks for them, and not from inside a namespace.
static void bringResources()
{
    Q_INIT_RESOURCE(keyturn);
}

namespace keyturn {

namespace {

constexpr double smallFactor = 0.88;
constexpr double monospaceFactor = 0.96;

Palette current(Scheme::Light);

QPalette systemPaletteOf(const Palette &palette)
{
    const auto color = [&palette](Role role) { return palette.color(role); };

    QPalette result;
    result.setColor(QPalette::Window, color(Role::Window));
    result.setColor(QPalette::WindowText, color(Role::Text));
    result.setColor(QPalette::Base, color(Role::Card));
    result.setColor(QPalette::AlternateBase, color(Role::Code));
    result.setColor(QPalette::Text, color(Role::Text));
    result.setColor(QPalette::PlaceholderText, color(Role::Muted));
    result.setColor(QPalette::Button, color(Role::Card));
    result.setColor(QPalette::ButtonText, color(Role::Text));
    result.setColor(QPalette::BrightText, color(Role::Bad));
    result.setColor(QPalette::Highlight, color(Role::Accent));
    result.setColor(QPalette::HighlightedText, color(Role::OnAccent));
    result.setColor(QPalette::Link, color(Role::Accent));
    result.setColor(QPalette::LinkVisited, color(Role::Accent));
    result.setColor(QPalette::ToolTipBase, color(Role::Card));
    result.setColor(QPalette::ToolTipText, color(Role::Text));
    result.setColor(QPalette::Light, color(Role::Card));
    result.setColor(QPalette::Midlight, color(Role::Line));
    result.setColor(QPalette::Mid, color(Role::Outline));
    result.setColor(QPalette::Dark, color(Role::Outline));
    result.setColor(QPalette::Shadow, color(Role::Line));

    QColor faint = color(Role::Muted);
    faint.setAlphaF(0.6F);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        result.setColor(QPalette::Disabled, role, faint);
    return result;
}

QString pointsOf(double factor)
{
    return QString::number(QFontInfo(QApplication::font()).pointSizeF() * factor, 'f', 2) + u"pt"_s;
}

QString styleSheetOf(const Palette &palette)
{
    QFile file(u":/keyturn/keyturn.qss"_s);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QString sheet = palette.filledIn(QString::fromUtf8(file.readAll()));
    sheet.replace("@smallSize@"_L1, pointsOf(smallFactor));
    sheet.replace("@headingSize@"_L1, pointsOf(1.08));
    sheet.replace("@headlineSize@"_L1, pointsOf(1.28));
    sheet.replace("@titleSize@"_L1, pointsOf(1.5));
    return sheet;
}

} // namespace

Theme::Theme(QApplication &application, Scheme scheme)
    : QObject(&application)
    , m_application(application)
{
    bringResources();
    QApplication::setStyle(new FlatStyle);
    current = Palette(scheme);
    apply();
    m_application.installEventFilter(this);
}

Scheme Theme::scheme() const
{
    return current.scheme();
}

void Theme::setScheme(Scheme scheme)
{
    if (current.scheme() == scheme)
        return;
    current = Palette(scheme);
    apply();
    Q_EMIT schemeChanged(scheme);
}

QColor Theme::color(Role role)
{
    return current.color(role);
}

QFont Theme::monospace()
{
    const QString favourite = u"JetBrains Mono"_s;
    QFont font = QFontDatabase::hasFamily(favourite) ? QFont(favourite)
                                                     : QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setStyleHint(QFont::Monospace);
    font.setFixedPitch(true);
    font.setPointSizeF(QFontInfo(QApplication::font()).pointSizeF() * monospaceFactor);
    // "//" and "==" must look like what they are; Latin text needs no shaping for anything else.
    font.setStyleStrategy(QFont::PreferNoShaping);
    return font;
}

QFont Theme::sized(double factor, QFont::Weight weight)
{
    QFont font = QApplication::font();
    font.setPointSizeF(QFontInfo(font).pointSizeF() * factor);
    font.setWeight(weight);
    return font;
}

bool Theme::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == &m_application && event->type() == QEvent::ApplicationFontChange)
        m_application.setStyleSheet(styleSheetOf(current));
    return QObject::eventFilter(watched, event);
}

void Theme::apply()
{
    const QPalette palette = systemPaletteOf(current);
    QApplication::setPalette(palette);
    QToolTip::setPalette(palette);
    m_application.setStyleSheet(styleSheetOf(current));
}

} // namespace keyturn
