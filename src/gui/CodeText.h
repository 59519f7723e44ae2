// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QTextEdit>

namespace keyturn {

/// Fixed-width text to read and to copy, as tall as it needs to be. It breaks lines anywhere, as a label
/// cannot: an AUD tag is one long word, and what is copied must be that word and nothing else.
class CodeText final : public QTextEdit
{
    Q_OBJECT

public:
    explicit CodeText(QWidget *parent = nullptr);

    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void wheelEvent(QWheelEvent *event) override;
};

} // namespace keyturn
