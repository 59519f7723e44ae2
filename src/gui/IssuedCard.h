// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Card.h"
#include "Gate.h"

#include <memory>
#include <optional>

namespace keyturn {

namespace Ui {
class IssuedCard;
}

class ClipboardGuard;

/// A Client Secret that the edge has just given out. It is shown this once, and nothing holds it when it is
/// forgotten.
class IssuedCard final : public Card
{
    Q_OBJECT

public:
    explicit IssuedCard(QWidget *parent = nullptr);
    ~IssuedCard() override;

    /// Once; it outlives this.
    void setClipboard(ClipboardGuard &clipboard);

    /// `name`: what the token is called. `isKept`: the vault has that token, so that its secret would be
    /// replaced.
    void offer(edge::IssuedCredentials issued, const QString &name, bool isKept);
    void forget();
    /// Null when there is none, or it was forgotten.
    [[nodiscard]] const std::optional<edge::IssuedCredentials> &issued() const { return m_issued; }

Q_SIGNALS:
    void keepWanted();

private:
    std::unique_ptr<Ui::IssuedCard> m_ui;
    std::optional<edge::IssuedCredentials> m_issued;
};

} // namespace keyturn
