# SPDX-FileCopyrightText: 2026 The Keyturn authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""What `keyturn-cli policy` makes of an account's applications and policies."""

import copy
import json

from program import CLIENT_ID, SECRET, ProgramTest, main

TOKEN = "f174e90a-fafe-4643-bbbc-4a0ed4fc8415"
NAMED = {"service_token": {"token_id": TOKEN}}

ACCOUNT = {
    "apps": {
        "success": True,
        "result": [
            {"id": "a1", "name": "Orders", "domain": "orders.example.com", "policies": [
                {"id": "p1", "name": "People", "decision": "allow", "include": [{"everyone": {}}]},
                {"id": "p2", "name": "Machines", "decision": "non_identity", "include": [NAMED]}]},
            {"id": "a2", "name": "Wiki", "domain": "wiki.example.com", "policies": [
                {"id": "p3", "name": "Staff", "decision": "allow", "include": [{"email": {"email": "a@example.com"}}]}]},
            {"id": "a3", "name": "Status", "domain": "status.example.com", "policies": [
                {"id": "p4", "name": "All", "decision": "bypass", "include": [{"everyone": {}}]}]},
        ],
    },
    "service_tokens": [{"id": TOKEN, "client_id": CLIENT_ID, "name": "deploy"}],
    "organization": {"auth_domain": "acme.cloudflareaccess.com", "strict_service_token_auth": True},
}

