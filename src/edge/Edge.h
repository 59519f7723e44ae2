// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Clock.h"
#include "Config.h"
#include "Decision.h"
#include "Result.h"

#include <QObject>
#include <QUrl>

#include <memory>

namespace keyturn::edge {

enum class EdgeError { PortTaken, CannotListen };

/// One line of the edge's log. It holds no secret, also when a caller put his in the wrong place.
struct LogEntry
{
    QDateTime at;
    QByteArray method; ///< Empty for bytes that were no request; `status` says what was wrong.
    QString path;
    int status = 0;
    Ruling ruling = Ruling::NoApplication;
    Credentials credentials = Credentials::None;
    QString application;
    QString policy;
    QString clientId;
};

/// Cloudflare Access on this machine: an HTTP server on the loopback address that rules on each request as
/// Access does, in front of an echo API of its own. It answers under /cdn-cgi/access/certs with its keys.
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

    /// Port 0 takes a free one.
    [[nodiscard]] Result<Done, EdgeError> listen(quint16 port = 0);
    void stop();

    [[nodiscard]] bool isListening() const;
    [[nodiscard]] QUrl url() const; ///< "http://127.0.0.1:PORT"
    [[nodiscard]] QUrl certsUrl() const;
    [[nodiscard]] const Config &config() const;
    void setConfig(const Config &config);
    void setMode(keyturn::edge::Mode mode);

Q_SIGNALS:
    void answered(const keyturn::edge::LogEntry &entry);

private:
    void welcome();

    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace keyturn::edge
