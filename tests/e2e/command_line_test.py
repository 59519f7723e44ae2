# SPDX-FileCopyrightText: 2026 The Keyturn authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Wrong command lines and bad input are clear errors, with the contract's exit codes."""

import json
import os
import subprocess

from program import CLI, CLIENT_ID, ProgramTest, SECRET, main

WRONG = [
    [],
    ["frobnicate"],
    ["token"],
    ["token", "add", "a"],
    ["token", "import", "file"],
    ["verdict"],
    ["snippet", "--list"],
    ["exec", "a", "--", "true"],
    ["expiry", "--ics", "file"],
    ["expiry", "--within", "soon"],
    ["edge", "--port", "99999"],
    ["edge", "--upstream", "127.0.0.1:3000"],
    ["edge-control", "rotate", "a"],
    ["send"],
    ["send", "ftp://example.com/"],
    ["send", "not a url"],
    ["send", "https://user:pass@example.com/"],
    ["send", "https://example.com/", "-X", "NOT A METHOD"],
    ["send", "https://example.com/", "-H", "no colon"],
    ["send", "https://example.com/", "-H", "bad\nname: x"],
    ["send", "https://example.com/", "--timeout", "0"],
    ["jwt", "verify", "a.b.c"],
    ["jwt", "verify", "a.b.c", "--jwks-url", "http://example.com/keys"],
    ["jwt", "verify", "a.b.c", "--team", "not a team"],
    ["token", "list", "--store", "cupboard"],
]


class CommandLineTest(ProgramTest):
    def test_wrong_command_lines_are_exit_2_with_a_sentence(self):
        for line in WRONG:
            with self.subTest(line=line):
                answer = self.expect(2, *line)
                self.assertEqual(answer.out, b"")
                self.assertGreater(len(answer.err), 20)

    def test_with_json_standard_output_is_one_document_also_for_errors(self):
        for line in WRONG:
            with self.subTest(line=line):
                answer = self.expect(2, "--json", *line)
                self.assertEqual(set(answer.error) & {"cause", "message", "next"}, {"cause", "message", "next"})
                self.assertTrue(answer.error["message"])

    def test_help_and_version_are_exit_0(self):
        self.assertIn(b"keyturn-cli", self.expect(0, "--version").out)
        for command in ([], ["token"], ["token", "add"], ["send"], ["jwt", "verify"], ["edge"], ["demo"], ["doctor"]):
            with self.subTest(command=command):
                self.assertIn(b"sage", self.expect(0, *command, "--help").out)
        self.assertIn(b"cannot be read or written", self.expect(0, "--help").out)

    def test_a_secret_as_an_argument_is_exit_6_and_is_not_repeated(self):
        for line in (
                ["token", "add", "a", "--client-id", CLIENT_ID, "--secret", SECRET],
                ["token", "add", "a", "--client-id", CLIENT_ID, f"--secret={SECRET}"],
                ["token", "edit", "a", "--client-secret", SECRET],
                ["send", "https://example.com/", "-H", f"CF-Access-Client-Secret: {SECRET}"],
                ["send", "https://example.com/", "-H", f"cf-access-client-secret:{SECRET}"]):
            with self.subTest(line=line[:2]):
                self.expect(6, *line)
        self.assert_nowhere(SECRET)

    def test_a_secret_in_the_wrong_place_is_not_repeated(self):
        for line in (["token", "add", "a", SECRET, "--client-id", CLIENT_ID], [SECRET], ["token", SECRET],
                     ["token", "list", f"--token-secret={SECRET}"]):
            self.expect(2, *line)
        self.assert_nowhere(SECRET)

    def test_the_encrypted_file_is_not_there_yet_and_says_so(self):
        answer = self.expect(4, "--store", "file", "token", "list")
        self.assertIn(b"keychain only", answer.err)
        self.assertFalse(self.profile.exists())

    def test_without_a_terminal_a_missing_secret_is_not_waited_for(self):
        answer = self.run_cli("token", "add", "a", "--client-id", CLIENT_ID)
        self.assertIn(answer.code, (2, 4), str(answer))  # 4 where there is no keychain either

    def test_no_such_thing_is_exit_3(self):
        for line in (["token", "show", "nobody"], ["token", "remove", "nobody"], ["token", "secret", "nobody"],
                     ["token", "edit", "nobody", "--owner", "me"], ["send", "https://example.com/", "--token", "nobody"],
                     ["probe", "https://example.com/", "--token", "nobody"],
                     ["jwt", "verify", "a.b.c", "--jwks", "/nonexistent/keys"],
                     ["send", "https://example.com/", "--data-file", "/nonexistent/data"],
                     ["send", "https://example.com/", "--output", "/nonexistent/folder/file"]):
            with self.subTest(line=line):
                self.expect(3, *line)

    def test_what_is_no_jwt_asks_nobody_for_keys(self):
        answer = self.expect(1, "--json", "jwt", "verify", "Bearer eyJhbGciOiJSUzI1NiJ9.e30.AAAA", "--jwks-url", "http://127.0.0.1:9/")
        self.assertEqual((answer.json["reason"], answer.json["keys_from"]), ("malformed", None))

    def test_a_secret_that_stands_for_a_token_is_exit_2_and_is_not_repeated(self):
        secret = "ab12" * 16
        for line in (["send", "https://api.example.com/", "--token", secret],
                     ["probe", "https://api.example.com/", "--client-id=" + secret, "--secret-stdin"],
                     ["policy", "-", "--client-id", secret + ".access"], ["policy", "-", "--token", secret],
                     ["guide", "401", "--client-id", secret], ["token", "show", secret],
                     ["token", "add", "a", "--client-id", secret]):
            for mode in ([], ["--json"]):
                with self.subTest(line=mode + line[:2]):
                    self.expect(2, *mode, *line)
        self.assertNotIn(secret.encode(), self.said)

    def test_an_answer_that_nobody_takes_is_no_success(self):
        with open("/dev/full", "wb") as full:
            for line in (["--help"], ["--json", "token", "list"]):
                with self.subTest(line=line):
                    done = subprocess.run([CLI, "--profile", str(self.profile), *line], stdout=full, stderr=subprocess.PIPE)
                    self.assertEqual(done.returncode, 3, done.stderr)
                    self.assertIn(b"standard output", done.stderr)
        reading, writing = os.pipe()
        os.close(reading)
        done = subprocess.run([CLI, "--help"], stdout=writing, stderr=subprocess.PIPE)
        os.close(writing)
        self.assertEqual((done.returncode, done.stderr), (141, b""))

    def test_no_network_is_exit_5(self):
        answer = self.expect(5, "--json", "send", "http://127.0.0.1:9/")
        self.assertEqual(answer.json["verdict"]["layer"], "network")
        self.assertIsNone(answer.json["status"])
        self.expect(5, "jwt", "verify", "eyJhbGciOiJSUzI1NiJ9.e30.AAAA", "--jwks-url", "http://127.0.0.1:9/")
        self.expect(5, "probe", "http://127.0.0.1:9/")

    def test_a_list_of_nothing_is_a_document(self):
        self.assertEqual(self.expect(0, "--json", "token", "list").json, {"tokens": []})
        self.assertEqual(json.loads(self.expect(0, "--json", "expiry").out)["tokens"], [])


main()
