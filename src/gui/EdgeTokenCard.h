// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Card.h"
#include "Config.h"

class QLabel;
class QPushButton;

namespace keyturn {

class ElidedLabel;
class FlowLayout;
class Pill;

/// A token that the local edge knows: how it fares there, and what can be done to it.
class EdgeTokenCard final : public Card
{
    Q_OBJECT

public:
    explicit EdgeTokenCard(const edge::Credential &credential, QWidget *parent = nullptr);

    void show(const edge::Credential &credential, const QDateTime &now);
    /// Whether its secret is known here and can be handed on.
    void setSecretKnown(bool isKnown);
    /// Whether the vault holds this token.
    void setKept(bool isKept);

Q_SIGNALS:
    void requestWanted();
    void enabledWanted(bool enabled);
    void rotationWanted(std::chrono::seconds grace);
    void endWanted(); ///< That it expires now.
    void renewalWanted();
    void secretCopyWanted();
    void keepWanted();

private:
    [[nodiscard]] QPushButton *addButton(const QString &name, const QString &text, const QString &toolTip);
    void addRotation();
    void showKeeping();

    QString m_name;
    ElidedLabel *m_title;
    Pill *m_state;
    QLabel *m_facts;
    Pill *m_previous;
    FlowLayout *m_actions;
    QPushButton *m_able = nullptr;
    QPushButton *m_end = nullptr;
    QPushButton *m_copy = nullptr;
    QPushButton *m_keep = nullptr;
    bool m_isEnabled = true;
    bool m_isExpired = false;
    bool m_isSecretKnown = false;
    bool m_isKept = false;
};

} // namespace keyturn
