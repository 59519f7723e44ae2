// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ErrorMarks.h"
#include "ErrorWords.h"
#include "LogLines.h"
#include "Request.h"

#include <QUrl>

#include <optional>
#include <vector>

namespace keyturn::transcripts {

/// A few lines of a log in which marks were found, and what they say together.
class ErrorScene
{
public:
    /// Where a program was sent to log in.
    struct Login
    {
        QUrl url; ///< Empty when it was not.
        bool isAlone
            = false; ///< Nothing stands beside the address: who was sent there, and when, is unknown.
    };

    ErrorScene(const LogLines &lines, std::size_t first);

    void add(std::size_t line, const MarkedPlace &place);

    [[nodiscard]] std::size_t firstIndex() const { return m_first; }
    [[nodiscard]] std::size_t lastIndex() const { return m_last; }
    [[nodiscard]] int firstLine() const { return (*m_lines)[m_first].number; }
    [[nodiscard]] int lastLine() const { return (*m_lines)[m_last].number; }

    [[nodiscard]] bool has(ErrorMark::Kind kind) const;
    [[nodiscard]] int status() const; ///< The last that is told; 0 when none is.
    [[nodiscard]] int impliedStatus() const; ///< What the body says of itself; 0 when nothing.
    [[nodiscard]] std::optional<access::Complaint> complaint() const; ///< The last.
    [[nodiscard]] PrintedRequest printedRequest() const; ///< The last that is printed before the last mark.
    [[nodiscard]] QUrl url() const; ///< Where the request went; may be empty.
    [[nodiscard]] Login login() const; ///< A mere mention of the address is not it.
    [[nodiscard]] QByteArray loginPage() const;
    [[nodiscard]] QByteArray body() const; ///< Access's message or Cloudflare's number.
    [[nodiscard]] QByteArray apiAnswer() const; ///< The Cloudflare API's, or one with the code that is told.
    [[nodiscard]] bool namesApi() const; ///< The lines speak of the Cloudflare API.
    [[nodiscard]] QUrl destination() const; ///< cloudflared's word for what was asked of it; may be empty.
    [[nodiscard]] http::Headers headers() const; ///< Telling ones, as programs print them.
    [[nodiscard]] std::optional<http::TransportFailure> failure() const;
    [[nodiscard]] std::optional<http::TransportFailure> handshake() const; ///< A WebSocket was refused.
    [[nodiscard]] bool showsCredentials() const;
    [[nodiscard]] bool showsEmptyCredentials() const; ///< As programs print what was never set.
    [[nodiscard]] QByteArrayView lastWords() const; ///< The line of the last complaint.

private:
    struct Hit
    {
        std::size_t line;
        qsizetype at;
        const ErrorMark *mark;
    };

    [[nodiscard]] int statusOf(const Hit &hit) const;
    [[nodiscard]] QByteArrayView textOf(std::size_t line) const;
    [[nodiscard]] QByteArray objectAround(std::size_t line) const; ///< JSON over several lines.
    [[nodiscard]] bool isAboutHttp(std::size_t line) const;
    [[nodiscard]] bool printsPage() const;
    [[nodiscard]] std::size_t begin() const; ///< With the lines around the marks.
    [[nodiscard]] std::size_t end() const;

    const LogLines *m_lines;
    std::vector<Hit> m_hits;
    std::size_t m_first;
    std::size_t m_last;
};

} // namespace keyturn::transcripts
