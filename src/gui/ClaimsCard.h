// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Card.h"
#include "ClaimRow.h"

#include <QList>
#include <QString>

class QGridLayout;
class QLabel;
class QPushButton;

namespace keyturn {

/// The claims of a JWT with what they mean. Names can be pointed at, by mouse and by keyboard.
class ClaimsCard final : public Card
{
    Q_OBJECT

public:
    explicit ClaimsCard(QWidget *parent = nullptr);

    void setRows(const QList<ClaimRow> &rows);
    /// The same claims later: only what they mean now is shown anew.
    void setMeanings(const QList<ClaimRow> &rows);
    void pointAt(int member);
    [[nodiscard]] int pointed() const { return m_pointed; }

Q_SIGNALS:
    void memberPointed(int member);
    void tokenRequested(const QString &tokenId);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void addRow(const ClaimRow &row, int place);

    QGridLayout *m_grid;
    QList<QLabel *> m_names;
    QList<QLabel *> m_meanings;
    int m_pointed = -1;
};

} // namespace keyturn