# An environment in which a keychain could only be missed.
NO_BUS = {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent"}


class PolicyTest(ProgramTest):
    def ask(self, code, *arguments, account=None, text=None):
        text = json.dumps(ACCOUNT if account is None else account) if text is None else text
        return self.expect(code, *arguments, stdin=text.encode(), env=NO_BUS)

    def test_names_the_applications_that_accept_a_token_and_the_policy(self):
        answer = self.ask(0, "--json", "policy", "-", "--token", "deploy").json
        self.assertEqual([a["outcome"] for a in answer["applications"]], ["accepted", "bypassed", "refused"])
        self.assertEqual(answer["applications"][0]["through"], ["Machines"])
        self.assertEqual(answer["token"]["id"], TOKEN)
        self.assertEqual(answer["outcome"], "accepted")
        self.assertIsNone(answer["url"])

    def test_says_of_each_policy_why_not_this_one_and_by_which_rule(self):
        refused = self.ask(0, "--json", "policy", "-", "--token", TOKEN).json["applications"][2]
        policy = refused["policies"][0]
        self.assertEqual((policy["reason"], policy["matches"]), ("allow-needs-login", "no"))
        self.assertEqual(policy["rules"][0]["reason"], "asks-for-identity")
        self.assertEqual(refused["refusal"], "forbidden")

    def test_the_url_decides_the_exit_code(self):
        for url, code, outcome in (("https://orders.example.com/v1", 0, "accepted"),
                                   ("wiki.example.com", 1, "refused"),
                                   ("https://status.example.com/", 0, "bypassed"),
                                   ("https://elsewhere.example.org/", 1, "refused")):
            answer = self.ask(code, "--json", "policy", "-", "--token", "deploy", "--url", url)
            self.assertEqual(answer.json["outcome"], outcome, url)
        self.assertEqual(answer.json["url"]["coverage"], "none")
        self.ask(2, "policy", "-", "--token", "deploy", "--url", "ftp://orders.example.com/")

    def test_the_url_narrows_what_is_told(self):
        account = copy.deepcopy(ACCOUNT)
        account["apps"]["result"][0]["policies"][1]["require"] = [{"email_domain": {"domain": "example.com"}}]
        text = self.ask(0, "policy", "-", "--url", "https://wiki.example.com/", account=account).out.decode()
        self.assertIn("Nothing odd about it.", text)
        self.assertIn("Wiki", text)
        self.assertNotIn("Machines", text)
        document = self.ask(0, "--json", "policy", "-", "--url", "https://wiki.example.com/", account=account).json
        self.assertEqual([finding["concerns_question"] for finding in document["lint"]], [False])
        self.ask(1, "policy", "-", "--url", "https://orders.example.com/", account=account)

    def test_does_not_guess_the_mode_of_the_organization(self):
        account = copy.deepcopy(ACCOUNT)
        del account["organization"]
        text = self.ask(1, "policy", "-", "--token", "deploy", "--url", "wiki.example.com", account=account).out.decode()
        self.assertIn("login page (302). In a strict organization", text.replace("\n", " "))

    def test_an_expired_token_under_bypass_is_not_certain_in_a_strict_organization(self):
        account = copy.deepcopy(ACCOUNT)
        account["service_tokens"][0]["expires_at"] = "2020-01-01T00:00:00Z"
        document = self.ask(0, "--json", "policy", "-", "--token", "deploy", "--url", "status.example.com", account=account).json
        self.assertEqual((document["outcome"], document["applications"][0]["confidence"]), ("bypassed", "possible"))

    def test_draws_a_tree(self):
        text = self.ask(0, "policy", "-", "--token", "deploy").out.decode()
        self.assertIn("Accepted through “Machines”.", text)
        self.assertIn("├─ Machines (Service Auth)", text)
        self.assertIn("✓ Include Service Token: deploy", text)
        self.assertIn("← decides", text)

    def test_a_client_id_alone_will_do(self):
        self.ask(0, "policy", "-", "--client-id", CLIENT_ID)
        self.ask(1, "policy", "-", "--client-id", "0" * 32 + ".access", "--url", "orders.example.com")
        self.ask(2, "policy", "-", "--client-id", "not one")
        self.ask(2, "policy", "-", "--client-id", CLIENT_ID, "--token", "deploy")

    def test_without_a_token_the_lint_decides(self):
        clean = self.ask(0, "--json", "policy", "-")
        self.assertIsNone(clean.json["outcome"])
        self.assertNotIn("outcome", clean.json["applications"][0])
        account = copy.deepcopy(ACCOUNT)
        account["apps"]["result"][0]["policies"][1]["require"] = [{"email_domain": {"domain": "example.com"}}]
        found = self.ask(1, "--json", "policy", "-", account=account).json["lint"][0]
        self.assertEqual((found["id"], found["severity"]), ("require-asks-for-identity", "error"))
        self.assertEqual((found["rule"]["list"], found["rule"]["index"]), ("require", 0))
        self.assertIn("Orders › Machines › Require 1", found["place"])

    def test_a_name_that_nobody_bears_and_one_that_two_bear(self):
        self.assertEqual(self.ask(3, "--json", "policy", "-", "--token", "nobody").error["cause"], "no-such-token")
        account = copy.deepcopy(ACCOUNT)
        account["service_tokens"].append({"id": "t-2", "client_id": "2.access", "name": "deploy"})
        answer = self.ask(2, "--json", "policy", "-", "--token", "deploy", account=account)
        self.assertIn(TOKEN, answer.error["message"])
        self.ask(0, "policy", "-", "--token", TOKEN, account=account)

    def test_makes_no_profile(self):
        self.ask(3, "policy", "-", "--token", "nobody")
        self.assertFalse(self.profile.exists())

    def test_damaged_json_is_told_with_its_place(self):
        for text, place in (('{"apps": [\n  {"id": }\n]}', b"line 2"),
                            ('{"apps": [{"policies": [{"include": 7}]}]}', b"apps[0].policies[0].include"),
                            ("", b"nothing in it"), ("[]", b"no application"),
                            ('{"apps": [{"id": "a"', b"stops before its end")):
            answer = self.ask(3, "policy", "-", text=text)
            self.assertIn(place, answer.err, answer)
            self.assertEqual(answer.out, b"")

    def test_reads_the_file_that_the_edge_plays(self):
        config = str(self.folder / "edge.json")
        self.expect(0, "edge", "--init", config)
        answer = self.ask(0, "--json", "policy", config, "--token", "deploy").json
        self.assertEqual([(a["name"], a["outcome"]) for a in answer["applications"]],
                         [("Data API", "accepted"), ("Status page", "bypassed"), ("Admin", "refused")])
        self.assertIs(answer["strict"], False)

    def test_a_file_that_is_not_there_is_exit_3(self):
        self.assertIn(b"missing.json", self.run_cli("policy", str(self.folder / "missing.json")).err)
        self.assertEqual(self.run_cli("policy", str(self.folder / "missing.json")).code, 3)

    def test_a_secret_in_the_text_is_never_repeated(self):
        account = copy.deepcopy(ACCOUNT)
        account["service_tokens"][0]["client_secret"] = SECRET
        account["apps"]["result"][0]["name"] = f"Orders {SECRET}"
        account["apps"]["result"][0]["policies"][1]["name"] = SECRET
        account["apps"]["result"][1]["policies"][0]["include"].append({SECRET: {"x": SECRET}})
        for options in (["policy", "-"], ["policy", "-", "--token", "deploy"]):
            for mode in ([], ["--json"]):
                self.run_cli(*mode, *options, stdin=json.dumps(account).encode(), env=NO_BUS)
        broken = json.dumps(account)[:-40] + SECRET
        self.run_cli("policy", "-", stdin=broken.encode(), env=NO_BUS)
        self.run_cli("policy", "-", "--token", SECRET, stdin=json.dumps(ACCOUNT).encode(), env=NO_BUS)
        self.assertNotIn(SECRET.encode(), self.said)
        self.assertNotIn(SECRET[6:30].encode(), self.said)

    def test_the_help_says_what_the_json_holds(self):
        text = self.run_cli("policy", "--help").out.decode()
        for word in ("applications", "through", "decides", "next_step", "Exit:"):
            self.assertIn(word, text)


main()
