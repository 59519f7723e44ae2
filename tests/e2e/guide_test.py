# SPDX-FileCopyrightText: 2026 The Keyturn authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""The guided checks: asked at a terminal, answered from a pipe, tested against the embedded edge."""

import json
import os
import pty
import select
import signal
import subprocess
import time

from peers import Peer
from program import CLI, CLIENT_ID, ProgramTest, SECRET, main


class GuideTest(ProgramTest):
    def edge(self):
        process = subprocess.Popen(
            [CLI, "--profile", str(self.folder / "edge"), "--json", "edge", "--show-credentials"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.addCleanup(process.wait, 30)
        self.addCleanup(process.terminate)
        self.addCleanup(process.stdout.close)
        return json.loads(process.stdout.readline())

    def test_the_policy_guide_is_walked_from_a_pipe(self):
        for answers, conclusion in (("n\n", "create-token"), ("y\nn\n", "change-action"), ("Yes\nyes\nNO\n", "choose-selector"),
                                    ("y\ny\ny\nn\n", "ask-administrator"), ("y\ny\ny\ny\n", "reload-page")):
            with self.subTest(answers=answers):
                answer = self.expect(0, "--json", "guide", "policy", stdin=answers.encode())
                document = answer.json
                self.assertEqual(document["guide"], "policy")
                self.assertEqual(document["conclusion"]["id"], conclusion)
                self.assertEqual(len(document["turns"]), answers.count("\n"))
                self.assertTrue(document["conclusion"]["sentence"])
                self.assertTrue(all(set(turn) >= {"question", "text", "reply"} for turn in document["turns"]))
                self.assertIn(b"[y/n]", answer.err)

    def test_without_json_the_questions_and_the_conclusion_are_on_standard_output(self):
        answer = self.expect(0, "guide", "policy", stdin=b"y\nn\n")
        self.assertIn(b"[y/n]", answer.out)
        self.assertIn(b"Service Auth", answer.out)
        self.assertIn(b"First ", answer.out)
        self.assertEqual(answer.err, b"")

    def test_what_is_neither_yes_nor_no_is_asked_again(self):
        answer = self.expect(0, "--json", "guide", "policy", stdin=b"perhaps\n\nn\n")
        self.assertEqual(answer.json["conclusion"]["id"], "create-token")
        self.assertIn(b"y or n", answer.err)

    def test_the_end_of_the_answers_says_where_it_stopped(self):
        answer = self.expect(1, "--json", "guide", "policy", stdin=b"y\n")
        self.assertIsNone(answer.json["conclusion"])
        self.assertEqual(len(answer.json["turns"]), 1)
        self.assertIn(b"Stopped without a conclusion", answer.err)
        self.assertIn(b"To go on", answer.err)

    def test_an_unknown_guide_is_wrong_usage_that_lists_the_three(self):
        error = self.expect(2, "--json", "guide", "403").error
        for name in ("401", "policy", "production"):
            self.assertIn(name, error["message"] + error["next"] if error["next"] else error["message"])

    def test_the_401_guide_tests_what_it_is_told_to(self):
        hello = self.edge()
        url = hello["url"] + hello["tokens"][0]["path"]
        answer = self.run_cli("--json", "guide", "401", "--url", url, stdin=b"n\n")
        self.assertEqual(answer.json["turns"][0]["question"], "diagnose")
        self.assertIn("verdict", answer.json["turns"][0])
        self.assertIsNotNone(answer.json["conclusion"])
        asked = self.run_cli("--json", "guide", "401", stdin=url.encode() + b"\nn\n")
        self.assertEqual(asked.json["turns"][0]["reply"], answer.json["turns"][0]["reply"])

    def test_a_url_that_is_none_is_exit_2(self):
        self.expect(2, "guide", "401", "--url", "no url", stdin=b"")

    def test_the_production_guide_asks_for_the_url_of_production(self):
        answer = self.run_cli("guide", "production", stdin=b"y\ny\n")
        self.assertEqual(answer.code, 1)
        self.assertIn(b"URL in production", answer.out)
        self.expect(2, "guide", "401", "--production-url", "https://api.example.com")

    def test_without_a_token_nothing_is_said_of_the_secret(self):
        hello = self.edge()
        url = hello["url"] + hello["tokens"][0]["path"]
        answer = self.expect(0, "--json", "guide", "401", "--url", url, stdin=b"y\ny\ny\ny\n")
        self.assertEqual(answer.json["turns"][0]["reply"], "only-gate")
        self.assertEqual(answer.json["conclusion"]["id"], "secret-not-tested")
        self.assertEqual(answer.json["conclusion"]["next_commands"], [f"keyturn-cli probe {url} --token NAME"])
        self.assertIn(b"without a token", answer.err)

    def test_a_token_that_is_given_for_this_once_is_tested_with(self):
        hello = self.edge()
        for name, conclusion in (("backend-api-service", "works-now"), ("staging-smoke-test", "add-policy")):
            token = next(token for token in hello["tokens"] if token["name"] == name)
            answer = self.expect(0, "--json", "guide", "401", "--url", hello["url"] + token["path"], "--client-id",
                                 token["client_id"], "--secret-stdin", stdin=token["secret"].encode())
            self.assertEqual(answer.json["conclusion"]["id"], conclusion)
            self.assert_nowhere(token["secret"])

    def test_a_secret_that_comes_back_is_not_shown(self):
        peer = Peer(status=403, location=f"/?debug={SECRET}", body=lambda headers: str(headers).encode())
        self.addCleanup(peer.close)
        secret = self.folder / "secret"
        secret.write_text(SECRET)
        for options in ([], ["--json"]):
            answer = self.run_cli(*options, "guide", "401", "--url", peer.url, "--client-id", CLIENT_ID,
                                  "--secret-file", str(secret), stdin=b"")
            self.assertNotIn(SECRET.encode(), answer.out + answer.err)
            self.assertTrue(peer.requests)

    def test_a_host_that_does_not_exist_is_told_as_such(self):
        answer = self.expect(0, "guide", "401", "--url", "https://no-such-host.invalid/", stdin=b"")
        self.assertIn(b"host name was not found", answer.out)
        self.assertNotIn(b"Security > Events", answer.out)

    def test_the_production_guide_tests_the_url_that_works_first(self):
        hello = self.edge()
        token = hello["tokens"][0]
        options = ("--client-id", token["client_id"], "--secret-file", str(self.folder / "secret"))
        (self.folder / "secret").write_text(token["secret"])
        url = hello["url"] + token["path"]
        answer = self.expect(0, "--json", "guide", "production", "--url", url, "--production-url",
                             "https://no-such-host.invalid/", *options, stdin=b"y\ny\n")
        self.assertEqual([(turn["question"], turn["reply"]) for turn in answer.json["turns"]],
                         [("diagnose-here", "works"), ("secrets-set", "yes"), ("same-team", "yes"),
                          ("diagnose-production", "not-answered")])
        self.assertEqual(answer.json["conclusion"]["id"], "not-reached")
        (self.folder / "secret").write_text(SECRET)
        answer = self.expect(0, "--json", "guide", "production", "--url", url, *options, stdin=b"")
        self.assertEqual(answer.json["conclusion"]["id"], "fails-here-too")

    def at_a_terminal(self, *line):
        terminal, other_end = pty.openpty()
        self.addCleanup(os.close, terminal)
        process = subprocess.Popen([CLI, *line], stdin=other_end, stdout=other_end, stderr=other_end)
        os.close(other_end)
        return process, terminal

    def read_until(self, terminal, text):
        seen = b""
        end = time.monotonic() + 30
        while text not in seen and time.monotonic() < end:
            if select.select([terminal], [], [], 1)[0]:
                seen += os.read(terminal, 4096)
        self.assertIn(text, seen)
        return seen

    def test_a_person_at_a_terminal_answers_and_is_told(self):
        process, terminal = self.at_a_terminal("guide", "policy")
        self.read_until(terminal, b"[y/n]")
        os.write(terminal, b"y\n")
        self.read_until(terminal, b"[y/n]")
        os.write(terminal, b"n\n")
        self.read_until(terminal, b"First ")
        self.assertEqual(process.wait(30), 0)

    def test_somebody_at_a_terminal_is_asked_for_the_token(self):
        process, terminal = self.at_a_terminal("guide", "401", "--url", "https://no-such-host.invalid/")
        self.read_until(terminal, b"Token to test with")
        os.write(terminal, b"\n")
        self.read_until(terminal, b"host name was not found")
        self.assertEqual(process.wait(30), 0)

    def test_ctrl_d_at_a_question_says_where_it_stopped(self):
        process, terminal = self.at_a_terminal("guide", "policy")
        self.read_until(terminal, b"[y/n]")
        os.write(terminal, b"\x04")
        self.read_until(terminal, b"To go on")
        self.assertEqual(process.wait(30), 1)

    def test_ctrl_c_at_a_question_is_exit_130(self):
        for answered in (0, 1):
            process, terminal = self.at_a_terminal("guide", "policy")
            for _ in range(answered):
                self.read_until(terminal, b"[y/n]")
                os.write(terminal, b"y\n")
            self.read_until(terminal, b"[y/n]")
            process.send_signal(signal.SIGINT)
            self.assertEqual(process.wait(30), 130)


main()
