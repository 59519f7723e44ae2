// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Result.h"
#include "Secret.h"

#include <QString>
#include <QUrl>

#include <vector>

namespace keyturn::edge {

/// Where a running edge takes orders, as it writes it down for those who give them.
struct ControlPlace
{
    QUrl edge; ///< What it guards with.
    QUrl control;
    Secret token;
    qint64 process = 0;
    QString file = {}; ///< In which this stands.
};

/// The places of the edges that still run. What those left behind who were killed is taken away.
[[nodiscard]] std::vector<ControlPlace> controlPlacesIn(const QString &folder);

/// Writes a place down, in a file that only its owner may read, for as long as the object lives.
class ControlPlaceFile
{
public:
    ControlPlaceFile() = default;
    ~ControlPlaceFile();
    ControlPlaceFile(const ControlPlaceFile &) = delete;
    ControlPlaceFile &operator=(const ControlPlaceFile &) = delete;

    /// The folder is made if it is not there. False: it cannot be written.
    [[nodiscard]] bool write(const QString &folder, const ControlPlace &place);
    [[nodiscard]] const QString &path() const { return m_path; } ///< Empty: nothing was written.

private:
    QString m_path;
};

} // namespace keyturn::edge
