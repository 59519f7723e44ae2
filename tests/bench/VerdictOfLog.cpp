// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Judges 2 MB of log with one exchange in it, and beside it goes through the same bytes once with a regular
// expression, as a grep would: bench_verdict

#include "Figures.h"
#include "Judgement.h"

#include <QRegularExpression>
#include <QString>

#include <algorithm>
#include <vector>

using namespace keyturn;

namespace {

constexpr int runs = 11;

QByteArray logWithOneExchange()
{
    constexpr qsizetype size = 2 * 1024 * 1024;
    const QByteArray exchange = "> GET /data HTTP/2\n"
                                "> Host: api.example.com\n"
                                "> CF-Access-Client-Id: 0123456789abcdef0123456789abcdef.access\n"
                                "> CF-Access-Client-Secret: [redacted]\n"
                                ">\n"
                                "< HTTP/2 403\n"
                                "< server: cloudflare\n"
                                "< cf-ray: 8f1e2d3c4b5a6978-FRA\n"
                                "< cf-access-aud: f00d\n"
                                "< cf-access-domain: api.example.com\n"
                                "<\n";
    QByteArray log;
    for (int i = 0; log.size() < size; ++i) {
        if (log.size() < size / 2 && log.size() + 150 >= size / 2)
            log += exchange;
        const QByteArray number = QByteArray::number(i);
        log += "2026-11-24T09:00:00.123Z INFO [step " + number + "] compiled src/room" + number
            + "/File.cpp in 12 ms, cache " + (i % 3 == 0 ? "hit" : "miss") + " (total 4711)\n";
    }
    return log;
}

template <typename Work>
long long medianOf(Work work)
{
    std::vector<long long> times;
    for (int i = 0; i < runs; ++i) {
        const long long began = nanosecondsOf(CLOCK_THREAD_CPUTIME_ID);
        work();
        times.push_back(nanosecondsOf(CLOCK_THREAD_CPUTIME_ID) - began);
    }
    std::sort(times.begin(), times.end());
    return times[runs / 2];
}

} // namespace

int main()
{
    const QByteArray log = logWithOneExchange();
    bool isFound = true;
    const auto judge = [&log, &isFound] {
        const transcripts::Judgement judgement = transcripts::judgementOf(log);
        isFound = isFound && judgement.verdict.layer == access::Layer::Access;
    };
    const QRegularExpression status(QStringLiteral("HTTP/[0-9.]+ ([0-9]{3})"));
    const auto search = [&log, &status, &isFound] {
        const QString text = QString::fromUtf8(log);
        isFound = isFound && status.match(text).hasMatch() && text.count(status) == 1;
    };

    tell("bytes", log.size());
    tell("verdict_ns", medianOf(judge));
    tell("search_ns", medianOf(search));
    tell("found", isFound ? 1 : 0);
    return 0;
}
