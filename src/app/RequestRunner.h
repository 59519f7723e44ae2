// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "AccessHeaders.h"
#include "Clock.h"
#include "ExchangeRun.h"
#include "TokenVault.h"
#include "Transport.h"
#include "Verdict.h"

#include <QObject>

#include <memory>
#include <optional>

namespace keyturn {

/// What a person asks to be sent. With `tokenId` empty the request carries no credentials.
struct RequestDraft
{
    QByteArray method = "GET";
    QString url;
    http::Headers headers;
    QByteArray body;
    QString tokenId;
    access::HeaderStyle style;
    bool follow = false;
    http::Options options;
};

/// Why nothing was sent. What comes back from the network, however bad, is an Exchange and not a refusal.
struct RequestRefusal
{
    enum class Cause {
        BadUrl, ///< Not an absolute http or https URL.
        BadMethod, ///< Not a token (RFC 9110, section 9.1).
        BadHeader, ///< `detail` is its name, `header` what is wrong.
        CredentialsByHand, ///< A header that carries Access credentials was typed in; the vault is for that.
        NotBound, ///< `binding` says why the secret may not go there; `detail` is the origin.
        Vault, ///< The token or its secret could not be had: see `vault`.
    };

    Cause cause = Cause::BadUrl;
    QString detail;
    http::HeaderProblem header = http::HeaderProblem::None;
    tokens::Binding binding = tokens::Binding::Allowed;
    VaultFailure vault;
};

/// One request, all that was seen, and what it means.
struct RequestReport
{
    http::Exchange exchange;
    access::Verdict verdict;
    std::optional<QByteArray> jwt; ///< Found in the answer: a credential, to be shown and not kept.
    QString tokenId;
};

/// The compact JWT an answer shows its sender: the CF_Authorization cookie, or an assertion that the origin
/// echoes.
[[nodiscard]] std::optional<QByteArray> jwtIn(const http::Request &request, const http::Reply &reply);

/// Checks a draft and reads the secret it needs: what RequestRunner and Prober do before the first byte is
/// sent.
class RequestPreparation final : public QObject
{
    Q_OBJECT

public:
    struct Ready
    {
        http::Request request;
        std::optional<Credentials> credentials;
        std::optional<access::TokenKnowledge> knowledge;
    };
    using Prepared = Result<Ready, RequestRefusal>;

    RequestPreparation(TokenVault &vault, Clock clock, QObject *parent = nullptr);

    void prepare(const RequestDraft &draft, Then<Prepared> then);

private:
    TokenVault &m_vault;
    Clock m_clock;
};

/// Sends a draft with a token and says what the answer means. One at a time: a new draft replaces the old.
class RequestRunner final : public QObject
{
    Q_OBJECT

public:
    using Finished = Result<RequestReport, RequestRefusal>;

    RequestRunner(TokenVault &vault, http::Transport &transport, Clock clock, QObject *parent = nullptr);

    void run(const RequestDraft &draft, Then<Finished> then);
    /// Drops what runs. Its Then is never called.
    void cancel();
    [[nodiscard]] bool isRunning() const { return m_work != nullptr; }

Q_SIGNALS:
    void runningChanged(bool running);

private:
    void send(const RequestDraft &draft, RequestPreparation::Ready ready, const Then<Finished> &then);

    TokenVault &m_vault;
    http::Transport &m_transport;
    Clock m_clock;
    std::unique_ptr<QObject> m_work; ///< Owner of all that runs for the current draft.
    std::unique_ptr<QObject> m_receiver; ///< Of its answers: gone at once when it is cancelled.
};

} // namespace keyturn
