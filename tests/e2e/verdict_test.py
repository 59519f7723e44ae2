# SPDX-FileCopyrightText: 2026 The Keyturn authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""What `keyturn-cli verdict` makes of what a failed job left behind."""

from program import ProgramTest, main

SECRET = "cfast_" + "Zq7" * 16

LOGIN = f"""Run curl -sv https://api.example.com/data
> GET /data HTTP/2
> Host: api.example.com
> CF-Access-Client-Id: 0123456789abcdef0123456789abcdef.access
> CF-Access-Client-Secret: {SECRET}
>
< HTTP/2 302
< location: https://acme.cloudflareaccess.com/cdn-cgi/access/login/api.example.com?kid={'a' * 64}&redirect_url=%2Fdata
< server: cloudflare
< cf-ray: 8f2c1a2b3c4d5e6f-FRA
<
"""


class VerdictTest(ProgramTest):
    def write(self, text):
        path = self.folder / "job.log"
        path.write_text(text)
        return str(path)

    def test_a_login_redirect_in_a_log_is_a_refusal_by_access(self):
        answer = self.run_cli("--json", "verdict", self.write("noise\n" * 5000 + LOGIN + "noise\n" * 5000))
        self.assertEqual(answer.code, 1, answer)
        self.assertEqual((answer.json["layer"], answer.json["outcome"]), ("access", "refused"))
        self.assertNotEqual(answer.json["confidence"], "certain")
        self.assertEqual(answer.json["source"]["status"], 302)

    def test_the_exchange_that_was_judged_is_named(self):
        fine = "$ curl -i https://api.example.com/health\nHTTP/2 200\nserver: cloudflare\n\nok\n"
        answer = self.run_cli("--json", "verdict", self.write(fine + LOGIN + fine))
        source = answer.json["source"]
        self.assertEqual((source["index"], source["count"]), (2, 3), answer)
        self.assertEqual((source["method"], source["url"]), ("GET", "https://api.example.com/data"))

    def test_what_is_not_known_of_the_request_is_null(self):
        source = self.run_cli("--json", "verdict", self.write("HTTP/2 403\nserver: cloudflare\n\n")).json["source"]
        self.assertEqual((source["method"], source["url"]), (None, None))
        self.assertEqual((source["index"], source["count"]), (1, 1))

    def test_a_token_of_another_maker_is_named_and_not_repeated(self):
        token = "ghp_" + "a1B2c3D4e5F6" * 3
        answer = self.run_cli("--json", "verdict", self.write(f"HTTP/2 403\nserver: {token}\n\n"))
        self.assertIn(b"GitHub token", answer.err)
        self.assertNotIn(token.encode(), answer.out + answer.err)
        self.assertEqual(answer.json["credentials_found"], [{"kind": "github-token", "line": 2}])

    def test_a_credential_in_the_text_is_told_and_not_repeated(self):
        for options in ([], ["--json"]):
            answer = self.run_cli(*options, "verdict", self.write(LOGIN))
            self.assertIn(b"holds credentials", answer.err)
            self.assertNotIn(SECRET.encode(), answer.out + answer.err)

    def test_a_look_alike_host_is_not_access(self):
        text = LOGIN.replace("acme.cloudflareaccess.com", "acme.cloudflareaccess.com.evil.example")
        answer = self.run_cli("--json", "verdict", self.write(text))
        self.assertFalse(answer.json["cause"].startswith("login-redirect"), answer)
        self.assertNotEqual(answer.json["confidence"], "certain")

    def test_the_answer_fits_into_a_glance(self):
        answer = self.run_cli("verdict", self.write(LOGIN.replace(f"> CF-Access-Client-Secret: {SECRET}\n", "> CF-Access-Client-Secret: x\n")))
        lines = answer.out.decode().splitlines()
        self.assertLessEqual(len(lines), 14, answer.out.decode())
        self.assertTrue(all(len(line) <= 100 for line in lines), answer.out.decode())
        self.assertEqual(lines[0], "Access: refused (likely)  GET https://api.example.com/data")
        self.assertIn("      keyturn-cli probe https://api.example.com/data --token NAME", lines)
        self.assertEqual(sum("Service Tokens" in line for line in lines), 1)
        commands = self.run_cli("--json", "verdict", self.write(LOGIN)).json["next_commands"]
        self.assertIn("keyturn-cli probe https://api.example.com/data --token NAME", commands)

    def test_a_text_without_an_exchange_is_exit_3(self):
        self.assertEqual(self.run_cli("verdict", self.write("all is well\n")).code, 3)

    def test_the_words_of_a_program_alone_are_no_network_failure(self):
        words = "SyntaxError: Unexpected token '<' is not valid JSON\n"
        self.assertEqual(self.run_cli("verdict", self.write(words)).code, 3)

    def test_a_file_that_is_not_there_is_exit_3_with_its_name(self):
        answer = self.run_cli("verdict", str(self.folder / "missing.log"))
        self.assertEqual(answer.code, 3)
        self.assertIn(b"missing.log", answer.err)


main()
