// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "LogReader.h"

#include "Credentials.h"

#include <QFile>
#include <QFileInfo>
#include <QHash>

#include <algorithm>

namespace keyturn {

namespace {

using IsCancelled = BackgroundWork<LogReader::Read>::IsCancelled;

constexpr QByteArrayView usualEnd(".access");

LogReader::Read readOf(QByteArray text, const QStringList &clientIds, const IsCancelled &isCancelled)
{
    if (text.size() > LogReader::largest)
        return Failure{LogFailure{LogFailure::Cause::TooLarge, {}}};
    ReadLog read;
    read.judgement = transcripts::judgementOf(text);
    if (isCancelled())
        return read;
    read.redacted = transcripts::redacted(text);
    if (isCancelled())
        return read;
    read.clientIds = namedIn(text, clientIds);
    read.text = std::move(text);
    return read;
}

// A pipe or a device would never come to its end.
LogReader::Read readOfFile(const QString &path, const QStringList &clientIds, const IsCancelled &isCancelled)
{
    if (!QFileInfo(path).isFile())
        return Failure{LogFailure{LogFailure::Cause::NotAFile, {}}};
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Failure{LogFailure{LogFailure::Cause::CannotRead, file.errorString()}};
    constexpr qint64 piece = qint64{1024} * 1024;
    QByteArray text;
    while (!file.atEnd() && text.size() <= LogReader::largest && !isCancelled()) {
        text += file.read(piece);
        if (file.error() != QFileDevice::NoError)
            return Failure{LogFailure{LogFailure::Cause::CannotRead, file.errorString()}};
    }
    return isCancelled() ? ReadLog() : readOf(std::move(text), clientIds, isCancelled);
}

} // namespace

QStringList namedIn(QByteArrayView text, const QStringList &clientIds)
{
    QHash<QByteArray, qsizetype> places;
    QList<qsizetype> lengths;
    QList<qsizetype> found;
    for (qsizetype place = 0; place < clientIds.size(); ++place) {
        const auto clientId = clientIds[place].toUtf8();
        if (!clientId.endsWith(usualEnd)) {
            if (!clientId.isEmpty() && text.contains(clientId))
                found.append(place);
            continue;
        }
        places.insert(clientId, place);
        if (!lengths.contains(clientId.size()))
            lengths.append(clientId.size());
    }
    // One walk through the text, however many are looked for.
    for (auto at = text.indexOf(usualEnd); at >= 0; at = text.indexOf(usualEnd, at + 1)) {
        const auto end = at + usualEnd.size();
        for (const auto length : std::as_const(lengths)) {
            if (length > end)
                continue;
            const auto candidate = text.sliced(end - length, length);
            const auto place = places.constFind(QByteArray::fromRawData(candidate.data(), length));
            if (place != places.cend() && !found.contains(*place))
                found.append(*place);
        }
    }
    std::sort(found.begin(), found.end());
    QStringList named;
    for (const auto place : std::as_const(found))
        named.append(clientIds[place]);
    return named;
}

LogReader::LogReader(QObject *parent)
    : QObject(parent)
{
}

void LogReader::readText(const QByteArray &text, const QStringList &clientIds)
{
    begin([text, clientIds](const IsCancelled &isCancelled) { return readOf(text, clientIds, isCancelled); });
}

void LogReader::readFile(const QString &path, const QStringList &clientIds)
{
    begin([path, clientIds](const IsCancelled &isCancelled) {
        return readOfFile(path, clientIds, isCancelled);
    });
}

void LogReader::begin(const BackgroundWork<Read>::Work &work)
{
    cancel();
    const auto tell = [this](const Read &read) {
        Q_EMIT runningChanged(false);
        Q_EMIT finished(read);
    };
    m_work.begin(work, {this, tell});
    Q_EMIT runningChanged(true);
}

void LogReader::cancel()
{
    if (!m_work.isRunning())
        return;
    m_work.cancel();
    Q_EMIT runningChanged(false);
}

} // namespace keyturn
