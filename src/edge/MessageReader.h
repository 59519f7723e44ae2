// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Ascii.h"
#include "Framing.h"
#include "Request.h"

#include <QByteArray>

#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/parser.hpp>

#include <algorithm>
#include <memory>
#include <optional>

namespace keyturn::edge {

/// What the parsers of both directions have in common: HTTP/1.1 messages out of a stream of bytes, each head
/// in one piece and each body in many. Refuses what two programs could read in two ways.
template <bool isRequest>
class MessageReader
{
public:
    using Beast = boost::beast::http::parser<isRequest, boost::beast::http::buffer_body>;
    using Message = typename Beast::value_type;

    enum class Head { NeedsMore, TooLarge, Malformed, UnknownVersion, Complete };
    enum class Body { NeedsMore, Malformed, Piece, End };

    void append(const QByteArray &bytes) { m_pending += bytes; }
    [[nodiscard]] bool isInMessage() const { return m_beast != nullptr; }
    [[nodiscard]] bool isIdle() const { return m_pending.isEmpty() && !m_beast; }

    /// `bodiless`: the answer to HEAD.
    [[nodiscard]] Head readHead(qsizetype limit, bool bodiless = false);
    /// The message whose head was read, without its body; until leave().
    [[nodiscard]] const Message &message() const { return m_beast->get(); }
    [[nodiscard]] http::Headers headers() const;
    [[nodiscard]] Framing framing() const;

    [[nodiscard]] Body readBody();
    [[nodiscard]] QByteArray takePiece() { return std::exchange(m_piece, {}); }
    /// The peer has closed: whether the message was whole by then.
    [[nodiscard]] bool isWholeAtClose();

    void leave() { m_beast.reset(); }
    void clear();
    /// What came after the message.
    [[nodiscard]] QByteArray takeRest() { return std::exchange(m_pending, {}); }

    [[nodiscard]] static QByteArray bytesOf(boost::beast::string_view text)
    {
        return {text.data(), static_cast<qsizetype>(text.size())};
    }

private:
    void skipEmptyLines();
    [[nodiscard]] std::optional<qsizetype> findHeadEnd();
    [[nodiscard]] static bool isControl(char c);

    QByteArray m_pending;
    qsizetype m_scanned = 0; ///< How far the header block was searched for its end.
    std::unique_ptr<Beast> m_beast; ///< Set from a head to the end of its body.
    bool m_isAtFirstChunk = false; ///< Nothing of a chunked body has been read yet.
    QByteArray m_piece;
};

/// Only digits: "+5" and "5, 5" are lengths to some.
[[nodiscard]] inline bool isBodyLength(const QByteArray &text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), isDigit);
}

template <bool isRequest>
bool MessageReader<isRequest>::isControl(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\t' && c != '\r' && c != '\n') || byte == 0x7f;
}

template <bool isRequest>
void MessageReader<isRequest>::clear()
{
    m_pending.clear();
    leave();
}

// A client may send an empty line too many after a body (RFC 9112, section 2.2).
template <bool isRequest>
void MessageReader<isRequest>::skipEmptyLines()
{
    while (m_pending.startsWith("\r\n")) {
        m_pending.remove(0, 2);
        m_scanned = 0;
    }
}

// The size of the header block; 0 while its end has not come, null when a line of it is bad.
template <bool isRequest>
std::optional<qsizetype> MessageReader<isRequest>::findHeadEnd()
{
    for (; m_scanned < m_pending.size(); ++m_scanned) {
        const char c = m_pending.at(m_scanned);
        if (isControl(c))
            return std::nullopt;
        const char before = m_scanned > 0 ? m_pending.at(m_scanned - 1) : '\0';
        if ((c == '\n') != (before == '\r'))
            return std::nullopt;
        if (before == '\n' && (c == ' ' || c == '\t'))
            return std::nullopt;
        if (c == '\n' && m_scanned >= 3 && m_pending.at(m_scanned - 2) == '\n')
            return m_scanned + 1;
    }
    return 0;
}

