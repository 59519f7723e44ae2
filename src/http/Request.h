// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Secret.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QUrl>

#include <vector>

namespace keyturn::http {

/// A header field as it stands on the wire. Names compare without case (RFC 9110, section 5.1).
struct Header
{
    QByteArray name;
    QByteArray value;

    bool operator==(const Header &) const = default;
};
using Headers = QList<Header>;

/// The first value of the field `name`; empty when there is none (see hasHeader).
[[nodiscard]] QByteArray headerValue(const Headers &headers, QByteArrayView name);
[[nodiscard]] bool hasHeader(const Headers &headers, QByteArrayView name);
/// Every value of the field `name`, in order: what Set-Cookie needs.
[[nodiscard]] QList<QByteArray> headerValues(const Headers &headers, QByteArrayView name);

/// What is wrong with a header as a person types it (RFC 9110, section 5): the name must be a token, the
/// value must hold no CR, LF or NUL.
enum class HeaderProblem { None, EmptyName, NameNotAToken, ValueHasLineBreak, ValueHasNul };
[[nodiscard]] HeaderProblem problemOf(const Header &header);
/// The same for a value alone, which may be a secret: nothing of it is kept.
[[nodiscard]] HeaderProblem problemOfValue(QByteArrayView value);
/// A field that describes a body (RFC 9110, section 8): it goes when the body goes.
[[nodiscard]] bool isAboutBody(const QByteArray &name);
/// A token (RFC 9110, section 5.6.2): what header names and methods are made of.
[[nodiscard]] bool isToken(QByteArrayView text);

/// A header whose value is a secret. It goes to the Transport and nowhere else.
struct SecretHeader
{
    QByteArray name;
    Secret value;
};
using SecretHeaders = std::vector<SecretHeader>;

/// A request without its credentials: safe to show, keep and export.
struct Request
{
    QByteArray method = "GET";
    QUrl url;
    Headers headers;
    QByteArray body;
};

/// Scheme, host and port, the port filled in (RFC 6454, section 4): "https://api.example.com:443". Empty for
/// a URL that has no host; such a URL has the same origin as no other, itself included.
[[nodiscard]] QString originOf(const QUrl &url);
[[nodiscard]] bool isSameOrigin(const QUrl &a, const QUrl &b);
/// 127.0.0.0/8, ::1 and localhost. Not *.localhost: where the system does not answer for those names itself,
/// any resolver may.
[[nodiscard]] bool isLoopback(const QUrl &url);

} // namespace keyturn::http
