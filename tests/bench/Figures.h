// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArrayView>
#include <QFile>

#include <cstdio>
#include <ctime>

/// A figure for measure.py: one line of a name and a number.
inline void tell(const char *name, long long value)
{
    std::printf("%s %lld\n", name, value);
    std::fflush(stdout);
}

[[nodiscard]] inline long long nanosecondsOf(clockid_t clock)
{
    timespec now{};
    clock_gettime(clock, &now);
    return now.tv_sec * 1'000'000'000LL + now.tv_nsec;
}

/// Of this process, by its field in /proc: "VmRSS:", "VmHWM:". -1 when it is not there.
[[nodiscard]] inline long long kilobytesOf(QByteArrayView field)
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return -1;
    const auto lines = status.readAll().split('\n');
    for (const auto &line : lines) {
        if (line.startsWith(field))
            return line.sliced(field.size()).chopped(2).trimmed().toLongLong();
    }
    return -1;
}
