// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Exchange.h"

#include <QByteArray>
#include <QString>

#include <memory>
#include <optional>

class QTemporaryFile;

namespace keyturn {

/// Takes a body piece by piece: the start of it stays in memory, and once that is full the whole of it goes
/// to a temporary file that only this user can read.
class BodyCollector
{
public:
    explicit BodyCollector(qint64 bodyInMemory)
        : m_bodyInMemory(bodyInMemory)
    {
    }

    /// False when the disk does not take it; complaint() says why.
    [[nodiscard]] bool append(const QByteArray &piece);
    [[nodiscard]] qint64 size() const { return m_body.size; }
    [[nodiscard]] QString complaint() const;

    /// The body, readable from its beginning; nullopt when the disk does not take the last of it.
    [[nodiscard]] std::optional<http::Body> finish();

private:
    [[nodiscard]] bool moveToFile();

    qint64 m_bodyInMemory;
    http::Body m_body;
};

} // namespace keyturn
