// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Secret.h"

#include <QString>
#include <QTimer>
#include <QWidget>

#include <chrono>

namespace keyturn {

/// A secret on the screen: a mask that tells nothing, not even a length, until it is revealed; and then for
/// 20 seconds at most, or until it is no longer in sight.
class SecretLabel final : public QWidget
{
    Q_OBJECT

public:
    static constexpr std::chrono::seconds defaultTime{20};

    explicit SecretLabel(QWidget *parent = nullptr);
    ~SecretLabel() override;

    void reveal(const Secret &secret);
    void conceal();
    [[nodiscard]] bool isRevealed() const { return !m_shown.isEmpty(); }
    [[nodiscard]] std::chrono::seconds timeLeft() const { return m_left; }
    void setRevealTime(std::chrono::seconds time) { m_time = time; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void revealed();
    void concealed();
    void timeLeftChanged(std::chrono::seconds left);

protected:
    void paintEvent(QPaintEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void countDown();
    void describe();

    QString m_shown;
    std::chrono::seconds m_time = defaultTime;
    std::chrono::seconds m_left{0};
    QTimer m_second;
};

} // namespace keyturn
