// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Interruption.h"

#include <QSocketNotifier>

#include <csignal>

#include <fcntl.h>
#include <unistd.h>

namespace keyturn::cli {

namespace {

volatile std::sig_atomic_t seen = 0;
int wakeUp[2] = {-1, -1};

// Only what POSIX allows in a signal handler (signal-safety(7)).
void noteSignal(int number)
{
    seen = number;
    const char byte = 0;
    [[maybe_unused]] const auto written = ::write(wakeUp[1], &byte, 1);
}

void handle(int number)
{
    struct sigaction action = {};
    action.sa_handler = noteSignal;
    sigemptyset(&action.sa_mask);
    // Without SA_RESTART: a read from the terminal ends. The second Ctrl-C is the system's own.
    action.sa_flags = static_cast<int>(SA_RESETHAND);
    sigaction(number, &action, nullptr);
}

} // namespace

Interruption::Interruption(QObject *parent)
    : QObject(parent)
{
    if (::pipe2(wakeUp, O_CLOEXEC | O_NONBLOCK) != 0)
        return;
    m_notifier = new QSocketNotifier(wakeUp[0], QSocketNotifier::Read, this);
    const auto tell = [this] {
        m_notifier->setEnabled(false);
        Q_EMIT interrupted();
    };
    connect(m_notifier, &QSocketNotifier::activated, this, tell);
    handle(SIGINT);
    handle(SIGTERM);
}

Interruption::~Interruption()
{
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
    for (auto &end : wakeUp) {
        if (end >= 0)
            ::close(end);
        end = -1;
    }
}

int Interruption::signalSeen()
{
    return seen;
}

} // namespace keyturn::cli
