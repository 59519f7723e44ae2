# SPDX-FileCopyrightText: 2026 The Keyturn authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""What `jwt origin` says of @hono/cloudflare-access and of jose, beside what the real ones answer in a Worker."""

import base64
import hashlib
import hmac
import http.server
import json
import secrets
import subprocess
import threading
import time
import urllib.error
import urllib.request

from program import ProgramTest, main
from worker_rig import install, start_worker

TEAM = "worker-team"
ISSUER = f"https://{TEAM}.cloudflareaccess.com"
AUD = secrets.token_hex(32)


def encoded(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def encoded_json(value):
    return encoded(json.dumps(value, separators=(",", ":")).encode())


def openssl(*arguments, stdin=b""):
    return subprocess.run(["openssl", *arguments], input=stdin, capture_output=True, timeout=30, check=True).stdout


class Key:
    """An RSA key, with the name that it is published under."""

    def __init__(self, folder):
        self.kid = secrets.token_hex(32)
        self.file = folder / f"{self.kid}.pem"
        self.file.write_bytes(openssl("genrsa", "2048"))
        modulus = openssl("rsa", "-in", str(self.file), "-noout", "-modulus").decode().strip().split("=")[1]
        self.jwk = {"kid": self.kid, "kty": "RSA", "alg": "RS256", "use": "sig", "e": "AQAB",
                    "n": encoded(bytes.fromhex(modulus))}

    def sign(self, signed, digest="sha256"):
        return openssl("dgst", f"-{digest}", "-sign", str(self.file), stdin=signed.encode())


def serving(keys):
    """Where they are published on this machine, and the server."""
    body = json.dumps({"keys": keys}).encode()

    class Certs(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Certs)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


class Tokens:
    def __init__(self, folder):
        self.key, self.previous, self.stranger = (Key(folder) for _ in range(3))
        self.now = int(time.time())

    def header(self, **changes):
        return self.changed({"alg": "RS256", "kid": self.key.kid, "typ": "JWT"}, changes)

    def payload(self, **changes):
        return self.changed(
            {"type": "app", "aud": [AUD], "exp": self.now + 3600, "iat": self.now - 5, "nbf": self.now - 5,
             "iss": ISSUER, "common_name": "0" * 32 + ".access", "sub": ""}, changes)

    @staticmethod
    def changed(value, changes):
        value.update(changes)
        return {name: each for name, each in value.items() if each is not Ellipsis}

    def signed(self, header=None, payload=None, key=None, digest="sha256"):
        parts = f"{encoded_json(header or self.header())}.{encoded_json(payload or self.payload())}"
        return f"{parts}.{encoded((key or self.key).sign(parts, digest))}"

    def hmac_signed(self, secret):
        parts = f"{encoded_json(self.header(alg='HS256'))}.{encoded_json(self.payload())}"
        return f"{parts}.{encoded(hmac.new(secret, parts.encode(), hashlib.sha256).digest())}"

    def all(self):
        now, key = self.now, self.key
        good = self.signed()
        start, _, signature = good.rpartition(".")
        with_header = lambda **changes: self.signed(header=self.header(**changes))
        with_payload = lambda **changes: self.signed(payload=self.payload(**changes))
        return {
            "valid": good,
            "a key that was there before": self.signed(self.header(kid=self.previous.kid), key=self.previous),
            "another audience": with_payload(aud=["f" * 64]),
            "one of two audiences": with_payload(aud=["f" * 64, AUD]),
            "the audience as a string": with_payload(aud=AUD),
            "no audience": with_payload(aud=...),
            "the audience nested": with_payload(aud=[[AUD]]),
            "the audience in capitals": with_payload(aud=[AUD.upper()]),
            "another team": with_payload(iss="https://other.cloudflareaccess.com"),
            "an issuer with a slash": with_payload(iss=ISSUER + "/"),
            "an issuer over http": with_payload(iss=ISSUER.replace("https", "http")),
            "an issuer in capitals": with_payload(iss=ISSUER.upper()),
            "expired long ago": with_payload(exp=now - 3600),
            "just expired, within the leeway": with_payload(exp=now - 5),
            "no exp": with_payload(exp=...),
            "exp as a string": with_payload(exp=str(now + 3600)),
            "not yet valid": with_payload(nbf=now + 3600),
            "issued in the future": with_payload(iat=now + 3600),
            "type org": with_payload(type="org"),
            "no common_name": with_payload(common_name=...),
            "another key under the right kid": self.signed(key=self.stranger),
            "an unknown kid": self.signed(self.header(kid=self.stranger.kid), key=self.stranger),
            "the right key under an unknown kid": with_header(kid="f" * 64),
            "no kid": with_header(kid=...),
            "its own key in jwk": self.signed(self.header(kid=..., jwk=self.stranger.jwk), key=self.stranger),
            "alg none": f"{encoded_json(self.header(alg='none'))}.{encoded_json(self.payload())}.",
            "alg nOnE, signed": with_header(alg="nOnE"),
            "HS256 with the modulus": self.hmac_signed(key.jwk["n"].encode()),
            "HS256 with nothing": self.hmac_signed(b""),
            "RS512": self.signed(self.header(alg="RS512"), digest="sha512"),
            "no alg": with_header(alg=...),
            "alg in small letters": with_header(alg="rs256"),
            "crit of something unknown": with_header(crit=["x"], x=1),
            "crit of nothing": with_header(crit=[]),
            "crit as a string": with_header(crit="exp"),
            "crit that is no true value": with_header(crit=""),
            "kid as a number": with_header(kid=5),
            "kid in a list": with_header(kid=[key.kid]),
            "kid that is no true value": with_header(kid=0),
            "kid of every object": with_header(kid="__defineGetter__"),
            "nbf as a string, ahead": with_payload(nbf=str(now + 3600)),
            "nbf as a string, behind": with_payload(nbf=str(now - 5)),
            "nbf as a word": with_payload(nbf="soon"),
            "iat as a string": with_payload(iat="now"),
            "nbf and exp that are both wrong": with_payload(nbf=now + 3600, exp=str(now)),
            "another team and no audience": with_payload(iss="https://other.cloudflareaccess.com", aud=...),
            "no issuer": with_payload(iss=...),
            "a subject that is a number": with_payload(sub=5),
            "no signature": start + ".",
            "another signature": start + "." + encoded(key.sign("other")),
            "half of the signature": start + "." + signature[:171],
            "a signature of zeros": start + "." + encoded(bytes(256)),
            "padding": good + "==",
            "padding that is not complete": good + "=",
            "alg none and a payload that is null": f"{encoded_json({'alg': 'none'})}.{encoded(b'null')}.",
            "a header that is no JSON": f"{encoded(b'junk')}.{encoded_json(self.payload())}.{signature}",
            "four parts": good + ".AAAA",
            "a payload that is null": f"{encoded_json(self.header())}.{encoded(b'null')}.{signature}",
            "no JWT": "Bearer",
        }


def answer_of(address, jwt):
    request = urllib.request.Request(address, headers={"Cf-Access-Jwt-Assertion": jwt})
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, None
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


class OriginTest(ProgramTest):
    def test_says_what_the_real_middleware_answers(self):
        tokens = Tokens(self.folder)
        published = [tokens.key.jwk, tokens.previous.jwk]
        jwks = self.folder / "jwks.json"
        jwks.write_text(json.dumps({"keys": published}))
        server = serving(published)
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        certs = f"http://127.0.0.1:{server.server_port}/"
        worker = start_worker(self, TEAM, AUD, certs)
        addresses = {"hono": worker + "/api/data", "jose": worker + "/jose/data",
                     "hono-any-audience": start_worker(self, TEAM, "", certs) + "/api/data"}

        different = []
        for name, jwt in tokens.all().items():
            said = self.run_cli("--json", "jwt", "origin", "-", "--jwks", str(jwks), "--issuer", ISSUER, "--aud", AUD,
                                stdin=jwt.encode()).json
            if "origins" not in said:
                different.append((name, "the command line says", said["error"]["message"]))
                continue
            simulated = {origin["id"]: origin for origin in said["origins"]}
            for origin, address in addresses.items():
                status, text = answer_of(address, jwt)
                ours = simulated[origin]
                if (ours["status"], ours["body"] or text) != (status, text):
                    different.append((name, origin, (status, text), (ours["status"], ours["body"])))
        print(f"\n{len(tokens.all())} tokens, each judged by both kinds of the middleware and by jose")
        self.assertEqual(different, [])


install()
main()
