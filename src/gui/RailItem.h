// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Icon.h"

#include <QAbstractButton>

namespace keyturn {

/// One page in the navigation: icon, word and, where something needs attention, a count.
class RailItem final : public QAbstractButton
{
    Q_OBJECT

public:
    RailItem(Symbol symbol, const QString &text, QWidget *parent = nullptr);

    /// `meaning` is for the tool tip and the screen reader: "2 need you". A count of 0 shows nothing.
    void setBadge(int count, Tone tone, const QString &meaning);
    void setCompact(bool isCompact);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void describe();
    void paintFullBadge(QPainter &painter, const QRect &area) const;
    void paintBadgeDot(QPainter &painter, const QRect &iconArea) const;

    Symbol m_symbol;
    int m_badge = 0;
    Tone m_badgeTone = Tone::Attention;
    QString m_badgeMeaning;
    bool m_isCompact = false;
    bool m_showsFocus = false;
};

} // namespace keyturn
