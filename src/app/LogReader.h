// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "BackgroundWork.h"
#include "Judgement.h"
#include "Result.h"

#include <QByteArray>
#include <QObject>
#include <QString>
#include <QStringList>

namespace keyturn {

/// A text that was read and judged.
struct ReadLog
{
    QByteArray text;
    transcripts::Judgement judgement;
    QByteArray redacted; ///< The text without its credentials; the text itself where it has none.
    QStringList clientIds; ///< Those that were looked for and stand in the text, in the order given.
};

struct LogFailure
{
    enum class Cause { TooLarge, NotAFile, CannotRead };

    Cause cause = Cause::CannotRead;
    QString detail; ///< The system's words.
};

/// Those of `clientIds` that stand in `text`, in their order. The length of the list hardly matters.
[[nodiscard]] QStringList namedIn(QByteArrayView text, const QStringList &clientIds);

/// Reads and judges what a failed job left behind, beside the thread of the windows: it may be long. One at a
/// time: a new text replaces the old.
class LogReader final : public QObject
{
    Q_OBJECT

public:
    static constexpr qint64 largest = qint64{64} * 1024 * 1024;
    using Read = Result<ReadLog, LogFailure>;

    explicit LogReader(QObject *parent = nullptr);

    /// `clientIds` are looked for in it.
    void readText(const QByteArray &text, const QStringList &clientIds = {});
    void readFile(const QString &path, const QStringList &clientIds = {});
    /// Stops what runs; nothing is heard of it.
    void cancel();
    [[nodiscard]] bool isRunning() const { return m_work.isRunning(); }

Q_SIGNALS:
    void runningChanged(bool running);
    void finished(const keyturn::LogReader::Read &read);

private:
    void begin(const BackgroundWork<Read>::Work &work);

    BackgroundWork<Read> m_work;
};

} // namespace keyturn
