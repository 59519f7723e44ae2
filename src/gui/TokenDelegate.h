// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Palette.h"

#include <QStyledItemDelegate>

#include <functional>

namespace keyturn {

/// What a row of the token list says.
struct TokenRow
{
    QString name;
    QString clientId; ///< Shortened.
    QString status; ///< "Valid"
    Tone tone = Tone::Neutral;
    QString when; ///< "in 9 days"
};

/// Draws a token in a list: the name, a bit of its Client ID, how it fares and when it ends.
class TokenDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using Reader = std::function<TokenRow(const QModelIndex &)>;

    explicit TokenDelegate(Reader reader, QObject *parent = nullptr);

    void
    paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    Reader m_reader;
};

} // namespace keyturn
