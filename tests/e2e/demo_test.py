# SPDX-FileCopyrightText: 2026 The Keyturn authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""The demo shows its three proofs, and leaves no trace."""

import os

from program import ProgramTest, main


class DemoTest(ProgramTest):
    def run_demo(self, *options):
        home = self.folder / "home"
        home.mkdir(exist_ok=True)
        nowhere = {
            "HOME": str(home), "XDG_DATA_HOME": str(home / "data"), "XDG_CONFIG_HOME": str(home / "config"),
            "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent", "LC_ALL": os.environ.get("LC_ALL", "C.UTF-8")}
        answer = self.expect(0, *options, "demo", env=nowhere)
        self.assertEqual(list(home.rglob("*")), [])
        self.assertFalse(self.profile.exists())
        return answer

    def test_shows_a_200_a_refusal_with_its_cause_and_a_verified_jwt(self):
        text = self.run_demo().out.decode()
        self.assertIn("200", text)
        self.assertIn("302", text)
        self.assertIn("Access: refused", text)
        self.assertIn("Valid  RS256", text)
        self.assertIn("Not valid: signature-invalid", text)
        self.assertNotIn("cfast_", text)
        self.assertNotIn("\x1b", text)

    def test_is_one_document_with_json(self):
        answer = self.run_demo("--json")
        demo = answer.json
        self.assertEqual(answer.err, b"")
        self.assertTrue(demo["as_expected"])
        self.assertEqual(len(demo["tokens"]), 6)
        outcomes = [request["verdict"]["outcome"] for request in demo["requests"]]
        self.assertEqual(sorted(outcomes), ["accepted"] * 2 + ["refused"] * 4)
        self.assertEqual(demo["requests"][0]["status"], 200)
        self.assertEqual(demo["refusal"]["verdict"]["layer"], "access")
        self.assertTrue(demo["refusal"]["verdict"]["next_steps"])
        self.assertEqual(demo["jwt"]["subject_kind"], "service-token")
        self.assertTrue(demo["verification"]["valid"])
        self.assertEqual(demo["tampered"]["reason"], "signature-invalid")
        self.assertEqual(demo["expiry"][0]["status"], "expired")


main()
