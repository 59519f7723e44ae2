#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Keyturn authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""As much of KWallet's D-Bus interface as a program needs that keeps a password, in memory.

Usage: fake_kwallet.py MODE, where MODE is one of

    good      keeps passwords
    disabled  is switched off in its settings
"""
import sys

from gi.repository import Gio, GLib

NAME = "org.kde.kwalletd5"
WALLET = "org.kde.KWallet"
# Method: types of its arguments, type of its answer.
METHODS = {
    "isEnabled": ("", "b"), "networkWallet": ("", "s"), "open": ("sxs", "i"), "entryType": ("isss", "i"),
    "readPassword": ("isss", "s"), "writePassword": ("issss", "i"), "removeEntry": ("isss", "i"),
}
PASSWORD = 1


class FakeKWallet:
    def __init__(self, mode):
        self.mode = mode
        self.entries = {}

    def isEnabled(self):
        return self.mode != "disabled"

    def networkWallet(self):
        return "kdewallet"

    def open(self, _wallet, _window, _program):
        return 7 if self.mode == "good" else -1

    def entryType(self, _handle, folder, key, _program):
        return PASSWORD if (folder, key) in self.entries else 0

    def readPassword(self, _handle, folder, key, _program):
        return self.entries.get((folder, key), "")

    def writePassword(self, _handle, folder, key, value, _program):
        self.entries[folder, key] = value
        return 0

    def removeEntry(self, _handle, folder, key, _program):
        return -3 if self.entries.pop((folder, key), None) is None else 0

    def call(self, _bus, _sender, _path, _interface, method, arguments, invocation):
        answer = getattr(self, method)(*arguments.unpack())
        invocation.return_value(GLib.Variant(f"({METHODS[method][1]})", (answer,)))


def main():
    wallet = FakeKWallet(sys.argv[1] if len(sys.argv) > 1 else "good")
    methods = ""
    for name, (takes, gives) in METHODS.items():
        arguments = "".join(f'<arg type="{kind}" direction="in"/>' for kind in takes)
        methods += f'<method name="{name}">{arguments}<arg type="{gives}" direction="out"/></method>'
    info = Gio.DBusNodeInfo.new_for_xml(f'<node><interface name="{WALLET}">{methods}</interface></node>')
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    bus.register_object("/modules/kwalletd5", info.lookup_interface(WALLET), wallet.call, None, None)
    Gio.bus_own_name_on_connection(bus, NAME, Gio.BusNameOwnerFlags.NONE,
                                   lambda *_: print("ready", flush=True), lambda *_: sys.exit("the name is taken"))
    GLib.MainLoop().run()


if __name__ == "__main__":
    main()
