// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "PageReader.h"

#include "BodyEnd.h"
#include "HeadBlock.h"
#include "PageMarks.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keyturn::transcripts {

bool isPage(QByteArrayView plain)
{
    return beginsPage(plain.first(std::min<qsizetype>(plain.size(), 4096)).trimmed());
}

Transcript readPage(QByteArrayView plain)
{
    const QByteArray body = plain.first(std::min(plain.size(), longestBody)).trimmed().toByteArray();
    Transcript found;
    found.form = Form::Page;
    found.firstLine = 1;
    found.lastLine = static_cast<int>(std::count(plain.begin(), plain.end(), '\n')) + 1;
    found.ceiling = access::Confidence::Possible;
    const int status = access::isLoginTitle(access::titleOf(body)) ? 200 : statusToldBy(body);
    if (status == 0)
        return found;
    found.known.body = true;
    found.exchange
        = exchangeOf({}, replyOf({{{}, status, {}}, {{"Content-Type", "text/html"}}, false}, body));
    return found;
}

int statusToldBy(const QByteArray &body)
{
    if (const QJsonObject message = access::blockMessageIn(body); !message.isEmpty())
        return message.value("status_code"_L1).toInt() == 401 ? 401 : 403;
    const int code = access::cloudflareCodeOf(body);
    if (code == 1015)
        return 429;
    if (code >= 500 && code <= 599)
        return code;
    return code == 1016 || code == 1033 ? 530 : code != 0 ? 403 : 0;
}

} // namespace keyturn::transcripts
