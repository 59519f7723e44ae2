// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What Keyturn's start is compared with: the least that a Qt program with a window of that size can do.

#include "FirstPicture.h"

#include <QApplication>
#include <QMainWindow>

bool completesPicture(const QWidget &painted)
{
    return painted.isWindow();
}

int main(int argc, char *argv[])
{
    const QApplication application(argc, argv);
    QMainWindow window;
    window.resize(1200, 780);
    window.show();
    return QApplication::exec();
}
