// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Clock.h"
#include "ConfigReader.h"

#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>

namespace keyturn::edge {

/// A configuration file, read as often as somebody changes it or one of the secret files that it names:
/// in place, or by putting another file in its place, as editors do.
class ConfigFile final : public QObject
{
    Q_OBJECT

public:
    ConfigFile(const QString &path, const Clock &clock, QObject *parent = nullptr);

    [[nodiscard]] const QString &path() const { return m_path; } ///< Absolute.

    /// Reads it now. From then on changed() tells when what is there is no longer what was read.
    [[nodiscard]] Result<Setup, QList<ConfigProblem>> read();

Q_SIGNALS:
    void changed();

private:
    void look();
    void watch();
    [[nodiscard]] QByteArray fingerprint() const;

    QString m_path;
    QDateTime m_begin; ///< Durations count from here, so that reading again moves no end.
    QStringList m_secretFiles;
    QByteArray m_seen;
    QFileSystemWatcher m_watcher;
    QTimer m_quiet; ///< Until nothing more is written.
};

} // namespace keyturn::edge
