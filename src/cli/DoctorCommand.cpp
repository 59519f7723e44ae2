// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "DoctorCommand.h"

#include "Json.h"
#include "Rfc3339.h"
#include "Terminal.h"

#include <QDir>
#include <QFileInfo>
#include <QTimeZone>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace keyturn::cli {

namespace {

using tokens::SecretStore;

struct StoreCheck
{
    QString name;
    bool isPersistent = true;
    std::optional<Trouble> trouble;
};

struct ProfileCheck
{
    QString folder;
    QString state; ///< "new", "ok", "unusable"
    QList<tokens::ServiceToken> tokens;
    QList<tokens::ServiceToken> withoutSecret;
    std::optional<Trouble> trouble;
};

template <typename Answer, typename Start>
Result<Answer, Trouble> awaitStore(const Workplace &place, Start start, OnSignal onSignal = OnSignal::Stop)
{
    auto ended = await<Answer>(place.interruption, storePatience, start, onSignal);
    if (!ended)
        return Failure{troubleOf(ended.error(), storeTooSlow())};
    return *std::move(ended);
}

/// Whether a secret that is written comes back, and goes again.
std::optional<Trouble> tryOut(const Workplace &place)
{
    auto &store = place.world.secrets;
    const auto key = u"keyturn-doctor-"_s + QUuid::createUuid().toString(QUuid::WithoutBraces);
    const Secret trial(QByteArrayLiteral("written by keyturn-cli doctor, to be removed at once"));

    const auto write
        = [&](const Then<SecretStore::Written> &then) { store.write(key, trial.duplicate(), then); };
    if (Interruption::signalSeen() != 0)
        return interrupted();
    // What is written goes again, whatever comes between.
    const auto written = awaitStore<SecretStore::Written>(place, write, OnSignal::FinishFirst);
    if (!written)
        return written.error();
    if (!*written)
        return troubleOf(written->error());

    const auto read = [&](const Then<SecretStore::Read> &then) { store.read(key, then); };
    const auto readBack = awaitStore<SecretStore::Read>(place, read);
    const auto remove = [&](const Then<SecretStore::Written> &then) { store.remove(key, then); };
    const auto removed = awaitStore<SecretStore::Written>(place, remove, OnSignal::FinishFirst);
    if (!readBack)
        return readBack.error();
    if (!*readBack)
        return troubleOf(readBack->error());
    if (!(**readBack).isSameAs(trial))
        return troubleOf(tokens::StoreFailure{tokens::StoreError::NotKept, {}});
    if (!removed)
        return removed.error();
    return *removed ? std::nullopt : std::optional(troubleOf(removed->error()));
}

StoreCheck checkStore(const Workplace &place)
{
    const auto ask
        = [&place](const Then<tokens::StoreHealth> &then) { place.world.secrets.checkHealth(then); };
    const auto health = awaitStore<tokens::StoreHealth>(place, ask);
    if (!health)
        return {{}, true, health.error()};
    StoreCheck check{health->name, health->isPersistent, std::nullopt};
    check.trouble = health->trouble ? std::optional(troubleOf(*health->trouble)) : tryOut(place);
    return check;
}

void findMissingSecrets(const Workplace &place, ProfileCheck &check)
{
    for (const auto &token : std::as_const(check.tokens)) {
        const auto read
            = [&](const Then<SecretStore::Read> &then) { place.world.secrets.read(token.id, then); };
        const auto secret = awaitStore<SecretStore::Read>(place, read);
        if (!secret)
            return;
        if (!*secret && secret->error().error == tokens::StoreError::NotFound)
            check.withoutSecret.append(token);
    }
}

ProfileCheck checkProfile(const Workplace &place)
{
    ProfileCheck check;
    check.folder = QDir(place.profile()).absolutePath();
    // A look must not make a profile.
    const QFileInfo folder(check.folder);
    if (!folder.exists() || (folder.isDir() && QDir(check.folder).isEmpty())) {
        check.state = u"new"_s;
        return check;
    }
    const auto open = openVault(place);
    check.state = open ? u"ok"_s : u"unusable"_s;
    if (open)
        check.tokens = open->vault->tokens();
    else
        check.trouble = open.error();
    return check;
}

QJsonValue jsonOf(const std::optional<Trouble> &trouble)
{
    return trouble ? QJsonValue(cli::jsonOf(*trouble)) : QJsonValue(QJsonValue::Null);
}

void tell(const Workplace &place, const StoreCheck &store, const ProfileCheck &profile)
{
    const auto now = place.now();
    QJsonArray withoutSecret;
    for (const auto &token : profile.withoutSecret)
        withoutSecret.append(QJsonObject{{u"id"_s, token.id}, {u"name"_s, token.name}});
    place.out.document({
        {u"store"_s,
         QJsonObject{
             {u"name"_s, store.name},
             {u"persistent"_s, store.isPersistent},
             {u"works"_s, !store.trouble},
             {u"trouble"_s, jsonOf(store.trouble)}}},
        {u"profile"_s,
         QJsonObject{
             {u"folder"_s, profile.folder},
             {u"state"_s, profile.state},
             {u"tokens"_s, profile.tokens.size()},
             {u"trouble"_s, jsonOf(profile.trouble)}}},
        {u"tokens_without_secret"_s, withoutSecret},
        {u"time"_s,
         QJsonObject{
             {u"utc"_s, toRfc3339(now)},
             {u"time_zone"_s, QString::fromLatin1(QTimeZone::systemTimeZoneId())}}},
        {u"versions"_s,
         QJsonObject{
             {u"keyturn"_s, QStringLiteral(KEYTURN_VERSION)}, {u"qt"_s, QString::fromLatin1(qVersion())}}},
    });

    const auto &out = place.out;
    const auto good = [&out](const QString &text) { return out.toned(text, Tone::Good); };
    const auto bad = [&out](const QString &text) { return out.toned(text, Tone::Bad); };
    const auto storeName = store.name.isEmpty() ? u"none"_s : printable(store.name);
    const auto keeps = store.isPersistent ? QString() : u", forgets when it ends"_s;
    const auto state = profile.state == u"new" ? u"not there yet, made with the first token"_s
        : profile.trouble                      ? bad(u"unusable"_s)
                                               : good(u"%1 tokens"_s.arg(profile.tokens.size()));
    out.table({
        {u"Secret store"_s, storeName + keeps},
        {u"  works"_s, store.trouble ? bad(u"no"_s) : good(u"yes: written, read back, removed"_s)},
        {u"Profile"_s, printable(profile.folder)},
        {u"  inventory"_s, state},
        {u"Time"_s, u"%1, zone %2"_s.arg(toRfc3339(now), QString::fromLatin1(QTimeZone::systemTimeZoneId()))},
        {u"Versions"_s,
         u"Keyturn %1, Qt %2"_s.arg(QStringLiteral(KEYTURN_VERSION), QString::fromLatin1(qVersion()))},
    });
    for (const auto &token : profile.withoutSecret) {
        out.line(
            bad(u"No secret: "_s) + printable(token.name)
            + u". Give it again: keyturn-cli token edit %1 --secret-stdin"_s.arg(token.id));
    }
    out.note(u"A secret whose token is not listed here cannot be found by Keyturn: look for “Keyturn” in the "
             u"keychain's "
             "own window."_s);
}

} // namespace

ExitCode run(const Workplace &place, const Doctor &)
{
    const auto store = checkStore(place);
    if (Interruption::signalSeen() != 0)
        return place.fail(interrupted());
    auto profile = checkProfile(place);
    if (!store.trouble && !profile.trouble)
        findMissingSecrets(place, profile);
    if (Interruption::signalSeen() != 0)
        return place.fail(interrupted());

    tell(place, store, profile);
    for (const auto &trouble : {store.trouble, profile.trouble}) {
        if (!trouble)
            continue;
        place.out.warning(trouble->message);
        if (trouble->code != ExitCode::SecretStore && !trouble->next.isEmpty())
            place.out.warning(trouble->next);
    }
    if (store.trouble)
        return store.trouble->code;
    if (profile.trouble)
        return profile.trouble->code;
    return profile.withoutSecret.isEmpty() ? ExitCode::Done : ExitCode::No;
}

} // namespace keyturn::cli
