// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Echo.h"

#include <QJsonArray>
#include <QJsonObject>

namespace keyturn::edge {

using namespace Qt::StringLiterals;

Answer echo(const OriginRequest &origin)
{
    QJsonArray headers;
    for (const auto &[name, value] : origin.request.headers)
        headers.append(QJsonArray{QString::fromLatin1(name), QString::fromUtf8(value)});

    const auto nullUnless = [](bool isKnown, const QString &text) {
        return isKnown ? QJsonValue(text) : QJsonValue(QJsonValue::Null);
    };
    const bool isKnown = !origin.assertion.isEmpty();
    const QJsonObject seen{
        {u"method"_s, QString::fromLatin1(origin.request.method)},
        {u"path"_s, origin.request.path()},
        {u"query"_s, origin.request.query()},
        {u"headers"_s, headers},
        {u"body_bytes"_s, qint64{origin.request.body.size()}},
        {u"caller"_s, nullUnless(isKnown, "service token "_L1 + origin.clientId)},
        {u"assertion"_s, nullUnless(isKnown, QString::fromLatin1(origin.assertion))},
    };
    return jsonAnswer(200, seen);
}

} // namespace keyturn::edge
