// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Then.h"

#include <QFutureWatcher>
#include <QObject>
#include <QPromise>
#include <QThreadPool>

#include <functional>
#include <memory>
#include <utility>

namespace keyturn {

/// Work that takes long, done beside the thread that asks for it, on a thread of its own. One piece at a
/// time: a new one replaces the old. Its end waits for what runs.
template <typename Answer>
class BackgroundWork final
{
public:
    /// To be asked wherever the work could stop; what it returns then is dropped.
    using IsCancelled = std::function<bool()>;
    using Work = std::function<Answer(const IsCancelled &)>;

    BackgroundWork() { m_thread.setMaxThreadCount(1); }
    ~BackgroundWork() { cancel(); }
    BackgroundWork(const BackgroundWork &) = delete;
    BackgroundWork &operator=(const BackgroundWork &) = delete;

    void begin(const Work &work, const Then<Answer> &then)
    {
        cancel();
        const auto promise = std::make_shared<QPromise<Answer>>();
        promise->start();
        m_watcher = new QFutureWatcher<Answer>;
        const auto finish = [this, then] {
            const auto answer = m_watcher->result();
            release();
            then(answer);
        };
        QObject::connect(m_watcher, &QFutureWatcherBase::finished, m_watcher, finish);
        m_watcher->setFuture(promise->future());
        m_thread.start([promise, work] {
            const auto isCancelled = [&promise] { return promise->isCanceled(); };
            if (!isCancelled())
                promise->addResult(work(isCancelled));
            promise->finish();
        });
    }

    /// Stops what runs, at the next place where it asks; its Then is never called.
    void cancel()
    {
        if (!m_watcher)
            return;
        m_watcher->disconnect();
        m_watcher->future().cancel();
        m_thread.clear();
        release();
    }

    [[nodiscard]] bool isRunning() const { return m_watcher != nullptr; }

private:
    void release() { std::exchange(m_watcher, nullptr)->deleteLater(); }

    QThreadPool m_thread;
    QFutureWatcher<Answer> *m_watcher = nullptr;
};

} // namespace keyturn
