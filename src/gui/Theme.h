// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Palette.h"

#include <QFont>
#include <QObject>

class QApplication;

namespace keyturn {

/// The look of the whole application: one scheme at a time, changed while it runs. Made once, before the
/// first window; until then everything is light.
class Theme final : public QObject
{
    Q_OBJECT

public:
    explicit Theme(QApplication &application, Scheme scheme = Scheme::Light);

    [[nodiscard]] Scheme scheme() const;
    void setScheme(Scheme scheme);

    /// The colour that `role` has now. Widgets that paint ask each time they paint.
    [[nodiscard]] static QColor color(Role role);
    /// For ids, headers and tokens: every character as wide as the next, and no ligatures.
    [[nodiscard]] static QFont monospace();
    /// The application's font, larger or smaller by `factor`.
    [[nodiscard]] static QFont sized(double factor, QFont::Weight weight = QFont::Normal);

Q_SIGNALS:
    void schemeChanged(keyturn::Scheme scheme);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void apply();

    QApplication &m_application;
};

} // namespace keyturn
