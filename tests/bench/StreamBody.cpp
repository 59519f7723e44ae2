// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Fetches one URL as Keyturn does, with the body going to a file, and tells how long it took and how much
// memory was needed: bench_stream URL

#include "Figures.h"
#include "NetworkTransport.h"

#include <QCoreApplication>
#include <QUrl>

using namespace std::chrono_literals;
using namespace keyturn;

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    const auto arguments = QCoreApplication::arguments();
    if (arguments.size() != 2)
        return 2;

    NetworkTransport transport;
    http::Request request;
    request.url = QUrl(arguments.at(1));
    http::Options options;
    options.deadline = 120s;

    const auto report = [](const http::Answer &answer) {
        if (!answer) {
            std::fprintf(stderr, "bench_stream: %s\n", qPrintable(answer.error().detail));
            return QCoreApplication::exit(1);
        }
        tell("bytes", answer->body.size);
        tell("total_us", answer->timing.total.count());
        tell("cpu_ns", nanosecondsOf(CLOCK_PROCESS_CPUTIME_ID));
        tell("peak_kb", kilobytesOf("VmHWM:"));
        QCoreApplication::exit(0);
    };
    tell("begin_kb", kilobytesOf("VmHWM:"));
    const auto call = transport.send(request, {}, options, {&application, report});
    return QCoreApplication::exec();
}
