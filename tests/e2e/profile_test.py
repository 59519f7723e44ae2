# SPDX-FileCopyrightText: 2026 The Keyturn authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Profiles that cannot be used are exit 8, and are left as they were."""

import os
import sqlite3
import unittest

from program import ProgramTest, main


class ProfileTest(ProgramTest):
    def database(self, content=None):
        self.profile.mkdir()
        path = self.profile / "keyturn.sqlite"
        if content is not None:
            path.write_bytes(content)
        return path

    def assert_refused_and_untouched(self, path):
        before = path.read_bytes()
        for line in (["token", "list"], ["token", "show", "a"], ["expiry"], ["send", "https://example.com/", "--token", "a"]):
            with self.subTest(line=line):
                answer = self.expect(8, "--json", *line)
                self.assertTrue(answer.error["message"])
        self.assertEqual(path.read_bytes(), before)

    def test_a_file_that_is_no_database(self):
        self.assert_refused_and_untouched(self.database(b"this is no database at all\n" * 200))

    def test_a_database_that_is_broken(self):
        self.expect(0, "token", "list")
        path = self.profile / "keyturn.sqlite"
        content = bytearray(path.read_bytes())
        content[100:] = b"\xa5" * (len(content) - 100)
        path.write_bytes(content)
        self.assert_refused_and_untouched(path)

    def test_a_database_of_something_else(self):
        path = self.database()
        with sqlite3.connect(path) as connection:
            connection.execute("create table recipes (name text)")
        connection.close()
        self.assert_refused_and_untouched(path)

    def test_a_database_from_a_newer_version(self):
        self.expect(0, "token", "list")
        path = self.profile / "keyturn.sqlite"
        with sqlite3.connect(path) as connection:
            connection.execute("pragma user_version = 9999")
        connection.close()
        answer = self.expect(8, "--json", "token", "list")
        self.assertIn("newer", answer.error["cause"])

    def test_a_profile_that_is_a_file(self):
        self.profile.write_text("a file")
        self.expect(8, "token", "list")
        self.assertEqual(self.profile.read_text(), "a file")

    @unittest.skipIf(os.geteuid() == 0, "root may write anywhere")
    def test_a_folder_that_cannot_be_written(self):
        self.folder.chmod(0o500)
        self.addCleanup(self.folder.chmod, 0o700)
        self.expect(8, "token", "list")

    def test_a_folder_that_cannot_be_made(self):
        self.profile = self.folder / "profile"
        answer = self.run_cli("--profile", "/proc/nowhere", "token", "list", profile=False)
        self.assertEqual(answer.code, 8, str(answer))

    def test_what_needs_no_profile_works_without_one(self):
        self.profile.write_text("a file")
        self.expect(1, "jwt", "decode", "nonsense")
        self.expect(0, "demo")


main()
