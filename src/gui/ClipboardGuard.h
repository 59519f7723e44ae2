// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Secret.h"

#include <QByteArray>
#include <QObject>
#include <QTimer>

#include <chrono>

namespace keyturn {

/// Puts a secret on the clipboard, marked so that clipboard histories leave it alone, and takes it away again
/// after 20 seconds or at the end of the program, unless something else has been copied since.
class ClipboardGuard final : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::seconds defaultTime{20};

    explicit ClipboardGuard(QObject *parent = nullptr);
    ~ClipboardGuard() override;

    void copy(const Secret &secret);
    [[nodiscard]] bool isHolding() const { return m_left.count() > 0; }
    void setTime(std::chrono::seconds time) { m_time = time; }

Q_SIGNALS:
    /// Zero: it is gone.
    void timeLeftChanged(std::chrono::seconds left);

private:
    void countDown();
    void clear();

    std::chrono::seconds m_time = defaultTime;
    std::chrono::seconds m_left{0};
    QByteArray m_digest; ///< SHA-256 of what was copied: enough to know it again.
    QTimer m_second;
};

} // namespace keyturn
