// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Then.h"

#include <QObject>
#include <QTest>

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
        return {&m_receiver, [this](Answer answer) { m_answers.push_back(std::move(answer)); }};
    }

    [[nodiscard]] bool wait(std::chrono::milliseconds patience = std::chrono::seconds(20))
    {
        return QTest::qWaitFor([this] { return hasCome(); }, static_cast<int>(patience.count()));
    }

    [[nodiscard]] bool hasCome() const { return !m_answers.empty(); }
    [[nodiscard]] std::size_t count() const { return m_answers.size(); }
    [[nodiscard]] const Answer &operator*() const { return m_answers.front(); }
    [[nodiscard]] const Answer *operator->() const { return &m_answers.front(); }

private:
    QObject m_receiver;
    std::vector<Answer> m_answers;
};

} // namespace keyturn
