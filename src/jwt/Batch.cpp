// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Batch.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

namespace keyturn::jwt {

namespace {

struct Line
{
    qsizetype number = 0;
    QByteArray text;
};

std::vector<Line> linesOf(const QByteArray &text)
{
    std::vector<Line> lines;
    qsizetype number = 0;
    for (qsizetype begin = 0; begin < text.size();) {
        auto end = text.indexOf('\n', begin);
        if (end < 0)
            end = text.size();
        ++number;
        auto line = text.sliced(begin, end - begin).trimmed();
        if (!line.isEmpty())
            lines.push_back({number, std::move(line)});
        begin = end + 1;
    }
    return lines;
}

Verification
verificationOf(const QByteArray &compact, const VerificationKeys &keys, const Expectations &expected)
{
    const auto decoded = decode(compact);
    if (decoded)
        return verify(*decoded, keys, expected);
    Verification refused;
    refused.refusal = Refusal::Malformed;
    return refused;
}

} // namespace

Batch verifyBatch(
    const QByteArray &text, const VerificationKeys &keys, const Expectations &expected, int threads)
{
    constexpr size_t piece = 64; // Lines that a thread takes at a time.
    const auto lines = linesOf(text);
    std::vector<BatchLine> judged(lines.size());
    std::atomic<size_t> next = 0;
    const auto work = [&] {
        for (auto begin = next.fetch_add(piece); begin < lines.size(); begin = next.fetch_add(piece)) {
            const auto end = std::min(begin + piece, lines.size());
            for (auto i = begin; i < end; ++i)
                judged[i] = {lines[i].number, verificationOf(lines[i].text, keys, expected)};
        }
    };
    {
        const auto cores = static_cast<int>(std::thread::hardware_concurrency());
        const auto useful = static_cast<int>(lines.size() / piece) + 1;
        std::vector<std::jthread> others;
        for (int i = 1; i < std::min(threads > 0 ? threads : cores, useful); ++i)
            others.emplace_back(work);
        work();
    }
    Batch batch;
    batch.lines = {judged.begin(), judged.end()};
    for (const auto &line : std::as_const(batch.lines)) {
        if (line.verification.refusal)
            ++batch.refused[*line.verification.refusal];
        else
            ++batch.valid;
    }
    return batch;
}

} // namespace keyturn::jwt
