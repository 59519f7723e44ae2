// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Clock.h"
#include "Config.h"
#include "Gate.h"
#include "LocalCa.h"
#include "LogEntry.h"
#include "Result.h"

#include <QObject>
#include <QUrl>

#include <memory>

namespace keyturn::edge {

enum class EdgeError {
    PortTaken,
    NoSuchAddress, ///< This machine has none like that.
    CannotListen,
};

/// Where an edge is to be found.
struct Listening
{
    QString address; ///< Empty: 127.0.0.1. Any other lets other machines in, if it is not one of this
                     ///< machine's own.
    quint16 port = 0; ///< 0 takes a free one.
    const ServerIdentity *tls = nullptr; ///< Null: plain HTTP.
};

/// Cloudflare Access on this machine: an HTTP server on the loopback address that rules on each request as
/// Access does, in front of the upstreams in its Config, or of an echo API of its own. It answers under
/// /cdn-cgi/access/certs with its keys.
///
/// Because there is no team domain on a loopback address, the server itself plays it: the assertion's `iss`
/// and the metadata answer's `auth_domain` are the team's real-looking names, and the keys are fetched from
/// url() + /cdn-cgi/access/certs.
class Edge final : public QObject
{
    Q_OBJECT

public:
    explicit Edge(Config config, Clock clock, QObject *parent = nullptr);
    ~Edge() override;

    [[nodiscard]] Result<Done, EdgeError> listen(const Listening &where = {});
    /// On the loopback address. Port 0 takes a free one.
    [[nodiscard]] Result<Done, EdgeError> listen(quint16 port)
    {
        return listen(Listening{{}, port, nullptr});
    }
    /// Certificates (PEM) that upstreams are believed besides those of the system's authorities.
    void trustUpstreams(const QByteArray &authorities);
    void stop();

    [[nodiscard]] bool isListening() const;
    [[nodiscard]] QUrl url() const; ///< "http://127.0.0.1:PORT"; https with TLS.
    [[nodiscard]] QUrl certsUrl() const;
    [[nodiscard]] const Config &config() const;

    // What can be changed while it runs; see Gate.
    void setConfig(const Config &config);
    void setMode(keyturn::edge::Mode mode);
    void setClockSkew(std::chrono::seconds skew);
    void rotateKeys();
    void endSessions();
    [[nodiscard]] Result<Done, ChangeError> setEnabled(const QString &token, bool enabled);
    [[nodiscard]] Result<Done, ChangeError> setExpiry(const QString &token, const tokens::Expiry &expiry);
    [[nodiscard]] Result<Done, ChangeError> expire(const QString &token);
    [[nodiscard]] Result<IssuedCredentials, ChangeError>
    rotate(const QString &token, std::chrono::seconds grace);

Q_SIGNALS:
    void answered(const keyturn::edge::LogEntry &entry);
    void configChanged();

private:
    void welcome();

    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace keyturn::edge
