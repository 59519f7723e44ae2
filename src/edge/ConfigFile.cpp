// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ConfigFile.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QFile>
#include <QFileInfo>

namespace keyturn::edge {

using namespace std::chrono_literals;

namespace {

/// Editors write a file in several steps.
constexpr auto quiet = 100ms;
constexpr qint64 mostBytes = qint64{16} * 1024 * 1024;

std::optional<QByteArray> contentOf(const QString &path)
{
    QFile file(path);
    // Only files: whoever opens a pipe waits for what may never come.
    if (!QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly))
        return std::nullopt;
    return file.read(mostBytes + 1);
}

} // namespace

ConfigFile::ConfigFile(const QString &path, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_path(QFileInfo(path).absoluteFilePath())
    , m_begin(clock())
{
    m_quiet.setSingleShot(true);
    m_quiet.setInterval(quiet);
    connect(&m_quiet, &QTimer::timeout, this, &ConfigFile::look);
    const auto wait = qOverload<>(&QTimer::start);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, &m_quiet, wait);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, &m_quiet, wait);
}

Result<Setup, QList<ConfigProblem>> ConfigFile::read()
{
    const auto content = contentOf(m_path);
    if (!content) {
        m_seen = fingerprint();
        watch();
        const auto cause = QFileInfo::exists(m_path) ? ConfigCause::FileUnreadable : ConfigCause::FileMissing;
        return Failure{QList{ConfigProblem{.cause = cause, .place = {0, 0}, .word = m_path}}};
    }
    const auto setup = readConfig(*content, {QFileInfo(m_path).path(), m_begin, readSecretFile});
    // A file with a problem in it still names the secret files of before.
    if (setup)
        m_secretFiles = setup->secretFiles;
    m_seen = fingerprint();
    watch();
    return setup;
}

// The folders too: a file that another one has replaced is watched no more.
void ConfigFile::watch()
{
    for (const auto &file : QStringList{m_path} + m_secretFiles) {
        for (const auto &path : {file, QFileInfo(file).path()}) {
            if (QFileInfo::exists(path) && !m_watcher.files().contains(path)
                && !m_watcher.directories().contains(path))
                m_watcher.addPath(path);
        }
    }
}

void ConfigFile::look()
{
    watch();
    if (fingerprint() != m_seen)
        Q_EMIT changed();
}

/// Of secret files not the content: what it is need not be known to tell that it is another.
QByteArray ConfigFile::fingerprint() const
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(contentOf(m_path).value_or("none"));
    for (const auto &path : m_secretFiles) {
        const QFileInfo file(path);
        const auto seen = path + u'\n' + QString::number(file.lastModified().toMSecsSinceEpoch()) + u'\n'
            + QString::number(file.size()) + u'\n' + QString::number(file.permissions().toInt());
        hash.addData(seen.toUtf8());
    }
    return hash.result();
}

} // namespace keyturn::edge
