// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ColorSchemeWatch.h"
#include "DemoWorld.h"
#include "DesktopNotifications.h"
#include "Icon.h"
#include "KeyCacheFile.h"
#include "KeychainSecretStore.h"
#include "Log.h"
#include "MainWindow.h"
#include "MemorySecretStore.h"
#include "MemoryTokenArchive.h"
#include "NetworkTransport.h"
#include "Secret.h"
#include "SqliteTokenArchive.h"
#include "Theme.h"
#include "TokenWording.h"
#include "Wording.h"
#include "Workbench.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QMessageBox>
#include <QStandardPaths>

#include <memory>

using namespace keyturn;
using namespace Qt::StringLiterals;

namespace {

const Clock systemClock = &QDateTime::currentDateTimeUtc;

/// Everything behind one window: where secrets and inventory are kept, and the use cases that work on them.
struct World
{
    World(
        std::unique_ptr<tokens::SecretStore> secrets, std::unique_ptr<tokens::TokenArchive> inventory,
        WorldFacts about, KeyCache kept)
        : store(std::move(secrets))
        , archive(std::move(inventory))
        , facts(std::move(about))
        , keptKeys(std::move(kept))
    {
    }

    std::unique_ptr<tokens::SecretStore> store;
    std::unique_ptr<tokens::TokenArchive> archive;
    WorldFacts facts;
    KeyCache keptKeys;
    EdgeRunner edge{systemClock};
    NetworkTransport transport;
    TokenVault vault{*store, *archive, systemClock};
    RequestRunner runner{vault, transport, systemClock};
    Prober prober{vault, transport, systemClock};
    KeyFetcher keys{transport, systemClock};
    TeamKeys teamKeys{transport, systemClock, std::move(keptKeys)};
    ExpiryWatch expiryWatch{vault, *archive, systemClock};
};

using Opened = Result<std::unique_ptr<World>, QString>;

Opened openDemo()
{
    auto demo = edge::makeDemoWorld(systemClock());
    auto world = std::make_unique<World>(
        std::make_unique<MemorySecretStore>(), std::make_unique<MemoryTokenArchive>(), WorldFacts{},
        KeyCache{});
    auto &edge = world->edge;
    edge.use(demo.config);
    if (!edge.start(0))
        return Failure{QApplication::translate(
            "main", "The demo needs a free port on this machine, and there is none.")};
    edge::bindTo(demo, edge.url());

    auto &facts = world->facts;
    facts = {true, edge.url(), edge.edge().certsUrl(), demo.config.team, {}};
    for (auto &kept : demo.tokens) {
        world->store->write(
            kept.token.id, std::move(kept.secret), {&edge, [](tokens::SecretStore::Written) {}});
        const auto saved = world->archive->add(kept.token);
        Q_ASSERT_X(saved, Q_FUNC_INFO, "memory should never refuse");
        facts.suggestedUrls.insert(kept.token.id, edge.url().resolved(QUrl(kept.path)));
    }
    return world;
}

Opened openOwn(const QString &profile)
{
    auto inventory = SqliteTokenArchive::open(profile);
    if (!inventory)
        return Failure{sentenceFor(inventory.error())};
    auto world = std::make_unique<World>(
        std::make_unique<KeychainSecretStore>(u"Keyturn"_s), *std::move(inventory), WorldFacts{},
        loadKeyCache(profile, systemClock()));
    world->facts.profile = profile;
    auto &keys = world->teamKeys;
    QObject::connect(
        &keys, &TeamKeys::cacheChanged, &keys, [&keys, profile] { saveKeyCache(profile, keys.cache()); });
    return world;
}

/// One world and the window on it, exchanged for another when the user asks.
class Desk final : public QObject
{
public:
    explicit Desk(QString profile)
        : m_profile(std::move(profile))
    {
    }

    /// False: there is nothing to show, and the reason has been shown.
    bool open(bool demo)
    {
        auto opened = demo ? openDemo() : openOwn(m_profile);
        if (!opened) {
            QMessageBox::critical(m_window.get(), u"Keyturn"_s, opened.error());
            return m_window != nullptr;
        }
        auto world = *std::move(opened);
        const Workbench workbench{world->vault, world->runner,   world->prober,
                                  world->keys,  world->teamKeys, world->expiryWatch,
                                  world->edge,  systemClock,     world->facts};
        auto window = std::make_unique<MainWindow>(workbench);
        connect(
            window.get(), &MainWindow::otherWorldRequested, this, [this, demo] { open(!demo); },
            Qt::QueuedConnection);
        // The demo's tokens are nobody's: a message that outlives its window would alarm for nothing.
        if (!demo)
            connect(&world->expiryWatch, &ExpiryWatch::reminderDue, this, &Desk::remind);
        connect(&m_notifications, &DesktopNotifications::undelivered, window.get(), &MainWindow::showNotice);

        // The window goes before the world it looks at.
        m_window = std::move(window);
        m_world = std::move(world);
        m_window->show();
        return true;
    }

private:
    void remind(const tokens::Reminder &reminder, const tokens::ServiceToken &token)
    {
        const auto urgency = reminder.days <= 1 ? DesktopNotifications::Urgency::Critical
                                                : DesktopNotifications::Urgency::Normal;
        m_notifications.show(titleFor(reminder, token), bodyFor(reminder, token), urgency);
    }

    QString m_profile;
    DesktopNotifications m_notifications;
    std::unique_ptr<World> m_world;
    std::unique_ptr<MainWindow> m_window;
};

Scheme schemeFor(ColorSchemeWatch::Scheme wanted)
{
    return wanted == ColorSchemeWatch::Scheme::Dark ? Scheme::Dark : Scheme::Light;
}

} // namespace

// The one place that knows every part: it makes them and hands each what it needs.
int main(int argc, char *argv[])
{
    forbidCoreFiles();
    log::redactEverything();
    QApplication application(argc, argv);
    QApplication::setApplicationName(u"keyturn"_s);
    QApplication::setApplicationDisplayName(u"Keyturn"_s);
    QApplication::setApplicationVersion(QStringLiteral(KEYTURN_VERSION));
    QApplication::setDesktopFileName(u"keyturn"_s);
    QApplication::setWindowIcon(applicationIcon());

    QCommandLineParser options;
    options.setApplicationDescription(u"Keeps, tests and explains Cloudflare Access service tokens."_s);
    options.addHelpOption();
    options.addVersionOption();
    const QCommandLineOption demo(u"demo"_s, u"Open the demo world: no account, no keychain, no trace."_s);
    const QCommandLineOption profile(
        u"profile"_s, u"Keep the inventory under <folder>."_s, u"folder"_s,
        QStandardPaths::writableLocation(QStandardPaths::AppDataLocation));
    options.addOptions({demo, profile});
    options.process(application);

    const ColorSchemeWatch desktop;
    Theme theme(application, schemeFor(desktop.scheme()));
    const auto follow = [&theme](ColorSchemeWatch::Scheme wanted) { theme.setScheme(schemeFor(wanted)); };
    QObject::connect(&desktop, &ColorSchemeWatch::schemeChanged, &theme, follow);

    Desk desk(options.value(profile));
    if (!desk.open(options.isSet(demo)))
        return 1;
    return QApplication::exec();
}
