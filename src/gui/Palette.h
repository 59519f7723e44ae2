// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QColor>
#include <QList>
#include <QString>

namespace keyturn {

enum class Scheme { Light, Dark, HighContrast };

/// What a colour is for. The style sheet names a role as @accent@, in camel case.
enum class Role {
    Window,
    Card,
    Code, ///< Behind code, tokens and bodies.
    Line, ///< Between things.
    Outline, ///< Around what can be typed in or pressed.
    Text,
    Muted,
    Accent,
    AccentSoft,
    OnAccent,
    Good,
    GoodSoft,
    Attention,
    AttentionSoft,
    Bad,
    BadSoft,
    Neutral,
    NeutralSoft,
    JwtHeader,
    JwtPayload,
    JwtSignature,
};

/// What a thing says by its colour. Never by its colour alone: there is a word or an icon beside it.
enum class Tone { Good, Attention, Bad, Neutral, Accent };

[[nodiscard]] Role inkOf(Tone tone);
[[nodiscard]] Role softOf(Tone tone);
/// "good", "attention", "bad", "neutral", "accent": the style sheet's [tone="..."].
[[nodiscard]] QString nameOf(Tone tone);

/// The colours of one scheme, by role.
class Palette
{
public:
    explicit constexpr Palette(Scheme scheme)
        : m_scheme(scheme)
    {
    }

    [[nodiscard]] Scheme scheme() const { return m_scheme; }
    [[nodiscard]] QColor color(Role role) const;
    /// The text with every @role@ replaced by its colour.
    [[nodiscard]] QString filledIn(QString text) const;

    [[nodiscard]] static QList<Role> roles();
    [[nodiscard]] static QString nameOf(Role role);

private:
    Scheme m_scheme;
};

/// The contrast ratio of WCAG 2, between 1 and 21.
[[nodiscard]] double contrastOf(const QColor &a, const QColor &b);

} // namespace keyturn
