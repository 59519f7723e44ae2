// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "EdgeCommand.h"

#include "ConfigFile.h"
#include "ControlPlace.h"
#include "ControlServer.h"
#include "DemoWorld.h"
#include "EdgeConfigWording.h"
#include "EdgeRunner.h"
#include "EdgeText.h"
#include "EdgeWording.h"
#include "Json.h"
#include "LocalCa.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QFile>

using namespace Qt::StringLiterals;

namespace keyturn::cli {

namespace {

Trouble cannotListen(edge::EdgeError error, quint16 port)
{
    const auto message = sentenceFor(error, port);
    switch (error) {
    case edge::EdgeError::PortTaken:
        return {ExitCode::Network, u"port-taken"_s, message, u"--port 0 takes a free one."_s};
    case edge::EdgeError::NoSuchAddress:
        return {ExitCode::Network, u"no-such-address"_s, message, {}};
    case edge::EdgeError::CannotListen:
        break;
    }
    return {ExitCode::Network, u"cannot-listen"_s, message, u"--port 0 takes a free one."_s};
}

/// One run of the edge.
class EdgeRun
{
public:
    EdgeRun(const Workplace &place, const EdgeServe &command)
        : m_place(place)
        , m_command(command)
    {
    }

    [[nodiscard]] ExitCode run();

private:
    using Reloaded = Result<QList<edge::ConfigChange>, QList<edge::ConfigProblem>>;

    [[nodiscard]] Result<Done, ExitCode> prepare();
    [[nodiscard]] ExitCode refuse(const QList<edge::ConfigProblem> &problems) const;
    /// What the command line says comes before what the file says.
    [[nodiscard]] edge::Setup overridden(edge::Setup setup) const;
    [[nodiscard]] Result<Done, ExitCode> secure();
    [[nodiscard]] Result<Done, ExitCode> listen();
    [[nodiscard]] Result<Done, ExitCode> takeOrders();
    [[nodiscard]] QList<EdgeToken> shownTokens() const;
    [[nodiscard]] Reloaded reload();

