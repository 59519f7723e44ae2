// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ServiceToken.h"

#include <QHash>
#include <QSet>
#include <QSqlQuery>
#include <QVariant>

#include <optional>

namespace keyturn {

/// The columns of the table `tokens`, in the order in which tokenFrom() and bindToken() take them.
inline constexpr auto tokenColumns
    = u"id, name, client_id, expiry, ends_at, disabled, hosts, team, owner, environment, tags, notes,"
      " created_at, secret_changed_at";

/// What many tokens have in common is kept once: with 10,000 tokens that is a quarter of the memory.
class SharedTexts
{
public:
    [[nodiscard]] QString text(const QVariant &value);
    /// Null for what is no list.
    [[nodiscard]] std::optional<QStringList> list(const QVariant &value);

private:
    QSet<QString> m_texts;
    QHash<QString, QStringList> m_lists;
};

/// Null for a row that cannot be read.
[[nodiscard]] std::optional<tokens::ServiceToken> tokenFrom(const QSqlQuery &row, SharedTexts &shared);
/// One value for each column.
void bindToken(QSqlQuery &query, const tokens::ServiceToken &token);

[[nodiscard]] QDateTime momentFrom(const QVariant &seconds); ///< Since 1970, UTC; invalid for NULL.

} // namespace keyturn
