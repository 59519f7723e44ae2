// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "DemoBench.h"
#include "MainWindow.h"
#include "PolicyPage.h"
#include "Theme.h"
#include "TokenListModel.h"
#include "VerdictBanner.h"

#include <QAbstractButton>
#include <QApplication>
#include <QComboBox>
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

// An account in which a token is accepted, refused and let through, and some things are odd.
const char account[] = R"({
  "apps": [
    {"id": "a1", "name": "Orders API", "type": "self_hosted", "domain": "orders.example.com",
     "policies": [
       {"id": "p1", "name": "People", "decision": "allow",
        "include": [{"email_domain": {"domain": "example.com"}}]},
       {"id": "p2", "name": "Machines", "decision": "non_identity",
        "include": [{"service_token": {"token_id": "t-1"}}, {"service_token": {"token_id": "t-2"}}],
        "exclude": [{"geo": {"country_code": "KP"}}]},
       {"id": "p3", "name": "Robots", "decision": "non_identity", "include": [{"group": {"id": "g1"}}]}]},
    {"id": "a2", "name": "Orders admin", "type": "self_hosted", "domain": "orders.example.com/admin",
     "policies": [
       {"id": "p4", "name": "Admins", "decision": "allow",
        "include": [{"email": {"email": "ops@example.com"}}, {"service_token": {"token_id": "t-1"}}]}]},
    {"id": "a3", "name": "Status page", "type": "self_hosted", "domain": "status.example.com",
     "policies": [{"id": "p6", "name": "Everybody", "decision": "bypass", "include": [{"everyone": {}}]}]},
    {"id": "a4", "name": "Reports", "type": "self_hosted", "domain": "reports.example.com",
     "policies": [
       {"id": "p7", "name": "Nightly", "decision": "non_identity",
        "include": [{"service_token": {"token_id": "t-1"}}], "require": [{"login_method": {"id": "okta"}}]}]}],
  "groups": [{"id": "g1", "name": "Robots", "include": [{"service_token": {"token_id": "t-1"}}]}],
  "service_tokens": [
    {"id": "t-1", "client_id": "4f1c0b7e52d84f6a9b13c7d0e2f49a2e.access", "name": "deploy"},
    {"id": "t-2", "client_id": "5f1c0b7e52d84f6a9b13c7d0e2f49a2e.access", "name": "nightly",
     "expires_at": "2026-01-01T00:00:00Z"}],
  "organization": {"auth_domain": "acme.cloudflareaccess.com", "strict_service_token_auth": false}
})";

bool save(QWidget &widget, const QDir &folder, const QString &name)
{
    // Words that wrap ask for their height again when they know their width.
    for (int round = 0; round < 3; ++round)
        QCoreApplication::processEvents();
    const auto picture = widget.grab().toImage().convertToFormat(QImage::Format_RGB888);
    constexpr int smallest = 0;
    return picture.save(folder.filePath(name + u".png"_s), nullptr, smallest);
}

bool paintPolicies(const Workbench &workbench, const QDir &folder, const QString &suffix)
{
    PolicyPage page(workbench);
    page.resize(992, 740);
    page.show();
    page.take(account);
    auto *tokens = page.findChild<QComboBox *>(u"tokenField"_s);
    tokens->setCurrentIndex(tokens->findText(u"deploy"_s));
    return save(page, folder, u"policies"_s + suffix);
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
    const auto saveWindow
        = [&window, &folder, &suffix](const QString &page) { return save(window, folder, page + suffix); };
    if (!QTest::qWaitFor([&bench] { return bench.vault.tokens().size() == 6; }))
        return false;
    QCoreApplication::processEvents();
    choose(window, u"backend-api-service"_s);
    bool painted = saveWindow(u"tokens"_s);

    window.findChild<QAbstractButton *>(u"testButton"_s)->click();
    painted = painted && waitForBanner(window, u"verdictBanner"_s);
    window.findChild<QAbstractButton *>(u"openJwtButton"_s)->click();
    painted = painted && waitForBanner(window, u"verificationBanner"_s) && saveWindow(u"jwt"_s);

    QTest::keyClick(&window, Qt::Key_4, Qt::ControlModifier);
    painted = painted && saveWindow(u"expiry"_s);

    QTest::keyClick(&window, Qt::Key_1, Qt::ControlModifier);
    choose(window, u"staging-smoke-test"_s);
    window.findChild<VerdictBanner *>(u"verdictBanner"_s)->hide();
    window.findChild<QAbstractButton *>(u"testButton"_s)->click();
    return painted && waitForBanner(window, u"verdictBanner"_s) && saveWindow(u"request"_s)
        && paintPolicies(bench.workbench(), folder, suffix);
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
