// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

class QMimeData;

namespace keyturn {

/// Lets things be dropped anywhere on a window: while something that can be taken is dragged over it, a frame
/// says what will happen.
class DropFrame final : public QWidget
{
    Q_OBJECT

public:
    /// `window` gets the frame over its whole area.
    explicit DropFrame(QWidget &window);

Q_SIGNALS:
    void dropped(const QMimeData &given);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void showOver();
};

} // namespace keyturn
