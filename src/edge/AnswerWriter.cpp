// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "AnswerWriter.h"

#include <QTcpSocket>

#include <algorithm>

namespace keyturn::edge {

AnswerWriter::AnswerWriter(QTcpSocket *socket)
    : m_socket(socket)
{
}

void AnswerWriter::expect(const IncomingRequest &request, Ending ending)
{
    m_state = State::Waiting;
    m_ending = ending;
    m_status = 0;
    m_isHead = request.method == "HEAD";
    m_isHttp10 = request.isHttp10;
    m_keepsAlive = request.keepAlive;
}

void AnswerWriter::write(const Answer &answer)
{
    const auto length = static_cast<std::uint64_t>(answer.body.size());
    AnswerHead head{answer.status, answer.headers, {Framing::End::Length, length}, true};
    // HEAD is told how long the body is that it does not get.
    if (m_isHead)
        head.headers.append(http::Header{"Content-Length", QByteArray::number(answer.body.size())});
    writeHead(head);
    writePiece(answer.body);
    writeEnd();
}

void AnswerWriter::writeInterim(int status, const http::Headers &headers)
{
    if (!m_isHttp10)
        m_socket->write(headToWire(status, headers));
}

void AnswerWriter::writeUpgrade(const AnswerHead &head)
{
    m_status = head.status;
    m_state = State::Whole;
    m_socket->write(headToWire(head.status, head.headers));
}

void AnswerWriter::writeHead(const AnswerHead &head)
{
    if (m_ending == Ending::Reset) {
        m_state = State::ToBeReset;
        return;
    }
    m_framing = framingFor(head);
    if (endsWithConnection() || m_ending == Ending::Truncated)
        m_keepsAlive = false;
    m_status = head.status;
    const auto wire = headToWire(head.status, headersFor(head));
    const bool hasBody
        = m_framing.end != Framing::End::NoBody && m_framing != Framing{Framing::End::Length, 0};
    if (m_ending == Ending::Truncated && !hasBody) {
        m_socket->write(wire.left(wire.size() / 2));
        m_state = State::Cut;
        return;
    }
    m_uncut = m_framing.length / 2;
    m_socket->write(wire);
    m_state = State::InBody;
}

void AnswerWriter::writePiece(const QByteArray &piece)
{
    if (m_state != State::InBody || m_framing.end == Framing::End::NoBody || piece.isEmpty())
        return;
    if (m_ending != Ending::Truncated)
        return writeBody(piece);
    // Where no length is told, the first piece is the last.
    const auto size = static_cast<std::uint64_t>(piece.size());
    const auto left = m_framing.end == Framing::End::Length ? m_uncut : size / 2;
    if (m_framing.end == Framing::End::Length && size <= left) {
        m_uncut -= size;
        return writeBody(piece);
    }
    writeBody(piece.left(static_cast<qsizetype>(left)));
    m_state = State::Cut;
}

void AnswerWriter::writeBody(const QByteArray &piece)
{
    if (m_framing.end != Framing::End::Chunked) {
        m_socket->write(piece);
        return;
    }
    // An empty chunk would be the last.
    if (piece.isEmpty())
        return;
    m_socket->write(QByteArray::number(piece.size(), 16) + "\r\n");
    m_socket->write(piece);
    m_socket->write("\r\n");
}

void AnswerWriter::writeEnd()
{
    if (m_state != State::InBody)
        return;
    if (m_ending == Ending::Truncated) {
        m_state = State::Cut;
        return;
    }
    if (m_framing.end == Framing::End::Chunked)
        m_socket->write("0\r\n\r\n");
    m_state = State::Whole;
}

Framing AnswerWriter::framingFor(const AnswerHead &head) const
{
    if (m_isHead || !mayHaveBody(head.status))
        return {};
    switch (head.framing.end) {
    case Framing::End::NoBody:
        return {Framing::End::Length, 0};
    case Framing::End::Length:
        return head.framing;
    case Framing::End::Chunked:
    case Framing::End::Close:
        break;
    }
    return {m_isHttp10 ? Framing::End::Close : Framing::End::Chunked, 0};
}

http::Headers AnswerWriter::headersFor(const AnswerHead &head) const
{
    auto headers = head.headers;
    // Of what has no body, an answer to HEAD and 304 tell the length all the same (RFC 9110, section 8.6).
    if (m_framing.end != Framing::End::NoBody || head.status == 204) {
        const auto isLength = [](const http::Header &header) {
            return header.name.compare("Content-Length", Qt::CaseInsensitive) == 0;
        };
        headers.removeIf(isLength);
    }
    if (m_framing.end == Framing::End::Length)
        headers.append(
            http::Header{"Content-Length", QByteArray::number(static_cast<qulonglong>(m_framing.length))});
    if (m_framing.end == Framing::End::Chunked)
        headers.append(http::Header{"Transfer-Encoding", "chunked"});
    headers.append(http::Header{"Connection", m_keepsAlive ? "keep-alive" : "close"});
    return headers;
}

} // namespace keyturn::edge
