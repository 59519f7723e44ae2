# SPDX-FileCopyrightText: 2026 The Keyturn authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""A real Cloudflare Worker behind the edge: what @hono/cloudflare-access accepts and refuses of what the edge signs.

The guide's flow of a service token, steps 1 to 5, is printed on the way.
"""

import base64
import json
import os
import secrets
import socket
import urllib.error
import urllib.parse
import urllib.request

from program import CLI, SECRET, ProgramTest, main
from worker_rig import install, start, start_worker

TEAM = "worker-team"
AUD = secrets.token_hex(32)
OTHER_AUD = secrets.token_hex(32)
CLIENT_ID = secrets.token_hex(16) + ".access"
TOKEN_ID = "5f9a1f0e-3c0d-4a55-9d0e-2a7f4a1c9e10"
CREDENTIALS = {"CF-Access-Client-Id": CLIENT_ID, "CF-Access-Client-Secret": SECRET}


def ask(url, headers=None, method=None, body=None):
    """Status and body, whatever the status."""
    request = urllib.request.Request(url, headers=headers or {}, method=method, data=body)
    try:
        with urllib.request.build_opener(NoRedirect).open(request, timeout=20) as answer:
            return answer.status, answer.read().decode(), answer.headers
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode(), error.headers


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


def payload_of(jwt):
    part = jwt.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))


def text_frame(text):
    """A short one, as a client sends it (RFC 6455, section 5.2)."""
    mask = os.urandom(4)
    return bytes([0x81, 0x80 | len(text)]) + mask + bytes(byte ^ mask[i % 4] for i, byte in enumerate(text))


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def application(name, path, aud):
    return {
        "name": name, "type": "self_hosted", "aud": aud, "session_duration": "1h",
        "destinations": [{"type": "public", "uri": f"api.example.com{path}"}],
        "policies": [{"name": "Services", "decision": "non_identity",
                      "include": [{"service_token": {"token_id": TOKEN_ID}}]}],
    }


class WorkerTest(ProgramTest):
    def setUp(self):
        super().setUp()
        (self.folder / "client-secret").touch(0o600)
        (self.folder / "client-secret").write_text(SECRET)
        port = free_port()
        self.worker = start_worker(self, TEAM, AUD, f"http://127.0.0.1:{port}/cdn-cgi/access/certs")
        self.edge = self.start_edge(port)

    def start_edge(self, port):
        path = self.folder / f"edge-{port}.json"
        path.write_text(json.dumps({
            "team": TEAM, "local_host": "api.example.com", "upstream": self.worker, "listen": {"port": port},
            "applications": [application("API", "/api", AUD), application("Other", "/api/data/other", OTHER_AUD)],
            "service_tokens": [{"name": "ci", "id": TOKEN_ID, "client_id": CLIENT_ID,
                                "client_secret_file": "client-secret"}],
        }))
        return start(self, [CLI, "--profile", str(self.profile), "--json", "edge", "--config", str(path)])["url"]

    def control(self, *arguments):
        self.expect(0, "--json", "edge-control", *arguments)

    def assertion(self, edge=None):
        """One that the edge has just signed, as a session's cookie shows it."""
        _, _, headers = ask((edge or self.edge) + "/api/data", CREDENTIALS)
        cookies = [value for name, value in headers.items() if name.lower() == "set-cookie"]
        return next(c for c in cookies if c.startswith("CF_Authorization=")).split("=", 1)[1].split(";")[0]

    def ask_worker(self, assertion):
        """Past the edge, as somebody would who found the Worker's own address."""
        status, text, _ = ask(self.worker + "/api/data", {"Cf-Access-Jwt-Assertion": assertion})
        return status, text

    def test_the_flow_of_a_service_token_step_by_step(self):
        print("\n1. Request with Service Token headers:", ", ".join(CREDENTIALS))
        status, text, headers = ask(self.edge + "/api/data", CREDENTIALS)
        self.assertEqual(status, 200, text)
        jwt = next(value for name, value in headers.items()
                   if name.lower() == "set-cookie" and value.startswith("CF_Authorization="))
        claims = payload_of(jwt.split("=", 1)[1].split(";")[0])
        print("2. The edge finds the credentials good; policy Services lets them in")
        self.assertEqual(claims["common_name"], CLIENT_ID)
        self.assertEqual(claims["sub"], "")
        print(f"3. JWT issued: iss {claims['iss']}, aud {claims['aud'][0][:8]}…, common_name {CLIENT_ID[:8]}…")
        seen = json.loads(text)
        self.assertEqual(seen["common_name"], CLIENT_ID)
        self.assertEqual(seen["aud"], [AUD])
        print("4. The Worker fetched the keys and verified signature, issuer, audience and times")
        self.assertNotEqual(seen["secret"], SECRET, "the Client Secret must not travel on to the Worker")
        print("5. Response with data: the Worker answered", status, "with the token's common_name")

    def test_no_assertion_is_refused_by_the_worker(self):
        self.assertEqual(ask(self.worker + "/api/data")[:2], (401, "Authentication error: Missing bearer token"))

    def test_wrong_credentials_never_reach_the_worker(self):
        status, _, headers = ask(self.edge + "/api/data", {**CREDENTIALS, "CF-Access-Client-Secret": "0" * 64})
        self.assertEqual((status, headers["cf-access-aud"]), (403, AUD))

    def test_a_forged_assertion_is_replaced_by_the_edge(self):
        status, text, _ = ask(self.edge + "/api/data", {**CREDENTIALS, "Cf-Access-Jwt-Assertion": "e30.e30.AA"})
        self.assertEqual(status, 200, text)

    def test_the_audience_of_another_application_is_refused(self):
        status, text, _ = ask(self.edge + "/api/data/other", CREDENTIALS)
        self.assertEqual((status, text), (401, "Authentication error: Invalid token audience"))

    def test_an_expired_assertion_is_refused(self):
        self.control("clock-skew", "-48h")
        status, text, _ = ask(self.edge + "/api/data", CREDENTIALS)
        self.assertEqual((status, text), (401, "Authentication error: Token is expired"))

    def test_an_assertion_of_an_unknown_key_is_refused(self):
        another = self.start_edge(free_port())
        foreign = self.assertion(another)
        self.assertEqual(self.ask_worker(foreign), (401, "Authentication error: Invalid Token"))

    def test_before_and_after_a_rotation_of_the_keys(self):
        before = self.assertion()
        self.assertEqual(self.ask_worker(before)[0], 200)
        self.control("rotate-keys")
        self.assertEqual(self.ask_worker(before)[0], 200, "the previous key is still published")
        status, text, _ = ask(self.edge + "/api/data", CREDENTIALS)
        self.assertEqual(status, 200, text)
        after = self.assertion()
        self.assertNotEqual(before.split(".")[0], after.split(".")[0], "another key id")
        self.assertEqual(self.ask_worker(after)[0], 200)
        self.assertEqual(self.ask_worker("")[0], 401)
        self.assertEqual(ask(self.edge + "/api/data/other", CREDENTIALS)[0], 401)

    def test_an_upload_is_streamed_to_the_worker(self):
        size = 32 * 1024 * 1024
        status, text, _ = ask(self.edge + "/api/length", CREDENTIALS, "POST", b"x" * size)
        self.assertEqual((status, json.loads(text)), (200, {"length": size}))

    def test_a_websocket_reaches_the_worker(self):
        place = urllib.parse.urlsplit(self.edge)
        headers = {**CREDENTIALS, "Host": place.netloc, "Upgrade": "websocket", "Connection": "Upgrade",
                   "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": base64.b64encode(os.urandom(16)).decode()}
        lines = ["GET /api/echo HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items()), "", ""]
        with socket.create_connection((place.hostname, place.port), timeout=20) as connection:
            connection.sendall("\r\n".join(lines).encode())
            stream = connection.makefile("rb")
            self.assertEqual(stream.readline().split()[1], b"101")
            while stream.readline() not in (b"\r\n", b""):
                pass
            connection.sendall(text_frame(b"good morning"))
            answer = b"echo good morning"
            self.assertEqual(stream.read(2 + len(answer)), bytes([0x81, len(answer)]) + answer)


install()
main()
