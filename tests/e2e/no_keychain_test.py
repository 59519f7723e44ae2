# SPDX-FileCopyrightText: 2026 The Keyturn authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Without a usable keychain: exit 4, a sentence that helps, and a profile that is as before."""

from program import CLIENT_ID, ProgramTest, SECRET, main


class NoKeychainTest(ProgramTest):
    def test_a_token_cannot_be_added_and_nothing_is_left(self):
        answer = self.expect(
            4, "--json", "token", "add", "a", "--client-id", CLIENT_ID, "--secret-stdin", stdin=SECRET.encode())
        self.assertRegex(answer.error["cause"], "^store-")
        self.assertTrue(answer.error["message"])
        self.assertTrue(answer.error["next"])
        self.assertFalse(self.profile.exists())
        self.assert_nowhere(SECRET)

    def test_an_existing_profile_stays_as_it_was(self):
        self.expect(0, "token", "list")
        before = self.listing()
        self.expect(4, "token", "add", "a", "--client-id", CLIENT_ID, "--secret-stdin", stdin=SECRET.encode())
        self.assertEqual(self.listing(), before)

    def test_doctor_says_what_does_not_work(self):
        report = self.expect(4, "--json", "doctor").json
        self.assertFalse(report["store"]["works"])
        self.assertTrue(report["store"]["trouble"]["message"])

    def test_what_needs_no_keychain_works(self):
        self.expect(0, "token", "list")
        self.expect(0, "expiry")
        self.expect(5, "send", "http://127.0.0.1:9/")


main()
