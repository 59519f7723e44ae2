// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Judgement.h"
#include "Result.h"

#include <QByteArray>
#include <QFutureWatcher>
#include <QObject>
#include <QString>

#include <functional>

namespace keyturn {

/// A text that was read and judged.
struct ReadLog
{
    QByteArray text;
    transcripts::Judgement judgement;
    QByteArray redacted; ///< The text without its credentials; the text itself where it has none.
};

struct LogFailure
{
    enum class Cause { TooLarge, NotAFile, CannotRead };

    Cause cause = Cause::CannotRead;
    QString detail; ///< The system's words.
};

/// Reads and judges what a failed job left behind, beside the thread of the windows: it may be long. One at a
/// time: a new text replaces the old.
class LogReader final : public QObject
{
    Q_OBJECT

public:
    static constexpr qint64 largest = qint64{64} * 1024 * 1024;
    using Read = Result<ReadLog, LogFailure>;

    explicit LogReader(QObject *parent = nullptr);

    void readText(const QByteArray &text);
    void readFile(const QString &path);
    /// Drops what runs; nothing is heard of it.
    void cancel();
    [[nodiscard]] bool isRunning() const { return m_watcher != nullptr; }

Q_SIGNALS:
    void runningChanged(bool running);
    void finished(const keyturn::LogReader::Read &read);

private:
    void begin(const std::function<Read()> &work);
    void end();

    QFutureWatcher<Read> *m_watcher = nullptr;
};

} // namespace keyturn
