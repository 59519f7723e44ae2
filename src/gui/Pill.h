// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Icon.h"

#include <QLabel>

#include <optional>

class QPainter;

namespace keyturn {

/// A word in a tone, such as "Valid" or "302 Found".
class Pill final : public QLabel
{
    Q_OBJECT

public:
    explicit Pill(QWidget *parent = nullptr);
    Pill(const QString &text, Tone tone, QWidget *parent = nullptr);

    void setTone(Tone tone);
    [[nodiscard]] Tone tone() const { return m_tone; }
    void setSymbol(std::optional<Symbol> symbol);
    /// For a pill on a surface of its own tone: a line around it instead of a ground below.
    void setOutlined(bool isOutlined);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Tone m_tone = Tone::Neutral;
    std::optional<Symbol> m_symbol;
    bool m_isOutlined = false;
};

/// A pill for those who paint it themselves. `base` is the font of the text around it.
[[nodiscard]] QFont pillFont(const QFont &base);
[[nodiscard]] QSize pillSize(const QString &text, const QFont &base);
void paintPill(QPainter &painter, const QRect &area, const QString &text, const QFont &base, Tone tone);

} // namespace keyturn
