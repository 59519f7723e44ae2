# SPDX-FileCopyrightText: 2026 The Keyturn authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""jwt decode and jwt verify: the contract's reasons, and bad input."""

import base64
import datetime
import hashlib
import hmac
import json
import os
import subprocess
import time

from peers import Peer
from program import ProgramTest, main

# RFC 7515, appendix A.2.
RFC_JWS = (
    "eyJhbGciOiJSUzI1NiJ9"
    ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
    ".cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF"
    "9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcO"
    "Ln6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmt"
    "VrBp0igcN_IoypGlUPQGe77Rw")
RFC_KEY = {
    "kty": "RSA", "e": "AQAB",
    "n": "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd"
         "2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WT"
         "BEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91k"
         "zk2PAcDTW9gb54h4FRWyuXpoQ"}
RFC_TIME = "2011-03-22T18:00:00Z"


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def part(value):
    return b64(json.dumps(value).encode())


class JwtTest(ProgramTest):
    @classmethod
    def setUpClass(cls):
        openssl = ["openssl", "genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"]
        cls.private_key = subprocess.run(openssl, capture_output=True, check=True).stdout
        modulus = subprocess.run(
            ["openssl", "rsa", "-modulus", "-noout"], input=cls.private_key, capture_output=True, check=True).stdout
        n = bytes.fromhex(modulus.decode().split("=")[1].strip())
        cls.public_pem = subprocess.run(
            ["openssl", "rsa", "-pubout"], input=cls.private_key, capture_output=True, check=True).stdout
        cls.keys = {"keys": [{"kty": "RSA", "kid": "one", "alg": "RS256", "use": "sig", "e": "AQAB", "n": b64(n)}]}

    def setUp(self):
        super().setUp()
        self.key_file = self.folder / "keys.json"
        self.key_file.write_text(json.dumps(self.keys))
        self.private_file = self.folder / "private.pem"
        self.private_file.write_bytes(self.private_key)

    def sign(self, claims=None, header=None, payload=None):
        now = int(time.time())
        body = {"iss": "https://acme.cloudflareaccess.com", "aud": ["aud-1"], "iat": now, "exp": now + 600,
                "type": "app", "common_name": "abc.access", "sub": "", **(claims or {})}
        signing_input = part({"alg": "RS256", "kid": "one", "typ": "JWT", **(header or {})}) + "."
        signing_input += payload if payload is not None else part({k: v for k, v in body.items() if v is not None})
        signature = subprocess.run(
            ["openssl", "dgst", "-sha256", "-sign", str(self.private_file)], input=signing_input.encode(),
            capture_output=True, check=True).stdout
        return signing_input + "." + b64(signature)

    def verify(self, code, token, *options):
        answer = self.expect(code, "--json", "jwt", "verify", "--jwks", str(self.key_file), *options, stdin=token.encode())
        return answer.json

    def refused(self, reason, token, *options):
        judged = self.verify(1, token, *options)
        self.assertFalse(judged["valid"])
        self.assertEqual(judged["reason"], reason)

    def test_rfc_7515_a_2_verifies(self):
        self.key_file.write_text(json.dumps(RFC_KEY))
        judged = self.verify(0, RFC_JWS, "--at", RFC_TIME)
        self.assertTrue(judged["valid"])
        self.assertIsNone(judged["reason"])
        self.assertEqual(judged["algorithm"], "RS256")
        self.assertEqual(judged["signature_bytes"], 256)
        self.refused("expired", RFC_JWS)
        flipped = RFC_JWS[:-20] + ("A" if RFC_JWS[-20] != "A" else "B") + RFC_JWS[-19:]
        self.refused("signature-invalid", flipped, "--at", RFC_TIME)

    def test_a_good_token_is_valid_from_file_url_and_argument(self):
        token = self.sign()
        judged = self.verify(0, token, "--team", "acme", "--aud", "aud-1")
        self.assertEqual(judged["key_id"], "one")
        self.assertEqual(judged["subject_kind"], "service-token")
        peer = Peer(body=json.dumps(self.keys).encode())
        self.addCleanup(peer.close)
        self.expect(0, "jwt", "verify", token, "--jwks-url", peer.url + "/certs")
        self.expect(0, "jwt", "verify", "-", "--jwks-url", peer.url + "/certs", stdin=token.encode() + b"\n")

    def test_each_reason(self):
        now = int(time.time())
        good = self.sign()
        header, payload, signature = good.split(".")
        hs256 = part({"alg": "HS256", "kid": "one"}) + "." + payload
        forged = hs256 + "." + b64(hmac.new(self.public_pem, hs256.encode(), hashlib.sha256).digest())
        other = part({**json.loads(base64.urlsafe_b64decode(payload + "==")), "common_name": "other.access"})
        for reason, token, *options in (
                ("malformed", "hello"),
                ("malformed", "a.b"),
                ("malformed", header + ".!!." + signature),
                ("malformed", good + "="),
                ("malformed", ""),
                ("malformed", self.sign(payload=b64(b"no json"))),
                ("algorithm-none", part({"alg": "none"}) + "." + payload + "."),
                ("algorithm-none", part({"alg": "nOnE", "kid": "one"}) + "." + payload + "."),
                ("algorithm-not-allowed", forged),
                ("algorithm-not-allowed", self.sign(header={"alg": "RS512"})),
                ("algorithm-not-allowed", good, "--alg", "ES256"),
                ("critical-header", self.sign(header={"crit": ["b64"], "b64": True})),
                ("no-matching-key", self.sign(header={"kid": "two"})),
                ("signature-invalid", header + "." + other + "." + signature),
                ("signature-invalid", header + "." + payload + "." + b64(bytes(256))),
                ("issuer-mismatch", good, "--issuer", "https://other.cloudflareaccess.com"),
                ("issuer-mismatch", good, "--team", "other"),
                ("audience-mismatch", good, "--aud", "aud-2"),
                ("expired", self.sign({"exp": now - 10})),
                ("expired", good, "--at", "2037-01-01T00:00:00Z"),
                ("not-yet-valid", self.sign({"nbf": now + 500})),
                ("issued-in-future", self.sign({"iat": now + 500})),
                ("wrong-type", self.sign({"type": "org"}))):
            with self.subTest(reason=reason, token=token[:60]):
                self.refused(reason, token, *options)

    def test_a_refusal_says_what_was_found_and_what_was_expected(self):
        issuer = "https://acme.cloudflareaccess.com/"
        for token, options, words in (
                (self.sign({"aud": ["aud-1"]}), ("--aud", "aud-2"), (b"aud-1", b"Expected: aud-2")),
                (self.sign({"iss": issuer}), ("--issuer", issuer[:-1]), (b"Expected: " + issuer[:-1].encode(), b"slash at the end")),
                (self.sign(header={"kid": "two"}), (), (b"two", b"Keys that are there: one")),
                (self.sign({"exp": 1_000_000_000}), (), (b"It ended 25 years ago",))):
            with self.subTest(options=options, words=words):
                said = b" ".join(self.expect(1, "jwt", "verify", token, "--jwks", str(self.key_file), *options).out.split())
                for word in words:
                    self.assertIn(word, said)

    def test_no_claim_writes_a_line_of_its_own(self):
        answer = self.expect(0, "jwt", "decode", self.sign({"name": "A\nValid  RS256", "x\ny": 1}))
        self.assertNotIn(b"\nValid  RS256", answer.out)
        self.assertNotIn(b"\ny", answer.out)
        self.assertIn(b"A\\nValid", answer.out)

    def test_a_jwt_may_be_named_by_its_file(self):
        file = self.folder / "one.jwt"
        file.write_text(self.sign() + "\n")
        self.expect(0, "jwt", "decode", str(file))
        self.expect(0, "jwt", "verify", str(file), "--jwks", str(self.key_file))
        self.expect(0, "jwt", "origin", str(file), "--jwks", str(self.key_file))
        missing = str(self.folder / "two.jwt")
        for words in (("decode", missing), ("verify", missing, "--jwks", str(self.key_file)), ("compare", str(file), missing)):
            with self.subTest(words=words):
                self.assertIn(b"no file of that name", self.expect(1, "jwt", *words).err)
        self.assertIn(b"The right one", self.expect(1, "jwt", "compare", str(file), missing).err)

    def test_times_in_milliseconds_are_called_so(self):
        answer = self.expect(0, "jwt", "decode", self.sign({"exp": int(time.time() + 600) * 1000}))
        self.assertIn(b"look like milliseconds", answer.out)

    def test_an_address_for_a_file_of_keys_names_the_right_option(self):
        answer = self.expect(2, "jwt", "verify", self.sign(), "--jwks", "https://acme.example/certs")
        self.assertIn(b"--jwks-url", answer.err)

    def test_a_second_jwt_is_not_passed_over_in_silence(self):
        one, two = self.sign(), self.sign({"common_name": "other.access"})
        self.assertIn(b"another JWT", self.expect(0, "jwt", "decode", stdin=(one + "\n" + two).encode()).err)
        self.assertNotIn(b"another JWT", self.expect(0, "jwt", "decode", stdin=b"Bearer " + one.encode()).err)

    def test_what_is_no_jwt_is_called_what_it_is(self):
        token = self.sign()
        for text, word in ((token.rsplit(".", 1)[0], "signature"), ("eyJhbGciOiJkaXIifQ.a.b.c.d", "encrypted"),
                           (token.replace(".", "%2E"), "%2E"), (token[:40] + "…", "shortened"),
                           ("0123456789abcdef" * 2 + ".access", "Client ID"), ("0123456789abcdef" * 4, "AUD tag")):
            with self.subTest(word=word):
                self.assertIn(word, self.expect(1, "jwt", "decode", stdin=text.encode()).err.decode())
                judged = self.expect(1, "jwt", "verify", "--jwks", str(self.key_file), stdin=text.encode())
                self.assertIn(word, judged.out.decode())
                self.assertNotIn("0123456789abcdef", judged.out.decode())

    def test_leeway_bridges_clocks_that_differ(self):
        token = self.sign({"exp": int(time.time()) - 30})
        self.refused("expired", token)
        self.verify(0, token, "--leeway", "600")

    def test_says_what_it_was_not_told_to_check(self):
        answer = self.expect(0, "jwt", "verify", self.sign(), "--jwks", str(self.key_file))
        self.assertIn(b"--aud", answer.err)
        self.assertIn(b"--issuer", answer.err)
        payload = json.loads(base64.urlsafe_b64decode(self.sign().split(".")[1] + "=="))
        audience = payload["aud"] if isinstance(payload["aud"], str) else payload["aud"][0]
        answer = self.expect(0, "jwt", "verify", self.sign(), "--jwks", str(self.key_file), "--aud", audience,
                             "--issuer", payload["iss"])
        self.assertNotIn(b"not checked", answer.err)
        answer = self.expect(1, "jwt", "verify", "no", "--jwks", str(self.key_file))
        self.assertNotIn(b"no algorithm", answer.out)

    def test_raw_payload_verifies_the_signature_alone(self):
        token = self.sign(payload=b64(b"any bytes \x00 at all"))
        judged = self.verify(0, token, "--payload", "raw")
        self.assertTrue(judged["valid"])
        self.refused("signature-invalid", token[:-10] + "AAAAAAAAAA", "--payload", "raw")
        for option in ("--aud", "--issuer"):
            self.expect(2, "jwt", "verify", token, "--jwks", str(self.key_file), "--payload", "raw", option, "x")

    def test_decode_explains_and_believes_nothing(self):
        answer = self.expect(0, "--json", "jwt", "decode", "Bearer " + self.sign())
        names = [claim["name"] for claim in answer.json["claims"]]
        self.assertIn("common_name", names)
        self.assertTrue(all(claim["meaning"] for claim in answer.json["claims"] if claim["name"] == "common_name"))
        self.assertEqual(answer.json["header"]["alg"], "RS256")
        none = part({"alg": "none"}) + "." + part({"sub": ""}) + "."
        findings = [finding["id"] for finding in self.expect(0, "--json", "jwt", "decode", none).json["findings"]]
        self.assertIn("algorithm-none", findings)

    def test_bad_input_is_a_clear_no(self):
        for name, data in {
                "nothing": b"", "words": b"hello there", "a NUL": b"eyJ\x00.eyJ.x", "not UTF-8": b"\xff\xfe" * 50,
                "10 MB of noise": os.urandom(10_000_000), "10 MB of dots": b"." * 10_000_000,
                "10 MB of one letter": b"eyJ" + b"a" * 10_000_000, "20 MB": b"a." * 10_000_000}.items():
            with self.subTest(name=name):
                error = self.expect(1, "--json", "jwt", "decode", stdin=data).error
                self.assertEqual(error["cause"], "malformed")
                self.assertTrue(error["message"])
                judged = self.expect(1, "--json", "jwt", "verify", "--jwks", str(self.key_file), stdin=data).json
                self.assertEqual(judged["reason"], "malformed")

    def test_keys_that_are_none_are_a_clear_error(self):
        for text in ("", "hello", "{}", '{"keys": []}', "[1]"):
            with self.subTest(text=text):
                self.key_file.write_text(text)
                answer = self.run_cli("jwt", "verify", self.sign(), "--jwks", str(self.key_file))
                self.assertEqual(answer.code, 2, str(answer))

    def test_keys_in_each_form(self):
        token = self.sign()
        certificate = subprocess.run(
            ["openssl", "req", "-x509", "-key", str(self.private_file), "-subj", "/CN=demo", "-days", "2"],
            capture_output=True, check=True).stdout
        forms = {"set": json.dumps(self.keys).encode(), "one": json.dumps(self.keys["keys"][0]).encode(),
                 "list": json.dumps(self.keys["keys"]).encode(), "pem": self.public_pem, "certificate": certificate}
        for name, text in forms.items():
            for option in ("--jwks", "--key"):
                with self.subTest(form=name, option=option):
                    path = self.folder / f"{name}.txt"
                    path.write_bytes(text)
                    judged = self.expect(0, "--json", "jwt", "verify", token, option, str(path)).json
                    self.assertEqual(judged["key"]["type"], "RSA")
                    self.assertEqual(judged["key"]["bits"], 2048)
            judged = self.expect(0, "--json", "jwt", "verify", token, "--jwks", "-", stdin=text).json
            self.assertEqual(judged["keys_from"], "standard input")

    def test_a_private_key_is_not_wanted(self):
        answer = self.expect(2, "--json", "jwt", "verify", self.sign(), "--key", str(self.private_file))
        self.assertIn(b"private key", answer.out + answer.err)
        self.assertNotIn(self.private_key.splitlines()[1], answer.out + answer.err)

    def test_fetched_keys_are_kept_where_there_is_a_profile(self):
        peer = Peer(body=json.dumps(self.keys).encode())
        self.addCleanup(peer.close)
        url = peer.url + "/cdn-cgi/access/certs"
        self.expect(0, "jwt", "verify", self.sign(), "--jwks-url", url)
        self.assertFalse(self.profile.exists())
        self.profile.mkdir()
        for turn in range(2):
            judged = self.expect(0, "--json", "jwt", "verify", self.sign(), "--jwks-url", url).json
            self.assertEqual(judged["keys_kept"], turn == 1)
        for _ in range(3):
            self.expect(1, "jwt", "verify", self.sign(header={"kid": "other"}), "--jwks-url", url)
        self.assertEqual(len(peer.requests), 2)
        self.expect(0, "jwt", "verify", self.sign(), "--jwks-url", url, "--offline")
        self.expect(3, "jwt", "verify", self.sign(), "--jwks-url", url + "/elsewhere", "--offline")
        self.assertEqual(len(peer.requests), 2)

    def test_the_previous_key_is_about_to_retire(self):
        other = {**self.keys["keys"][0], "kid": "two"}
        for current, retires in (("one", False), ("two", True)):
            self.key_file.write_text(json.dumps(
                {"keys": [self.keys["keys"][0], other], "public_cert": {"kid": current, "cert": ""}}))
            self.assertEqual(self.verify(0, self.sign())["key"]["retiring"], retires)

    def test_a_server_that_redirects_is_not_followed(self):
        peer = Peer(status=302, location="https://evil.example/certs")
        self.addCleanup(peer.close)
        answer = self.expect(5, "--json", "jwt", "verify", self.sign(), "--jwks-url", peer.url)
        self.assertIn(b"keys-redirected", answer.out + answer.err)

    def test_decode_says_where_each_member_is(self):
        token = self.sign({"big": 12345678901234567890123})
        decoded = self.expect(0, "--json", "jwt", "decode", stdin=b"Cookie: CF_Authorization=" + token.encode()).json
        self.assertEqual(decoded["found"]["in"], "cookie")
        self.assertEqual(decoded["validity"]["state"], "valid")
        member = next(each for each in decoded["members"] if each["name"] == "big")
        self.assertEqual(member["text"], "12345678901234567890123")
        begin, end = member["json_bytes"]
        payload = token.split(".")[1]
        self.assertIn('"big"', base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4))[begin:end].decode())

    def test_findings_say_what_to_do(self):
        token = self.sign({"db_password": "hunter2"}, {"kid": "../../dev/null"})
        decoded = self.expect(0, "--json", "jwt", "decode", token).json
        found = {each["id"]: each for each in decoded["findings"]}
        for name in ("secret-inside", "key-id-suspicious"):
            self.assertEqual(found[name]["severity"], "danger")
            self.assertTrue(found[name]["why"] and found[name]["next_step"])
        self.assertEqual(found["secret-inside"]["about"], ["db_password"])

    def test_decode_of_countless_claims_is_for_people_or_whole(self):
        token = ".".join((part({"alg": "RS256"}), part({f"claim{i}": i for i in range(50_000)}), "AAAA")).encode()
        said = self.expect(0, "jwt", "decode", stdin=token).out
        self.assertEqual(said.count(b"  claim"), 200)
        self.assertIn(b"and 49800 more; --json has the whole payload", said)
        json_said = self.expect(0, "--json", "jwt", "decode", stdin=token).json
        self.assertEqual(len(json_said["claims"]) + json_said["claims_left_out"], 50_000)
        self.assertEqual(len(json_said["payload"]), 50_000)

    def test_decode_is_kind_where_verify_is_not(self):
        token = self.sign()
        padded = token + "=" * (-len(token.split(".")[2]) % 4)
        for text, finding in ((padded, "not-canonical"), (token + ".AAAA", "trailing-bytes")):
            decoded = self.expect(0, "--json", "jwt", "decode", text).json
            self.assertIn(finding, [each["id"] for each in decoded["findings"]])
            self.refused("malformed", text)

    def mint(self, *options):
        minted = self.expect(0, "--json", "jwt", "mint", "--team", "acme", "--aud", "aud-1", *options).json
        return minted["jwt"], minted

    def test_mint_makes_what_it_is_asked_for(self):
        reasons = {"valid": None, "expired": "expired", "not-yet-valid": "not-yet-valid",
                   "wrong-audience": "audience-mismatch", "wrong-issuer": "issuer-mismatch",
                   "tampered": "signature-invalid", "unsigned": "algorithm-none"}
        jwks = self.folder / "jwks.json"
        for make, reason in reasons.items():
            for kind in ("service-token", "user"):
                with self.subTest(make=make, kind=kind):
                    token, minted = self.mint("--make", make, "--kind", kind, "--jwks-out", str(jwks))
                    self.assertTrue(minted["key_id"].startswith("keyturn-test-"))
                    judged = self.expect(1 if reason else 0, "--json", "jwt", "verify", token, "--jwks", str(jwks),
                                         "--team", "acme", "--aud", "aud-1").json
                    self.assertEqual(judged["reason"], reason)
                    self.assertEqual(judged["subject_kind"], kind)
        key = self.profile / "jwt-test-key.pem"
        self.assertEqual(key.stat().st_mode & 0o777, 0o600)
        self.assertNotIn(key.read_bytes().splitlines()[1], self.said)

    def test_mint_takes_no_key_that_others_can_read(self):
        key = self.folder / "key.pem"
        self.expect(0, "jwt", "mint", "--key-file", str(key))
        key.chmod(0o644)
        self.expect(6, "jwt", "mint", "--key-file", str(key))
        key.chmod(0o600)
        key.write_text("nonsense")
        self.expect(8, "jwt", "mint", "--key-file", str(key))

    def test_origin_says_what_each_would_answer(self):
        jwks = self.folder / "jwks.json"
        token, _ = self.mint("--jwks-out", str(jwks))
        options = ("--jwks", str(jwks), "--team", "acme", "--aud", "aud-1")
        answers = self.expect(0, "--json", "jwt", "origin", token, *options).json["origins"]
        self.assertEqual({each["id"]: each["status"] for each in answers},
                         {"hono": 200, "hono-any-audience": 200, "cloudflared": 200, "jose": 200, "wants-person": 403})
        person, _ = self.mint("--kind", "user")
        self.expect(0, "jwt", "origin", person, *options)
        other, _ = self.mint("--make", "wrong-audience")
        answers = self.expect(1, "--json", "jwt", "origin", other, *options).json["origins"]
        hono = answers[0]
        self.assertEqual((hono["status"], hono["body"]), (401, "Authentication error: Invalid token audience"))
        self.assertEqual(hono["steps"][-1]["check"], "audience")
        self.assertFalse(hono["steps"][-1]["passes"])
        self.assertTrue(hono["next_step"])

    def test_origin_says_what_it_took_for_granted(self):
        jwks = self.folder / "jwks.json"
        person, _ = self.mint("--kind", "user", "--jwks-out", str(jwks))
        answer = self.expect(0, "--json", "jwt", "origin", person, "--jwks", str(jwks))
        self.assertEqual(answer.json["assumed"], ["issuer", "audience"])
        self.assertEqual(answer.json["audiences"], ["aud-1"])
        self.assertIn(b"assumes", answer.err)
        answer = self.expect(0, "--json", "jwt", "origin", person, "--jwks", str(jwks), "--team", "acme", "--aud", "aud-1")
        self.assertEqual(answer.json["assumed"], [])
        self.assertNotIn(b"assumes", answer.err)

    def test_compare_tells_two_tokens_apart(self):
        token, _ = self.mint()
        file = self.folder / "token.txt"
        file.write_text(f"Cf-Access-Jwt-Assertion: {token}\n")
        self.assertFalse(self.expect(0, "--json", "jwt", "compare", token, str(file)).json["differs"])
        other, _ = self.mint("--client-id", "other.access")
        compared = self.expect(1, "--json", "jwt", "compare", str(file), "-", stdin=other.encode()).json
        self.assertIn("common_name", [row["name"] for row in compared["rows"] if row["relation"] == "differs"])
        self.expect(1, "jwt", "compare", token, "nonsense")
        self.expect(2, "jwt", "compare", "-", "-")

    def test_batch_counts_what_is_valid(self):
        lines = [self.sign(), self.sign({"exp": 5}), "", "junk", self.sign({"aud": "other"})]
        file = self.folder / "tokens.txt"
        file.write_text("\n".join(lines))
        options = ("--jwks", str(self.key_file), "--aud", "aud-1")
        judged = self.expect(1, "--json", "jwt", "batch", str(file), *options).json
        self.assertEqual((judged["valid"], judged["not_valid"]), (1, 3))
        self.assertEqual(judged["reasons"], {"expired": 1, "malformed": 1, "audience-mismatch": 1})
        self.assertEqual([line["line"] for line in judged["lines"]], [1, 2, 4, 5])
        self.expect(0, "jwt", "batch", "-", *options, stdin=lines[0].encode())
        self.expect(3, "jwt", "batch", "-", *options, stdin=b"\n\n")
        self.expect(3, "jwt", "batch", str(self.folder / "none"), *options)

    def test_batch_asks_again_for_a_key_that_came_since(self):
        published = [{**self.keys["keys"][0], "kid": "old"}]
        peer = Peer(body=lambda _: json.dumps({"keys": published}).encode())
        self.addCleanup(peer.close)
        self.profile.mkdir()
        tokens = self.sign().encode()
        first = self.expect(1, "--json", "jwt", "batch", "-", "--jwks-url", peer.url, stdin=tokens).json
        self.assertEqual(first["reasons"], {"no-matching-key": 1})
        self.age_kept_keys(minutes=2)
        published.append(self.keys["keys"][0])
        second = self.expect(0, "--json", "jwt", "batch", "-", "--jwks-url", peer.url, stdin=tokens).json
        self.assertEqual((second["valid"], second["keys_kept"]), (1, False))
        self.assertEqual(len(peer.requests), 2)

    def age_kept_keys(self, minutes):
        path = self.profile / "jwt-keys.json"
        kept = json.loads(path.read_text())
        for place in kept["places"]:
            for name in ("at", "asked"):
                moment = datetime.datetime.fromisoformat(place[name].replace("Z", "+00:00"))
                place[name] = (moment - datetime.timedelta(minutes=minutes)).isoformat().replace("+00:00", "Z")
        path.write_text(json.dumps(kept))

    def test_a_refused_address_is_refused_each_time(self):
        self.profile.mkdir()
        for _ in range(2):
            self.expect(2, "jwt", "verify", self.sign(), "--jwks-url", "http://keys.example/certs")

    def test_valid_and_suspect_is_said(self):
        now = int(time.time())
        twice = self.sign(payload=b64(f'{{"aud":"a","aud":"aud-1","exp":{now + 600}}}'.encode()))
        answer = self.expect(0, "jwt", "verify", twice, "--jwks", str(self.key_file))
        self.assertIn(b"stands there twice", answer.err)
        answer = self.expect(0, "jwt", "verify", self.sign(), "--jwks", str(self.key_file))
        self.assertNotIn(b"warning", answer.err.lower())

    def test_a_private_jwk_is_not_wanted(self):
        self.key_file.write_text(json.dumps({**self.keys["keys"][0], "d": "AQAB"}))
        answer = self.expect(2, "--json", "jwt", "verify", self.sign(), "--jwks", str(self.key_file))
        self.assertIn(b"private key", answer.out + answer.err)


main()
