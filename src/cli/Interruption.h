// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Result.h"
#include "Then.h"

#include <QEventLoop>
#include <QObject>
#include <QTimer>

#include <algorithm>
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

/// What a signal does to a wait.
enum class OnSignal {
    Stop,
    FinishFirst, ///< What has begun is given a moment to end: half of it done would leave something behind.
};
/// That moment.
inline constexpr std::chrono::milliseconds finishPatience = std::chrono::seconds(5);

/// Starts something that answers later, and waits for the answer: the commands read from top to bottom.
/// `start` is given the Then to answer to. When the wait ends early nobody hears the answer any more. With
/// FinishFirst it begins also after a signal: whoever undoes something has to.
template <typename Answer, typename Start>
[[nodiscard]] Result<Answer, WaitEnd> await(
    Interruption &interruption, std::chrono::milliseconds deadline, Start start,
    OnSignal onSignal = OnSignal::Stop)
{
    const bool isSeen = Interruption::signalSeen() != 0;
    if (isSeen && onSignal == OnSignal::Stop)
        return Failure{WaitEnd::Interrupted};
    QEventLoop loop;
    QObject receiver;
    std::optional<Answer> answer;
    const auto keep = [&answer, &loop](Answer given) {
        answer.emplace(std::move(given));
        loop.quit();
    };
    auto end = WaitEnd::Overdue;
    const auto stop = [&end, &loop, onSignal] {
        end = WaitEnd::Interrupted;
        if (onSignal == OnSignal::Stop)
            loop.quit();
        else
            QTimer::singleShot(finishPatience, &loop, &QEventLoop::quit);
    };
    QObject::connect(&interruption, &Interruption::interrupted, &receiver, stop);
    QTimer::singleShot(isSeen ? std::min(deadline, finishPatience) : deadline, &loop, &QEventLoop::quit);
    start(Then<Answer>(&receiver, keep));
    loop.exec();
    if (!answer)
        return Failure{end};
    return *std::move(answer);
}

} // namespace keyturn::cli
