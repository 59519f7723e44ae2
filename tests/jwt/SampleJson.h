// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace keyturn::jwt {

inline QJsonObject object(const QByteArray &json)
{
    return QJsonDocument::fromJson(json).object();
}

/// With these members put in or, if null, taken out.
inline QJsonObject changed(QJsonObject json, const QByteArray &changes)
{
    const auto members = object(changes);
    for (auto member = members.begin(); member != members.end(); ++member) {
        if (member.value().isNull())
            json.remove(member.key());
        else
            json[member.key()] = member.value();
    }
    return json;
}

} // namespace keyturn::jwt
