# SPDX-FileCopyrightText: 2026 The Keyturn authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Known secrets in every field that a person or a server can fill; everything that is said is searched for them."""

import base64
import html
import json
import pathlib
import re
import socketserver
import threading
import urllib.parse

from peers import Peer
from program import CLIENT_ID, ProgramTest, main

SECRET = "cfast_Kq7Zw2Xv9Lm4Tp8Rb3Nc6Yd1Fg5Hj0Ss8Uu2Aa4ZdEaDbEeF"
API_TOKEN = "cfut_Pm3Xb8Vz1Qw6Le9Rk2Tj5Yh0Ng7Ud4Fs1Ca8Oi"
COOKIE = "Hj4Kl5Mn6Pq7Rs8Tv9Wx0Yz1Ab2Cd3Ef"
SIGNATURE = "Zx9Wv8Ut7Sr6Qp5On4Ml3Kj2Ih1Gf0Ed_Cb-AaQq"
OLD_SECRET = "5b0e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0"


def part(value):
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


JWT = ".".join((
    part({"alg": "RS256", "typ": "JWT", "kid": "k1"}),
    part({"iss": "https://acme.cloudflareaccess.com", "aud": ["a" * 64], "exp": 1795510000, "type": "app", "sub": "",
          "common_name": CLIENT_ID}),
    SIGNATURE))
ALL = f"{SECRET} {API_TOKEN} {JWT}"
CORES = (SECRET[6:46], API_TOKEN[5:], COOKIE, SIGNATURE, OLD_SECRET)


def base64_inside(core, shift):
    return base64.b64encode(b"x" * shift + core.encode())[4:-4]


def forms_of(core):
    plain = core.encode()
    every = "".join(f"%{byte:02x}" for byte in plain)
    forms = {
        plain, urllib.parse.quote(core).encode(), every.encode(), every.upper().encode(),
        plain.hex().encode(), plain.hex().upper().encode(), plain[::-1],
        json.dumps(core)[1:-1].encode(), html.escape(core).encode(),
        "".join(f"\\u{byte:04x}" for byte in plain).encode(), "".join(f"&#{byte};" for byte in plain).encode(),
    }
    for shift in range(3):
        inside = base64_inside(core, shift)
        forms |= {inside, inside.replace(b"+", b"-").replace(b"/", b"_")}
    return forms


FORMS = {form: core for core in CORES for form in forms_of(core)}


class Raw:
    """Answers every request with the same bytes: what a library for servers would not let through."""

    def __init__(self, answer):
        raw = self
        raw.authority = None

        class Handler(socketserver.StreamRequestHandler):
            def handle(self):
                while self.rfile.readline().strip():
                    pass
                self.wfile.write(answer)

        class Server(socketserver.ThreadingTCPServer):
            allow_reuse_address = True
            daemon_threads = True

        self._server = Server(("127.0.0.1", 0), Handler)
        self.authority = f"127.0.0.1:{self._server.server_address[1]}"
        self.url = f"http://{self.authority}"
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def close(self):
        self._server.shutdown()
        self._server.server_close()


HEADERS = [
    ("Set-Cookie", f"CF_Authorization={JWT}; Path=/; HttpOnly"),
    ("Set-Cookie", f"session={COOKIE}; Path=/"),
    ("X-Echo", ALL),
    ("WWW-Authenticate", f'Bearer realm="{SECRET}", error="{API_TOKEN}"'),
    ("Cf-Access-Jwt-Assertion", JWT),
    ("Server", f"nginx {SECRET}"),
    ("Content-Type", f"text/plain; note={API_TOKEN}"),
    ("cf-access-domain", f"{SECRET}.example.com"),
    ("X-Base64", base64.b64encode(ALL.encode()).decode()),
]

BODIES = {
    "text": ALL,
    "json": json.dumps({"client_secret": SECRET, "api_token": API_TOKEN, "cookie": f"CF_Authorization={JWT}"}),
    "html": f'<html><a href="/?s={SECRET}">{html.escape(API_TOKEN)}</a><!-- {JWT} --></html>',
    "base64": base64.b64encode(ALL.encode()).decode(),
    "base64url": base64.urlsafe_b64encode(f"xx{ALL}".encode()).decode(),
    "percent": urllib.parse.quote(ALL),
    "binary": "\x00\x01" + ALL,
}


