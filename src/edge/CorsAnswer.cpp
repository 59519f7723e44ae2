// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "CorsAnswer.h"

namespace keyturn::edge {

using namespace Qt::StringLiterals;

namespace {

bool allows(const QStringList &allowed, const QString &wanted)
{
    return allowed.contains(u"*"_s) || allowed.contains(wanted, Qt::CaseInsensitive);
}

QByteArray allowedHeaders(const Cors &cors, const QByteArray &wanted)
{
    QByteArrayList allowed;
    for (const auto &name : wanted.split(',')) {
        const auto trimmed = name.trimmed();
        if (!trimmed.isEmpty() && allows(cors.headers, QString::fromLatin1(trimmed)))
            allowed.append(trimmed);
    }
    return allowed.join(", ");
}

} // namespace

Answer preflightAnswer(const Cors &cors, const http::Headers &request)
{
    Answer answer{
        200, {{"Vary", "Origin, Access-Control-Request-Method, Access-Control-Request-Headers"}}, {}};
    const auto origin = http::headerValue(request, "Origin");
    const auto method = http::headerValue(request, "Access-Control-Request-Method");
    const auto headers = http::headerValue(request, "Access-Control-Request-Headers");
    if (origin.isEmpty() || !allows(cors.origins, QString::fromLatin1(origin))
        || !allows(cors.methods, QString::fromLatin1(method)))
        return answer;

    // A browser takes no star beside credentials.
    const bool isForAll = cors.origins.contains(u"*"_s) && !cors.allowsCredentials;
    answer.headers.append(http::Header{"Access-Control-Allow-Origin", isForAll ? QByteArray("*") : origin});
    answer.headers.append(http::Header{"Access-Control-Allow-Methods", method});
    if (const auto allowed = allowedHeaders(cors, headers); !allowed.isEmpty())
        answer.headers.append(http::Header{"Access-Control-Allow-Headers", allowed});
    if (cors.allowsCredentials)
        answer.headers.append(http::Header{"Access-Control-Allow-Credentials", "true"});
    if (cors.maxAge)
        answer.headers.append(
            http::Header{"Access-Control-Max-Age", QByteArray::number(qint64{cors.maxAge->count()})});
    return answer;
}

} // namespace keyturn::edge
