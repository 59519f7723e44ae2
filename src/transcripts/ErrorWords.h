// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ErrorMarks.h"
#include "Request.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QJsonObject>
#include <QUrl>

namespace keyturn::transcripts {

// What one line of an error message says at a place of it.

/// The status that stands at `at`; 0 when it is none.
[[nodiscard]] int numberAt(QByteArrayView text, qsizetype at);
/// The first number of three digits, with nothing but words and quotes before it; 0 when it is no status.
[[nodiscard]] int statusAfter(QByteArrayView text, qsizetype at);
/// The same for the mark at `at`, which may have the number in front.
[[nodiscard]] int statusIn(QByteArrayView text, qsizetype at, const ErrorMark &mark);
/// docker and helm: "...: 403 Forbidden", behind an address.
[[nodiscard]] int statusWithReason(QByteArrayView text, qsizetype from);

/// Whether the words in front of an address tell that a program was sent there, or was there.
[[nodiscard]] bool speaksOfRedirect(QByteArrayView before);
/// "302 https://...", as curl -w writes it: whether `before` ends in the status of a redirect.
[[nodiscard]] bool endsInRedirectStatus(QByteArrayView before);
/// 64 hexadecimal digits.
[[nodiscard]] bool isAudience(const QString &text);
/// The first address that is no team's: where the request went.
[[nodiscard]] QUrl askedIn(QByteArrayView text);

/// A request as scripts print it: "GET https://api.example.com/data -> 302"; git's "asked for: https://...",
/// and wget's "--2026-11-24 09:00:00--  https://...".
struct PrintedRequest
{
    QUrl url; ///< Empty when there is none.
    int status = 0; ///< 0 when it is not told.
};
[[nodiscard]] PrintedRequest printedRequestIn(QByteArrayView text);

/// {"message":...,"aud":...} in the line around `at`.
[[nodiscard]] QJsonObject messageAround(QByteArrayView text, qsizetype at);
/// {"code":...,"message":...} of the Cloudflare API, from the words of a program at `at`; empty for a number
/// that is not known to be the API's.
[[nodiscard]] QJsonObject apiErrorAt(QByteArrayView text, qsizetype at, const ErrorMark &mark);
/// `'CF-Access-Client-Id': undefined`, and null, None, nil and nothing.
[[nodiscard]] bool printsEmptyCredential(QByteArrayView text);
/// "error code: 1010", where it stands by itself; else empty.
[[nodiscard]] QByteArray codeAt(QByteArrayView text, qsizetype at);
/// The header of that name, as programs print it: `'cf-ray': 'x'`, `"cf-ray": "x"`, `cf-ray: x`,
/// `[ 'cf-ray', 'x' ]`. `lower` is `text` in lower case.
void addHeader(QByteArrayView text, const QByteArray &lower, QByteArrayView name, http::Headers &headers);

} // namespace keyturn::transcripts
