# SPDX-FileCopyrightText: 2026 The Keyturn authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""A service of Python's own HTTP server, which knows nothing of us: it prints its port, and serves until it is killed.

GET /bytes/N         N bytes, of known length
GET /chunked/N       N bytes in chunks
GET /until-close/N   N bytes until the connection ends
PUT, POST            the SHA-256 of the body, and the headers
GET /echo            with Upgrade: websocket: every frame back, unmasked
"""

import base64
import hashlib
import json
import struct
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


def pattern(size):
    return (b"0123456789abcdef" * (size // 16 + 1))[:size]


class Service(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_GET(self):
        kind, _, size = self.path.strip("/").partition("/")
        if kind == "echo":
            return self.echo_frames()
        body = pattern(int(size or 0))
        self.send_response(200)
        if kind == "bytes":
            self.send_header("Content-Length", str(len(body)))
        elif kind == "chunked":
            self.send_header("Transfer-Encoding", "chunked")
        else:
            self.send_header("Connection", "close")
        self.end_headers()
        if kind != "chunked":
            self.wfile.write(body)
            return None
        for at in range(0, len(body), 70_001):
            piece = body[at:at + 70_001]
            self.wfile.write(b"%x;n=%d\r\n%s\r\n" % (len(piece), at, piece))
        self.wfile.write(b"0\r\nX-Trailer: 1\r\n\r\n")
        return None

    def body(self):
        if "chunked" not in self.headers.get("Transfer-Encoding", ""):
            return self.rfile.read(int(self.headers.get("Content-Length", 0)))
        body = b""
        while size := int(self.rfile.readline().split(b";")[0], 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return body

    def do_PUT(self):
        body = self.body()
        answer = json.dumps({
            "bytes": len(body), "sha256": hashlib.sha256(body).hexdigest(), "headers": self.headers.items()}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    do_POST = do_PUT

    def echo_frames(self):
        key = self.headers["Sec-WebSocket-Key"] + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
        self.send_response(101)
        self.send_header("Upgrade", "websocket")
        self.send_header("Connection", "Upgrade")
        self.send_header("Sec-WebSocket-Accept", base64.b64encode(hashlib.sha1(key.encode()).digest()).decode())
        self.end_headers()
        self.close_connection = True
        while head := self.rfile.read(2):
            opcode, length = head[0] & 0x0f, head[1] & 0x7f
            if length == 126:
                length = struct.unpack(">H", self.rfile.read(2))[0]
            mask = self.rfile.read(4)
            payload = bytes(byte ^ mask[i % 4] for i, byte in enumerate(self.rfile.read(length)))
            size = bytes([len(payload)]) if len(payload) < 126 else b"\x7e" + struct.pack(">H", len(payload))
            self.wfile.write(bytes([0x80 | opcode]) + size + payload)
            if opcode == 8:
                return


server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
print(server.server_port, flush=True)
server.serve_forever()
