// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "KeyCacheFile.h"

#include <QDir>
#include <QFile>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace keyturn {

namespace {

QString pathIn(const QString &profile)
{
    return QDir(profile).filePath(u"jwt-keys.json"_s);
}

} // namespace

KeyCache loadKeyCache(const QString &profile, const QDateTime &now)
{
    constexpr qint64 largest = KeyCache::mostPlaces * (jwt::largestKeySet + 4096);
    QFile file(pathIn(profile));
    if (!file.open(QIODevice::ReadOnly) || file.size() > largest)
        return {};
    return KeyCache::restored(file.readAll(), now);
}

bool saveKeyCache(const QString &profile, const KeyCache &cache)
{
    if (!QFileInfo(profile).isDir())
        return false;
    QSaveFile file(pathIn(profile));
    return file.open(QIODevice::WriteOnly)
        && file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner)
        && file.write(cache.saved()) >= 0 && file.commit();
}

} // namespace keyturn
