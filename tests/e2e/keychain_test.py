# SPDX-FileCopyrightText: 2026 The Keyturn authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Tokens and a real keychain: where the secret is, and where it is not."""

import json
import os
import signal
import subprocess

from program import CLIENT_ID, ProgramTest, SECRET, main

EVERYTHING = {"QT_LOGGING_RULES": "*.debug=true;qt.*.debug=false"}


def in_keychain(token_id):
    found = subprocess.run(
        ["secret-tool", "lookup", "server", "Keyturn", "user", token_id], capture_output=True, timeout=20, check=False)
    return found.stdout.decode() if found.returncode == 0 else None


def secrets(method, *arguments):
    return subprocess.run(
        ["dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.secrets", "/org/freedesktop/secrets",
         f"org.freedesktop.Secret.Service.{method}", *arguments], capture_output=True, timeout=20, check=True)


def lock_keychain():
    secrets("Lock", "array:objpath:/org/freedesktop/secrets/collection/login")


class KeychainTest(ProgramTest):
    def test_the_secret_is_in_the_keychain_and_nowhere_else(self):
        token = self.add_token("backend", "--host", "api.example.com", "--duration", "8760h", "--owner", "me")
        self.assertEqual(in_keychain(token["id"]), SECRET)

        log = b""
        for line in (["token", "list"], ["token", "show", "backend"], ["token", "secret", "backend"], ["expiry"], ["doctor"],
                     ["token", "edit", "backend", "--note", "hello"], ["send", "https://elsewhere.example.com/", "--token", "backend"]):
            answer = self.run_cli(*line, env=EVERYTHING)
            log += answer.out + answer.err
            answer = self.run_cli("--json", *line, env=EVERYTHING)
            log += answer.out + answer.err
        self.assertIn(CLIENT_ID.encode(), log)
        self.assert_nowhere(SECRET)

    def test_only_reveal_prints_the_secret(self):
        self.add_token()
        masked = self.expect(0, "token", "secret", "backend")
        self.assertIn(b"--reveal", masked.err)
        self.assertIsNone(self.expect(0, "--json", "token", "secret", "backend").json["secret"])
        self.assert_nowhere(SECRET)
        self.assertEqual(self.expect(0, "token", "secret", "backend", "--reveal").out, SECRET.encode() + b"\n")
        self.assertEqual(self.expect(0, "--json", "token", "secret", "backend", "--reveal").json["secret"], SECRET)

    def test_a_removed_token_is_gone_from_both(self):
        token = self.add_token()
        self.expect(0, "token", "remove", token["id"])
        self.assertIsNone(in_keychain(token["id"]))
        self.assertEqual(self.expect(0, "--json", "token", "list").json, {"tokens": []})
        self.expect(3, "token", "remove", token["id"])

    def test_a_new_secret_takes_the_place_of_the_old_one(self):
        token = self.add_token()
        newer = SECRET[:-8] + "ffffffff"
        self.expect(0, "token", "edit", "backend", "--secret-stdin", "--name", "renamed", stdin=newer.encode())
        self.assertEqual(in_keychain(token["id"]), newer)
        self.expect(0, "token", "show", "renamed")

    def test_a_secret_from_a_file_loses_its_line_break(self):
        path = self.folder / "secret.txt"
        path.write_text(SECRET + "\n")
        token = self.expect(
            0, "--json", "token", "add", "a", "--client-id", CLIENT_ID, "--secret-file", str(path)).json
        self.assertEqual(in_keychain(token["id"]), SECRET)
        self.expect(3, "token", "add", "a", "--client-id", CLIENT_ID, "--secret-file", "/nonexistent")

    def test_bad_credentials_are_refused_and_nothing_is_kept(self):
        for name, client_id, secret in (
                ("swapped", SECRET, CLIENT_ID), ("no secret", CLIENT_ID, ""), ("white space", CLIENT_ID, "cfast_a b\nc"),
                ("a NUL", CLIENT_ID, SECRET[:20] + "\0" + SECRET[21:]), ("header name", CLIENT_ID, "CF-Access-Client-Secret"),
                ("too long", CLIENT_ID, "a" * 100_000)):
            with self.subTest(name=name):
                answer = self.expect(
                    2, "--json", "token", "add", "a", "--client-id", client_id, "--secret-stdin", stdin=secret.encode())
                self.assertTrue(answer.error["message"])
        for options in (["--host", "*"], ["--host", "https://"], ["--host", "a b"]):
            with self.subTest(options=options):
                self.expect(2, "token", "add", "a", "--client-id", CLIENT_ID, "--secret-stdin", *options, stdin=SECRET.encode())
        self.expect(2, "token", "add", "  ", "--client-id", CLIENT_ID, "--secret-stdin", stdin=SECRET.encode())
        self.assertEqual(self.expect(0, "--json", "token", "list").json, {"tokens": []})
        self.assert_nowhere(SECRET)

    def test_an_ambiguous_name_lists_the_candidates(self):
        ids = [self.add_token("twin")["id"], self.add_token("twin")["id"]]
        answer = self.expect(2, "token", "show", "twin")
        for one in ids:
            self.assertIn(one.encode(), answer.err)
        self.expect(0, "token", "show", ids[0])

    def test_a_second_token_of_the_same_name_is_kept_and_tried_by_its_id(self):
        self.add_token("twin", "--host", "a.example.com")
        second = self.add_token("twin", "--host", "a.example.com")
        self.assertTrue(any("same name" in warning for warning in second["warnings"]), second)
        self.assertEqual(second["next_steps"], [f"keyturn-cli send https://a.example.com/ --token {second['id']}"])

    def test_a_token_without_hosts_is_kept_with_a_warning(self):
        answer = self.expect(
            0, "token", "add", "a", "--client-id", CLIENT_ID, "--secret-stdin", "--quiet", stdin=SECRET.encode())
        self.assertIn(b"no host", answer.err)

    def test_expiry_says_no_when_something_ends_soon(self):
        self.add_token("later", "--duration", "8760h")
        self.add_token("never", "--forever")
        self.expect(0, "expiry")
        self.expect(1, "expiry", "--within", "9000h")
        self.add_token("soon", "--duration", "100h")
        answer = self.expect(1, "--json", "expiry").json
        self.assertEqual([token["name"] for token in answer["tokens"]], ["soon", "later", "never"])
        self.expect(0, "expiry", "--within", "99h")
        self.assertEqual(len(self.expect(0, "--json", "token", "list", "--expiring", "720h").json["tokens"]), 1)
        self.assertEqual(
            [t["name"] for t in self.expect(0, "--json", "token", "list", "--search", "LAT").json["tokens"]], ["later"])
        self.add_token("ended", "--expires", "2020-01-01")
        self.assertEqual(self.expect(1, "--json", "expiry").json["tokens"][0]["status"], "expired")

    def test_doctor_tries_the_store_and_misses_secrets(self):
        report = self.expect(0, "--json", "doctor").json
        self.assertTrue(report["store"]["works"])
        self.assertEqual(report["profile"]["state"], "new")
        self.assertFalse(self.profile.exists())
        token = self.add_token()
        subprocess.run(["secret-tool", "clear", "server", "Keyturn", "user", token["id"]], timeout=20, check=True)
        report = self.expect(1, "--json", "doctor").json
        self.assertEqual([one["id"] for one in report["tokens_without_secret"]], [token["id"]])
        self.expect(4, "token", "secret", "backend")
        # Nothing of the trial is left behind.
        self.assertNotIn("keyturn-doctor", secrets(
            "SearchItems", "dict:string:string:server,Keyturn").stdout.decode())

    def test_z1_with_a_locked_keychain_the_profile_stays_as_it_was(self):
        self.add_token("backend", "--host", "127.0.0.1")
        before = self.listing()
        lock_keychain()
        self.assert_exit_4_everywhere()
        self.assertEqual(self.listing(), before)

    def test_z2_with_a_dead_keychain_the_profile_stays_as_it_was(self):
        """Comes last: there is no keychain afterwards."""
        self.expect(0, "token", "list")
        before = self.listing()
        owner = subprocess.run(
            ["dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.DBus", "/org/freedesktop/DBus",
             "org.freedesktop.DBus.GetConnectionUnixProcessID", "string:org.freedesktop.secrets"],
            capture_output=True, timeout=20, check=True).stdout
        os.kill(int(owner.split()[-1]), signal.SIGKILL)
        answer = self.run_cli("token", "add", "a", "--client-id", CLIENT_ID, "--secret-stdin", stdin=SECRET.encode())
        self.assertEqual(answer.code, 4, str(answer))
        self.assertEqual(self.listing(), before)
        self.assert_nowhere(SECRET)

    def assert_exit_4_everywhere(self):
        for line in (["token", "add", "other", "--client-id", CLIENT_ID, "--secret-stdin"], ["token", "secret", "backend"],
                     ["token", "remove", "backend"], ["send", "http://127.0.0.1:9/", "--token", "backend"],
                     ["token", "edit", "backend", "--secret-stdin"], ["doctor"]):
            with self.subTest(line=line):
                answer = self.expect(4, *line, stdin=SECRET.encode())
                self.assertGreater(len(answer.err), 40)

    def test_policies_are_asked_about_a_kept_token_by_its_client_id(self):
        self.add_token("mine")
        account = {
            "apps": [{"id": "a", "name": "Orders", "domain": "orders.example.com", "policies": [
                {"id": "p", "name": "Machines", "decision": "non_identity",
                 "include": [{"service_token": {"token_id": "t-1"}}]}]}],
            "service_tokens": [{"id": "t-1", "client_id": CLIENT_ID, "name": "deploy"}],
        }
        answer = self.expect(0, "--json", "policy", "-", "--token", "mine", stdin=json.dumps(account).encode())
        self.assertEqual(answer.json["token"]["id"], "t-1")
        self.assertEqual(answer.json["applications"][0]["through"], ["Machines"])


main()
