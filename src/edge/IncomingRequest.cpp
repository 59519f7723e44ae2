// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "IncomingRequest.h"

#include <QUrl>

namespace keyturn::edge {

QString IncomingRequest::path() const
{
    const auto end = target.indexOf('?');
    return QString::fromLatin1(end < 0 ? target : target.left(end));
}

QString IncomingRequest::query() const
{
    const auto end = target.indexOf('?');
    return end < 0 ? QString() : QString::fromLatin1(target.mid(end + 1));
}

QString IncomingRequest::hostName() const
{
    const auto bracket = authority.lastIndexOf(']');
    const auto colon = authority.indexOf(':', bracket < 0 ? 0 : bracket);
    return QString::fromLatin1(colon < 0 ? authority : authority.left(colon)).toLower();
}

QString normalPath(const QString &path)
{
    QStringList segments;
    const auto decoded = QUrl::fromPercentEncoding(path.toUtf8());
    for (const auto &segment : decoded.split(u'/', Qt::SkipEmptyParts)) {
        if (segment == u".")
            continue;
        if (segment != u"..")
            segments.append(segment);
        else if (!segments.isEmpty())
            segments.removeLast();
    }
    return u'/' + segments.join(u'/');
}

} // namespace keyturn::edge
