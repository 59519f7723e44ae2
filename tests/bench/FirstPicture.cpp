// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Linked into a program that is measured, it notes when the first picture has been painted, writes that and
// the memory to standard output, and ends the program one second later. The program itself knows nothing of
// it.

#include "FirstPicture.h"

#include "Figures.h"

#include <QCoreApplication>
#include <QEvent>
#include <QTimer>
#include <QWidget>

#include <chrono>
#include <cstdlib>

using namespace std::chrono_literals;

namespace {

class PictureWatch final : public QObject
{
public:
    using QObject::QObject;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() != QEvent::Paint || !watched->isWidgetType())
            return false;
        if (!m_hasFrame) {
            m_hasFrame = true;
            tell("frame_ns", nanosecondsOf(CLOCK_MONOTONIC));
        }
        if (!m_hasPicture && completesPicture(*static_cast<QWidget *>(watched))) {
            m_hasPicture = true;
            // Behind the painting that has just begun, and behind handing it to the screen.
            QMetaObject::invokeMethod(this, &PictureWatch::notePicture, Qt::QueuedConnection);
        }
        return false;
    }

private:
    void notePicture()
    {
        tell("picture_ns", nanosecondsOf(CLOCK_MONOTONIC));
        tell("cpu_ns", nanosecondsOf(CLOCK_PROCESS_CPUTIME_ID));
        tell("picture_rss_kb", kilobytesOf("VmRSS:"));
        tell("picture_peak_kb", kilobytesOf("VmHWM:"));
        QTimer::singleShot(1s, this, [] {
            tell("later_rss_kb", kilobytesOf("VmRSS:"));
            tell("later_peak_kb", kilobytesOf("VmHWM:"));
            // No leave-taking: what a program does at its end is not measured, and must not be remembered.
            std::_Exit(0);
        });
    }

    bool m_hasFrame = false;
    bool m_hasPicture = false;
};

void watchForPicture()
{
    qApp->installEventFilter(new PictureWatch(qApp));
}

} // namespace

Q_COREAPP_STARTUP_FUNCTION(watchForPicture)
