// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "LogReader.h"

#include "Credentials.h"

#include <QFile>
#include <QFileInfo>
#include <QPromise>
#include <QThreadPool>

#include <memory>

namespace keyturn {

namespace {

LogReader::Read readOf(QByteArray text)
{
    if (text.size() > LogReader::largest)
        return Failure{LogFailure{LogFailure::Cause::TooLarge, {}}};
    ReadLog read;
    read.judgement = transcripts::judgementOf(text);
    read.redacted = transcripts::redacted(text);
    read.text = std::move(text);
    return read;
}

// A pipe or a device would never come to its end.
LogReader::Read readOfFile(const QString &path)
{
    if (!QFileInfo(path).isFile())
        return Failure{LogFailure{LogFailure::Cause::NotAFile, {}}};
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Failure{LogFailure{LogFailure::Cause::CannotRead, file.errorString()}};
    auto text = file.read(LogReader::largest + 1);
    if (file.error() != QFileDevice::NoError)
        return Failure{LogFailure{LogFailure::Cause::CannotRead, file.errorString()}};
    return readOf(std::move(text));
}

} // namespace

LogReader::LogReader(QObject *parent)
    : QObject(parent)
{
}

void LogReader::readText(const QByteArray &text)
{
    begin([text] { return readOf(text); });
}

void LogReader::readFile(const QString &path)
{
    begin([path] { return readOfFile(path); });
}

void LogReader::begin(const std::function<Read()> &work)
{
    cancel();
    const auto promise = std::make_shared<QPromise<Read>>();
    promise->start();
    m_watcher = new QFutureWatcher<Read>(this);
    connect(m_watcher, &QFutureWatcher<Read>::finished, this, &LogReader::end);
    m_watcher->setFuture(promise->future());
    Q_EMIT runningChanged(true);
    QThreadPool::globalInstance()->start([promise, work] {
        promise->addResult(work());
        promise->finish();
    });
}

void LogReader::end()
{
    const auto read = m_watcher->result();
    cancel();
    Q_EMIT finished(read);
}

void LogReader::cancel()
{
    if (!m_watcher)
        return;
    m_watcher->disconnect(this);
    std::exchange(m_watcher, nullptr)->deleteLater();
    Q_EMIT runningChanged(false);
}

} // namespace keyturn
