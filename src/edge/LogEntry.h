// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Decision.h"

#include <QMetaType>

#include <chrono>

namespace keyturn::edge {

/// One line of the edge's log. It holds no secret, also when a caller put his in the wrong place.
struct LogEntry
{
    QDateTime at;
    QByteArray method; ///< Empty for bytes that were no request; `status` says what was wrong.
    QString host; ///< As the client named it, without its port.
    QString path;
    int status = 0; ///< 0: no answer was given, because the client left or a fault was to happen.
    std::chrono::milliseconds duration{0}; ///< From the head of the request to the end of the answer.
    Ruling ruling = Ruling::NoApplication;
    Credentials credentials = Credentials::None;
    QString application;
    QString policy; ///< The one that let the request in, or else came closest to it.
    std::optional<policy::PolicyReason> reason; ///< Why that policy did, or did not.
    QString clientId;
    QString fault; ///< The rule by which something went wrong on purpose; empty: none.
    QByteArray rayId;
};

} // namespace keyturn::edge

Q_DECLARE_METATYPE(keyturn::edge::LogEntry)
