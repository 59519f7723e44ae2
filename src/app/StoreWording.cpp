// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "StoreWording.h"

#include <QCoreApplication>

namespace keyturn {

using tokens::StoreError;
using tokens::StoreFailure;
using tokens::StoreHealth;

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("StoreWording", text);
}

} // namespace

QString titleFor(const StoreFailure &failure)
{
    switch (failure.error) {
    case StoreError::NotFound:
        return translated("The keychain has no secret for this token.");
    case StoreError::NoStore:
        return translated("There is no keychain that can keep a secret.");
    case StoreError::Locked:
        return translated("The keychain is locked.");
    case StoreError::Refused:
        return translated("The keychain did not allow it.");
    case StoreError::TimedOut:
        return translated("The keychain did not answer in time.");
    case StoreError::NotKept:
        return translated("The keychain said that it kept the secret, and did not give it back.");
    case StoreError::Other:
        return failure.detail.isEmpty() ? translated("The keychain could not do it.")
                                        : translated("The keychain could not do it: %1.").arg(failure.detail);
    }
    return {};
}

QString adviceFor(const StoreFailure &failure)
{
    switch (failure.error) {
    case StoreError::NotFound:
        return translated(
            "Enter the secret again. If it is lost, rotate the token: Cloudflare shows a secret once.");
    case StoreError::NoStore:
        return translated(
            "Start GNOME Keyring, KWallet, or KeePassXC with its Secret Service switched on, give it a "
            "default keyring, and try again.");
    case StoreError::Locked:
        return translated("Unlock it, in Passwords and Keys or in KeePassXC for instance, and try again.");
    case StoreError::Refused:
        return translated(
            "Try again and allow Keyturn when the keychain asks. If it does not ask, look at which programs "
            "its settings shut out.");
    case StoreError::TimedOut:
        return translated(
            "Look for a question of the keychain behind other windows and answer it. If there is none, "
            "restart the keychain, then Keyturn.");
    case StoreError::NotKept:
        return translated("See that the keychain can write to its "
                          "disk, and try again.");
    case StoreError::Other:
        return translated("Try again. If it happens again, see whether other programs can use the keychain.");
    }
    return {};
}

QString sentenceFor(const StoreFailure &failure)
{
    return titleFor(failure) + u' ' + adviceFor(failure);
}

QString lineFor(const StoreHealth &health)
{
    if (health.trouble && health.name.isEmpty())
        return titleFor(*health.trouble);
    if (health.trouble)
        return translated("%1: %2").arg(health.name, titleFor(*health.trouble));
    if (!health.isPersistent)
        return translated("%1: works, and forgets everything when it ends").arg(health.name);
    return translated("%1: works").arg(health.name);
}

} // namespace keyturn
