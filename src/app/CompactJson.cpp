// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "CompactJson.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace keyturn {

QString compactJson(const QJsonValue &value)
{
    // A value that is neither object nor array has no document of its own.
    const auto wrapped = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(wrapped.sliced(1).chopped(1));
}

} // namespace keyturn
