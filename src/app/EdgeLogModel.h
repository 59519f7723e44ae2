// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "LogEntry.h"

#include <QAbstractTableModel>
#include <QSortFilterProxyModel>
#include <QTimer>

#include <optional>

namespace keyturn {

/// How the edge's answer went, for whoever looks for one kind of them.
enum class EdgeOutcome {
    LetIn, ///< To the origin, through a policy.
    Refused,
    Aside, ///< Neither: nothing guards the place, or Access was asked for something of its own.
};
[[nodiscard]] EdgeOutcome outcomeOf(const edge::LogEntry &entry);

/// A line of the log, with what the token was called when it came.
struct EdgeLogLine
{
    edge::LogEntry entry;
    QString tokenName; ///< Empty: no token of the edge.
};

/// The last answers of the edge, the newest at the end. Whatever comes in one moment is added in one step, so
/// that a busy edge does not make the view work for each line.
class EdgeLogModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Time, Request, Status, Decision, Policy, Token, ColumnCount };
    enum Role {
        OutcomeRole = Qt::UserRole, ///< int of EdgeOutcome
        HasFaultRole, ///< bool
        SearchRole, ///< Everything a search looks at, case-folded.
    };
    static constexpr qsizetype capacity = 5000;
    static constexpr std::chrono::milliseconds moment{50};

    explicit EdgeLogModel(QObject *parent = nullptr);

    void append(const EdgeLogLine &line);
    void clear();
    /// What comes meanwhile is held back, and shown when it goes on.
    void setPaused(bool isPaused);
    [[nodiscard]] bool isPaused() const { return m_isPaused; }
    [[nodiscard]] qsizetype heldBack() const { return m_isPaused ? m_waiting.size() : 0; }
    [[nodiscard]] const EdgeLogLine &lineAt(int row) const { return m_lines.at(row); }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant
    headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void heldBackChanged(qsizetype count);

private:
    void take();
    [[nodiscard]] QString text(const EdgeLogLine &line, int column) const;

    QList<EdgeLogLine> m_lines;
    QList<EdgeLogLine> m_waiting;
    QTimer m_moment;
    bool m_isPaused = false;
};

/// Narrows the log by words and by how it went.
class EdgeLogFilter final : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit EdgeLogFilter(QObject *parent = nullptr);

    /// Every word must be found in what stands in a row.
    void setWords(const QString &text);
    void setOutcome(std::optional<EdgeOutcome> outcome);
    void setOnlyFaults(bool only);

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    QStringList m_words;
    std::optional<EdgeOutcome> m_outcome;
    bool m_onlyFaults = false;
};

} // namespace keyturn
