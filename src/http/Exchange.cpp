// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Exchange.h"

namespace keyturn::http {

int statusOf(const Exchange &exchange)
{
    return exchange.answer ? exchange.answer->status : 0;
}

void replaceTexts(Exchange &exchange, const std::function<QByteArray(const QByteArray &)> &replace)
{
    const auto replaceIn = [&replace](QUrl &url) {
        const auto before = url.toEncoded();
        const auto after = replace(before);
        if (after != before)
            url = QUrl::fromEncoded(after);
    };
    replaceIn(exchange.request.url);
    for (auto &hop : exchange.hops) {
        replaceIn(hop.url);
        replaceIn(hop.location);
    }
    for (auto &header : exchange.request.headers)
        header.value = replace(header.value);
    const auto replaceInText
        = [&replace](QString &text) { text = QString::fromUtf8(replace(text.toUtf8())); };
    if (!exchange.answer) {
        auto failure = exchange.answer.error();
        replaceInText(failure.detail);
        exchange.answer = Failure{failure};
        return;
    }
    auto &reply = *exchange.answer.operator->();
    if (reply.tls && reply.tls->certificate) {
        auto &certificate = *reply.tls->certificate;
        replaceInText(certificate.subject);
        replaceInText(certificate.issuer);
        for (auto &name : certificate.names)
            replaceInText(name);
    }
    reply.reason = replace(reply.reason);
    reply.body.start = replace(reply.body.start);
    for (auto &header : reply.headers) {
        header.name = replace(header.name);
        header.value = replace(header.value);
    }
}

} // namespace keyturn::http
