// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Then.h"

#include <QEventLoop>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <utility>
#include <vector>

namespace keyturn {

/// Waits for the one answer to a call that takes a Then, and remembers whether more than one came.
template <typename Answer>
class Awaited
{
public:
    [[nodiscard]] Then<Answer> then()
    {
        const auto keep = [this](Answer answer) {
            m_answers.push_back(std::move(answer));
            m_loop.quit();
        };
        return {&m_receiver, keep};
    }

    [[nodiscard]] bool wait(std::chrono::milliseconds patience = std::chrono::seconds(20))
    {
        if (!hasCome()) {
            QTimer::singleShot(patience, &m_loop, &QEventLoop::quit);
            m_loop.exec();
        }
        return hasCome();
    }

    [[nodiscard]] bool hasCome() const { return !m_answers.empty(); }
    [[nodiscard]] std::size_t count() const { return m_answers.size(); }
    [[nodiscard]] const Answer &operator*() const { return m_answers.front(); }
    [[nodiscard]] const Answer *operator->() const { return &m_answers.front(); }

private:
    QEventLoop m_loop;
    QObject m_receiver;
    std::vector<Answer> m_answers;
};

} // namespace keyturn
