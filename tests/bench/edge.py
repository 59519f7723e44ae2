# SPDX-FileCopyrightText: 2026 The Keyturn authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""The local edge as a proxy: beside nginx, and with bodies larger than it may take memory for."""

import contextlib
import multiprocessing
import random
import shutil
import socket
import statistics
import subprocess
import sys
import time

from measure import STREAM_BYTES, Spout, verdict

EDGE_ROUNDS = 3
EDGE_SECONDS = 5
EDGE_CLIENTS = 32
LEAST_TIMES_NGINX = 0.25
MOST_EDGE_PEAK_MB = 80.0


class Nginx:
    """One worker; `location` is what it does with every request. Null where nginx is not installed."""

    def __init__(self, home, name, location):
        folder = home / name
        folder.mkdir()
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        temporary = "".join(f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        config = folder / "nginx.conf"
        config.write_text(f"""
            worker_processes 1; daemon off; pid {folder}/pid; error_log {folder}/error;
            events {{ worker_connections 1024; }}
            http {{ access_log off; keepalive_requests 1000000000; {temporary} {location(self.port)} }}""")
        self.process = subprocess.Popen(["nginx", "-e", folder / "error", "-c", config], stderr=subprocess.DEVNULL)
        for _ in range(200):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
                return
            time.sleep(0.05)
        sys.exit(f"nginx does not start: {(folder / 'error').read_text()}")

    def close(self):
        self.process.terminate()
        self.process.wait()


def origin(port):
    return (f"server {{ listen 127.0.0.1:{port}; location / "
            "{ default_type text/plain; return 200 'hello from the service behind it'; } }")


def proxy_to(origin_port):
    return lambda port: (
        f"upstream service {{ server 127.0.0.1:{origin_port}; keepalive 64; keepalive_requests 1000000000; }}"
        f"server {{ listen 127.0.0.1:{port}; location / {{ proxy_pass http://service; proxy_http_version 1.1;"
        " proxy_set_header Connection ''; proxy_set_header Host $host; } }")


class EdgeAlone:
    def __init__(self, folder, upstream):
        self.process = subprocess.Popen(
            [folder / "bench_edge", upstream], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.port = int(self.process.stdout.readline().split()[1])

    def close(self):
        """How much memory it took, in megabytes."""
        said, _ = self.process.communicate(timeout=30)
        return int(dict(line.split() for line in said.splitlines())["peak_kb"]) / 1024


BENCH_HEADERS = ("CF-Access-Client-Id: bench.access", "CF-Access-Client-Secret: bench")


def requests_per_second(port):
    headers = [word for header in BENCH_HEADERS for word in ("-H", header)]
    run = subprocess.run(
        ["wrk", "-t1", f"-c{EDGE_CLIENTS}", f"-d{EDGE_SECONDS}s", *headers, f"http://127.0.0.1:{port}/"],
        stdout=subprocess.PIPE, text=True, timeout=60, check=True)
    assert "Non-2xx" not in run.stdout and "Socket errors" not in run.stdout, run.stdout
    return float(next(line.split()[1] for line in run.stdout.splitlines() if line.startswith("Requests/sec")))


def measure_edge_rate(folder, home):
    if not (shutil.which("nginx") and shutil.which("wrk")):
        print("\nnginx or wrk is not installed, so there is nothing to compare the edge with.")
        return True
    service = Nginx(home, "service", origin)
    nginx = Nginx(home, "proxy", proxy_to(service.port))
    edge = EdgeAlone(folder, f"http://127.0.0.1:{service.port}/")
    rates = {"nginx, one worker": [], "keyturn's edge": []}
    try:
        for _ in range(EDGE_ROUNDS):
            rates["nginx, one worker"].append(requests_per_second(nginx.port))
            rates["keyturn's edge"].append(requests_per_second(edge.port))
    finally:
        edge.close()
        nginx.close()
        service.close()
    print(f"\nRequests a second through a proxy; {EDGE_CLIENTS} clients, {EDGE_ROUNDS} times {EDGE_SECONDS} s each in turn; median\n")
    for name, done in rates.items():
        print(f"{name:20}{statistics.median(done):10.0f}  ({min(done):.0f} to {max(done):.0f})")
    theirs, ours = (statistics.median(done) for done in rates.values())
    print(f"\nkeyturn's edge, which checks a token each time / nginx: {ours / theirs:.2f};"
          f" required: at least {LEAST_TIMES_NGINX}: {verdict(ours / theirs >= LEAST_TIMES_NGINX)}")
    return ours / theirs >= LEAST_TIMES_NGINX


class Sink:
    """A server on the loopback that takes whatever it is sent, and says then how much it was."""

    def __init__(self):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.process = multiprocessing.get_context("fork").Process(target=self.serve, daemon=True)
        self.process.start()
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}/"

    def serve(self):
        while True:
            connection, _ = self.listener.accept()
            with connection:
                request = b""
                while b"\r\n\r\n" not in request:
                    request += connection.recv(65536)
                taken = len(request) - request.index(b"\r\n\r\n") - 4
                while taken < STREAM_BYTES:
                    taken += len(connection.recv(1024 * 1024))
                body = str(taken).encode()
                connection.sendall(b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))

    def close(self):
        self.process.terminate()
        self.process.join()
        self.listener.close()


def carry(port, body=None):
    """Seconds to get STREAM_BYTES through the edge, or to send them."""
    began = time.monotonic()
    with socket.create_connection(("127.0.0.1", port)) as connection:
        length = f"Content-Length: {STREAM_BYTES}\r\n" if body else ""
        headers = "\r\n".join(BENCH_HEADERS)
        connection.sendall(
            f"{'PUT' if body else 'GET'} / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n{headers}\r\n{length}\r\n".encode())
        if body:
            for _ in range(STREAM_BYTES // len(body)):
                connection.sendall(body)
        taken = 0
        last = b""
        while piece := connection.recv(1024 * 1024):
            taken += len(piece)
            last = piece
    assert last.endswith(str(STREAM_BYTES).encode()) if body else taken > STREAM_BYTES, (taken, last[-100:])
    return time.monotonic() - began


def measure_edge_memory(folder):
    mebibytes = STREAM_BYTES / 1024 / 1024
    peaks = {}
    print(f"\n{mebibytes:.0f} MB through the edge\n")
    for name, server, body in (("down", Spout(), None), ("up", Sink(), random.randbytes(1024 * 1024))):
        edge = EdgeAlone(folder, server.url)
        try:
            seconds = carry(edge.port, body)
        finally:
            peaks[name] = edge.close()
            server.close()
        print(f"{name:6}{mebibytes / seconds:8.0f} MB/s{peaks[name]:8.1f} MB of memory at most")
    peak = max(peaks.values())
    print(f"\nrequired: under {MOST_EDGE_PEAK_MB:.0f} MB: {verdict(peak < MOST_EDGE_PEAK_MB)}")
    return peak < MOST_EDGE_PEAK_MB


def measure_edge(folder, home):
    met = [measure_edge_rate(folder, home), measure_edge_memory(folder)]
    return all(met)
