// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Result.h"
#include "Then.h"

#include <QEventLoop>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <optional>

class QSocketNotifier;

namespace keyturn::cli {

/// SIGINT and SIGTERM as events: whatever waits stops waiting, its work is let go of, and the terminal is
/// left as it was. One for the process.
class Interruption final : public QObject
{
    Q_OBJECT

public:
    explicit Interruption(QObject *parent = nullptr);
    ~Interruption() override;

    /// The signal that came, or 0. May be asked before there is an Interruption.
    [[nodiscard]] static int signalSeen();

Q_SIGNALS:
    void interrupted();

private:
    QSocketNotifier *m_notifier = nullptr;
};

enum class WaitEnd { Interrupted, Overdue };

/// Starts something that answers later, and waits for the answer: the commands read from top to bottom.
/// `start` is given the Then to answer to. When the wait ends early nobody hears the answer any more.
template <typename Answer, typename Start>
[[nodiscard]] Result<Answer, WaitEnd>
await(Interruption &interruption, std::chrono::milliseconds deadline, Start start)
{
    if (Interruption::signalSeen() != 0)
        return Failure{WaitEnd::Interrupted};
    QEventLoop loop;
    QObject receiver;
    std::optional<Answer> answer;
    const auto keep = [&answer, &loop](Answer given) {
        answer.emplace(std::move(given));
        loop.quit();
    };
    auto end = WaitEnd::Overdue;
    const auto stop = [&end, &loop] {
        end = WaitEnd::Interrupted;
        loop.quit();
    };
    QObject::connect(&interruption, &Interruption::interrupted, &receiver, stop);
    QTimer::singleShot(deadline, &loop, &QEventLoop::quit);
    start(Then<Answer>(&receiver, keep));
    loop.exec();
    if (!answer)
        return Failure{end};
    return *std::move(answer);
}

} // namespace keyturn::cli
