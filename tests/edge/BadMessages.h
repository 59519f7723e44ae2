// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QList>

#include <utility>

namespace keyturn::edge {

/// What no reader may take for a message, behind the first line of a request or of an answer: above all what
/// two readers could take for two different ones (RFC 9112, section 11).
inline QList<std::pair<const char *, QByteArray>> badMessages(const QByteArray &start)
{
    const QByteArray chunked = start + "Transfer-Encoding: chunked\r\n\r\n";
    const auto withNul = [&start](QByteArray field) { return start + field.replace('?', '\0') + "\r\n\r\n"; };
    return {
        {"both lengths", start + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
        {"both lengths, the other way round",
         start + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n"},
        {"two lengths", start + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!"},
        {"two equal lengths", start + "Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello"},
        {"lengths in a list", start + "Content-Length: 5, 5\r\n\r\nhello"},
        {"negative length", start + "Content-Length: -1\r\n\r\n"},
        {"signed length", start + "Content-Length: +5\r\n\r\nhello"},
        {"length with letters", start + "Content-Length: 5x\r\n\r\nhello"},
        {"length beyond 64 bits", start + "Content-Length: 18446744073709551617\r\n\r\n"},
        {"coding twice",
         start + "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n"},
        {"the same coding twice",
         start + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
        {"folded line", start + "A: b\r\n c\r\n\r\n"},
        {"folded line with a tab", start + "A: b\r\n\tc\r\n\r\n"},
        {"NUL in a value", withNul("A: b?c")},
        {"NUL in a name", withNul("A?: b")},
        {"escape byte", start + "A: \x1b[0m\r\n\r\n"},
        {"bare CR", start + "A: b\rC: d\r\n\r\n"},
        {"space before the colon", start + "A : x\r\n\r\n"},
        {"space in a name", start + "A B: c\r\n\r\n"},
        {"line without colon", start + "ABC\r\n\r\n"},
        {"no name", start + ": c\r\n\r\n"},
        {"chunk size with letters", chunked + "xyz\r\n"},
        {"chunk size empty", chunked + "\r\nhello\r\n"},
        {"chunk size signed", chunked + "-1\r\n"},
        {"chunk size too large", chunked + "fffffffffffffffff\r\n"},
        {"chunk longer than it said", chunked + "2\r\nhello\r\n0\r\n\r\n"},
        {"chunk line without end", chunked + "1;" + QByteArray(20000, 'x')},
        {"trailer without end", chunked + "0\r\nA: " + QByteArray(20000, 'x')},
    };
}

} // namespace keyturn::edge
