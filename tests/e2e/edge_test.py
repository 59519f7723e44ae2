# SPDX-FileCopyrightText: 2026 The Keyturn authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""The edge serves until it is interrupted."""

import json
import os
import pathlib
import signal
import subprocess
import urllib.error
import urllib.request

from program import CLI, ProgramTest, main


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


def status_of(url, headers=None):
    opener = urllib.request.build_opener(NoRedirect)
    try:
        return opener.open(urllib.request.Request(url, headers=headers or {}), timeout=20).status
    except urllib.error.HTTPError as error:
        return error.code


class EdgeTest(ProgramTest):
    def start(self, *options):
        process = subprocess.Popen(
            [CLI, "--json", "edge", *options], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=os.environ)
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.stderr.close)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        return process, json.loads(process.stdout.readline())

    def test_lets_a_token_in_and_logs_it_without_its_secret(self):
        edge, hello = self.start("--show-credentials", "--mode", "strict")
        self.assertEqual(hello["event"], "listening")
        token = hello["tokens"][0]
        headers = {"CF-Access-Client-Id": token["client_id"], "CF-Access-Client-Secret": token["secret"]}
        self.assertEqual(status_of(hello["url"] + token["path"], headers), 200)
        headers["CF-Access-Client-Secret"] = "0" * 64
        self.assertEqual(status_of(hello["url"] + token["path"], headers), 401)
        lines = [edge.stdout.readline() for _ in range(2)]
        self.assertEqual([json.loads(line)["event"] for line in lines], ["request", "request"])
        admitted, refused = (json.loads(line) for line in lines)
        self.assertEqual(admitted["status"], 200)
        self.assertEqual([admitted[name] for name in ("ruling", "application", "policy", "reason", "credentials")],
                         ["admitted", "Data API", "Services", "lets-in", "valid"])
        self.assertEqual([refused[name] for name in ("ruling", "policy", "reason", "credentials", "fault")],
                         ["cannot-authenticate", "Services", "not-included", "wrong-secret", None])
        self.assertNotIn(token["secret"].encode(), b"".join(lines))
        keys = json.load(urllib.request.urlopen(hello["certs_url"], timeout=20))
        self.assertEqual(keys["keys"][0]["kty"], "RSA")
        self.assertEqual(keys["public_cert"], keys["public_certs"][0])
        self.assertIn("BEGIN CERTIFICATE", keys["public_cert"]["cert"])

        edge.send_signal(signal.SIGINT)
        self.assertEqual(edge.wait(timeout=20), 0)

    def test_tells_people_what_was_wrong_with_credentials(self):
        process = subprocess.Popen([CLI, "edge", "--show-credentials"], stdout=subprocess.PIPE, env=os.environ)
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        url = process.stdout.readline().decode().split()[2].rstrip(",")
        tokens = {}
        for line in iter(process.stdout.readline, b""):
            words = line.decode().split()
            if tokens and not words:
                break
            if len(words) > 3 and words[1].endswith(".access"):
                tokens[words[0]] = {"CF-Access-Client-Id": words[1], "CF-Access-Client-Secret": words[-1]}
        for name, said in (("nightly-export", b"credentials: expired"), ("backend-api-service", None)):
            status_of(url + "/v1/orders", tokens[name])
            line = process.stdout.readline()
            self.assertIn(tokens[name]["CF-Access-Client-Id"].encode(), line)
            self.assertEqual(b"credentials: " in line, said is not None, line)
            self.assertIn(said or b"", line)
        process.send_signal(signal.SIGINT)
        self.assertEqual(process.wait(timeout=20), 0)

    def test_keeps_the_secrets_to_itself_unless_asked(self):
        edge, hello = self.start()
        self.assertEqual(hello["mode"], "legacy")
        self.assertEqual(len(hello["tokens"]), 6)
        self.assertFalse(any("secret" in token for token in hello["tokens"]))
        self.assertEqual(status_of(hello["url"] + hello["tokens"][0]["path"]), 302)
        edge.send_signal(signal.SIGTERM)
        self.assertEqual(edge.wait(timeout=20), 0)

    def test_a_taken_port_is_a_clear_error(self):
        _, hello = self.start()
        port = hello["url"].rsplit(":", 1)[1]
        answer = self.expect(5, "edge", "--port", port)
        self.assertIn(port.encode(), answer.err)

    def test_says_how_to_trust_its_authority_and_serves_nothing(self):
        told = self.expect(0, "--json", "edge", "--how-to-trust").json
        self.assertIn("BEGIN CERTIFICATE", pathlib.Path(told["ca_file"]).read_text())
        self.assertEqual(len(told["sha256_fingerprint"]), 64)
        curl = next(guide for guide in told["guides"] if guide["client"] == "curl")
        self.assertIn(f"--cacert '{told['ca_file']}'", curl["trust"][0])
        text = self.expect(0, "edge", "--how-to-trust").out.decode()
        self.assertIn("update-ca-certificates", text)
        self.assertNotIn("PRIVATE KEY", text)


main()
