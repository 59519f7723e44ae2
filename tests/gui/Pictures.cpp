// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "DemoBench.h"
#include "MainWindow.h"
#include "Theme.h"
#include "TokenListModel.h"
#include "VerdictBanner.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDir>
#include <QListView>
#include <QTest>

using namespace keyturn;
using namespace Qt::StringLiterals;

namespace {

void choose(const MainWindow &window, const QString &name)
{
    auto *list = window.findChild<QListView *>(u"tokenList"_s);
    for (int row = 0; row < list->model()->rowCount(); ++row) {
        const auto index = list->model()->index(row, 0);
        if (index.data().toString() == name)
            list->setCurrentIndex(index);
    }
}

bool waitForBanner(const MainWindow &window, const QString &name)
{
    return QTest::qWaitFor([&window, &name] {
        const auto *banner = window.findChild<VerdictBanner *>(name);
        return banner && banner->isVisible();
    });
}

// The four pages as a newcomer meets them in the demo.
bool paint(Theme &theme, const QDir &folder, const QString &suffix)
{
    const QDateTime then({2026, 11, 24}, {9, 30}, Qt::UTC);
    DemoBench bench([then] { return then; }, 8787);
    if (!bench.isReady())
        return false;
    MainWindow window(bench.workbench(), theme);
    window.resize(1160, 740);
    window.show();
    const auto save = [&window, &folder, &suffix](const QString &page) {
        QCoreApplication::processEvents();
        const auto picture = window.grab().toImage().convertToFormat(QImage::Format_RGB888);
        constexpr int smallest = 0;
        return picture.save(folder.filePath(page + suffix + u".png"_s), nullptr, smallest);
    };
    if (!QTest::qWaitFor([&bench] { return bench.vault.tokens().size() == 6; }))
        return false;
    QCoreApplication::processEvents();
    choose(window, u"backend-api-service"_s);
    bool painted = save(u"tokens"_s);

    window.findChild<QAbstractButton *>(u"testButton"_s)->click();
    painted = painted && waitForBanner(window, u"verdictBanner"_s);
    window.findChild<QAbstractButton *>(u"openJwtButton"_s)->click();
    painted = painted && waitForBanner(window, u"verificationBanner"_s) && save(u"jwt"_s);

    QTest::keyClick(&window, Qt::Key_4, Qt::ControlModifier);
    painted = painted && save(u"expiry"_s);

    QTest::keyClick(&window, Qt::Key_1, Qt::ControlModifier);
    choose(window, u"staging-smoke-test"_s);
    window.findChild<VerdictBanner *>(u"verdictBanner"_s)->hide();
    window.findChild<QAbstractButton *>(u"testButton"_s)->click();
    return painted && waitForBanner(window, u"verdictBanner"_s) && save(u"request"_s);
}

} // namespace

// Makes the pictures of the README: pictures FOLDER
int main(int argc, char *argv[])
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    if (argc != 2 || !QDir().mkpath(QString::fromLocal8Bit(argv[1])))
        return 2;
    const QDir folder(QString::fromLocal8Bit(argv[1]));
    Theme theme(application);
    if (!paint(theme, folder, u"-light"_s))
        return 1;
    theme.setScheme(Scheme::Dark);
    return paint(theme, folder, u"-dark"_s) ? 0 : 1;
}