    const Workplace &m_place;
    const EdgeServe &m_command;
    edge::Setup m_setup;
    std::optional<edge::DemoWorld> m_world;
    std::unique_ptr<edge::ConfigFile> m_file;
    std::unique_ptr<edge::Edge> m_edge;
    std::optional<edge::ServerIdentity> m_identity; ///< For https.
    QString m_authorityFile; ///< Whom clients are to trust then.
    std::unique_ptr<edge::ControlServer> m_control;
    edge::ControlPlaceFile m_controlPlace;
};

ExitCode EdgeRun::refuse(const QList<edge::ConfigProblem> &problems) const
{
    const bool isMissing = problems.first().cause == edge::ConfigCause::FileMissing;
    const Trouble trouble{
        isMissing ? ExitCode::NotFound : ExitCode::WrongUsage,
        isMissing ? u"no-such-file"_s : u"config-refused"_s,
        problems.size() == 1 ? u"The edge was not started, because of a mistake in its configuration."_s
                             : u"The edge was not started, because of mistakes in its configuration."_s,
        {}};
    if (m_place.out.isJson()) {
        const auto error = merged(jsonOf(trouble), {{u"problems"_s, jsonOf(problems)}});
        m_place.out.document({{u"error"_s, error}});
    }
    tellProblems(m_place, m_command.config, problems);
    m_place.out.warning(u"keyturn-cli: "_s + trouble.message);
    return trouble.code;
}

edge::Setup EdgeRun::overridden(edge::Setup setup) const
{
    setup.config.mode = m_command.mode.value_or(setup.config.mode);
    setup.config.upstream = m_command.upstream.value_or(setup.config.upstream);
    setup.port = m_command.port.value_or(setup.port);
    if (!m_command.address.isEmpty())
        setup.address = m_command.address;
    if (m_command.isHttps && !setup.tlsHosts)
        setup.tlsHosts = QStringList();
    setup.takesOrders = setup.takesOrders && m_command.takesOrders;
    return setup;
}

Result<Done, ExitCode> EdgeRun::prepare()
{
    if (m_command.config.isEmpty()) {
        m_world = edge::makeDemoWorld(m_place.now());
        m_setup.config = m_world->config;
    } else {
        m_file = std::make_unique<edge::ConfigFile>(m_command.config, m_place.world.clock);
        const auto read = m_file->read();
        if (!read)
            return Failure{refuse(read.error())};
        m_setup = *read;
        tellProblems(m_place, m_command.config, m_setup.warnings);
    }
    m_setup = overridden(m_setup);
    m_edge = std::make_unique<edge::Edge>(m_setup.config, m_place.world.clock);
    return Done{};
}

Result<Done, ExitCode> EdgeRun::secure()
{
    if (!m_setup.upstreamAuthorities.isEmpty()) {
        QFile file(m_setup.upstreamAuthorities);
        if (!file.open(QIODevice::ReadOnly)) {
            return Failure{m_place.fail(
                {ExitCode::NotFound,
                 u"cannot-read-file"_s,
                 u"The file %1 cannot be read: %2."_s.arg(file.fileName(), file.errorString()),
                 {}})};
        }
        m_edge->trustUpstreams(file.readAll());
    }
    if (!m_setup.tlsHosts)
        return Done{};
    const auto folder = m_place.profile() + u"/edge-ca"_s;
    auto ca = edge::LocalCa::openOrMake(folder, *m_setup.tlsHosts, m_place.now());
    if (!ca)
        return Failure{m_place.fail({ExitCode::Data, u"no-tls"_s, sentenceFor(ca.error(), folder), {}})};
    m_identity.emplace(ca->issue(m_place.now()));
    m_authorityFile = ca->certificateFile();
    if (m_command.explainsTrust)
        tellHowToTrust(m_place, *ca);
    return Done{};
}

Result<Done, ExitCode> EdgeRun::listen()
{
    const auto *identity = m_identity ? &*m_identity : nullptr;
    if (const auto listening = m_edge->listen({m_setup.address, m_setup.port, identity}); !listening)
        return Failure{m_place.fail(cannotListen(listening.error(), m_setup.port))};
    if (m_world)
        edge::bindTo(*m_world, m_edge->url());
    QUrl where;
    where.setHost(m_setup.address);
    if (!http::isLoopback(where)) {
        m_place.out.warning(
            u"Other machines reach this edge: whoever can may try tokens on it, and see what the service "
            u"behind it answers."_s);
    }
    return Done{};
}

Result<Done, ExitCode> EdgeRun::takeOrders()
{
    if (!m_setup.takesOrders)
        return Done{};
    m_control = std::make_unique<edge::ControlServer>(*m_edge, m_place.world.clock);
    if (const auto listening = m_control->listen(m_setup.controlPort); !listening)
        return Failure{m_place.fail(cannotListen(listening.error(), m_setup.controlPort))};
    if (m_file)
        m_control->setReload(m_file->path(), [this] { return reload(); });
    const edge::ControlPlace here{
        m_edge->url(), m_control->url(), m_control->token().duplicate(), QCoreApplication::applicationPid()};
    if (!m_controlPlace.write(controlFolder(m_place), here)) {
        m_place.out.warning(
            u"It takes no orders: where it does cannot be written down in %1."_s.arg(controlFolder(m_place)));
        m_control.reset();
    }
    return Done{};
}

QList<EdgeToken> EdgeRun::shownTokens() const
{
    QList<EdgeToken> shown;
    if (m_world) {
        for (const auto &demo : m_world->tokens)
            shown.append({demo.token, demo.path, m_command.showCredentials ? &demo.secret : nullptr});
        return shown;
    }
    const PlacesToTry places(m_setup.config);
    for (const auto &credential : m_setup.config.credentials)
        shown.append({tokenOf(credential), places.pathFor(credential)});
    return shown;
}

EdgeRun::Reloaded EdgeRun::reload()
{
    const auto read = m_file->read();
    if (!read) {
        tellFailedReload(m_place, m_command.config, read.error());
        return Failure{read.error()};
    }
    const auto setup = overridden(*read);
    const auto changes = edge::changesBetween(m_setup, setup);
    m_setup = setup;
    m_edge->setConfig(setup.config);
    tellProblems(m_place, m_command.config, setup.warnings);
    tellReload(m_place, m_command.config, changes);
    return changes;
}

ExitCode EdgeRun::run()
{
    for (const auto step : {&EdgeRun::prepare, &EdgeRun::secure}) {
        if (const auto done = (this->*step)(); !done)
            return done.error();
    }
    if (m_command.explainsTrust)
        return ExitCode::Done;
    for (const auto step : {&EdgeRun::listen, &EdgeRun::takeOrders}) {
        if (const auto done = (this->*step)(); !done)
            return done.error();
    }
    greet(
        m_place,
        {*m_edge, m_file ? m_file->path() : QString(), m_control.get(), m_controlPlace.path(),
         m_authorityFile, shownTokens()});
    if (m_world && !m_command.showCredentials) {
        m_place.out.note(
            u"The secrets of these tokens are in the memory of this process. --show-credentials prints "
            u"them: they open this edge only, and end with it."_s);
    }
    if (m_control)
        m_place.out.note(u"keyturn-cli edge-control --help: what can be changed while it runs."_s);
    if (!m_authorityFile.isEmpty())
        m_place.out.note(u"keyturn-cli edge --how-to-trust: how clients come to trust its certificate."_s);
    m_place.out.note(u"Ctrl-C ends it."_s);

    QEventLoop loop;
    const auto log = [this](const edge::LogEntry &entry) { tell(m_place, entry); };
    QObject::connect(m_edge.get(), &edge::Edge::answered, &loop, log);
    if (m_control) {
        const auto logOrder = [this](const edge::Order &order) { tell(m_place, order); };
        QObject::connect(m_control.get(), &edge::ControlServer::obeyed, &loop, logOrder);
    }
    if (m_file) {
        const auto readAgain = [this] { (void)reload(); };
        QObject::connect(m_file.get(), &edge::ConfigFile::changed, &loop, readAgain);
    }
    QObject::connect(&m_place.interruption, &Interruption::interrupted, &loop, &QEventLoop::quit);
    if (Interruption::signalSeen() == 0)
        loop.exec();
    return ExitCode::Done;
}

} // namespace

ExitCode run(const Workplace &place, const EdgeServe &command)
{
    return EdgeRun(place, command).run();
}

} // namespace keyturn::cli
