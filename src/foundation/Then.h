// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QPointer>

#include <concepts>
#include <functional>
#include <utility>

namespace keyturn {

/// What to do with an answer, and for whom. If the receiver is gone when the answer
/// comes, nothing happens.
///
/// Whoever is given a Then calls it exactly once, on the same thread, and never
/// before the function it was given to has returned.
template <typename Answer>
class Then
{
public:
    template <std::invocable<Answer> Function>
    Then(QObject *receiver, Function function)
        : m_receiver(receiver)
        , m_function(std::move(function))
    {
    }

    template <std::derived_from<QObject> Receiver>
    Then(Receiver *receiver, void (Receiver::*method)(Answer))
        : Then(receiver, [receiver, method](Answer answer) { (receiver->*method)(std::move(answer)); })
    {
    }

    void operator()(Answer answer) const
    {
        if (m_receiver)
            m_function(std::move(answer));
    }

private:
    QPointer<QObject> m_receiver;
    std::function<void(Answer)> m_function;
};

} // namespace keyturn
