// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ComparePage.h"
#include "DemoBench.h"
#include "ExplainPage.h"
#include "GuidePage.h"
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
#include <QMimeData>
#include <QTabWidget>
#include <QTableView>
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

bool waitForBanner(const QWidget &window, const QString &name)
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

bool waitFor(const QWidget &widget, const QString &name)
{
    const auto *wanted = widget.findChild<QWidget *>(name);
    return wanted && QTest::qWaitFor([wanted] { return wanted->isVisible(); });
}

// Whom an account lets in, and two environments side by side.
bool paintAccounts(MainWindow &window, const QDir &folder, const QString &suffix)
{
    auto *explain = window.findChild<ExplainPage *>();
    auto *tabs = explain->findChild<QTabWidget *>(u"explainTabs"_s);
    tabs->setCurrentIndex(2);
    auto *policies = explain->findChild<PolicyPage *>();
    bool painted = save(window, folder, u"policies-empty"_s + suffix);
    policies->take(account);
    auto *tokens = policies->findChild<QComboBox *>(u"tokenField"_s);
    tokens->setCurrentIndex(tokens->findText(u"deploy"_s));
    painted = painted && waitFor(*policies, u"lintHeading"_s) && save(window, folder, u"policies"_s + suffix);

    tabs->setCurrentIndex(3);
    auto *compare = explain->findChild<ComparePage *>();
    painted = painted && save(window, folder, u"compare-empty"_s + suffix);
    compare->compare();
    return painted && waitFor(*compare, u"explanationBanner"_s)
        && save(window, folder, u"compare"_s + suffix);
}

const char failedJob[] = R"(2026-11-24T09:12:40Z ##[group]Run curl -v --fail "$API/admin/sync"
2026-11-24T09:12:40Z curl -v --fail "$API/admin/sync" -H "CF-Access-Client-Id: $ID"
2026-11-24T09:12:40Z ##[endgroup]
2026-11-24T09:12:41Z * Connected to api.example.com (104.18.4.12) port 443
2026-11-24T09:12:41Z > GET /admin/sync HTTP/2
2026-11-24T09:12:41Z > Host: api.example.com
2026-11-24T09:12:41Z > User-Agent: curl/8.5.0
2026-11-24T09:12:41Z > CF-Access-Client-Id: 4f1c0b7e52d84f6a9b13c7d0e2f49a2e.access
2026-11-24T09:12:41Z > CF-Access-Client-Secret: cfast_Qm3vXk9TzLr2Wb8NcYp4HsJd6FgA1EuR5oIq7MtD0abcdefg
2026-11-24T09:12:41Z >
2026-11-24T09:12:41Z < HTTP/2 302
2026-11-24T09:12:41Z < location: https://acme.cloudflareaccess.com/cdn-cgi/access/login/api.example.com?kid=4714
2026-11-24T09:12:41Z < server: cloudflare
2026-11-24T09:12:41Z < cf-ray: 8f2c0d1e2f3a4b5c-FRA
2026-11-24T09:12:41Z <
2026-11-24T09:12:41Z ##[error]Process completed with exit code 1.
)";

// Why a job failed: from what it left behind, and step by step.
bool paintExplanations(MainWindow &window, const QDir &folder, const QString &suffix)
{
    QTest::keyClick(&window, Qt::Key_5, Qt::ControlModifier);
    bool painted = save(window, folder, u"explain-empty"_s + suffix);
    QMimeData given;
    given.setText(QString::fromLatin1(failedJob));
    auto *page = window.findChild<ExplainPage *>();
    page->take(given);
    painted = painted && waitForBanner(*page, u"verdictBanner"_s)
        && save(window, folder, u"explain-warning"_s + suffix);
    // A picture for others shows no secret, not even one that opens nothing.
    for (auto *button : page->findChildren<QAbstractButton *>()) {
        if (button->text() == u"Replace text by redacted"_s)
            button->click();
    }
    painted = painted && save(window, folder, u"explain-log"_s + suffix);

    page->findChild<QTabWidget *>(u"explainTabs"_s)->setCurrentIndex(1);
    painted = painted && save(window, folder, u"explain-guides"_s + suffix);
    auto *guide = page->findChild<GuidePage *>();
    const auto press = [guide](const QString &name) { guide->findChild<QAbstractButton *>(name)->click(); };
    press(u"guide_production"_s);
    auto *tokens = guide->findChild<QComboBox *>(u"tokenField"_s);
    tokens->setFocus();
    while (tokens->currentText() != u"staging-smoke-test"_s)
        QTest::keyClick(tokens, Qt::Key_Down);
    press(u"yesButton"_s);
    painted = painted && save(window, folder, u"explain-guide"_s + suffix);
    press(u"yesButton"_s);
    press(u"testButton"_s);
    return painted && waitForBanner(*guide, u"conclusionBanner"_s)
        && save(window, folder, u"explain-conclusion"_s + suffix);
}

// The edge after a few answers, one of them chosen: it has just sent a token to the login page.
bool paintEdge(MainWindow &window, const QDir &folder, const QString &suffix)
{
    QTest::keyClick(&window, Qt::Key_6, Qt::ControlModifier);
    auto *table = window.findChild<QTableView *>(u"logTable"_s);
    if (!QTest::qWaitFor([table] { return table->model()->rowCount() > 4; }))
        return false;
    table->selectRow(table->model()->rowCount() - 1);
    return save(window, folder, u"edge"_s + suffix);
}

bool paintDiagnosis(MainWindow &window, const QDir &folder, const QString &suffix)
{
    QTest::keyClick(&window, Qt::Key_2, Qt::ControlModifier);
    window.findChild<QWidget *>(u"RequestPage"_s)->findChild<VerdictBanner *>(u"verdictBanner"_s)->hide();
    QTest::keyClick(&window, Qt::Key_D, Qt::ControlModifier);
    return waitForBanner(*window.findChild<QWidget *>(u"RequestPage"_s), u"verdictBanner"_s)
        && save(window, folder, u"diagnosis"_s + suffix);
}

// The pages as a newcomer meets them in the demo.
bool paint(const QDir &folder, const QString &suffix, QSize size)
{
    const QDateTime then({2026, 11, 24}, {9, 30}, Qt::UTC);
    DemoBench bench([then] { return then; }, 8787);
    if (!bench.isReady())
        return false;
    MainWindow window(bench.workbench());
    window.resize(size);
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
        && paintDiagnosis(window, folder, suffix) && paintEdge(window, folder, suffix)
        && paintExplanations(window, folder, suffix) && paintAccounts(window, folder, suffix);
}

} // namespace

// Makes the pictures of the README: pictures FOLDER, or those of a small window: pictures FOLDER small
int main(int argc, char *argv[])
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    const bool isSmall = argc == 3 && qstrcmp(argv[2], "small") == 0;
    if ((argc != 2 && !isSmall) || !QDir().mkpath(QString::fromLocal8Bit(argv[1])))
        return 2;
    const QDir folder(QString::fromLocal8Bit(argv[1]));
    Theme theme(application);
    const auto size = isSmall ? QSize(1024, 640) : QSize(1160, 740);
    if (!paint(folder, u"-light"_s, size))
        return 1;
    theme.setScheme(Scheme::Dark);
    return paint(folder, u"-dark"_s, size) ? 0 : 1;
}
