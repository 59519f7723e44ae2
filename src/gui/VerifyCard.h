// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Card.h"
#include "KeyFetcher.h"
#include "Workbench.h"

#include <memory>

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
    /// Chooses these keys, as if they had been pasted.
    void useText(const QByteArray &keys);
    void fetch();
    /// False: nothing was running.
    bool cancel();

    [[nodiscard]] QString issuer() const; ///< Empty: any.
    [[nodiscard]] QStringList audiences() const; ///< Empty: any.

Q_SIGNALS:
    void started();
    void keysArrived(const keyturn::FetchedKeys &keys);
    void keysFailed(const keyturn::KeyFailure &failure);

private:
    enum Source { DemoEdge, Team, Url, File, Pasted };

    void listSources();
    void showSource();
    void readFile();
    void finish(const KeyFetcher::Fetched &fetched);
    void setRunning(bool running);
    [[nodiscard]] Source source() const;

    std::unique_ptr<Ui::VerifyCard> m_ui;
    Workbench m_workbench;
    QString m_keyId;
    int m_question = 0; ///< What answers an earlier one comes too late.
    bool m_isRunning = false;
};

} // namespace keyturn
