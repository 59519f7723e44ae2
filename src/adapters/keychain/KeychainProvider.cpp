// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "KeychainProvider.h"

using namespace Qt::StringLiterals;

namespace keyturn {

QString providerNameOf(const QString &processName)
{
    // The kernel keeps 15 letters of a process name, so only beginnings can be compared.
    if (processName.startsWith(u"gnome-keyring"_s))
        return u"GNOME Keyring"_s;
    if (processName.startsWith(u"keepassxc"_s))
        return u"KeePassXC"_s;
    if (processName.startsWith(u"kwalletd"_s) || processName.startsWith(u"ksecretd"_s))
        return u"KWallet"_s;
    return processName.isEmpty() ? u"Secret Service"_s : processName;
}

bool prefersKWallet(const QProcessEnvironment &environment)
{
    const auto desktop = environment.value(u"XDG_CURRENT_DESKTOP"_s);
    const auto isPlasma = environment.value(u"KDE_SESSION_VERSION"_s) == u"5"_s;
    if (desktop == u"KDE"_s)
        return isPlasma;
    if (desktop == u"GNOME"_s || desktop == u"Unity"_s || desktop == u"XFCE"_s)
        return false;

    const auto session = environment.value(u"DESKTOP_SESSION"_s);
    if (session == u"kde"_s)
        return isPlasma;
    if (session == u"gnome"_s || session.contains(u"xfce"_s) || session == u"xubuntu"_s)
        return false;

    if (!environment.value(u"GNOME_DESKTOP_SESSION_ID"_s).isEmpty())
        return false;
    return isPlasma && !environment.value(u"KDE_FULL_SESSION"_s).isEmpty();
}

} // namespace keyturn
