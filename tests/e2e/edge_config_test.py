# SPDX-FileCopyrightText: 2026 The Keyturn authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""The edge as its configuration says, while that changes, and as it is told."""

import json
import os
import pathlib
import shutil
import signal
import stat
import subprocess
import threading
import unittest

from peers import Peer
from program import CLI, LONGEST, ProgramTest, main

try:
    import jsonschema
except ImportError:
    jsonschema = None

HASH = "0" * 64
CURL = shutil.which("curl")


def without_comments(text):
    """Comments of the starting configuration stand on lines of their own, or after two spaces or a comma."""
    lines = []
    for line in text.splitlines():
        code = line
        for mark in ("  // ", ", // "):
            code = code.split(mark)[0] + ("," if mark in code and mark[0] == "," else "")
        lines.append("" if line.strip().startswith("//") else code)
    return json.loads("\n".join(lines))


class EdgeConfigTest(ProgramTest):
    def setUp(self):
        super().setUp()
        self.config = self.folder / "edge.json"

    def start(self, *options):
        process = subprocess.Popen(
            [CLI, "--json", "--profile", str(self.profile), "edge", *options],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=os.environ)
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.stderr.close)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        # A test that waits for a line that never comes ends all the same.
        watchdog = threading.Timer(LONGEST, process.kill)
        watchdog.start()
        self.addCleanup(watchdog.cancel)
        return process, self.next_line(process)

    def next_line(self, process):
        line = process.stdout.readline()
        self.said += line
        self.assertTrue(line, "the edge said nothing more")
        return json.loads(line)

    def initialised(self):
        self.expect(0, "edge", "--init", str(self.config))
        return self.config

    def secret_of(self, token):
        return (self.folder / f"edge.{token}.secret").read_text().strip()

    def curl(self, url, *options, headers=()):
        # Headers go in on standard input: what stands in the arguments can be read by everybody.
        lines = "".join(f'header = "{name}: {value}"\n' for name, value in headers)
        answer = subprocess.run(
            [CURL, "-sS", "-m", "20", "-o", os.devnull, "-w", "%{http_code}", "-K", "-", *options, url],
            input=lines.encode(), capture_output=True, timeout=LONGEST, check=False)
        return int(answer.stdout)

    def status_with(self, hello, token, secret, path="/"):
        client_id = next(each["client_id"] for each in hello["tokens"] if each["name"] == token)
        return self.curl(hello["url"] + path, headers=[
            ("CF-Access-Client-Id", client_id), ("CF-Access-Client-Secret", secret)])

    def order(self, code, *words):
        return self.expect(code, "--json", "edge-control", *words)

    @unittest.skipUnless(CURL, "there is no curl")
    def test_a_configuration_to_begin_with_works_as_it_is(self):
        self.initialised()
        for token in ("deploy", "nightly", "partner"):
            mode = (self.folder / f"edge.{token}.secret").stat().st_mode
            self.assertEqual(stat.S_IMODE(mode), 0o600)
            self.assertNotIn(self.secret_of(token).encode(), self.said)
        _, hello = self.start("--config", str(self.config), "--port", "0", "--mode", "strict")
        self.assertEqual(hello["mode"], "strict")
        self.assertEqual(hello["config"], str(self.config))
        self.assertEqual([each["status"] for each in hello["tokens"]], ["valid", "expired", "disabled"])
        self.assertEqual(self.status_with(hello, "deploy", self.secret_of("deploy")), 200)
        self.assertEqual(self.status_with(hello, "deploy", self.secret_of("nightly")), 401)
        self.assertEqual(self.status_with(hello, "nightly", self.secret_of("nightly")), 401)
        self.assertEqual(self.status_with(hello, "partner", self.secret_of("partner")), 401)
        self.assertEqual(self.status_with(hello, "deploy", self.secret_of("deploy"), "/admin"), 403)
        self.assertEqual(self.curl(hello["url"] + "/status"), 200)
        self.assertEqual(self.curl(hello["url"] + "/broken/tunnel"), 530)

    def test_overwrites_nothing(self):
        self.initialised()
        before = {path.name: path.read_bytes() for path in self.folder.iterdir() if path.is_file()}
        answer = self.expect(2, "--json", "edge", "--init", str(self.config))
        self.assertEqual(answer.error["cause"], "file-exists")
        self.config.unlink()
        self.expect(2, "edge", "--init", str(self.config))
        del before["edge.json"]
        self.assertEqual(before, {path.name: path.read_bytes() for path in self.folder.iterdir() if path.is_file()})

    def test_says_of_every_mistake_where_it_stands(self):
        self.config.write_text('{\n  "taem": "acme",\n  "mode": "strickt"\n}\n')
        answer = self.expect(2, "edge", "--config", str(self.config))
        self.assertIn(f"{self.config}:2:3: There is no \"taem\" here. Did you mean team?".encode(), answer.err)
        self.assertIn(f"{self.config}:3:11:".encode(), answer.err)
        problems = self.expect(2, "--json", "edge", "--config", str(self.config)).error["problems"]
        self.assertEqual([(each["cause"], each["line"], each["pointer"], each["nearest"]) for each in problems],
                         [("unknown-key", 2, "/taem", "team"), ("bad-word", 3, "/mode", "strict")])
        self.assertEqual(self.expect(3, "--json", "edge", "--config", "nowhere.json").error["cause"], "no-such-file")

    def test_a_secret_in_the_file_is_refused_and_not_repeated(self):
        secret = "cfast_Qm3vXk9TzLr2Wb8NcYp4HsJd6FgA1EuR5oIq7MtD0abcdef0"
        token = {"name": "ci", "client_id": "0" * 32 + ".access", "client_secret": secret}
        self.config.write_text(json.dumps({"service_tokens": [token]}))
        answer = self.expect(2, "edge", "--config", str(self.config))
        self.assertIn(b"client_secret_sha256", answer.err)
        self.assertNotIn(secret.encode(), self.said)

    def test_a_secret_file_that_others_may_read_is_refused(self):
        self.initialised()
        (self.folder / "edge.deploy.secret").chmod(0o644)
        answer = self.expect(2, "--json", "edge", "--config", str(self.config))
        self.assertEqual([each["cause"] for each in answer.error["problems"]], ["secret-file-open-to-others"])
        self.assertIn("chmod 600", answer.error["problems"][0]["next_step"])

    @unittest.skipUnless(CURL, "there is no curl")
    def test_reads_the_file_again_and_goes_on_when_it_cannot(self):
        self.initialised()
        edge, hello = self.start("--config", str(self.config), "--port", "0")
        text = self.config.read_text()

        other = self.folder / "edge.json.new"
        other.write_text(text.replace('"mode": "legacy"', '"mode": "strict"').replace('"name": "Admin"', '"name": "Root"'))
        other.rename(self.config)
        told = self.next_line(edge)
        self.assertEqual(told["event"], "reloaded")
        self.assertEqual([(each["part"], each["kind"], each["name"]) for each in told["changes"]], [
            ("mode", "changed", ""), ("application", "added", "Root"), ("application", "removed", "Admin")])
        # Refused with credentials: 401 in a strict organization, 403 in the other.
        self.assertEqual(self.status_with(hello, "nightly", self.secret_of("nightly")), 401)
        self.assertEqual(self.next_line(edge)["event"], "request")

        self.config.write_text(text.replace('"team": "demo-team"', '"team": demo'))
        told = self.next_line(edge)
        self.assertEqual(told["event"], "reload-failed")
        self.assertEqual(told["problems"][0]["cause"], "not-json")
        self.assertGreater(told["problems"][0]["line"], 1)
        self.assertEqual(self.status_with(hello, "nightly", self.secret_of("nightly")), 401)
        self.assertEqual(self.next_line(edge)["event"], "request")

        self.config.write_text(text)
        self.assertEqual(self.next_line(edge)["event"], "reloaded")
        self.assertEqual(self.status_with(hello, "nightly", self.secret_of("nightly")), 403)

    @unittest.skipUnless(CURL, "there is no curl")
    def test_takes_orders(self):
        self.initialised()
        edge, hello = self.start("--config", str(self.config), "--port", "0", "--mode", "strict")
        secret = self.secret_of("deploy")
        state = self.order(0, "state").json
        self.assertEqual(state["url"], hello["url"])
        self.assertEqual([each["name"] for each in state["service_tokens"]], ["deploy", "nightly", "partner"])

        self.order(0, "disable", "deploy")
        self.assertEqual(self.next_line(edge)["order"], "disable")
        self.assertEqual(self.status_with(hello, "deploy", secret), 401)
        self.order(0, "enable", "deploy")
        self.assertEqual(self.status_with(hello, "deploy", secret), 200)

        new = self.folder / "new.secret"
        answer = self.order(0, "rotate", "deploy", "--grace", "1h", "--secret-file", str(new))
        self.assertNotIn("client_secret", answer.json)
        self.assertEqual(stat.S_IMODE(new.stat().st_mode), 0o600)
        self.assertEqual(self.status_with(hello, "deploy", new.read_text().strip()), 200)
        self.assertEqual(self.status_with(hello, "deploy", secret), 200)
        self.assertNotIn(new.read_bytes().strip(), self.said)
        self.order(2, "rotate", "deploy", "--secret-file", str(new))
        self.order(2, "rotate", "deploy")
        revealed = self.order(0, "rotate", "deploy", "--reveal").json["client_secret"]
        self.assertEqual(self.status_with(hello, "deploy", revealed), 200)
        self.assertEqual(self.status_with(hello, "deploy", secret), 401)

        self.order(0, "expire", "deploy")
        self.assertEqual(self.status_with(hello, "deploy", revealed), 401)
        self.order(0, "set-expiry", "deploy", "--duration", "1h")
        self.assertEqual(self.status_with(hello, "deploy", revealed), 200)
        self.order(0, "mode", "legacy")
        self.assertEqual(self.status_with(hello, "partner", self.secret_of("partner")), 403)
        self.order(0, "clock-skew", "90s")
        self.order(0, "rotate-keys")
        self.order(0, "end-sessions")
        state = self.order(0, "state").json
        self.assertEqual((state["mode"], state["clock_skew_seconds"]), ("legacy", 90))
        self.assertEqual(self.order(3, "disable", "nobody").error["cause"], "no-such-token")
        self.assertIn("changes", self.order(0, "reload").json)
        self.assertEqual(self.status_with(hello, "deploy", secret), 200)  # as the file has it

        edge.send_signal(signal.SIGTERM)
        self.assertEqual(edge.wait(timeout=20), 0)
        self.assertEqual(self.order(3, "state").error["cause"], "no-edge")
        self.assertEqual(list((self.profile / "edge").iterdir()), [])

    @unittest.skipUnless(CURL, "there is no curl")
    def test_no_page_can_give_orders(self):
        _, hello = self.start("--mode", "strict")
        place = json.loads(pathlib.Path(hello["control"]["file"]).read_text())
        self.assertEqual(stat.S_IMODE(pathlib.Path(hello["control"]["file"]).stat().st_mode), 0o600)
        url = hello["control"]["url"]
        self.assertNotIn(place["token"].encode(), self.said)
        token = ("Authorization", f"Bearer {place['token']}")
        port = url.rsplit(":", 1)[1]
        self.assertEqual(self.curl(url + "/v1/state", headers=[token]), 200)
        self.assertEqual(self.curl(url + "/v1/state"), 401)
        self.assertEqual(self.curl(url + "/v1/state", headers=[("Authorization", "Bearer " + "0" * 64)]), 401)
        # A name that leads to this machine (DNS rebinding).
        self.assertEqual(self.curl(f"http://evil.example:{port}/v1/state", "--resolve",
                                   f"evil.example:{port}:127.0.0.1", headers=[token]), 403)
        # A form, and a script that asks first.
        form = [("Origin", "https://evil.example"), ("Content-Type", "text/plain")]
        self.assertEqual(self.curl(url + "/v1/mode", "-d", '{"mode": "legacy"}', headers=form), 403)
        self.assertEqual(self.curl(url + "/v1/mode", "-X", "OPTIONS", headers=[
            ("Origin", "https://evil.example"), ("Access-Control-Request-Method", "POST")]), 403)
        # With a token, but as a form could send it.
        self.assertEqual(self.curl(url + "/v1/mode", "-d", '{"mode": "legacy"}', headers=[
            token, ("Content-Type", "text/plain")]), 415)
        self.assertEqual(self.order(0, "state").json["mode"], "strict")

    def test_several_edges_are_told_apart_and_one_can_keep_to_itself(self):
        _, first = self.start()
        _, second = self.start()
        _, third = self.start("--no-control")
        self.assertIsNone(third["control"])
        self.assertEqual(self.expect(2, "edge-control", "state").code, 2)
        port = second["url"].rsplit(":", 1)[1]
        self.assertEqual(self.order(0, "state", "--port", port).json["url"], second["url"])
        self.assertEqual(self.order(3, "reload", "--port", port).error["cause"], "no-config-file")
        self.assertEqual(self.order(3, "state", "--port", third["url"].rsplit(":", 1)[1]).error["cause"], "no-edge")
        self.assertNotEqual(first["url"], second["url"])

    def test_edges_on_one_port_of_two_addresses_are_told_apart(self):
        _, first = self.start()
        port = first["url"].rsplit(":", 1)[1]
        _, second = self.start("--listen", "127.0.0.2", "--port", port)
        self.assertIn(b"--address", self.expect(2, "edge-control", "state", "--port", port).err)
        for edge, address in ((first, "127.0.0.1"), (second, "127.0.0.2")):
            told = self.order(0, "state", "--port", port, "--address", address).json
            self.assertEqual(told["url"], edge["url"])
        self.assertEqual(self.order(3, "state", "--address", "127.0.0.3").error["cause"], "no-edge")

    @unittest.skipUnless(CURL, "there is no curl")
    def test_stands_in_front_of_a_service_over_https(self):
        self.initialised()
        service = Peer(body=b"from the service")
        self.addCleanup(service.close)
        edge, hello = self.start("--config", str(self.config), "--port", "0", "--tls", "--upstream", service.url)
        self.assertTrue(hello["url"].startswith("https://"))
        client_id = hello["tokens"][0]["client_id"]
        headers = [("CF-Access-Client-Id", client_id), ("CF-Access-Client-Secret", self.secret_of("deploy"))]
        self.assertEqual(self.curl(hello["url"] + "/", "--cacert", hello["ca_file"], headers=headers), 200)
        self.assertEqual(len(service.requests), 1)
        sent = {name.lower(): value for name, value in service.requests[0][2].items()}
        self.assertIn("cf-access-jwt-assertion", sent)
        self.assertNotIn(self.secret_of("deploy"), str(service.requests))
        self.assertEqual(self.curl(hello["url"] + "/", "--cacert", hello["ca_file"]), 403)
        self.assertEqual(len(service.requests), 1)
        self.assertIsNone(edge.poll())

    def test_warns_when_others_reach_it(self):
        edge, hello = self.start("--listen", "0.0.0.0")
        self.assertTrue(hello["url"].startswith("http://127.0.0.1:"))
        edge.send_signal(signal.SIGTERM)
        edge.wait(timeout=20)
        self.assertIn(b"Other machines reach this edge", edge.stderr.read())
        edge, hello = self.start("--listen", "::1")
        self.assertTrue(hello["url"].startswith("http://[::1]:"))
        edge.send_signal(signal.SIGTERM)
        edge.wait(timeout=20)
        self.assertNotIn(b"Other machines", edge.stderr.read())

    @unittest.skipUnless(jsonschema, "there is no python3-jsonschema")
    def test_somebody_elses_validator_agrees(self):
        schema = self.expect(0, "edge", "--schema").json
        jsonschema.Draft202012Validator.check_schema(schema)
        validator = jsonschema.Draft202012Validator(schema)
        self.initialised()
        start = without_comments(self.config.read_text())
        validator.validate(start)
        token = {"name": "ci", "client_id": "0" * 32 + ".access", "client_secret_sha256": HASH}
        right = [
            {}, start, {"service_tokens": [token]}, {"groups": {"success": True, "result": [{"id": "g", "name": None}]}},
            {"applications": [{"domain": "a.example", "something_new": 1, "policies": ["p"]}],
             "policies": [{"id": "p", "decision": "deny", "include": [{"a_new_kind": {}}]}]},
        ]
        wrong = [
            [], {"taem": "a"}, {"team": "A B"}, {"mode": "lax"}, {"listen": {"port": 65536}}, {"listen": {"port": "1"}},
            {"upstream": "ftp://a"}, {"upstream": "http://me:pass@a"}, {"firewall": [{}]}, {"team": None},
            {"faults": [{"match": {"path": "a"}}]}, {"applications": [1]}, {"applications": {"result": 1}},
            {"policies": [{"decision": "non-identity"}]}, {"policies": [{"name": "a"}]},
            {"groups": [{"include": [{"service_token": {}}]}]}, {"client": {"country": "Germany"}},
            {"service_tokens": [{**token, "client_secret": "x"}]}, {"service_tokens": [{**token, "client_id": "x"}]},
            {"service_tokens": [{**token, "client_secret_file": "x"}]},
            {"service_tokens": [{**token, "client_secret_sha256": "x"}]},
            {"service_tokens": [{"name": "a", "client_id": token["client_id"]}]},
        ]
        for config in wrong:
            with self.subTest(config=config):
                self.assertFalse(validator.is_valid(config))
                self.config.write_text(json.dumps(config))
                self.expect(2, "edge", "--config", str(self.config))
        for config in right:
            with self.subTest(config=config):
                self.assertTrue(validator.is_valid(config))
                self.config.write_text(json.dumps(config))
                edge, _ = self.start("--config", str(self.config), "--port", "0")
                edge.send_signal(signal.SIGTERM)
                self.assertEqual(edge.wait(timeout=20), 0)


main()