class PlantedTest(ProgramTest):
    def start(self, peer):
        self.addCleanup(peer.close)
        return peer

    def reports(self):
        return [(f"report-{number}{ending}", hosts) for number, (ending, hosts) in enumerate(
            ((".md", ()), (".md", ("--hide-hosts",)), (".html", ()), (".htm", ("--hide-hosts",))))]

    def search(self, *, also=b""):
        """Everything that was said, and every report."""
        text = self.said + also
        for path in self.folder.glob("report-*"):
            text += path.read_bytes()
        for form, core in FORMS.items():
            at = text.find(form)
            self.assertEqual(at, -1, f"{core}: {text[max(0, at - 120):at + len(form) + 120]!r}")
        self.assertTrue(text)

    def every_way(self, *arguments, **options):
        """The same with each kind of report, as text and as JSON."""
        for number, (name, hosts) in enumerate(self.reports()):
            json_or_not = ["--json"] if number % 2 else []
            answer = self.run_cli(
                *json_or_not, *arguments, "--report", str(self.folder / name), *hosts, **options)
            self.assertEqual((self.folder / name).exists(), answer.code != 2, answer)
        self.search()

    def test_what_a_server_says_in_its_headers(self):
        peer = self.start(Peer(status=403, headers=HEADERS, body=b"no"))
        self.every_way("send", peer.url)
        self.every_way("probe", peer.url, "--xhr")

    def test_what_a_server_says_in_its_body(self):
        for kind, body in BODIES.items():
            with self.subTest(kind=kind):
                peer = self.start(Peer(status=200, body=body.encode()))
                self.every_way("send", peer.url)

    def test_what_a_server_says_of_a_token_that_was_sent(self):
        def echo(headers):
            secret = headers.get("CF-Access-Client-Secret", "none")
            return json.dumps([
                secret, secret.encode().hex(), secret.encode().hex().upper(), urllib.parse.quote(secret),
                *(base64.b64encode(b"x" * shift + secret.encode()).decode() for shift in range(3)),
                *(base64.urlsafe_b64encode(b"x" * shift + secret.encode()).decode() for shift in range(3)),
                "".join(f"%{byte:02x}" for byte in secret.encode())]).encode()

        for secret in (SECRET, OLD_SECRET):
            peer = self.start(Peer(body=echo))
            for command in ("send", "probe"):
                with self.subTest(command=command, secret=secret[:6]):
                    self.every_way(
                        command, peer.url, "--client-id", CLIENT_ID, "--secret-stdin", stdin=secret.encode())

    def test_what_a_redirect_says(self):
        last = self.start(Peer(status=403, headers=HEADERS, body=b"end"))
        targets = (
            f"{last.url}/?s={SECRET}&t={API_TOKEN}&j={JWT}#{SECRET}",
            last.url.replace("http://", f"http://{API_TOKEN}:{SECRET}@") + "/",
            f"https://acme.cloudflareaccess.com/cdn-cgi/access/login/x?meta={JWT}&redirect_url=%2F%3Fs%3D{SECRET}",
            f"{last.url}/{base64.urlsafe_b64encode(ALL.encode()).decode()}",
        )
        for target in targets:
            with self.subTest(target=target[:40]):
                first = self.start(Peer(status=302, location=target))
                self.every_way("send", first.url)
                if target.startswith(last.url):
                    self.every_way("send", first.url, "--follow")

    def test_what_stands_in_trailers_and_in_no_valid_answer(self):
        answers = (
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Secret\r\n\r\n2\r\nok\r\n0\r\nX-Secret: "
            + ALL.encode() + b"\r\n\r\n",
            b"HTTP/1.1 401 " + SECRET.encode() + b"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
            ALL.encode() + b"\r\n\r\n",
            b"HTTP/1.1 200 OK\r\n" + API_TOKEN.encode() + b": " + SECRET.encode() + b"\r\nContent-Length: 0\r\n"
            b"Connection: close\r\n\r\n",
        )
        for answer in answers:
            peer = self.start(Raw(answer))
            self.every_way("--timeout", "5", "send", peer.url)

    def test_what_a_person_gives(self):
        peer = self.start(Peer(status=401, body=lambda headers: str(headers).encode()))
        authority = peer.authority
        for url in (f"http://{API_TOKEN}:{SECRET}@{authority}/", f"http://{authority}/?session_token={COOKIE}&x={SECRET}&j={JWT}",
                    f"http://{authority}/{SECRET}#{API_TOKEN}"):
            with self.subTest(url=url[:30]):
                self.every_way("send", url)
                self.every_way("probe", url)
                self.run_cli("guide", "401", "--url", url, stdin=b"n\n")
                self.run_cli("--json", "guide", "401", stdin=url.encode() + b"\nn\n")
                self.search()
        self.every_way(
            "send", peer.url, "-H", f"Authorization: Bearer {COOKIE}", "-H", f"X-Any: {ALL}", "-H",
            f"Cookie: session={COOKIE}", "--data", ALL)
        # The wrong place for it: refused, and not repeated.
        for line in (("send", SECRET), ("send", peer.url, "-H", f"CF-Access-Client-Secret: {SECRET}"),
                     ("send", peer.url, "-X", SECRET), ("send", peer.url, "--header-style", f"single:{SECRET}"),
                     ("send", peer.url, SECRET), ("guide", SECRET), ("verdict", SECRET), (SECRET,),
                     ("send", peer.url, "--report", f"{SECRET}.txt"), ("send", peer.url, "--timeout", SECRET),
                     ("probe", f"https://{API_TOKEN}.invalid/", "--timeout", "5"),
                     ("verdict", "/nowhere/" + SECRET), ("policy", SECRET), ("jwt", "decode", JWT)):
            with self.subTest(line=line[0]):
                self.run_cli(*line)
                self.run_cli("--json", *line)
        self.search()

    def test_what_stands_beside_a_token(self):
        peer = self.start(Peer(status=403, headers=HEADERS, body=lambda headers: str(headers).encode()))
        token = self.add_token(
            f"name {API_TOKEN}", "--note", f"note {SECRET} {JWT}", "--tag", API_TOKEN, "--environment", SECRET, "--owner",
            f"CF_Authorization={COOKIE}", "--host", peer.authority, secret=SECRET)
        name = token.get("id") or token["token"]["id"]
        for line in (("token", "list"), ("token", "show", name), ("expiry",), ("doctor",), ("token", "secret", name),
                     ("token", "list", "--search", SECRET), ("token", "show", "name"), ("token", "edit", name, "--note", SECRET)):
            self.run_cli(*line)
            self.run_cli("--json", *line)
        self.every_way("send", peer.url, "--token", name)
        self.every_way("probe", peer.url, "--token", name, "--broken-secret", "--xhr")
        for options in ((), ("--json",)):
            self.run_cli(*options, "guide", "401", "--token", name, "--url", peer.url, stdin=b"y\ny\ny\ny\n")
            self.run_cli(*options, "guide", "production", "--token", name, "--production-url", peer.url, stdin=b"y\ny\ny\ny\n")
        self.run_cli("token", "remove", name)
        self.search()

    def test_what_stands_in_a_text_that_was_left_behind(self):
        folder = pathlib.Path(__file__).parent.parent / "data" / "transcripts"
        planted = json.loads((folder / "expected.json").read_text())["planted"]
        for number, path in enumerate(sorted(folder.glob("*"))):
            if path.name == "expected.json":
                continue
            text = path.read_bytes().decode("latin-1")
            for old in planted:
                text = text.replace(old, API_TOKEN if old.startswith("cfut_") else SECRET)
            text = re.sub(r"(eyJ[\w-]{6,}\.[\w-]{6,}\.)[\w-]+", rf"\1{SIGNATURE}", text)
            text = re.sub(r"(?i)(CF_AppSession=)[\w-]+", rf"\1{COOKIE}", text)
            text = re.sub(
                r"(?im)^((?:< )?)(HTTP/[\d.]+ \d{3}.*)$",
                lambda found: found[0] + "".join(f"\n{found[1]}{name}: {value}" for name, value in HEADERS), text)
            text += f"\nCF-Access-Client-Secret: {SECRET}\nAuthorization: Bearer {API_TOKEN}\n{JWT}\n"
            given = self.folder / "job.log"
            given.write_bytes(text.encode("latin-1"))
            name, hosts = self.reports()[number % 4]
            options = ["--json"] if number % 3 == 0 else []
            self.run_cli(*options, "verdict", str(given), "--report", str(self.folder / name), *hosts)
            with self.subTest(file=path.name):
                self.search()
            self.said = b""

    def test_reveal_shows_what_the_answer_holds_and_not_the_tokens_own_secret(self):
        peer = self.start(Peer(headers=[("Set-Cookie", f"CF_Authorization={JWT}")], body=lambda headers: str(headers).encode()))
        for options in ((), ("--json",)):
            answer = self.run_cli(
                *options, "send", peer.url, "--reveal", "--client-id", CLIENT_ID, "--secret-stdin",
                stdin=SECRET.encode())
            self.assertIn(SIGNATURE.encode(), answer.out)
            self.assertNotIn(SECRET.encode(), answer.out + answer.err)

    def test_without_reveal_the_claims_are_there_and_the_jwt_is_not(self):
        peer = self.start(Peer(headers=[("Set-Cookie", f"CF_Authorization={JWT}; Path=/")]))
        answer = self.run_cli("--json", "send", peer.url)
        self.assertEqual(answer.json["jwt"]["payload"]["common_name"], CLIENT_ID)
        self.assertIn(["set-cookie", "CF_Authorization=[redacted]; Path=/"],
                      [[name.lower(), value] for name, value in answer.json["headers"]])
        self.search()


main()
