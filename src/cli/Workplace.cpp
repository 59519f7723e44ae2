// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Workplace.h"

using namespace Qt::StringLiterals;

namespace keyturn::cli {

namespace {

std::optional<Trouble> unknownStore(const Globals &globals)
{
    if (globals.store == Globals::Store::Keychain)
        return std::nullopt;
    return Trouble{
        ExitCode::SecretStore, u"store-not-available"_s,
        u"This version keeps secrets in the keychain only: there is no encrypted file yet."_s,
        u"Leave --store out."_s};
}

} // namespace

QString Workplace::profile() const
{
    return globals.profile.isEmpty() ? world.usualProfile : globals.profile;
}

ExitCode Workplace::fail(const Trouble &trouble) const
{
    out.error(trouble);
    return trouble.code;
}

Result<OpenVault, Trouble> openVault(const Workplace &place)
{
    if (const auto trouble = unknownStore(place.globals))
        return Failure{*trouble};
    auto archive = place.world.openArchive(place.profile());
    if (!archive)
        return Failure{troubleOf(archive.error())};
    OpenVault open{*std::move(archive), nullptr};
    open.vault = std::make_unique<TokenVault>(place.world.secrets, *open.archive, place.world.clock);
    if (const auto loaded = open.vault->load(); !loaded)
        return Failure{troubleOf(loaded.error())};
    return open;
}

std::optional<Trouble> storeTrouble(const Workplace &place)
{
    if (const auto trouble = unknownStore(place.globals))
        return trouble;
    const auto ask
        = [&place](const Then<tokens::StoreHealth> &then) { place.world.secrets.checkHealth(then); };
    const auto health = await<tokens::StoreHealth>(place.interruption, storePatience, ask);
    if (!health)
        return troubleOf(health.error(), storeTooSlow());
    return health->trouble ? std::optional(troubleOf(*health->trouble)) : std::nullopt;
}

Trouble storeTooSlow()
{
    return troubleOf(tokens::StoreFailure{tokens::StoreError::TimedOut, {}});
}

http::Options optionsOf(const Globals &globals)
{
    http::Options options;
    options.deadline = globals.timeout;
    options.inactivity = globals.timeout;
    return options;
}

Trouble tooSlow(const Globals &globals)
{
    const auto seconds = std::chrono::duration<double>(globals.timeout).count();
    return {
        ExitCode::Network, u"timed-out"_s, u"There was no end to it within %1 seconds."_s.arg(seconds),
        u"A longer time is given with --timeout SECONDS."_s};
}

} // namespace keyturn::cli
