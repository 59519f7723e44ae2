# SPDX-FileCopyrightText: 2026 The Keyturn authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Servers on this machine that write down what they were sent."""

import http.server
import threading


class Peer:
    """Answers every request alike: with a redirect when it has a `location`, else with the body. A silent one reads the
    request and says nothing until it is closed."""

    def __init__(self, status=200, body=b"hello", location=None, headers=(), silent=False):
        peer = self
        self.requests = []
        self.connections = 0
        self.closing = threading.Event()
        self.asked = threading.Event()

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self):
                length = int(self.headers.get("Content-Length") or 0)
                sent = self.rfile.read(length)
                peer.requests.append((self.command, self.path, dict(self.headers.items()), sent))
                peer.asked.set()
                if silent:
                    peer.closing.wait(60)
                    self.close_connection = True
                    return
                answered = body(self.headers) if callable(body) else body
                self.send_response(status)
                if location:
                    self.send_header("Location", location)
                for name, value in headers:
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(answered)))
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(answered)

            do_GET = do_POST = do_PUT = do_HEAD = answer

            def log_message(self, *_):
                pass

        class Server(http.server.ThreadingHTTPServer):
            def get_request(self):
                peer.connections += 1
                return super().get_request()

        self._server = Server(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    @property
    def port(self):
        return self._server.server_address[1]

    @property
    def authority(self):
        return f"127.0.0.1:{self.port}"

    @property
    def url(self):
        return f"http://{self.authority}"

    def close(self):
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()
