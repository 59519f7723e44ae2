// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "TraceDump.h"

#include "Ascii.h"
#include "LogLines.h"

#include <algorithm>

namespace keyturn::transcripts {

namespace {

constexpr qsizetype nowhere = -1;

class Undumping
{
public:
    explicit Undumping(QByteArrayView plain)
        : m_plain(plain)
    {
    }

    void take(QByteArrayView line)
    {
        const auto dumped = dumpedIn(line);
        if (!dumped) {
            m_next = nowhere;
            return;
        }
        const auto bytes = bytesOf(dumped->text);
        if (dumped->offset != m_next)
            put('\n', nowhere, nowhere, false);
        const qsizetype start = dumped->text.data() - m_plain.data();
        if (bytes)
            takeHex(*bytes, start, dumped->text);
        else
            takeText(start, dumped->text);
        const qsizetype length = bytes ? bytes->size() : dumped->text.size();
        const bool isFull = length == (bytes ? traceHexWidth : traceWidth);
        m_next = isFull ? dumped->offset + length : nowhere;
    }

    [[nodiscard]] std::optional<Undumped> result()
    {
        return m_out.bytes.isEmpty() ? std::nullopt : std::optional(std::move(m_out));
    }

private:
    void put(char byte, qsizetype at, qsizetype shownAt, bool isHex)
    {
        m_out.bytes.append(byte);
        m_out.at.push_back(at);
        m_out.shownAt.push_back(shownAt);
        m_out.isHex.push_back(isHex);
    }

    void takeText(qsizetype start, QByteArrayView text)
    {
        for (qsizetype i = 0; i < text.size(); ++i)
            put(text[i], start + i, nowhere, false);
    }

    void takeHex(const QByteArray &bytes, qsizetype start, QByteArrayView text)
    {
        constexpr qsizetype column = traceHexWidth * 3;
        for (qsizetype i = 0; i < bytes.size(); ++i) {
            const qsizetype shown = column + i;
            const bool isShown = shown < text.size() && text[shown] == bytes[i];
            put(bytes[i] == '\r' ? '\n' : bytes[i], start + 3 * i, isShown ? start + shown : nowhere, true);
        }
    }

    QByteArrayView m_plain;
    Undumped m_out;
    qsizetype m_next = nowhere; ///< The offset at which a line goes on with the one before it.
};

} // namespace

std::optional<Dumped> dumpedIn(QByteArrayView line)
{
    const qsizetype colon = line.indexOf(':');
    if (colon < 4 || colon > 8 || !std::all_of(line.begin(), line.begin() + colon, isHexDigit))
        return std::nullopt;
    const QByteArrayView rest = line.sliced(colon + 1);
    return Dumped{
        line.first(colon).toByteArray().toLongLong(nullptr, 16),
        rest.startsWith(' ') ? rest.sliced(1) : rest};
}

std::optional<QByteArray> bytesOf(QByteArrayView text)
{
    QByteArray bytes;
    qsizetype at = 0;
    while (bytes.size() < traceHexWidth && at + 2 < text.size() && isHexDigit(text[at])
           && isHexDigit(text[at + 1]) && text[at + 2] == ' ') {
        bytes.append(QByteArray::fromHex(text.sliced(at, 2).toByteArray()));
        at += 3;
    }
    if (bytes.isEmpty())
        return std::nullopt;
    return bytes;
}

std::vector<Undumped::Place> Undumped::placesOf(qsizetype start, qsizetype end) const
{
    std::vector<Place> places;
    std::vector<Place> shown;
    const auto add = [](std::vector<Place> &all, qsizetype from, qsizetype length) {
        // A blank stands between two bytes in hexadecimal.
        if (!all.empty() && from - all.back().second >= 0 && from - all.back().second <= 1)
            all.back().second = from + length;
        else
            all.emplace_back(from, from + length);
    };
    for (qsizetype i = start; i < end; ++i) {
        const auto byte = static_cast<std::size_t>(i);
        if (at[byte] != nowhere)
            add(places, at[byte], isHex[byte] ? 2 : 1);
        if (shownAt[byte] != nowhere)
            add(shown, shownAt[byte], 1);
    }
    places.insert(places.end(), shown.begin(), shown.end());
    return places;
}

std::optional<Undumped> undumped(QByteArrayView plain)
{
    if (!plain.contains("0000: "))
        return std::nullopt;
    Undumping undumping(plain);
    for (const LogLine &line : linesOf(plain))
        undumping.take(line.text);
    return undumping.result();
}

} // namespace keyturn::transcripts
