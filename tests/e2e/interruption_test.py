# SPDX-FileCopyrightText: 2026 The Keyturn authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""What waits can be stopped, and stops by itself."""

import json
import os
import pty
import signal
import subprocess
import termios

from peers import Peer
from program import CLI, CLIENT_ID, ProgramTest, SECRET, main


class InterruptionTest(ProgramTest):
    def silent_peer(self):
        peer = Peer(silent=True)
        self.addCleanup(peer.close)
        return peer

    def stop_with(self, number):
        peer = self.silent_peer()
        process = subprocess.Popen([CLI, "--json", "send", peer.url], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.assertTrue(peer.asked.wait(30))
        process.send_signal(number)
        out, err = process.communicate(timeout=30)
        self.assertEqual(json.loads(out)["error"]["cause"], "interrupted")
        self.assertTrue(err)
        return process.returncode

    def test_ctrl_c_is_exit_130(self):
        self.assertEqual(self.stop_with(signal.SIGINT), 130)

    def test_sigterm_is_exit_143(self):
        self.assertEqual(self.stop_with(signal.SIGTERM), 143)

    def test_a_silent_server_is_a_time_out(self):
        peer = self.silent_peer()
        answer = self.expect(5, "--json", "--timeout", "0.3", "send", peer.url).json
        self.assertEqual(answer["verdict"]["outcome"], "unreachable")
        self.expect(5, "--timeout", "0.3", "probe", peer.url)
        self.expect(5, "--timeout", "0.3", "jwt", "verify", "eyJhbGciOiJSUzI1NiJ9.e30.AAAA", "--jwks-url", peer.url)

    def at_a_terminal(self, *line):
        """The program with a terminal as its standard input, and that terminal."""
        terminal, other_end = pty.openpty()
        self.addCleanup(os.close, terminal)
        process = subprocess.Popen(
            [CLI, "--profile", str(self.profile), *line], stdin=other_end, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.addCleanup(os.close, other_end)
        self.assertTrue(process.stderr.read(len("Client Secret")))
        return process, terminal, other_end

    def echoes(self, terminal):
        return bool(termios.tcgetattr(terminal)[3] & termios.ECHO)

    def test_a_secret_is_typed_without_echo(self):
        process, terminal, other_end = self.at_a_terminal("--json", "token", "add", "typed", "--client-id", CLIENT_ID)
        self.assertFalse(self.echoes(other_end))
        os.write(terminal, SECRET.encode() + b"\n")
        out, err = process.communicate(timeout=30)
        self.assertEqual(process.returncode, 0, err)
        self.assertTrue(self.echoes(other_end))
        self.said += out + err
        self.assert_nowhere(SECRET)
        os.set_blocking(terminal, False)
        with self.assertRaises(BlockingIOError):  # nothing was echoed
            os.read(terminal, 4096)
        self.assertEqual(self.expect(0, "token", "secret", "typed", "--reveal").out, SECRET.encode() + b"\n")

    def test_ctrl_c_while_a_secret_is_typed_brings_the_echo_back(self):
        process, _, other_end = self.at_a_terminal("token", "add", "typed", "--client-id", CLIENT_ID)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)
        self.assertEqual(process.returncode, 130)
        self.assertTrue(self.echoes(other_end))
        self.assertEqual(self.expect(0, "--json", "token", "list").json, {"tokens": []})


main()
