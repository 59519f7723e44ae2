// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Workbench.h"

#include <QWidget>

class QTimer;
class QVBoxLayout;

namespace keyturn {

class EdgeTokenCard;

/// The tokens that the local edge knows, as cards: how each fares there at this moment, and what can be done
/// to it.
class EdgeTokenList final : public QWidget
{
    Q_OBJECT

public:
    /// More cards are no emulation but a copy of an account: the log and the answers do not need them.
    static constexpr qsizetype mostCards = 100;

    explicit EdgeTokenList(const Workbench &workbench, QWidget *parent = nullptr);

    /// As the edge is configured now.
    void showTokens();
    /// Time has passed, or the vault has changed.
    void refreshTimes();

Q_SIGNALS:
    void requestWanted(const QString &clientId);
    void rotationWanted(const QString &clientId, std::chrono::seconds grace);
    void secretCopyWanted(const QString &clientId);
    void keepWanted(const QString &clientId);
    void failed(edge::ChangeError error); ///< That the edge was to change.

private:
    void wireCard(EdgeTokenCard &card, const QString &clientId);

    Workbench m_workbench;
    QVBoxLayout *m_layout;
    QTimer *m_nextChange; ///< When the state of a token changes by itself.
    QList<EdgeTokenCard *> m_cards; ///< In the order of the configuration.
    QStringList m_cardIds; ///< The Client ID of each.
};

} // namespace keyturn
