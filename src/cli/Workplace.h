// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Command.h"
#include "Interrupted.h"
#include "Output.h"
#include "TokenVault.h"
#include "World.h"

#include <memory>

namespace keyturn::cli {

/// What every command works with.
struct Workplace
{
    World &world;
    const Globals &globals;
    const Output &out;
    Interruption &interruption;

    [[nodiscard]] QDateTime now() const { return world.clock(); }
    [[nodiscard]] QString profile() const;

    /// Says why, and returns the exit code that goes with it.
    [[nodiscard]] ExitCode fail(const Trouble &trouble) const;
};

/// The user's tokens, open.
struct OpenVault
{
    std::unique_ptr<tokens::TokenArchive> archive;
    std::unique_ptr<TokenVault> vault;
};
[[nodiscard]] Result<OpenVault, Trouble> openVault(const Workplace &place);

/// Null when the secret store can be used. Asked before anything is written or typed.
[[nodiscard]] std::optional<Trouble> storeTrouble(const Workplace &place);

/// Longest that a secret store is waited for. It has a shorter deadline of its own: this one is for its bugs.
inline constexpr std::chrono::milliseconds storePatience = std::chrono::seconds(90);

[[nodiscard]] Trouble storeTooSlow();

/// How long a request may take: what --timeout says, for all of it.
[[nodiscard]] http::Options optionsOf(const Globals &globals);
/// --timeout is over.
[[nodiscard]] Trouble tooSlow(const Globals &globals);

/// Waits for an answer of the vault, and flattens the two ways in which there may be none.
template <typename T, typename Start>
[[nodiscard]] Result<T, Trouble>
awaitVault(const Workplace &place, Start start, OnSignal onSignal = OnSignal::Stop)
{
    auto ended = await<Result<T, VaultFailure>>(place.interruption, storePatience, start, onSignal);
    if (!ended)
        return Failure{troubleOf(ended.error(), storeTooSlow())};
    auto answer = *std::move(ended);
    if (!answer)
        return Failure{troubleOf(answer.error())};
    return *std::move(answer);
}

} // namespace keyturn::cli
