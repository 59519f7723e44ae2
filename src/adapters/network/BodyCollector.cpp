// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "BodyCollector.h"

#include <QDir>
#include <QTemporaryFile>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keyturn {

bool BodyCollector::append(const QByteArray &piece)
{
    const auto room = std::max<qint64>(0, m_bodyInMemory - m_body.start.size());
    if (!m_body.file && piece.size() > room && !moveToFile())
        return false;
    if (m_body.file && m_body.file->write(piece) != piece.size())
        return false;
    m_body.start.append(piece.first(std::min<qint64>(room, piece.size())));
    m_body.size += piece.size();
    return true;
}

QString BodyCollector::complaint() const
{
    return m_body.file ? m_body.file->errorString() : u"no folder for temporary files"_s;
}

std::optional<http::Body> BodyCollector::finish()
{
    if (m_body.file && !(m_body.file->flush() && m_body.file->seek(0)))
        return std::nullopt;
    return m_body;
}

bool BodyCollector::moveToFile()
{
    // Empty when the folder is missing, and a name alone would land in the current one.
    const auto folder = QDir::tempPath();
    if (folder.isEmpty())
        return false;
    m_body.file = std::make_shared<QTemporaryFile>(QDir(folder).filePath(u"keyturn-body-XXXXXX"_s));
    return m_body.file->open() && m_body.file->write(m_body.start) == m_body.start.size();
}

} // namespace keyturn
