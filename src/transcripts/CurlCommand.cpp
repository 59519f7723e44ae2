// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "CurlCommand.h"

#include "Ascii.h"
#include "HeadBlock.h"

#include <algorithm>
#include <array>

namespace keyturn::transcripts {

namespace {

constexpr qsizetype longestLine = 8192;

/// A word of a command line, as a shell would hand it on, as far as that can be told.
struct Word
{
    QByteArray text;
    bool isFilledIn = false; ///< The shell put a value in, which the log does not show.
};

bool isGoingOn(QByteArrayView line)
{
    const QByteArrayView text = line.trimmed();
    return text.endsWith('\\') || text.endsWith('`') || text.endsWith('^');
}

// Within single quotes nothing is put in.
QList<Word> wordsOf(QByteArrayView text)
{
    QList<Word> words;
    Word word;
    bool isWord = false;
    char quote = '\0';
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quote != '\0' && c == quote) {
            quote = '\0';
        } else if (quote == '\0' && (c == '"' || c == '\'')) {
            quote = c;
            isWord = true;
        } else if (quote != '\'' && c == '\\' && i + 1 < text.size()) {
            if (text[++i] != '\n')
                word.text.append(text[i]);
        } else if (quote == '\0' && (c == ' ' || c == '\t' || c == '\n' || c == '`' || c == '^')) {
            if (isWord)
                words.append(word);
            word = {};
            isWord = false;
        } else {
            word.isFilledIn = word.isFilledIn || (c == '$' && quote != '\'');
            word.text.append(c);
            isWord = true;
        }
    }
    if (isWord)
        words.append(word);
    return words;
}

bool isOption(const QByteArray &word, QByteArrayView brief, QByteArrayView whole)
{
    return word == whole || (!brief.isEmpty() && word == brief);
}

class Parsing
{
public:
    explicit Parsing(const QList<Word> &words)
        : m_words(words)
    {
    }

    [[nodiscard]] CurlCommand command()
    {
        for (m_at = 1; m_at < m_words.size(); ++m_at)
            take(m_words[m_at]);
        const SentCredentials sent = credentialsIn(m_command.headers);
        if (sent.sent == Answered::Yes)
            m_command.credentialsSent = Answered::Yes;
        else if (!m_isOpen)
            m_command.credentialsSent = Answered::No;
        return m_command;
    }

private:
    void take(const Word &word)
    {
        const QByteArray &text = word.text;
        if (isOption(text, "-H", "--header"))
            return addHeader(next());
        if (text.startsWith("--header="))
            return addHeader({text.sliced(9), word.isFilledIn});
        if (text.startsWith("-H") && text.size() > 2)
            return addHeader({text.sliced(2), word.isFilledIn});
        if (isOption(text, "-X", "--request")) {
            m_command.method = next().text;
            return;
        }
        if (isOption(text, "-I", "--head"))
            m_command.method = "HEAD";
        // What stands in another file, or was put in by the shell, may hold anything.
        if (isOption(text, "-K", "--config") || word.isFilledIn || text.contains("***"))
            m_isOpen = true;
        if (m_command.url.isEmpty() && !text.startsWith('-'))
            m_command.url = urlIn(text);
    }

    Word next() { return m_at + 1 < m_words.size() ? m_words[++m_at] : Word(); }

    void addHeader(const Word &word)
    {
        m_isOpen = m_isOpen || word.text.startsWith('@') || (word.isFilledIn && !word.text.contains(':'));
        auto header = headerOf(word.text);
        if (!header)
            return;
        if (word.isFilledIn)
            header->value = "***";
        m_command.headers.append(*header);
    }

    const QList<Word> &m_words;
    qsizetype m_at = 0;
    bool m_isOpen = false;
    CurlCommand m_command;
};

qsizetype commandIn(QByteArrayView line)
{
    static constexpr std::array<QByteArrayView, 4> names{"curl ", "curl.exe ", "wget ", "wget.exe "};
    for (const QByteArrayView name : names) {
        const qsizetype at = line.indexOf(name);
        if (at >= 0 && (at == 0 || !isAlphanumeric(line[at - 1])))
            return at;
    }
    return -1;
}

/// "--2026-11-24 09:00:00--  https://api.example.com/data"
QUrl urlOfWget(QByteArrayView line)
{
    return line.startsWith("--2") && line.contains("--  http") ? urlIn(line) : QUrl();
}

} // namespace

CurlCommand curlCommandBefore(const LogLines &lines, std::size_t before)
{
    constexpr std::size_t farthest = 40;
    const std::size_t first = before > farthest ? before - farthest : 0;
    QUrl url;
    for (std::size_t i = before; i-- > first;) {
        const QByteArrayView text = lines[i].text.first(std::min(lines[i].text.size(), longestLine));
        if (statusLineOf(text))
            break;
        if (const QUrl gone = urlOfWget(text); !gone.isEmpty()) {
            url = gone;
            continue;
        }
        const qsizetype at = commandIn(text);
        if (at < 0 || text.contains("curl: ("))
            continue;
        QByteArray whole = text.sliced(at).toByteArray();
        bool goesOn = isGoingOn(text);
        std::size_t next = i + 1;
        for (; goesOn && next < before; ++next) {
            const QByteArrayView more
                = lines[next].text.first(std::min(lines[next].text.size(), longestLine));
            whole.append('\n').append(more);
            goesOn = isGoingOn(more);
        }
        const QList<Word> words = wordsOf(whole);
        CurlCommand command = Parsing(words).command();
        // The address may stand on one of the lines that the command goes on in.
        for (; command.url.isEmpty() && next < before; ++next)
            command.url = urlIn(lines[next].text);
        if (!url.isEmpty())
            command.url = url;
        return command;
    }
    // Without the command itself the words may belong to anything.
    CurlCommand command;
    command.url = url;
    return command;
}

} // namespace keyturn::transcripts
