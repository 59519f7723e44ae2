// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Palette.h"

#include <algorithm>
#include <array>
#include <cmath>

using namespace Qt::StringLiterals;

namespace keyturn {

namespace {

struct Row
{
    Role role;
    const char16_t *name;
    QRgb light;
    QRgb dark;
    QRgb highContrast;
};

constexpr std::array rows{
    Row{Role::Window, u"window", 0xfff6f7f9, 0xff15181e, 0xff000000},
    Row{Role::Card, u"card", 0xffffffff, 0xff1d2129, 0xff000000},
    Row{Role::Code, u"code", 0xfff2f4f7, 0xff171b22, 0xff0a0a0a},
    Row{Role::Line, u"line", 0xffe1e4ea, 0xff303643, 0xffc8c8c8},
    Row{Role::Outline, u"outline", 0xffd2d7e0, 0xff3c4453, 0xffffffff},
    Row{Role::Text, u"text", 0xff1b2130, 0xffe8ebf1, 0xffffffff},
    Row{Role::Muted, u"muted", 0xff5b6475, 0xffa0a8b8, 0xffe4e4e4},
    Row{Role::Accent, u"accent", 0xff2f5bd8, 0xff8aa8ff, 0xffffd400},
    Row{Role::AccentSoft, u"accentSoft", 0xffe6ecfc, 0xff25304d, 0xff332b00},
    Row{Role::OnAccent, u"onAccent", 0xffffffff, 0xff10131a, 0xff000000},
    Row{Role::Good, u"good", 0xff117a46, 0xff6fd39a, 0xff5cff9d},
    Row{Role::GoodSoft, u"goodSoft", 0xffe3f5ea, 0xff1b3327, 0xff00330f},
    Row{Role::Attention, u"attention", 0xff8f5a00, 0xfff0be62, 0xffffc24d},
    Row{Role::AttentionSoft, u"attentionSoft", 0xfffdf1d8, 0xff3a2f17, 0xff332200},
    Row{Role::Bad, u"bad", 0xffb3261e, 0xffff8f85, 0xffffa099},
    Row{Role::BadSoft, u"badSoft", 0xfffce8e6, 0xff40211f, 0xff3d0000},
    Row{Role::Neutral, u"neutral", 0xff5b6475, 0xffa0a8b8, 0xffffffff},
    Row{Role::NeutralSoft, u"neutralSoft", 0xffeceef2, 0xff2a2f3a, 0xff2b2b2b},
    Row{Role::JwtHeader, u"jwtHeader", 0xff7a3e9d, 0xffd3a6f0, 0xfff0b0ff},
    Row{Role::JwtPayload, u"jwtPayload", 0xff2f5bd8, 0xff8aa8ff, 0xffffd400},
    Row{Role::JwtSignature, u"jwtSignature", 0xff117a46, 0xff6fd39a, 0xff5cff9d},
};

const Row &rowOf(Role role)
{
    const auto hasRole = [role](const Row &row) { return row.role == role; };
    return *std::find_if(rows.begin(), rows.end(), hasRole);
}

// WCAG 2.2, "relative luminance".
double luminanceOf(const QColor &color)
{
    const auto linear
        = [](double part) { return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

} // namespace

Role inkOf(Tone tone)
{
    switch (tone) {
    case Tone::Good:
        return Role::Good;
    case Tone::Attention:
        return Role::Attention;
    case Tone::Bad:
        return Role::Bad;
    case Tone::Neutral:
        return Role::Neutral;
    case Tone::Accent:
        return Role::Accent;
    }
    Q_UNREACHABLE();
}

Role softOf(Tone tone)
{
    switch (tone) {
    case Tone::Good:
        return Role::GoodSoft;
    case Tone::Attention:
        return Role::AttentionSoft;
    case Tone::Bad:
        return Role::BadSoft;
    case Tone::Neutral:
        return Role::NeutralSoft;
    case Tone::Accent:
        return Role::AccentSoft;
    }
    Q_UNREACHABLE();
}

QString nameOf(Tone tone)
{
    return Palette::nameOf(inkOf(tone));
}

QColor Palette::color(Role role) const
{
    const Row &row = rowOf(role);
    switch (m_scheme) {
    case Scheme::Light:
        return QColor::fromRgb(row.light);
    case Scheme::Dark:
        return QColor::fromRgb(row.dark);
    case Scheme::HighContrast:
        return QColor::fromRgb(row.highContrast);
    }
    Q_UNREACHABLE();
}

QString Palette::filledIn(QString text) const
{
    for (const Row &row : rows)
        text.replace(u'@' + QString::fromUtf16(row.name) + u'@', color(row.role).name());
    return text;
}

QList<Role> Palette::roles()
{
    QList<Role> all;
    for (const Row &row : rows)
        all.append(row.role);
    return all;
}

QString Palette::nameOf(Role role)
{
    return QString::fromUtf16(rowOf(role).name);
}

double contrastOf(const QColor &a, const QColor &b)
{
    const auto [darker, lighter] = std::minmax({luminanceOf(a), luminanceOf(b)});
    return (lighter + 0.05) / (darker + 0.05);
}

} // namespace keyturn
