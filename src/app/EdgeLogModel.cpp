// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "EdgeLogModel.h"

#include "EdgeWording.h"
#include "PolicyWording.h"
#include "TimeWording.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace keyturn {

using edge::Ruling;

EdgeOutcome outcomeOf(const edge::LogEntry &entry)
{
    if (entry.method.isEmpty())
        return EdgeOutcome::Refused;
    switch (entry.ruling) {
    case Ruling::NoApplication:
    case Ruling::OwnEndpoint:
    case Ruling::PreflightAnswered:
        return EdgeOutcome::Aside;
    case Ruling::Bypassed:
    case Ruling::Admitted:
    case Ruling::PreflightPassed:
        return EdgeOutcome::LetIn;
    case Ruling::PreflightRefused:
    case Ruling::LoginRedirect:
    case Ruling::XhrUnauthorised:
    case Ruling::ServiceAuthForbidden:
    case Ruling::CannotAuthenticate:
    case Ruling::NotAuthorised:
    case Ruling::OauthChallenge:
    case Ruling::CustomDeny:
    case Ruling::WorkerUpgradeRefused:
    case Ruling::UnmatchedDenied:
    case Ruling::FirewallBlocked:
    case Ruling::FirewallChallenged:
        return EdgeOutcome::Refused;
    }
    return EdgeOutcome::Aside;
}

EdgeLogModel::EdgeLogModel(QObject *parent)
    : QAbstractTableModel(parent)
{
    m_moment.setSingleShot(true);
    m_moment.setInterval(moment);
    connect(&m_moment, &QTimer::timeout, this, &EdgeLogModel::take);
}

void EdgeLogModel::append(const EdgeLogLine &line)
{
    if (m_waiting.size() == capacity)
        m_waiting.removeFirst();
    m_waiting.append(line);
    if (m_isPaused)
        Q_EMIT heldBackChanged(m_waiting.size());
    else if (!m_moment.isActive())
        m_moment.start();
}

void EdgeLogModel::take()
{
    if (m_isPaused || m_waiting.isEmpty())
        return;
    const auto superfluous
        = std::min(m_lines.size(), std::max<qsizetype>(m_lines.size() + m_waiting.size() - capacity, 0));
    if (superfluous > 0) {
        beginRemoveRows({}, 0, int(superfluous) - 1);
        m_lines.remove(0, superfluous);
        endRemoveRows();
    }
    const auto first = int(m_lines.size());
    beginInsertRows({}, first, first + int(m_waiting.size()) - 1);
    m_lines += std::exchange(m_waiting, {});
    endInsertRows();
}

void EdgeLogModel::clear()
{
    beginResetModel();
    m_lines.clear();
    m_waiting.clear();
    endResetModel();
    Q_EMIT heldBackChanged(0);
}

void EdgeLogModel::setPaused(bool isPaused)
{
    m_isPaused = isPaused;
    take();
    Q_EMIT heldBackChanged(heldBack());
}

int EdgeLogModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_lines.size());
}

int EdgeLogModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString EdgeLogModel::text(const EdgeLogLine &line, int column) const
{
    const auto &entry = line.entry;
    switch (column) {
    case Time:
        return entry.at.toLocalTime().toString(u"HH:mm:ss"_s);
    case Request:
        return requestText(entry);
    case Status:
        return entry.status == 0 ? u"—"_s : QString::number(entry.status);
    case Decision:
        return wordFor(entry);
    case Policy:
        return shownText(entry.policy);
    case Token:
        return shownText(line.tokenName.isEmpty() ? entry.clientId : line.tokenName);
    default:
        return {};
    }
}

QVariant EdgeLogModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto &line = m_lines.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(line, index.column());
    case Qt::ToolTipRole:
        return index.column() == Time ? exactTime(line.entry.at) : text(line, index.column());
    case OutcomeRole:
        return int(outcomeOf(line.entry));
    case HasFaultRole:
        return !line.entry.fault.isEmpty();
    case SearchRole: {
        QStringList parts{line.entry.application, line.entry.host, line.entry.fault, line.entry.clientId};
        for (int column = 0; column < ColumnCount; ++column)
            parts.append(text(line, column));
        return parts.join(u'\n').toCaseFolded();
    }
    default:
        return {};
    }
}

QVariant EdgeLogModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Time:
        return tr("Time");
    case Request:
        return tr("Request");
    case Status:
        return tr("Status");
    case Decision:
        return tr("Decision");
    case Policy:
        return tr("Policy");
    case Token:
        return tr("Token");
    default:
        return {};
    }
}

EdgeLogFilter::EdgeLogFilter(QObject *parent)
    : QSortFilterProxyModel(parent)
{
}

void EdgeLogFilter::setWords(const QString &text)
{
    m_words = text.toCaseFolded().simplified().split(u' ', Qt::SkipEmptyParts);
    invalidateFilter();
}

void EdgeLogFilter::setOutcome(std::optional<EdgeOutcome> outcome)
{
    m_outcome = outcome;
    invalidateFilter();
}

void EdgeLogFilter::setOnlyFaults(bool only)
{
    m_onlyFaults = only;
    invalidateFilter();
}

bool EdgeLogFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const auto index = sourceModel()->index(row, 0, parent);
    if (m_outcome && index.data(EdgeLogModel::OutcomeRole).toInt() != int(*m_outcome))
        return false;
    if (m_onlyFaults && !index.data(EdgeLogModel::HasFaultRole).toBool())
        return false;
    if (m_words.isEmpty())
        return true;
    const auto text = index.data(EdgeLogModel::SearchRole).toString();
    return std::all_of(
        m_words.begin(), m_words.end(), [&text](const QString &word) { return text.contains(word); });
}

} // namespace keyturn
