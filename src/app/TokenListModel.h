// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Clock.h"
#include "ServiceToken.h"
#include "TokenVault.h"

#include <QAbstractListModel>
#include <QSortFilterProxyModel>

#include <optional>

namespace keyturn {

/// The vault's tokens as rows for a view, one column. It holds no secrets.
class TokenListModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        IdRole = Qt::UserRole,
        ClientIdRole,
        StatusRole, ///< int of tokens::Status
        StatusTextRole, ///< "Valid", "Never ends"
        EndTextRole, ///< "in 9 days", "no expiry"
        EndRole, ///< QDateTime, invalid when there is no end
        OwnerRole,
        EnvironmentRole,
        SearchRole, ///< Everything a search looks at, case-folded.
    };

    TokenListModel(const TokenVault &vault, Clock clock, QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

    [[nodiscard]] QModelIndex indexOf(const QString &id) const;

    /// Says that time has passed: statuses and relative times are read anew.
    void refreshTimes();

private:
    const TokenVault &m_vault;
    Clock m_clock;
    int m_rows = 0;
};

/// Narrows the list by words and by status. In the order of what ends first, or of names.
class TokenFilterModel final : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    enum class Order { ByName, ByEnd };

    explicit TokenFilterModel(Order order, QObject *parent = nullptr);

    /// Every word must be found in name, Client ID, owner, environment, team, tags, hosts or notes.
    void setWords(const QString &text);
    void setStatus(std::optional<tokens::Status> status);
    void setOnlyWithoutOwner(bool only);

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;
    [[nodiscard]] bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    Order m_order;
    QStringList m_words;
    std::optional<tokens::Status> m_status;
    bool m_onlyWithoutOwner = false;
};

} // namespace keyturn
