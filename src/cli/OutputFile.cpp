// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "OutputFile.h"

#include <QSaveFile>
#include <QTemporaryFile>

using namespace Qt::StringLiterals;

namespace keyturn::cli {

OutputFile::OutputFile(const QString &path)
    : m_file(path.isEmpty() ? nullptr : std::make_unique<QSaveFile>(path))
{
}

OutputFile::~OutputFile() = default;

std::optional<Trouble> OutputFile::open()
{
    if (!m_file || m_file->open(QIODevice::WriteOnly))
        return std::nullopt;
    return trouble();
}

std::optional<Trouble> OutputFile::write(const http::Body &body)
{
    if (!m_file)
        return std::nullopt;
    if (!copy(body))
        return trouble();
    return m_file->commit() ? std::nullopt : std::optional(trouble());
}

bool OutputFile::copy(const http::Body &body)
{
    if (body.isWholeInMemory())
        return m_file->write(body.start) == body.start.size();
    QFile whole(body.file->fileName());
    if (!whole.open(QIODevice::ReadOnly))
        return false;
    constexpr qint64 chunk = 1024 * 1024;
    qint64 copied = 0;
    while (copied < body.size) {
        const auto read = whole.read(chunk);
        if (read.isEmpty() || m_file->write(read) != read.size())
            return false;
        copied += read.size();
    }
    return true;
}

Trouble OutputFile::trouble() const
{
    return {
        ExitCode::NotFound,
        u"cannot-write-file"_s,
        u"The file %1 cannot be written: %2."_s.arg(m_file->fileName(), m_file->errorString()),
        {}};
}

} // namespace keyturn::cli
