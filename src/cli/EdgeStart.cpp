// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ConfigShape.h"
#include "EdgeCommand.h"
#include "EdgeConfigWording.h"
#include "SecretFile.h"
#include "StartingConfig.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

// What there is to do before an edge with a configuration of its own runs.
namespace keyturn::cli {

namespace {

Trouble cannotWrite(edge::SecretFileError error, const QString &path)
{
    const bool isThere = error == edge::SecretFileError::Exists;
    return {
        isThere ? ExitCode::WrongUsage : ExitCode::Data, isThere ? u"file-exists"_s : u"cannot-write-file"_s,
        sentenceFor(error, path), isThere ? u"Choose another name, or take it away first."_s : QString()};
}

/// The configuration holds no secret, but it need not be for everybody either.
Result<Done, edge::SecretFileError> writeNew(const QString &path, const QByteArray &text)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly)) {
        return Failure{
            QFileInfo::exists(path) ? edge::SecretFileError::Exists : edge::SecretFileError::CannotWrite};
    }
    if (file.write(text) == text.size() && file.flush())
        return Done{};
    file.remove();
    return Failure{edge::SecretFileError::CannotWrite};
}

} // namespace

ExitCode run(const Workplace &place, const EdgeInit &command)
{
    const auto start = edge::makeStartingConfig(QFileInfo(command.file).fileName(), place.now());
    const QDir folder(QFileInfo(command.file).path());
    if (QFileInfo::exists(command.file))
        return place.fail(cannotWrite(edge::SecretFileError::Exists, command.file));
    // All or nothing: a half of it would be in the way of the next attempt.
    QStringList written;
    const auto undo = [&written] {
        for (const auto &path : written)
            QFile::remove(path);
    };
    for (const auto &each : start.secrets) {
        const auto path = folder.filePath(each.file);
        if (const auto made = edge::writeSecretFile(path, each.secret); !made) {
            undo();
            return place.fail(cannotWrite(made.error(), path));
        }
        written.append(path);
    }
    if (const auto made = writeNew(command.file, start.text); !made) {
        undo();
        return place.fail(cannotWrite(made.error(), command.file));
    }
    place.out.document(
        {{u"config"_s, command.file}, {u"secret_files"_s, QJsonArray::fromStringList(written)}});
    place.out.line(u"Wrote %1, and the secrets of its tokens:"_s.arg(command.file));
    for (const auto &path : written)
        place.out.line(u"  "_s + path);
    place.out.note(u"keyturn-cli edge --config %1 plays it."_s.arg(command.file));
    return ExitCode::Done;
}

ExitCode run(const Workplace &place, const EdgeSchema &)
{
    place.out.bytes(QJsonDocument(edge::configSchema()).toJson(QJsonDocument::Indented));
    return ExitCode::Done;
}

} // namespace keyturn::cli
