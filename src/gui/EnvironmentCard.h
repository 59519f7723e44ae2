// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "AccessHeaders.h"
#include "Card.h"
#include "ServiceToken.h"

#include <QList>
#include <QString>

#include <memory>

namespace keyturn {

namespace Ui {
class EnvironmentCard;
}

/// Where one environment is, and how it is asked.
class EnvironmentCard final : public Card
{
    Q_OBJECT

public:
    struct Entry
    {
        QString name;
        QString url;
        QString tokenId;
        access::HeaderStyle style;
    };

    explicit EnvironmentCard(QWidget *parent = nullptr);
    ~EnvironmentCard() override;

    /// What the environment is called as long as nobody names it.
    void setUsualName(const QString &name);
    [[nodiscard]] QString nameOrUsual() const;

    [[nodiscard]] QWidget *firstField() const; ///< Where most people begin.
    [[nodiscard]] QWidget *lastField() const; ///< In the order of the Tab key.

    void setTokens(const QList<tokens::ServiceToken> &tokens);
    [[nodiscard]] Entry entry() const;
    void setEntry(const Entry &entry);

    void showProgress(const QString &words); ///< Empty: hides it.
    void showRefusal(const QString &words); ///< Empty: hides it.

Q_SIGNALS:
    void submitted();

private:
    void showStyle();

    std::unique_ptr<Ui::EnvironmentCard> m_ui;
};

} // namespace keyturn
