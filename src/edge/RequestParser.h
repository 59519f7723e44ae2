// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "IncomingRequest.h"

#include <QByteArray>

#include <memory>

namespace keyturn::edge {

/// Why bytes are no request that the edge serves.
enum class BadRequest {
    Malformed,
    HeaderTooLarge,
    BodyTooLarge, ///< Said by the connection: whoever is to answer does not take that much.
    TooSlow, ///< Said by the connection: the rest did not come in time.
    UnknownExpectation,
    UnknownTransferCoding,
    UnknownVersion,
};
[[nodiscard]] int statusOf(BadRequest reason);

/// Takes the requests out of a stream of bytes, one after the other (RFC 9112): first the head, then the body
/// in pieces as they come. It refuses every shape that two servers could read in two ways: both lengths,
/// folded lines, control bytes, bad chunks.
class RequestParser
{
public:
    enum class Progress { NeedsMore, Head, Body, End, Refused };

    static constexpr qsizetype usualHeadBytes = qsizetype{32} * 1024;

    explicit RequestParser(qsizetype headBytes = usualHeadBytes);
    ~RequestParser();

    void append(const QByteArray &bytes);
    /// For each request Head, any number of Body, and End; after Refused nothing more is to be expected of
    /// this stream.
    [[nodiscard]] Progress advance();
    [[nodiscard]] IncomingRequest takeHead(); ///< After Head.
    [[nodiscard]] QByteArray takePiece(); ///< After Body; never empty.
    [[nodiscard]] BadRequest refusal() const;

    /// Nothing of a next request has come yet.
    [[nodiscard]] bool isIdle() const;
    /// True once for a request whose client waits for "100 Continue" before it sends the body.
    [[nodiscard]] bool takeExpectation();
    /// What came after a request with which HTTP ends on this stream.
    [[nodiscard]] QByteArray takeRest();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace keyturn::edge
