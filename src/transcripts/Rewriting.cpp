// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Rewriting.h"

#include "HeadBlock.h"
#include "TraceDump.h"

#include <algorithm>
#include <array>

namespace keyturn::transcripts {

namespace {

constexpr qsizetype longestLine = 256 * 1024;

/// What the escape at the start of `text` stands for, and how long it is.
std::pair<QByteArrayView, qsizetype> escapeIn(QByteArrayView text)
{
    struct Escape
    {
        QByteArrayView written;
        QByteArrayView means;
    };
    static constexpr std::array escapes{Escape{"\\n", "\n"},    Escape{"\\t", "\t"},
                                        Escape{"\\r", ""},      Escape{"\\u0026", "&"},
                                        Escape{"\\u003c", "<"}, Escape{"\\u003e", ">"}};
    for (const Escape &escape : escapes) {
        if (text.startsWith(escape.written))
            return {escape.means, escape.written.size()};
    }
    return {text.sliced(1, std::min<qsizetype>(1, text.size() - 1)), std::min<qsizetype>(2, text.size())};
}

/// What `text` has with its escapes, up to a quote that ends it.
QByteArray unescaped(QByteArrayView text, char quote)
{
    QByteArray plain;
    for (qsizetype i = 0; i < text.size() && text[i] != quote;) {
        if (text[i] != '\\') {
            plain.append(text[i++]);
            continue;
        }
        const auto [means, length] = escapeIn(text.sliced(i));
        plain.append(means);
        i += length;
    }
    return plain;
}

class Rewriting
{
public:
    explicit Rewriting(qsizetype size) { m_out.text.reserve(size + size / 8); }

    void take(const LogLine &line)
    {
        m_number = line.number;
        const QByteArrayView text = line.text.first(std::min(line.text.size(), longestLine));
        if (takePowerShell(text, line.number))
            return;
        if (takeTrace(text) || takePython(text) || takeEscaped(text))
            return;
        flush();
        endPython();
        m_mark = 0;
        put(line.whole);
    }

    [[nodiscard]] std::optional<Rewritten> result()
    {
        endMessage();
        flush();
        endPython();
        return m_isChanged ? std::optional(std::move(m_out)) : std::nullopt;
    }

private:
    void put(QByteArrayView text)
    {
        m_out.text.append(text).append('\n');
        m_out.numbers.push_back(m_number);
    }

    void putMarked(char mark, QByteArrayView text)
    {
        m_isChanged = true;
        QByteArray line;
        if (mark != 'b')
            line.append(mark).append(' ');
        put(line.append(text));
    }

    // PowerShell breaks its messages at the width of the window; at the end stands where in the script it
    // was.
    bool takePowerShell(QByteArrayView text, int number)
    {
        constexpr int most = 8;
        const bool begins
            = text.startsWith("Invoke-WebRequest : ") || text.startsWith("Invoke-RestMethod : ");
        if (begins) {
            m_isChanged = true;
            m_message = text.toByteArray();
            m_spacedMessage = m_message;
            m_messageNumber = number;
            return true;
        }
        if (m_message.isEmpty())
            return false;
        const bool isEnd = text.trimmed().isEmpty() || text.startsWith("At ") || text.startsWith("In ")
            || text.startsWith("Au ") || text.startsWith("    + ") || number - m_messageNumber > most;
        if (isEnd) {
            endMessage();
            return false;
        }
        m_message.append(text);
        m_spacedMessage.append(' ').append(text);
        return true;
    }

    // Whether the blank at a break is still there depends on who copied it: both ways are given.
    void endMessage()
    {
        for (QByteArray *message : {&m_message, &m_spacedMessage}) {
            if (message->isEmpty())
                continue;
            m_out.text.append(*message).append('\n');
            m_out.numbers.push_back(m_messageNumber);
            message->clear();
        }
    }

    // What stands behind "=> Send header" and its like, in one line (git) or in a dump below (curl).
    bool takeTrace(QByteArrayView text)
    {
        struct Opening
        {
            QByteArrayView words;
            char mark;
        };
        static constexpr std::array openings{
            Opening{"=> Send header", '>'},  Opening{"<= Recv header", '<'}, Opening{"== Info: ", '*'},
            Opening{"<= Recv data", 'b'},    Opening{"=> Send data", '-'},   Opening{"=> Send SSL data", '-'},
            Opening{"<= Recv SSL data", '-'}};
        constexpr qsizetype farthest = 48;
        const QByteArrayView near = text.first(std::min(text.size(), farthest));
        for (const Opening &opening : openings) {
            const qsizetype at = near.indexOf(opening.words);
            if (at < 0)
                continue;
            flush();
            endPython();
            const QByteArrayView rest = text.sliced(at + opening.words.size());
            m_isChanged = true;
            m_mark = opening.mark;
            m_lastOffset = -1;
            if (opening.mark == '*') {
                putMarked('*', rest);
                m_mark = 0;
            } else if (rest.startsWith(':')) {
                if (opening.mark != '-')
                    putMarked(opening.mark, rest.sliced(1).trimmed());
                m_mark = 0;
            }
            return true;
        }
        if (m_mark == 0)
            return false;
        const auto dumped = dumpedIn(text);
        if (!dumped)
            return false;
        dump(*dumped);
        return true;
    }

