// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Claims.h"
#include "Palette.h"

#include <QWidget>

namespace keyturn {

/// The span in which a JWT counts as a bar, with its moments by name and where now is.
class ValidityBar final : public QWidget
{
    Q_OBJECT

public:
    explicit ValidityBar(QWidget *parent = nullptr);

    /// Paints nothing where fewer than two moments are known.
    void setValidity(const jwt::Validity &validity);
    [[nodiscard]] const jwt::Validity &validity() const { return m_validity; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    struct Moment
    {
        QString name;
        QDateTime at;
        Role ink = Role::Muted;
        double x = 0;
    };

    [[nodiscard]] QRectF track() const;
    [[nodiscard]] QList<Moment> moments() const; ///< In the order of time.
    [[nodiscard]] double xOf(const QDateTime &at) const;
    void paintNames(QPainter &painter, const QList<Moment> &moments) const;

    jwt::Validity m_validity;
};

} // namespace keyturn
