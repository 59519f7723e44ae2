# SPDX-FileCopyrightText: 2026 The Keyturn authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Two environments side by side: real edges, a server that stands by itself, and what a job left behind."""

import json
import os
import subprocess

from peers import Peer
from program import CLI, CLIENT_ID, ProgramTest, SECRET, main


class CompareTest(ProgramTest):
    def edge(self, mode="legacy"):
        process = subprocess.Popen(
            [CLI, "--json", "edge", "--show-credentials", "--mode", mode], stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, env=os.environ)
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        hello = json.loads(process.stdout.readline())
        hello["by_name"] = {token["name"]: token for token in hello["tokens"]}
        return hello

    def compare(self, left, right, *options, token=None, json_too=True):
        given = ()
        stdin = b""
        if token:
            given = ("--client-id", token["client_id"], "--secret-stdin")
            stdin = token["secret"].encode()
        return self.run_cli(*(["--json"] if json_too else []), "compare", left, right, *given, *options, stdin=stdin)

    def rows(self, answer):
        return {row["id"]: row for row in answer.json["rows"]}

    def explanations(self, answer):
        return [explanation["id"] for explanation in answer.json["explanations"]]

    def test_an_application_that_takes_the_token_and_one_that_does_not(self):
        edge = self.edge()
        token = edge["by_name"]["backend-api-service"]
        allow_only = edge["url"] + edge["by_name"]["staging-smoke-test"]["path"]
        answer = self.compare(edge["url"] + token["path"], allow_only, "--name-right", "production", token=token)
        self.assertEqual(answer.code, 1, answer)
        self.assertEqual(self.explanations(answer)[0], "not-in-policy")
        first = answer.json["explanations"][0]
        self.assertEqual((first["side"], first["confidence"]), ("right", "likely"))
        self.assertIn("production", answer.json["summary"])
        rows = self.rows(answer)
        self.assertEqual((rows["outcome"]["left"], rows["outcome"]["right"]), ("accepted", "refused"))
        self.assertEqual(rows["team"]["relation"], "same")
        self.assertEqual(rows["client-id"]["relation"], "same")
        self.assertNotIn(token["client_id"].encode(), answer.out)
        self.assertNotIn(b"eyJ", answer.out)
        self.assert_nowhere(token["secret"])
        self.assertEqual([row["relation"] for row in answer.json["rows"]][0], "differs")

    def test_prints_a_screen_full_and_says_how_much_more_there_is(self):
        edge = self.edge()
        token = edge["by_name"]["backend-api-service"]
        url = edge["url"] + token["path"]
        short = self.compare(url, url, token=token, json_too=False).out.decode()
        self.assertRegex(short, r"And \d+ more: --all prints them\.")
        whole = self.compare(url, url, "--all", token=token, json_too=False).out.decode()
        self.assertNotIn("--all", whole)
        self.assertGreater(whole.count("\n"), short.count("\n"))

    def test_the_same_on_both_sides_is_exit_0(self):
        edge = self.edge()
        token = edge["by_name"]["backend-api-service"]
        url = edge["url"] + token["path"]
        answer = self.compare(url, url, token=token)
        self.assertEqual(answer.code, 0, answer)
        self.assertFalse(answer.json["differs"])
        self.assertEqual(self.explanations(answer), ["both-work"])

    def test_a_wrong_secret_at_a_strict_and_at_a_legacy_edge(self):
        legacy, strict = self.edge(), self.edge("strict")
        path = legacy["by_name"]["staging-smoke-test"]["path"]
        token = {"client_id": CLIENT_ID, "secret": SECRET}
        answer = self.compare(legacy["url"] + path, strict["url"] + path, token=token)
        self.assertEqual(answer.code, 1, answer)
        rows = self.rows(answer)
        self.assertEqual((rows["with-token"]["left"], rows["with-token"]["right"]), ("302", "401"))
        self.assertEqual(rows["outcome"]["relation"], "same")
        self.assertEqual(rows["cause"]["relation"], "differs")

    def test_a_server_that_is_not_behind_access(self):
        edge, peer = self.edge(), Peer()
        self.addCleanup(peer.close)
        token = edge["by_name"]["backend-api-service"]
        answer = self.compare(peer.url, edge["url"] + token["path"], "--name-left", "local", token=token)
        self.assertEqual(answer.code, 1, answer)
        first = answer.json["explanations"][0]
        self.assertEqual((first["id"], first["side"]), ("not-through-access", "left"))
        self.assertNotEqual(first["confidence"], "certain")
        self.assertIn("Local does not go through Access", first["summary"])

    def test_without_a_token_the_gate_is_compared(self):
        edge = self.edge()
        url = edge["url"] + edge["by_name"]["backend-api-service"]["path"]
        answer = self.compare(url, url)
        self.assertEqual(answer.code, 0, answer)
        self.assertEqual(self.explanations(answer), ["same-cause"])

    def test_another_header_style_on_the_right(self):
        edge = self.edge()
        token = edge["by_name"]["backend-api-service"]
        url = edge["url"] + token["path"]
        answer = self.compare(url, url, "--right-header-style", "single:X-Token", token=token)
        self.assertEqual(answer.code, 1, answer)
        self.assertEqual(self.explanations(answer)[0], "header-style-not-read")

    def test_a_log_beside_a_url(self):
        edge = self.edge()
        token = edge["by_name"]["backend-api-service"]
        log = self.folder / "job.log"
        log.write_text(f"""> GET /v1/orders HTTP/2
> Host: api.example.com
> CF-Access-Client-Id: {CLIENT_ID}
> CF-Access-Client-Secret: {SECRET}
>
< HTTP/2 403
< server: cloudflare
< cf-ray: 8f2c1a2b3c4d5e6f-FRA
< cf-access-aud: {'a' * 64}
< cf-access-domain: api.example.com
<
""")
        answer = self.compare(str(log), edge["url"] + token["path"], token=token)
        self.assertEqual(answer.code, 1, answer)
        self.assertEqual(answer.json["left"]["source"], "transcript")
        self.assertEqual(answer.json["left"]["name"], "job.log")
        self.assertEqual(self.rows(answer)["audience"]["left"], "a" * 64)
        self.assertNotIn(SECRET.encode(), answer.out + answer.err)
        self.assertNotIn(CLIENT_ID.encode(), answer.out + answer.err)

    def test_a_table_marks_the_rows_without_colours(self):
        edge = self.edge()
        token = edge["by_name"]["backend-api-service"]
        other = edge["url"] + edge["by_name"]["staging-smoke-test"]["path"]
        answer = self.compare(edge["url"] + token["path"], other, "--all", token=token, json_too=False)
        self.assertEqual(answer.code, 1, answer)
        lines = answer.out.decode().splitlines()
        self.assertTrue(any(line.startswith("≠  Outcome") for line in lines), answer)
        self.assertTrue(any(line.startswith("=  Team") for line in lines), answer)
        self.assertIn("Service Auth", lines[0])
        self.assertTrue(any(line.startswith("First ") for line in lines), answer)
        self.assertNotIn(token["secret"], answer.out.decode())

    def test_one_side_that_is_refused_still_shows_the_other(self):
        edge = self.edge()
        token = edge["by_name"]["backend-api-service"]
        answer = self.compare("http://api.example.com/", edge["url"] + token["path"], token=token)
        self.assertEqual(answer.code, 6, answer)
        self.assertEqual(answer.json["left"]["error"]["cause"], "not-bound")
        self.assertEqual(answer.json["right"]["verdict"]["outcome"], "accepted")

    def test_a_file_without_an_exchange_or_none_at_all_is_exit_3(self):
        log = self.folder / "quiet.log"
        log.write_text("all is well\n")
        answer = self.compare(str(log), str(log))
        self.assertEqual(answer.code, 3, answer)
        self.assertEqual(answer.json["left"]["error"]["cause"], "no-exchange")
        answer = self.run_cli("compare", str(self.folder / "missing.log"), str(log))
        self.assertEqual(answer.code, 3, answer)
        self.assertIn(b"missing.log", answer.err)

    def test_neither_side_reached_is_exit_5(self):
        peer = Peer()
        url = peer.url
        peer.close()
        self.assertEqual(self.compare(url, url).code, 5)

    def test_a_silent_side_leaves_time_for_the_other(self):
        silent = Peer(silent=True)
        self.addCleanup(silent.close)
        edge = self.edge()
        url = edge["url"] + edge["by_name"]["backend-api-service"]["path"]
        answer = self.run_cli("--json", "--timeout", "4", "compare", silent.url, url)
        self.assertEqual(answer.code, 1, answer)
        self.assertEqual(answer.json["left"]["verdict"]["cause"], "timed-out")
        self.assertEqual(answer.json["right"]["verdict"]["layer"], "access")

    def test_an_empty_profile_stays_empty(self):
        edge = self.edge()
        token = edge["by_name"]["backend-api-service"]
        url = edge["url"] + token["path"]
        self.compare(url, url, token=token)
        self.assertFalse(self.profile.exists())


main()
