// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ConfigChanges.h"
#include "ControlAnswer.h"
#include "Edge.h"

#include <QObject>

#include <functional>
#include <memory>

namespace keyturn::edge {

/// Takes orders for a running edge, over HTTP on a port of its own on the loopback address: the edge's own
/// port belongs to the hosts that it plays, and may be open to other machines.
class ControlServer final : public QObject
{
    Q_OBJECT

public:
    /// Reads the configuration again, and says what has changed in it.
    using Reload = std::function<Result<QList<ConfigChange>, QList<ConfigProblem>>()>;

    ControlServer(Edge &edge, Clock clock, QObject *parent = nullptr);
    ~ControlServer() override;

    /// Without it there is no file to read again.
    void setReload(const QString &file, Reload reload);

    /// Port 0 takes a free one.
    [[nodiscard]] Result<Done, EdgeError> listen(quint16 port = 0);
    [[nodiscard]] QUrl url() const; ///< "http://127.0.0.1:PORT"
    [[nodiscard]] const Secret &token() const; ///< Made anew for each server.

    /// What becomes of one request.
    [[nodiscard]] Answer answerTo(const IncomingRequest &request);

Q_SIGNALS:
    void obeyed(const keyturn::edge::Order &order); ///< Not for State.

private:
    void welcome();
    [[nodiscard]] Answer carryOut(const Order &order);
    [[nodiscard]] Answer carriedOut(const Order &order);

    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace keyturn::edge

Q_DECLARE_METATYPE(keyturn::edge::Order)