    void dump(const Dumped &dumped)
    {
        if (m_mark == '-')
            return;
        if (const auto bytes = bytesOf(dumped.text)) {
            for (const char c : *bytes) {
                if (c == '\n')
                    flush(true);
                else if (c != '\r')
                    m_pending.append(c);
            }
            m_isPending = !m_pending.isEmpty();
            return;
        }
        const bool isGoingOn
            = m_isPending && dumped.offset == m_lastOffset + traceWidth && m_lastLength == traceWidth;
        if (!isGoingOn)
            flush();
        m_pending.append(dumped.text);
        m_isPending = true;
        m_lastOffset = dumped.offset;
        m_lastLength = dumped.text.size();
    }

    void flush(bool evenIfEmpty = false)
    {
        if (m_isPending || evenIfEmpty)
            putMarked(m_mark, m_pending);
        m_pending.clear();
        m_isPending = false;
    }

    // send: b'GET / HTTP/1.1\r\n...', reply: 'HTTP/1.1 302 Found\r\n', header: Location: https://...
    bool takePython(QByteArrayView text)
    {
        if (text.startsWith("send: b'") || text.startsWith("send: b\"")) {
            const QByteArray sent = unescaped(text.sliced(8), text[7]);
            const qsizetype end = sent.indexOf("\n\n");
            const QByteArray head = end < 0 ? sent : sent.first(end);
            if (!head.contains(" HTTP/1."))
                return false;
            endPython();
            for (const QByteArray &line : head.split('\n'))
                putMarked('>', line);
            putMarked('>', {});
            return true;
        }
        if (text.startsWith("reply: '") || text.startsWith("reply: \"")) {
            endPython();
            putMarked('<', unescaped(text.sliced(8), text[7]).trimmed());
            m_isPythonHead = true;
            return true;
        }
        if (m_isPythonHead && text.startsWith("header: ")) {
            putMarked('<', text.sliced(8));
            return true;
        }
        return false;
    }

    void endPython()
    {
        if (m_isPythonHead)
            putMarked('<', {});
        m_isPythonHead = false;
    }

    // "...HTTP/1.1 302 Found\r\nLocation: ...\r\n\r\n..." within quotes.
    bool takeEscaped(QByteArrayView text)
    {
        // A message inside a message is escaped twice.
        const qsizetype once = text.indexOf("\\r\\n");
        const qsizetype first = once < 0 ? text.indexOf("\\\\r\\\\n") : once;
        if (first < 0)
            return false;
        const qsizetype status = text.first(first).lastIndexOf("HTTP/");
        if (status < 0
            || (!statusLineOf(text.sliced(status, first - status)) && !isRequest(text, status, first)))
            return false;
        // From the quote before it on, so that a request line is whole.
        const qsizetype open
            = std::max(text.first(status).lastIndexOf('"'), text.first(status).lastIndexOf('\''));
        const char quote = open < 0 ? '"' : text[open];
        const bool isTwice = once < 0;
        QByteArray message = unescaped(text.sliced(open + 1), isTwice ? '\0' : quote);
        if (isTwice)
            message = unescaped(message, quote);
        flush();
        endPython();
        m_isChanged = true;
        put({});
        for (const QByteArray &line : message.split('\n'))
            put(line);
        put({});
        return true;
    }

    static bool isRequest(QByteArrayView text, qsizetype status, qsizetype end)
    {
        return status > 2 && text[status - 1] == ' ' && end - status == 8;
    }

    Rewritten m_out;
    int m_number = 0;
    bool m_isChanged = false;
    char m_mark = 0; ///< Of the dump that is being read; 'b' is a body, '-' is nothing to read.
    QByteArray m_pending;
    bool m_isPending = false;
    qsizetype m_lastOffset = -1;
    qsizetype m_lastLength = 0;
    bool m_isPythonHead = false;
    QByteArray m_message; ///< Of PowerShell, while it goes on.
    QByteArray m_spacedMessage;
    int m_messageNumber = 0;
};

} // namespace

std::optional<Rewritten> rewritten(QByteArrayView plain, const LogLines &lines)
{
    static constexpr std::array<QByteArrayView, 8> signs{
        "\\\\r\\\\n", "<= Recv header", "=> Send header",       "reply: '",
        "reply: \"",  "\\r\\n",         "Invoke-WebRequest : ", "Invoke-RestMethod : "};
    const auto isThere = [plain](QByteArrayView sign) { return plain.contains(sign); };
    if (std::none_of(signs.begin(), signs.end(), isThere))
        return std::nullopt;
    Rewriting rewriting(plain.size());
    for (const LogLine &line : lines)
        rewriting.take(line);
    return rewriting.result();
}

LogLines linesOf(const Rewritten &text)
{
    LogLines lines = linesOf(QByteArrayView(text.text));
    for (std::size_t i = 0; i < lines.size(); ++i)
        lines[i].number = text.numbers[std::min(i, text.numbers.size() - 1)];
    return lines;
}

} // namespace keyturn::transcripts
