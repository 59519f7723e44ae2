// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Card.h"
#include "KeyFetcher.h"
#include "Workbench.h"

#include <memory>
#include <optional>

namespace keyturn {

namespace Ui {
class VerifyCard;
}

/// Where the keys come from that a JWT is verified with, and what is expected of it.
class VerifyCard final : public Card
{
    Q_OBJECT

public:
    explicit VerifyCard(const Workbench &workbench, QWidget *parent = nullptr);
    ~VerifyCard() override;

    /// What the next keys are for. The token's own team is the likely source of its keys; whether that team
    /// is yours is for the user to say.
    void suggestFor(const QString &issuer, const QString &keyId);
    /// Chooses these keys and expectations, as if they had been pasted and typed, for the token that is
    /// shown. For the next one what was chosen before is chosen again, unless somebody has chosen since.
    void useText(const QByteArray &keys, const QString &issuer, const QString &audience);
    void fetch();
    /// False: nothing was running.
    bool cancel();

    /// The one that was typed, else that of the team that the keys are from. Empty: any.
    [[nodiscard]] QString issuer() const;
    /// Are the keys those of a team that nobody but the token named?
    [[nodiscard]] bool isTeamOfToken() const;
    [[nodiscard]] QStringList audiences() const; ///< Empty: any.

Q_SIGNALS:
    /// What is answered from now on is about what is shown and chosen now.
    void started();
    /// Other keys or expectations were chosen: what was answered before is about others.
    void changed();
    void keysArrived(const keyturn::FetchedKeys &keys);
    void keysFailed(const keyturn::KeyFailure &failure);

private:
    enum Source { DemoEdge, Team, Url, File, Pasted };

    void listSources();
    void showSource();
    [[nodiscard]] bool chooseFile();
    void readFile();
    void finish(const KeyFetcher::Fetched &fetched);
    void setRunning(bool running);
    [[nodiscard]] Source source() const;

    std::unique_ptr<Ui::VerifyCard> m_ui;
    Workbench m_workbench;
    QString m_keyId;
    struct Choice
    {
        int source = 0;
        QString text;
        QString issuer;
        QString audience;

        bool operator==(const Choice &) const = default;
    };
    [[nodiscard]] Choice choice() const;
    void choose(const Choice &choice);

    std::optional<Choice> m_before; ///< What useText() put aside.
    Choice m_lent; ///< What it chose instead.
    QString m_suggested; ///< The team that the token names; filled in while nobody has typed another.
    int m_question = 0; ///< What answers an earlier one comes too late.
    bool m_isRunning = false;
};

} // namespace keyturn
