// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Clock.h"
#include "ConfigChanges.h"
#include "ConfigFile.h"
#include "Edge.h"
#include "EdgeLogModel.h"
#include "ServiceToken.h"

#include <QHash>
#include <QObject>

#include <map>
#include <memory>

namespace keyturn {

/// The edge's token as Keyturn would list it, with its end and whether it is disabled.
[[nodiscard]] tokens::ServiceToken tokenOf(const edge::Credential &credential);

/// Where on the edge to try its tokens.
class PlacesToTry
{
public:
    explicit PlacesToTry(const edge::Config &config);

    /// A place of an application on this machine whose policies name this token, best one with Service Auth.
    /// "/" where there is none.
    [[nodiscard]] QString pathFor(const edge::Credential &credential) const;

private:
    struct Place
    {
        qsizetype application;
        QString path;
    };
    /// The first place of each token by its id; by "" that of every token.
    using FirstPlaces = QHash<QString, Place>;
    [[nodiscard]] static const Place *firstIn(const FirstPlaces &places, const QString &id);

    FirstPlaces m_meant; ///< Through Service Auth.
    FirstPlaces m_named; ///< Through another policy.
};

/// The local edge as somebody works with it: what it guards, whether it listens, what goes wrong on purpose,
/// and what it answered. The rest of what can be changed while it runs is asked of edge().
class EdgeRunner final : public QObject
{
    Q_OBJECT

public:
    explicit EdgeRunner(Clock clock, QObject *parent = nullptr);

    /// False: nobody has said yet what it guards.
    [[nodiscard]] bool hasWorld() const { return m_hasWorld; }
    /// From now on it guards this; when it listens, it goes on listening where it does.
    void use(const edge::Config &config);
    /// A demo world of its own, whose secrets secretOf() gives.
    void useDemo();

    /// Plays the file from now on, and reads it again whenever it changes. With anything wrong in it what was
    /// there goes on, and problems() tells. False: something is wrong.
    bool open(const QString &path);
    /// The file that was opened last; empty: none.
    [[nodiscard]] QString file() const { return m_file ? m_file->path() : QString(); }
    [[nodiscard]] bool isFilePlayed() const { return m_isFilePlayed; } ///< False: something is wrong in it.
    /// What is wrong in it or odd about it, as it was read last.
    [[nodiscard]] const QList<edge::ConfigProblem> &problems() const { return m_problems; }

    /// What the file says of how its program is to run, and what does not hold here: on 127.0.0.1, with
    /// plain http, and without orders.
    [[nodiscard]] const QList<edge::ChangedPart> &unplayed() const { return m_unplayed; }

    /// Port 0 takes a free one.
    [[nodiscard]] Result<Done, edge::EdgeError> start(quint16 port);
    void stop();
    [[nodiscard]] bool isRunning() const { return m_edge.isListening(); }
    [[nodiscard]] QUrl url() const { return m_edge.url(); }
    /// Where it listened last, or is to listen by its file; 0: nobody said.
    [[nodiscard]] quint16 lastPort() const { return m_lastPort; }

    [[nodiscard]] edge::Edge &edge() { return m_edge; }
    [[nodiscard]] const edge::Config &config() const { return m_edge.config(); }
    [[nodiscard]] EdgeLogModel &log() { return m_log; }

    /// Those of the configuration, and a few for everybody.
    [[nodiscard]] const QList<edge::FaultRule> &faults() const { return m_faults; }
    [[nodiscard]] bool isOn(const edge::FaultRule &fault) const;
    void setOn(const edge::FaultRule &fault, bool isOn);

    /// Ends a year from now, as a refresh of a token does.
    [[nodiscard]] Result<Done, edge::ChangeError> renew(const QString &clientId);
    [[nodiscard]] Result<edge::IssuedCredentials, edge::ChangeError>
    rotate(const QString &clientId, std::chrono::seconds grace);
    /// Of a token that useDemo() made, until it is rotated. Null: not known.
    [[nodiscard]] const Secret *secretOf(const QString &clientId) const;

Q_SIGNALS:
    void stateChanged(); ///< It listens, or does so no more.
    void configChanged();
    void fileRead(); ///< With whatever came of it.

private:
    void readFile();
    void playSetup(const edge::Setup &setup);
    void play(const edge::Config &config, std::map<QString, Secret> secrets);
    void learnFaults();
    void note(const edge::LogEntry &entry);

    Clock m_clock;
    edge::Edge m_edge;
    EdgeLogModel m_log;
    QList<edge::FaultRule> m_faults;
    std::map<QString, Secret> m_secrets; ///< By Client ID.
    std::unique_ptr<edge::ConfigFile> m_file;
    QList<edge::ConfigProblem> m_problems;
    QList<edge::ChangedPart> m_unplayed;
    bool m_isFilePlayed = false;
    quint16 m_lastPort = 0;
    bool m_hasWorld = false;
};

} // namespace keyturn
