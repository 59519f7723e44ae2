// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Card.h"
#include "RequestRunner.h"

#include <memory>

namespace keyturn {

namespace Ui {
class DraftCard;
}

/// What is sent besides method and URL: the credentials as they will travel, headers, a body, options.
class DraftCard final : public Card
{
    Q_OBJECT

public:
    explicit DraftCard(QWidget *parent = nullptr);
    ~DraftCard() override;

    /// Of the chosen token; empty: none is chosen.
    void setClientId(const QString &clientId);
    /// Writes what is typed here into `draft`.
    void fillIn(RequestDraft &draft) const;
    /// For an answer below.
    void makeRoom();

    void editHeaders();
    void editOptions();
    void stayWhereSent(); ///< Follow no redirects.

protected:
    void showEvent(QShowEvent *event) override;

private:
    [[nodiscard]] bool isSingleHeader() const;
    void showCredentials();
    void fit();

    std::unique_ptr<Ui::DraftCard> m_ui;
    QString m_clientId;
    bool m_hasMadeRoom = false;
};

} // namespace keyturn
