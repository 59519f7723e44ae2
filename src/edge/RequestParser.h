// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "IncomingRequest.h"

#include <QByteArray>

#include <cstdint>
#include <memory>

namespace keyturn::edge {

/// Why bytes are no request that the edge serves.
enum class BadRequest {
    Malformed,
    HeaderTooLarge,
    BodyTooLarge,
    TooSlow, ///< Said by the connection: the rest did not come in time.
    UnknownExpectation,
    UnknownTransferCoding,
    UnknownVersion,
};
[[nodiscard]] int statusOf(BadRequest reason);

struct ParserLimits
{
    qsizetype headerBytes = qsizetype{32} * 1024;
    std::uint64_t bodyBytes = std::uint64_t{8} * 1024 * 1024;
};

/// Takes the requests out of a stream of bytes, one after the other (RFC 9112). It refuses every shape that
/// two servers could read in two ways: both lengths, folded lines, control bytes, bad chunks.
class RequestParser
{
public:
    enum class Progress { NeedsMore, Complete, Refused };

    explicit RequestParser(const ParserLimits &limits = {});
    ~RequestParser();

    void append(const QByteArray &bytes);
    /// After Complete comes take(); after Refused nothing more is to be expected of this stream.
    [[nodiscard]] Progress advance();
    [[nodiscard]] IncomingRequest take();
    [[nodiscard]] BadRequest refusal() const;

    /// Nothing of a next request has come yet.
    [[nodiscard]] bool isIdle() const;
    /// True once for a request whose client waits for "100 Continue" before it sends the body.
    [[nodiscard]] bool takeExpectation();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace keyturn::edge
