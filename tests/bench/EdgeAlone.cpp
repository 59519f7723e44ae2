// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The local edge in front of a service, with one token that it lets in: bench_edge UPSTREAM. Tells its port,
// serves until its input ends, and tells then how much memory it took.

#include "Edge.h"
#include "Figures.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QSocketNotifier>

#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace keyturn;

namespace {

edge::Config configFor(const QUrl &upstream)
{
    edge::Credential credential;
    credential.id = u"bench"_s;
    credential.clientId = u"bench.access"_s;
    credential.secretSha256 = QCryptographicHash::hash("bench", QCryptographicHash::Sha256);
    policy::Policy services;
    services.id = u"services"_s;
    services.decision = policy::Decision::ServiceAuth;
    services.rules.include
        = {{policy::RuleKind::ServiceToken,
            policy::apiNameOf(policy::RuleKind::ServiceToken),
            credential.id,
            {}}};
    edge::Application application;
    application.access.type = u"self_hosted"_s;
    application.access.domain = u"127.0.0.1"_s;
    application.access.audience = QString(64, u'a');
    application.access.policies = {services};

    edge::Config config;
    config.upstream = upstream;
    config.mode = edge::Mode::Strict;
    config.credentials = {credential};
    config.applications = {application};
    return config;
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    const auto arguments = QCoreApplication::arguments();
    if (arguments.size() != 2)
        return 2;
    edge::Edge edge(configFor(QUrl(arguments.at(1))), [] { return QDateTime::currentDateTimeUtc(); });
    if (!edge.listen())
        return 1;
    tell("port", edge.url().port());
    std::fflush(stdout);

    QSocketNotifier input(STDIN_FILENO, QSocketNotifier::Read);
    QObject::connect(&input, &QSocketNotifier::activated, &application, &QCoreApplication::quit);
    const auto code = QCoreApplication::exec();
    tell("peak_kb", kilobytesOf("VmHWM:"));
    tell("cpu_ns", nanosecondsOf(CLOCK_PROCESS_CPUTIME_ID));
    return code;
}
