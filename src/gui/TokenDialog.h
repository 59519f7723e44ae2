// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Result.h"
#include "TokenVault.h"

#include <QDialog>

#include <memory>

class QLineEdit;

namespace keyturn {

namespace Ui {
class TokenDialog;
}

/// Asks for a new token, for changes to one, or for a new secret. It closes once the vault has done what it
/// was asked; until then nothing typed is lost.
class TokenDialog final : public QDialog
{
    Q_OBJECT

public:
    enum class Purpose { New, Edit, NewSecret };

    /// With Edit and NewSecret, `tokenId` is the token. `suggestedHosts` fills the hosts of a new one.
    TokenDialog(
        TokenVault &vault, Clock clock, Purpose purpose, const QString &tokenId, QWidget *parent = nullptr);
    ~TokenDialog() override;

    void setSuggestedHosts(const QStringList &hosts);

Q_SIGNALS:
    void kept(const QString &id);

protected:
    void showEvent(QShowEvent *event) override;
    void reject() override;

private:
    void fillIn(const tokens::ServiceToken &token);
    void showOnlySecret();
    void showExpiryFields();
    void judgeCredentials();
    void takeApart(const QString &pasted);
    void save();
    void finish(const QString &id);
    void forgetSecret();
    void showFailure(const VaultFailure &failure);
    void showCredentialProblems(const QList<tokens::CredentialProblem> &problems);
    void showProblem(const QString &sentence, QLineEdit *where = nullptr);
    void growToFit();
    void setBusy(bool busy);
    /// What is typed; a sentence where it cannot be read.
    [[nodiscard]] Result<tokens::ServiceToken, QString> typedToken() const;
    [[nodiscard]] Secret takeSecret();

    std::unique_ptr<Ui::TokenDialog> m_ui;
    TokenVault &m_vault;
    Clock m_clock;
    Purpose m_purpose;
    tokens::ServiceToken m_token;
    bool m_isBusy = false;
};

} // namespace keyturn
