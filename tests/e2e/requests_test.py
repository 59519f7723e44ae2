# SPDX-FileCopyrightText: 2026 The Keyturn authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Where a token goes, and where it does not."""

from peers import Peer
from program import CLIENT_ID, ProgramTest, SECRET, main


class RequestsTest(ProgramTest):
    def peer(self, **how):
        peer = Peer(**how)
        self.addCleanup(peer.close)
        return peer

    def credentials_in(self, request):
        names = {name.lower() for name in request[2]}
        return names & {"cf-access-client-id", "cf-access-client-secret", "authorization"}

    def test_a_bound_host_gets_both_headers(self):
        peer = self.peer()
        self.add_token("backend", "--host", peer.authority)
        answer = self.expect(0, "--json", "send", peer.url + "/x?y=1", "--token", "backend", "-H", "X-One: 1").json
        method, path, headers, _ = peer.requests[0]
        self.assertEqual((method, path), ("GET", "/x?y=1"))
        self.assertEqual(headers["CF-Access-Client-Id"], CLIENT_ID)
        self.assertEqual(headers["CF-Access-Client-Secret"], SECRET)
        self.assertEqual(headers["X-One"], "1")
        self.assertEqual(answer["status"], 200)
        self.assertEqual(answer["body"], "hello")
        self.assertEqual(answer["body_bytes"], 5)
        self.assertEqual(answer["request"], {"method": "GET", "url": peer.url + "/x?y=1"})
        self.assertEqual(answer["hops"], [])
        self.assertGreater(answer["timing_ms"]["total"], 0)
        self.assert_nowhere(SECRET)

    def test_a_token_that_is_given_for_once_needs_no_keychain_and_leaves_no_trace(self):
        peer = self.peer()
        nothing = {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere"}
        for what, options, stdin in (
                ("the secret alone", ("--client-id", CLIENT_ID), SECRET),
                ("both halves", (), f"CF-Access-Client-Id: {CLIENT_ID}\nCF-Access-Client-Secret: {SECRET}\n"),
                ("variables", (), f"CF_ACCESS_CLIENT_SECRET={SECRET}\nCF_ACCESS_CLIENT_ID={CLIENT_ID}\n")):
            with self.subTest(what=what):
                self.expect(0, "send", peer.url, *options, "--secret-stdin", stdin=stdin.encode(), env=nothing)
                headers = peer.requests[-1][2]
                self.assertEqual(headers["CF-Access-Client-Id"], CLIENT_ID)
                self.assertEqual(headers["CF-Access-Client-Secret"], SECRET)
        self.assertFalse(self.profile.exists())
        self.assert_nowhere(SECRET)

    def test_a_token_that_is_given_for_once_stays_with_its_origin(self):
        other = self.peer()
        first = self.peer(status=302, location=other.url)
        self.run_cli("send", first.url, "--client-id", CLIENT_ID, "--secret-stdin", "--follow", stdin=SECRET.encode())
        self.assertEqual(self.credentials_in(other.requests[0]), set())
        self.expect(6, "send", "http://api.example.com/", "--client-id", CLIENT_ID, "--secret-stdin", stdin=SECRET.encode())

    def test_a_token_that_is_given_for_once_is_judged_as_any_other(self):
        peer = self.peer()
        url = peer.url
        for what, options, stdin in (
                ("no Client ID", (), SECRET),
                ("swapped", ("--client-id", SECRET), CLIENT_ID),
                ("of another token", ("--client-id", "0" * 32 + ".access"), f"{CLIENT_ID}\n{SECRET}"),
                ("nothing", ("--client-id", CLIENT_ID), ""),
                ("beside a kept one", ("--client-id", CLIENT_ID, "--token", "backend"), SECRET)):
            with self.subTest(what=what):
                self.expect(2, "send", url, *options, "--secret-stdin", stdin=stdin.encode())
        self.assertEqual(peer.connections, 0)
        self.assert_nowhere(SECRET)

    def test_an_unbound_origin_is_exit_6_before_anything_is_sent(self):
        bound, other = self.peer(), self.peer()
        self.add_token("backend", "--host", bound.authority)
        self.add_token("nowhere")
        for token, url in (("backend", other.url), ("backend", f"http://localhost:{bound.port}"), ("nowhere", bound.url),
                           ("backend", f"http://127.0.0.1:{bound.port}.example.com/")):
            with self.subTest(token=token, url=url):
                answer = self.run_cli("--json", "send", url + "/", "--token", token)
                self.assertIn(answer.code, (6, 2), str(answer))
        self.expect(6, "send", other.url, "--token", "backend")
        self.expect(6, "probe", other.url, "--token", "backend")
        self.assertEqual((bound.connections, other.connections), (0, 0))

    def test_plain_http_to_another_machine_is_exit_6(self):
        self.add_token("backend", "--host", "api.example.com")
        self.assertEqual(self.expect(6, "--json", "send", "http://api.example.com/", "--token", "backend").error["cause"], "not-bound")

    def test_a_redirect_to_another_origin_carries_neither_header(self):
        other = self.peer(body=b"elsewhere")
        first = self.peer(status=302, location=other.url + "/landing")
        self.add_token("backend", "--host", first.authority, "--host", other.authority)
        answer = self.run_cli("--json", "send", first.url + "/start", "--token", "backend", "--follow").json
        self.assertEqual(self.credentials_in(first.requests[0]), {"cf-access-client-id", "cf-access-client-secret"})
        self.assertEqual(self.credentials_in(other.requests[0]), set())
        hop = answer["hops"][0]
        self.assertTrue(hop["credentials_sent"])
        self.assertEqual(sorted(hop["stripped"]), ["CF-Access-Client-Id", "CF-Access-Client-Secret"])
        self.assertEqual(answer["request"]["url"], first.url + "/start")
        self.assertEqual(answer["final_url"], other.url + "/landing")
        self.assertEqual(answer["body"], "elsewhere")

    def test_a_redirect_is_not_followed_unless_asked(self):
        other = self.peer()
        first = self.peer(status=302, location=other.url)
        self.add_token("backend", "--host", first.authority)
        answer = self.run_cli("--json", "send", first.url, "--token", "backend").json
        self.assertEqual(answer["status"], 302)
        self.assertEqual(other.connections, 0)

    def test_the_single_header_carries_both_as_json(self):
        peer = self.peer()
        self.add_token("backend", "--host", peer.authority)
        self.expect(0, "send", peer.url, "--token", "backend", "--header-style", "single:Authorization")
        self.assertEqual(self.credentials_in(peer.requests[0]), {"authorization"})
        self.assertIn(SECRET, peer.requests[0][2]["Authorization"])

    def test_a_server_that_sends_the_secret_back_does_not_get_it_printed(self):
        peer = self.peer(body=lambda headers: str(headers).encode())
        self.add_token("backend", "--host", peer.authority)
        for options in ([], ["--json"]):
            answer = self.expect(0, *options, "send", peer.url, "--token", "backend")
            self.assertIn(b"[redacted Client Secret]", answer.out)
        self.assert_nowhere(SECRET)

    def test_a_redirect_that_names_the_secret_does_not_get_it_printed(self):
        peer = self.peer(status=302, location=f"/?debug={SECRET}")
        self.add_token("backend", "--host", peer.authority)
        for options in ([], ["--json"]):
            self.assertIn(b"Client", self.run_cli(*options, "send", peer.url, "--token", "backend").out)
        self.assert_nowhere(SECRET)

    def test_data_is_posted_and_bodies_can_go_to_a_file(self):
        peer = self.peer(body=b"\x00\xff binary \x00")
        target = self.folder / "out"
        answer = self.expect(0, "--json", "send", peer.url, "--data", "a=1", "-H", "Content-Type: text/plain", "-o", str(target)).json
        self.assertEqual(peer.requests[0][0], "POST")
        self.assertEqual(peer.requests[0][3], b"a=1")
        self.assertIsNone(answer["body"])
        self.assertEqual(target.read_bytes(), b"\x00\xff binary \x00")
        self.expect(0, "send", peer.url, "--data-file", "-", "-X", "PUT", stdin=b"from a pipe")
        self.assertEqual(peer.requests[1][0], "PUT")
        self.assertEqual(peer.requests[1][3], b"from a pipe")

    def test_a_large_body_is_written_whole(self):
        peer = self.peer(body=b"0123456789" * 600_000)
        target = self.folder / "out"
        answer = self.expect(0, "--json", "send", peer.url, "-o", str(target)).json
        self.assertEqual(answer["body_bytes"], 6_000_000)
        self.assertIsNone(answer["body"])
        self.assertEqual(target.stat().st_size, 6_000_000)

    def test_probe_asks_with_and_without_credentials(self):
        peer = self.peer()
        self.add_token("backend", "--host", peer.authority)
        report = self.run_cli("--json", "probe", peer.url + "/x", "--token", "backend").json
        self.assertEqual(report["control"]["status"], 200)
        self.assertEqual(report["credentialed"]["status"], 200)
        self.assertIn(report["mode"], ("legacy", "strict", "unknown"))
        self.assertEqual([self.credentials_in(request) != set() for request in peer.requests], [False, False, True])
        self.assertIsNone(self.run_cli("--json", "probe", peer.url).json["credentialed"])


main()
