// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "TokenListModel.h"

#include "TimeWording.h"
#include "TokenWording.h"

#include <QCoreApplication>

#include <algorithm>

namespace keyturn {

using tokens::Expiry;
using tokens::ServiceToken;
using tokens::Status;

namespace {

QString endText(const ServiceToken &token, const QDateTime &now)
{
    switch (token.expiry.kind) {
    case Expiry::Kind::At:
        return relativeTime(token.expiry.at, now);
    case Expiry::Kind::Forever:
        return QCoreApplication::translate("TokenListModel", "no expiry");
    case Expiry::Kind::Unknown:
        break;
    }
    return QCoreApplication::translate("TokenListModel", "expiry unknown");
}

QString searchText(const ServiceToken &token)
{
    const QStringList parts{
        token.name,
        token.clientId,
        token.owner,
        token.environment,
        token.team,
        token.tags.join(u' '),
        token.hosts.join(u' '),
        token.notes};
    return parts.join(u'\n').toCaseFolded();
}

} // namespace

TokenListModel::TokenListModel(const TokenVault &vault, Clock clock, QObject *parent)
    : QAbstractListModel(parent)
    , m_vault(vault)
    , m_clock(std::move(clock))
    , m_rows(static_cast<int>(vault.tokens().size()))
{
    const auto reset = [this] {
        beginResetModel();
        m_rows = static_cast<int>(m_vault.tokens().size());
        endResetModel();
    };
    connect(&vault, &TokenVault::reloaded, this, reset);
    connect(&vault, &TokenVault::tokenRemoved, this, reset);
    connect(&vault, &TokenVault::tokenAdded, this, reset);
    connect(&vault, &TokenVault::tokenChanged, this, [this](const QString &id) {
        const auto changed = indexOf(id);
        Q_EMIT dataChanged(changed, changed);
    });
}

int TokenListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_rows;
}

QVariant TokenListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || index.row() >= m_vault.tokens().size())
        return {};
    const auto &token = m_vault.tokens().at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return token.name;
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1, %2, %3")
            .arg(token.name, wordFor(token, m_clock()), endText(token, m_clock()));
    case IdRole:
        return token.id;
    case ClientIdRole:
        return token.clientId;
    case StatusRole:
        return static_cast<int>(tokens::statusOf(token, m_clock()));
    case StatusTextRole:
        return wordFor(token, m_clock());
    case EndTextRole:
        return endText(token, m_clock());
    case EndRole:
        return token.expiry.at;
    case OwnerRole:
        return token.owner;
    case EnvironmentRole:
        return token.environment;
    case SearchRole:
        return searchText(token);
    default:
        return {};
    }
}

QModelIndex TokenListModel::indexOf(const QString &id) const
{
    const auto &all = m_vault.tokens();
    for (qsizetype row = 0; row < all.size(); ++row) {
        if (all.at(row).id == id)
            return index(static_cast<int>(row));
    }
    return {};
}

void TokenListModel::refreshTimes()
{
    if (m_rows > 0)
        Q_EMIT dataChanged(index(0), index(m_rows - 1), {StatusRole, StatusTextRole, EndTextRole});
}

TokenFilterModel::TokenFilterModel(Order order, QObject *parent)
    : QSortFilterProxyModel(parent)
    , m_order(order)
{
    // The vault keeps its tokens by name: sorting ten thousand of them once more would only cost the first
    // picture.
    if (m_order == Order::ByEnd)
        sort(0);
}

void TokenFilterModel::setWords(const QString &text)
{
    m_words = text.toCaseFolded().simplified().split(u' ', Qt::SkipEmptyParts);
    invalidateFilter();
}

void TokenFilterModel::setStatus(std::optional<Status> status)
{
    m_status = status;
    invalidateFilter();
}

void TokenFilterModel::setOnlyWithoutOwner(bool only)
{
    m_onlyWithoutOwner = only;
    invalidateFilter();
}

bool TokenFilterModel::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const auto index = sourceModel()->index(row, 0, parent);
    if (m_status && index.data(TokenListModel::StatusRole).toInt() != static_cast<int>(*m_status))
        return false;
    if (m_onlyWithoutOwner && !index.data(TokenListModel::OwnerRole).toString().isEmpty())
        return false;
    if (m_words.isEmpty())
        return true;
    const auto text = index.data(TokenListModel::SearchRole).toString();
    return std::all_of(
        m_words.begin(), m_words.end(), [&text](const QString &word) { return text.contains(word); });
}

bool TokenFilterModel::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    if (m_order == Order::ByEnd) {
        const auto leftEnd = left.data(TokenListModel::EndRole).toDateTime();
        const auto rightEnd = right.data(TokenListModel::EndRole).toDateTime();
        // Without an end: last.
        if (leftEnd.isValid() != rightEnd.isValid())
            return leftEnd.isValid();
        if (leftEnd != rightEnd)
            return leftEnd < rightEnd;
    }
    return left.data().toString().compare(right.data().toString(), Qt::CaseInsensitive) < 0;
}

} // namespace keyturn
