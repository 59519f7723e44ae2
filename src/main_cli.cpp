// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "KeychainSecretStore.h"
#include "Log.h"
#include "MemorySecretStore.h"
#include "MemoryTokenArchive.h"
#include "NetworkTransport.h"
#include "Program.h"
#include "Secret.h"
#include "SqliteTokenArchive.h"

#include <QCoreApplication>
#include <QStandardPaths>

namespace {

keyturn::cli::World::Opened openArchive(const QString &folder)
{
    auto opened = keyturn::SqliteTokenArchive::open(folder);
    if (!opened)
        return keyturn::Failure{opened.error()};
    return std::unique_ptr<keyturn::tokens::TokenArchive>(*std::move(opened));
}

} // namespace

int main(int argc, char *argv[])
{
    keyturn::forbidCoreFiles();
    keyturn::log::redactEverything();
    QCoreApplication application(argc, argv);
    // The window has the same name, and so the same profile.
    QCoreApplication::setApplicationName(QStringLiteral("keyturn"));
    QCoreApplication::setApplicationVersion(QStringLiteral(KEYTURN_VERSION));

    keyturn::KeychainSecretStore keychain(QStringLiteral("Keyturn"));
    keyturn::MemorySecretStore demoSecrets;
    keyturn::MemoryTokenArchive demoArchive;
    keyturn::NetworkTransport transport;
    keyturn::cli::World world{
        keychain,
        openArchive,
        QStandardPaths::writableLocation(QStandardPaths::AppDataLocation),
        demoSecrets,
        demoArchive,
        transport,
        &QDateTime::currentDateTimeUtc,
    };
    return keyturn::cli::runProgram(world, QCoreApplication::arguments().mid(1));
}