template <bool isRequest>
auto MessageReader<isRequest>::readHead(qsizetype limit, bool bodiless) -> Head
{
    namespace beast = boost::beast;
    if constexpr (isRequest)
        skipEmptyLines();
    const auto end = findHeadEnd();
    if (!end)
        return Head::Malformed;
    if ((*end > 0 ? *end : m_pending.size()) > limit)
        return Head::TooLarge;
    if (*end == 0)
        return Head::NeedsMore;

    m_beast = std::make_unique<Beast>();
    m_beast->eager(true);
    m_beast->header_limit(static_cast<std::uint32_t>(limit));
    m_beast->body_limit(boost::none);
    if constexpr (!isRequest)
        m_beast->skip(bodiless);
    beast::error_code error;
    m_beast->put(boost::asio::const_buffer(m_pending.constData(), static_cast<std::size_t>(*end)), error);
    // "GET / HTTP/9.9" is a good line of another version; "GET /a b HTTP/1.1" is not.
    if (error == beast::http::error::bad_version && m_pending.left(m_pending.indexOf('\r')).count(' ') == 2)
        return Head::UnknownVersion;
    const bool isGood
        = !error || error == beast::http::error::need_more || error == beast::http::error::need_buffer;
    if (!isGood || !m_beast->is_header_done())
        return Head::Malformed;
    m_pending.remove(0, *end);
    m_scanned = 0;
    m_isAtFirstChunk = m_beast->chunked();
    return Head::Complete;
}

template <bool isRequest>
http::Headers MessageReader<isRequest>::headers() const
{
    http::Headers headers;
    for (const auto &field : message())
        headers.append({bytesOf(field.name_string()), bytesOf(field.value())});
    return headers;
}

template <bool isRequest>
Framing MessageReader<isRequest>::framing() const
{
    if (m_beast->is_done())
        return {};
    if (m_beast->chunked())
        return {Framing::End::Chunked, 0};
    if (const auto length = m_beast->content_length())
        return {Framing::End::Length, *length};
    return {Framing::End::Close, 0};
}

template <bool isRequest>
auto MessageReader<isRequest>::readBody() -> Body
{
    namespace beast = boost::beast;
    // Longest chunk-size line and longest trailer block: Beast wants each of them in one piece.
    constexpr qsizetype longestChunkLine = qsizetype{16} * 1024;
    constexpr qsizetype pieceBytes = qsizetype{64} * 1024;
    // A last chunk that is the first as well must be shown whole: once Beast has seen its line, it stops the
    // program when it is shown less than this again, which may be these very bytes.
    constexpr QByteArrayView shortestLastChunk = "0\r\n\r\n";
    const bool isCut = m_pending.startsWith('0') && m_pending.size() < shortestLastChunk.size();
    if (isCut && m_isAtFirstChunk && !m_beast->is_done())
        return Body::NeedsMore;
    m_piece.resize(std::min(pieceBytes, m_pending.size()));
    auto &body = m_beast->get().body();
    body.data = m_piece.data();
    body.size = static_cast<std::size_t>(m_piece.size());
    qsizetype used = 0;
    while (!m_beast->is_done() && used < m_pending.size() && body.size > 0) {
        const auto left = static_cast<std::size_t>(m_pending.size() - used);
        beast::error_code error;
        const auto taken = m_beast->put(boost::asio::const_buffer(m_pending.constData() + used, left), error);
        used += static_cast<qsizetype>(taken);
        const bool isGood
            = !error || error == beast::http::error::need_more || error == beast::http::error::need_buffer;
        if (!isGood)
            return Body::Malformed;
        if (taken == 0)
            break;
    }
    m_piece.resize(m_piece.size() - static_cast<qsizetype>(body.size));
    body.data = nullptr;
    body.size = 0;
    m_pending.remove(0, used);
    m_isAtFirstChunk = m_isAtFirstChunk && used == 0;
    if (!m_piece.isEmpty())
        return Body::Piece;
    if (m_beast->is_done())
        return Body::End;
    return m_pending.size() > longestChunkLine ? Body::Malformed : Body::NeedsMore;
}

template <bool isRequest>
bool MessageReader<isRequest>::isWholeAtClose()
{
    if (!m_beast)
        return true;
    boost::beast::error_code error;
    m_beast->put_eof(error);
    return !error && m_beast->is_done();
}

} // namespace keyturn::edge
