// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Card.h"
#include "Transport.h"

#include <memory>

namespace keyturn {

namespace Ui {
class AnswerCard;
}

/// An answer as it came: its status, body and headers, where the time went, and over which connection.
class AnswerCard final : public Card
{
    Q_OBJECT

public:
    explicit AnswerCard(QWidget *parent = nullptr);
    ~AnswerCard() override;

    /// The reply is the last one of the exchange.
    void showReply(const http::Exchange &exchange, const http::Reply &reply, bool hasJwt);

Q_SIGNALS:
    void jwtRequested();

private:
    void showBody();
    void showHops(const QList<http::Hop> &hops);
    void saveBody();

    std::unique_ptr<Ui::AnswerCard> m_ui;
    http::Body m_body;
};

} // namespace keyturn
