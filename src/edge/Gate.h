// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "AccessAnswer.h"
#include "Clock.h"
#include "IncomingRequest.h"
#include "KeyRing.h"
#include "LogEntry.h"
#include "OwnEndpoint.h"
#include "Result.h"
#include "Secret.h"

#include <chrono>
#include <variant>

namespace keyturn::edge {

/// Who is at the other end of a connection.
struct Peer
{
    QString address;
    Scheme scheme = Scheme::Http;
};

/// A request that goes on to the origin.
struct Passage
{
    IncomingRequest request; ///< Without the Client Secret and what the client made up in Access's name; with
                             ///< Access's own assertion.
    QUrl upstream; ///< Of its application or of the Config; empty: the edge's own.
    QByteArray assertion; ///< Empty where Access did not identify the caller.
    QString clientId; ///< The caller; empty likewise.
    http::Headers answerHeaders; ///< What Access adds to the origin's answer.
};

/// What becomes of one request.
struct Handled
{
    std::variant<Answer, Passage> way;
    LogEntry entry; ///< With a Passage still without its status.
    std::chrono::milliseconds latency{0}; ///< To wait before anything is answered.
    Ending ending = Ending::Whole;
};

enum class ChangeError { NoSuchToken, AmbiguousToken };

/// A pair that is shown once.
struct IssuedCredentials
{
    QString clientId;
    Secret secret;
};

/// Access without its sockets: what it knows, what it decides, what it signs. Everything can be changed while
/// it runs. A token is named by its id, its Client ID or its name.
class Gate
{
public:
    Gate(Config config, Clock clock);

    [[nodiscard]] Handled handle(const IncomingRequest &request, const Peer &peer);
    /// What is said to bytes that are no request.
    [[nodiscard]] Handled refuse(int status);

    /// Has the key made that will be needed next, on another thread, before somebody waits for it.
    void prepare() { m_keys.makeAhead(); }

    [[nodiscard]] const Config &config() const { return m_rules.config(); }
    /// Keys and sessions stay as they are.
    void setConfig(const Config &config);
    void setMode(Mode mode);
    void setClockSkew(std::chrono::seconds skew);
    void rotateKeys();
    /// No session that was begun before is accepted any more; revoke_tokens does so (facts 1.3).
    void endSessions();

    [[nodiscard]] Result<Done, ChangeError> setEnabled(const QString &token, bool enabled);
    [[nodiscard]] Result<Done, ChangeError> setExpiry(const QString &token, const tokens::Expiry &expiry);
    [[nodiscard]] Result<Done, ChangeError> expire(const QString &token); ///< Now.
    /// The secret until now works on for `grace` (facts 1.3).
    [[nodiscard]] Result<IssuedCredentials, ChangeError>
    rotate(const QString &token, std::chrono::seconds grace);

private:
    [[nodiscard]] QDateTime signingTime(const QDateTime &now) const;
    [[nodiscard]] policy::RequestFacts factsOf(const Peer &peer) const;
    [[nodiscard]] QList<Session> sessionsOf(const IncomingRequest &request, const QDateTime &now) const;
    [[nodiscard]] bool isOver(const Session &session) const;
    [[nodiscard]] QByteArray bindingOf(const QByteArray &token) const;
    [[nodiscard]] const FaultRule *faultFor(const IncomingRequest &request);

    [[nodiscard]] std::optional<Answer>
    ownAnswer(const IncomingRequest &request, const Peer &peer, const QDateTime &now);
    [[nodiscard]] Answer
    identity(const IncomingRequest &request, const Peer &peer, const QDateTime &now) const;
    [[nodiscard]] Answer logout(const IncomingRequest &request, const QDateTime &now);
    [[nodiscard]] Handled ruledOn(const IncomingRequest &request, const Peer &peer, LogEntry entry);
    [[nodiscard]] Passage passage(const Occasion &occasion, const QDateTime &now);

    template <typename Change>
    [[nodiscard]] Result<Done, ChangeError> changeToken(const QString &token, Change change);

    Rulebook m_rules;
    Clock m_clock;
    KeyRing m_keys;
    QByteArray m_bindingKey;
    QDateTime m_allSessionsEndedAt;
    QHash<QString, QDateTime> m_sessionsEndedAt; ///< By Client ID.
    QHash<qsizetype, int> m_faultCounts; ///< By place of the rule.
};

} // namespace keyturn::edge
