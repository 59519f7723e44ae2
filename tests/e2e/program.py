# SPDX-FileCopyrightText: 2026 The Keyturn authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Runs keyturn-cli and looks at what it did."""

import json
import os
import pathlib
import shutil
import sqlite3
import subprocess
import tempfile
import unittest

CLI = os.environ["KEYTURN_CLI"]
CLIENT_ID = "4f1c0b7e52d84f6a9b13c7d0e2f49a2e.access"
SECRET = "cfast_Qm3vXk9TzLr2Wb8NcYp4HsJd6FgA1EuR5oIq7MtD0abcdef0"
LONGEST = 60


class Answer:
    def __init__(self, process):
        self.code = process.returncode
        self.out = process.stdout
        self.err = process.stderr

    @property
    def json(self):
        return json.loads(self.out)

    @property
    def error(self):
        return self.json["error"]

    def __str__(self):
        return f"exit {self.code}\n{self.out!r}\n{self.err!r}"


class ProgramTest(unittest.TestCase):
    """A test with a profile folder of its own."""

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="keyturn-e2e."))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.profile = self.folder / "profile"
        self.said = b""

    def run_cli(self, *arguments, stdin=b"", profile=True, env=None):
        line = [CLI, *(["--profile", str(self.profile)] if profile else []), *arguments]
        process = subprocess.run(
            line, input=stdin, capture_output=True, timeout=LONGEST, env={**os.environ, **(env or {})}, check=False)
        self.said += process.stdout + process.stderr
        return Answer(process)

    def expect(self, code, *arguments, **options):
        answer = self.run_cli(*arguments, **options)
        self.assertEqual(answer.code, code, f"{arguments}: {answer}")
        return answer

    def add_token(self, name="backend", *options, secret=SECRET):
        return self.expect(
            0, "--json", "token", "add", name, "--client-id", CLIENT_ID, "--secret-stdin", *options,
            stdin=secret.encode()).json

    def listing(self):
        """Every file of the profile by name, and what the inventory holds."""
        files = sorted(str(p.relative_to(self.folder)) for p in self.profile.rglob("*")) if self.profile.exists() else []
        return files, self.dump()

    def dump(self):
        database = self.profile / "keyturn.sqlite"
        if not database.exists():
            return None
        # A copy, since a reader leaves files beside a database in WAL mode.
        with tempfile.TemporaryDirectory() as folder:
            for path in self.profile.glob("keyturn.sqlite*"):
                shutil.copy(path, folder)
            connection = sqlite3.connect(pathlib.Path(folder) / database.name)
            tables = [row[0] for row in connection.execute(
                "select name from sqlite_master where type = 'table' and sql not like '%virtual%' order by name")]
            content = {table: connection.execute(f'select * from "{table}"').fetchall() for table in tables}
            connection.close()
            return content

    def assert_nowhere(self, secret):
        """Not in what was said, and not in any file below the test's folder."""
        needle = secret.encode()
        self.assertNotIn(needle, self.said)
        for path in self.folder.rglob("*"):
            if path.is_file():
                self.assertNotIn(needle, path.read_bytes(), str(path))


def main():
    unittest.main(verbosity=2)
