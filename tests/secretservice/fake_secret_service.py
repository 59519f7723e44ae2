#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Keyturn authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A secret service that fails in the way it is told to, for what no real one does on command.

Usage: fake_secret_service.py MODE, and while it runs the method Set(MODE) of the interface
org.keyturn.Fake at /fake. Count(METHOD) there tells how often a method was called.

    good       keeps secrets, in memory
    hang       answers nothing at all, until another mode is set
    hang:METHOD
               the same for one method of any interface
    locked     is locked, and its prompt is dismissed at once
    lie        says "stored" and stores nothing
    corrupt    gives back other bytes than it was given
    slip       stores other bytes than it was given, once
    drop       exits in the middle of storing
    readonly   refuses to store
    deny       lists an entry and does not hand it out
    keep       says "deleted" and deletes nothing
    no-default has no default collection
"""
import collections
import os
import sys

from gi.repository import Gio, GLib

SECRET = "org.freedesktop.Secret."
SERVICE = "/org/freedesktop/secrets"
COLLECTION = SERVICE + "/collection/fake"
SESSION = SERVICE + "/session/one"
PROMPT = SERVICE + "/prompt/one"
STRUCT = "(oayays)"

# Interface: methods with their "in" and "out" signatures, then readable properties.
INTERFACES = {
    SECRET + "Service": (
        {"OpenSession": ("sv", "vo"), "SearchItems": ("a{ss}", "ao ao"), "Unlock": ("ao", "ao o"), "Lock": ("ao", "ao o"),
         "GetSecrets": ("ao o", "a{o(oayays)}"), "ReadAlias": ("s", "o")},
        {"Collections": "ao"}),
    SECRET + "Collection": (
        {"CreateItem": ("a{sv} (oayays) b", "o o"), "SearchItems": ("a{ss}", "ao")},
        {"Items": "ao", "Label": "s", "Locked": "b", "Created": "t", "Modified": "t"}),
    SECRET + "Item": (
        {"Delete": ("", "o"), "GetSecret": ("o", STRUCT), "SetSecret": (STRUCT, "")},
        {"Attributes": "a{ss}", "Label": "s", "Locked": "b", "Created": "t", "Modified": "t"}),
    SECRET + "Session": ({"Close": ("", "")}, {}),
    SECRET + "Prompt": ({"Prompt": ("s", ""), "Dismiss": ("", "")}, {}),
    "org.keyturn.Fake": ({"Set": ("s", ""), "Count": ("s", "u")}, {}),
}


def types_of(signature):
    """The single types in a signature, which separates what is longer than a letter with blanks."""
    return list(signature) if signature in ("sv", "vo") else signature.split()


def describe(name, methods, properties):
    def arguments(signature, direction):
        return "".join(f'<arg type="{kind}" direction="{direction}"/>' for kind in types_of(signature))

    lines = [f'<method name="{method}">{arguments(takes, "in")}{arguments(gives, "out")}</method>'
             for method, (takes, gives) in methods.items()]
    lines += [f'<property name="{prop}" type="{kind}" access="read"/>' for prop, kind in properties.items()]
    if name == SECRET + "Prompt":
        lines.append('<signal name="Completed"><arg type="b"/><arg type="v"/></signal>')
    return f'<interface name="{name}">{"".join(lines)}</interface>'


class FakeSecretService:
    def __init__(self, mode):
        self.mode = mode
        self.counts = collections.Counter()
        self.items = {}
        self.made = 0
        self.held = []
        xml = "".join(describe(name, *parts) for name, parts in INTERFACES.items())
        self.info = Gio.DBusNodeInfo.new_for_xml(f"<node>{xml}</node>")
        self.bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        for path, interface in ((SERVICE, "Service"), (COLLECTION, "Collection"), (SESSION, "Session"), (PROMPT, "Prompt"),
                                (SERVICE + "/aliases/default", "Collection")):
            self.export(path, SECRET + interface)
        self.export("/fake", "org.keyturn.Fake")

    def export(self, path, interface):
        self.bus.register_object(path, self.info.lookup_interface(interface), self.call, self.property, None)

    def property(self, _bus, _sender, path, interface, name):
        item = self.items.get(path, {})
        value = {"Collections": [COLLECTION], "Items": list(self.items), "Locked": self.mode == "locked",
                 "Label": item.get("label", "Fake"), "Attributes": item.get("attributes", {}), "Created": 1, "Modified": 1}
        return GLib.Variant(INTERFACES[interface][1][name], value[name])

    def call(self, _bus, _sender, path, interface, method, arguments, invocation):
        self.counts[method] += 1
        if interface != "org.keyturn.Fake" and self.mode in ("hang", f"hang:{method}"):
            self.held.append((path, interface, method, arguments, invocation))
            return
        self.answer(path, interface, method, arguments, invocation)

    def answer(self, path, interface, method, arguments, invocation):
        gives = INTERFACES[interface][0][method][1].replace(" ", "")
        try:
            answer = getattr(self, method)(path, *arguments.unpack())
        except PermissionError as error:
            invocation.return_dbus_error(str(error), "the fake was told to refuse")
            return
        invocation.return_value(GLib.Variant(f"({gives})", answer) if gives else None)

    def matching(self, attributes):
        return [path for path, item in self.items.items() if attributes.items() <= item["attributes"].items()]

    # The interfaces' methods: the path they were called at, their arguments; the answer is a tuple.

    def OpenSession(self, _path, algorithm, _input):
        if algorithm != "plain":
            raise PermissionError("org.freedesktop.DBus.Error.NotSupported")
        return GLib.Variant("s", ""), SESSION

    def ReadAlias(self, _path, _name):
        return ("/" if self.mode == "no-default" else COLLECTION,)

    def SearchItems(self, path, attributes):
        found = self.matching(attributes)
        if path != SERVICE:
            return (found,)
        return ([], found) if self.mode == "locked" else (found, [])

    def Unlock(self, _path, paths):
        return ([], PROMPT) if self.mode == "locked" else (paths, "/")

    def Lock(self, _path, paths):
        return paths, "/"

    def Prompt(self, path, _window):
        dismissed = GLib.Variant("(bv)", (True, GLib.Variant("ao", [])))
        GLib.idle_add(self.bus.emit_signal, None, path, SECRET + "Prompt", "Completed", dismissed)

    def Dismiss(self, _path):
        return

    def Close(self, _path):
        return

    def secret_of(self, path):
        value = self.items[path]["secret"]
        return SESSION, b"", bytes(reversed(value)) if self.mode == "corrupt" else value, "text/plain"

    def GetSecrets(self, _path, paths, _session):
        handed_out = [] if self.mode in ("locked", "deny") else [path for path in paths if path in self.items]
        return ({path: self.secret_of(path) for path in handed_out},)

    def GetSecret(self, path, _session):
        if self.mode in ("locked", "deny"):
            raise PermissionError(SECRET + "Error.IsLocked")
        return (self.secret_of(path),)

    def CreateItem(self, _path, properties, secret, replace):
        if self.mode == "drop":
            os._exit(1)
        if self.mode == "locked":
            raise PermissionError(SECRET + "Error.IsLocked")
        if self.mode == "readonly":
            raise PermissionError("org.freedesktop.DBus.Error.AccessDenied")
        attributes = properties.get(SECRET + "Item.Attributes", {})
        same = self.matching(attributes) if replace else []
        if not same:
            self.made += 1
            same = [f"{COLLECTION}/{self.made}"]
            self.export(same[0], SECRET + "Item")
        value = bytes(secret[2])
        if self.mode == "slip":
            self.mode = "good"
            value = bytes(reversed(value))
        if self.mode != "lie":
            self.items[same[0]] = {"attributes": attributes, "label": properties.get(SECRET + "Item.Label", ""), "secret": value}
        return same[0], "/"

    def SetSecret(self, path, secret):
        self.items[path]["secret"] = bytes(secret[2])

    def Delete(self, path):
        if self.mode != "keep":
            self.items.pop(path, None)
        return ("/",)

    def Set(self, _path, mode):
        self.mode = mode
        held, self.held = self.held, []
        for call in held:
            self.answer(*call)

    def Count(self, _path, method):
        return (self.counts[method],)


def main():
    service = FakeSecretService(sys.argv[1] if len(sys.argv) > 1 else "good")
    Gio.bus_own_name_on_connection(service.bus, "org.freedesktop.secrets", Gio.BusNameOwnerFlags.NONE,
                                   lambda *_: print("ready", flush=True), lambda *_: sys.exit("the name is taken"))
    GLib.MainLoop().run()


if __name__ == "__main__":
    main()
