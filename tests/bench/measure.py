#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Keyturn authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Measures Keyturn beside something known, in one run, and prints the ratios.

Usage: measure.py BENCH_FOLDER [start|stream|verdict|jwt|edge]

BENCH_FOLDER is where the programs of tests/bench were built. Without a second word all are measured. Exit code 1:
a figure is worse than what is required of it. KEYTURN_JOSE names a folder whose node_modules has jose.
"""

import contextlib
import multiprocessing
import os
import random
import resource
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TOKENS = 10_000
STARTS = 15
MOST_TIMES_EMPTY = 3.0
MOST_RESIDENT_MB = 80.0

STREAMS = 3
STREAM_BYTES = 1024 * 1024 * 1024
MOST_STREAM_PEAK_MB = 80.0

MOST_VERDICT_MS = 200.0

LEAST_OF_OPENSSL = 0.9
LEAST_TIMES_JOSE = 5.0
ALGORITHMS = ("RS256", "PS256", "ES256", "EdDSA")


class Screen:
    """An X server of our own where there is Xvfb, else Qt's offscreen platform."""

    def __init__(self):
        self.server = None
        self.environment = {"QT_QPA_PLATFORM": "offscreen"}
        self.name = "offscreen"
        if not shutil.which("Xvfb"):
            return
        reading, writing = os.pipe()
        self.server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1600x1000x24", "-nolisten", "tcp"],
            pass_fds=[writing], stderr=subprocess.DEVNULL)
        os.close(writing)
        with os.fdopen(reading) as pipe:
            number = pipe.readline().strip()
        if not number:
            self.close()
            return
        self.environment = {"QT_QPA_PLATFORM": "xcb", "DISPLAY": f":{number}"}
        self.name = "xcb on Xvfb"

    def close(self):
        if self.server:
            self.server.terminate()
            self.server.wait()
            self.server = None


def start_once(arguments, environment):
    """Starts a program, waits for its end, and returns what it told: milliseconds and megabytes."""
    began = time.monotonic_ns()
    run = subprocess.run(arguments, env=environment, stdout=subprocess.PIPE, timeout=60, check=True)
    told = {name: int(value) for name, value in (line.split() for line in run.stdout.decode().splitlines())}
    return {
        "frame": (told["frame_ns"] - began) / 1e6,
        "picture": (told["picture_ns"] - began) / 1e6,
        "cpu": told["cpu_ns"] / 1e6,
        **{name: told[f"{name}_kb"] / 1024 for name in ("picture_rss", "picture_peak", "later_rss", "later_peak")},
    }


def median(runs, name):
    return statistics.median(run[name] for run in runs)


def spread(runs, name):
    values = sorted(run[name] for run in runs)
    return f"{values[0]:.0f} to {values[-1]:.0f}"


def verdict(is_met):
    return "met" if is_met else "NOT MET"


def measure_start(folder, home):
    profile = home / "profile"
    subprocess.run([folder / "bench_inventory", profile, str(TOKENS)], check=True)
    screen = Screen()
    environment = {**os.environ, **screen.environment, "XDG_CONFIG_HOME": str(home / "config")}
    programs = {
        "empty QMainWindow": [folder / "bench_empty"],
        f"keyturn, {TOKENS:,} tokens": [folder / "bench_keyturn", "--profile", profile],
    }
    runs = {name: [] for name in programs}
    try:
        # The first of each only warms the caches of files and fonts.
        for turn in range(STARTS + 1):
            for name, arguments in programs.items():
                run = start_once(arguments, environment)
                if turn > 0:
                    runs[name].append(run)
    finally:
        screen.close()

    bus = "a session bus" if os.environ.get("DBUS_SESSION_BUS_ADDRESS") else "no session bus"
    print(f"\nStart until painted: {screen.name}, {bus}, {STARTS} starts each in turn; median (least to most)\n")
    print(f"{'':24}{'first frame':>14}{'picture':>20}{'CPU':>18}{'resident':>12}{'1 s later':>12}{'peak':>10}")
    for name, done in runs.items():
        print(
            f"{name:24}{median(done, 'frame'):>11.0f} ms{median(done, 'picture'):>6.0f} ms"
            f"{'(' + spread(done, 'picture') + ')':>14}{median(done, 'cpu'):>12.0f} ms"
            f"{median(done, 'picture_rss'):>12.1f} MB{median(done, 'later_rss'):>9.1f} MB"
            f"{median(done, 'later_peak'):>7.1f} MB")
    empty, ours = runs.values()
    ratio = median(ours, "picture") / median(empty, "picture")
    cpu_ratio = median(ours, "cpu") / median(empty, "cpu")
    resident = max(max(run["picture_rss"], run["later_rss"]) for run in ours)
    print(f"\nkeyturn / empty: {ratio:.2f} in time, {cpu_ratio:.2f} in CPU;"
          f" required: at most {MOST_TIMES_EMPTY:.0f} in time: {verdict(ratio <= MOST_TIMES_EMPTY)}")
    print(f"keyturn resident: {resident:.1f} MB at most;"
          f" required: under {MOST_RESIDENT_MB:.0f} MB: {verdict(resident < MOST_RESIDENT_MB)}")
    return ratio <= MOST_TIMES_EMPTY and resident < MOST_RESIDENT_MB


class Spout:
    """A server on the loopback that pours out STREAM_BYTES for every request, as fast as it is drunk."""

    def __init__(self):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.process = multiprocessing.get_context("fork").Process(target=self.serve, daemon=True)
        self.process.start()
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}/"

    def serve(self):
        piece = memoryview(random.randbytes(1024 * 1024))
        head = (f"HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\n"
                f"Content-Length: {STREAM_BYTES}\r\nConnection: close\r\n\r\n").encode()
        while True:
            connection, _ = self.listener.accept()
            with connection, contextlib.suppress(ConnectionError):
                request = b""
                while b"\r\n\r\n" not in request:
                    request += connection.recv(4096)
                connection.sendall(head)
                for _ in range(STREAM_BYTES // len(piece)):
                    connection.sendall(piece)

    def close(self):
        self.process.terminate()
        self.process.join()
        self.listener.close()


def stream_ours(folder, url, home):
    run = subprocess.run(
        [folder / "bench_stream", url], env={**os.environ, "TMPDIR": str(home)}, stdout=subprocess.PIPE,
        timeout=180, check=True)
    told = dict(line.split() for line in run.stdout.decode().splitlines())
    assert int(told["bytes"]) == STREAM_BYTES
    return {"seconds": int(told["total_us"]) / 1e6, "cpu": int(told["cpu_ns"]) / 1e9,
            "begin": int(told["begin_kb"]) / 1024, "peak": int(told["peak_kb"]) / 1024}


def stream_curl(url, home):
    target = home / "curl-body"
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run = subprocess.run(
        ["curl", "--silent", "--show-error", "--noproxy", "*", "--output", target, "--write-out", "%{time_total}", url],
        stdout=subprocess.PIPE, timeout=180, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert target.stat().st_size == STREAM_BYTES
    target.unlink()
    return {"seconds": float(run.stdout),
            "cpu": after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime}


def measure_stream(folder, home):
    if not shutil.which("curl"):
        print("\ncurl is not installed, so there is nothing to compare a stream with.")
        return True
    spout = Spout()
    curl, ours = [], []
    try:
        for _ in range(STREAMS):
            curl.append(stream_curl(spout.url, home))
            ours.append(stream_ours(folder, spout.url, home))
    finally:
        spout.close()

    mebibytes = STREAM_BYTES / 1024 / 1024
    print(f"\n{mebibytes:.0f} MB from this machine into a file, {STREAMS} times each in turn; median\n")
    for name, runs in {"curl": curl, "keyturn": ours}.items():
        rates = sorted(mebibytes / run["seconds"] for run in runs)
        print(f"{name:10}{statistics.median(rates):8.0f} MB/s  ({rates[0]:.0f} to {rates[-1]:.0f})"
              f"{median(runs, 'cpu'):8.2f} s CPU")
    peak = max(run["peak"] for run in ours)
    ratio = median(ours, "seconds") / median(curl, "seconds")
    print(f"\nkeyturn / curl: {ratio:.2f} in time, {median(ours, 'cpu') / median(curl, 'cpu'):.2f} in CPU")
    print(f"keyturn's peak memory: {peak:.1f} MB, {max(run['begin'] for run in ours):.1f} MB before the first byte;"
          f" required: under {MOST_STREAM_PEAK_MB:.0f} MB: {verdict(peak < MOST_STREAM_PEAK_MB)}")
    return peak < MOST_STREAM_PEAK_MB


def measure_verdict(folder, _home):
    run = subprocess.run([folder / "bench_verdict"], stdout=subprocess.PIPE, timeout=120, check=True)
    told = {name: int(value) for name, value in (line.split() for line in run.stdout.decode().splitlines())}
    assert told["found"] == 1
    ours, search = told["verdict_ns"] / 1e6, told["search_ns"] / 1e6
    print(f"\nA verdict from {told['bytes'] / 1024 / 1024:.1f} MB of log with one exchange in it; CPU, median of 11\n")
    print(f"{'one regular expression':24}{search:8.1f} ms\n{'keyturn':24}{ours:8.1f} ms")
    print(f"\nkeyturn / one regular expression: {ours / search:.2f};"
          f" required: under {MOST_VERDICT_MS:.0f} ms: {verdict(ours < MOST_VERDICT_MS)}")
    return ours < MOST_VERDICT_MS


def told_by(arguments, cwd=None):
    run = subprocess.run(arguments, cwd=cwd, stdout=subprocess.PIPE, timeout=300, check=True)
    return {name: int(value) for name, value in (line.split() for line in run.stdout.decode().splitlines())}


def jose_figures(home):
    """What jose does on Node with the same keys and tokens; empty when there is no jose."""
    folder = os.environ.get("KEYTURN_JOSE")
    if not folder or not shutil.which("node"):
        print("\nNode and jose are not here (KEYTURN_JOSE names their folder), so nothing is compared with them.")
        return {}
    return told_by(["node", Path(__file__).resolve().parent / "jose.mjs", home], cwd=folder)


def measure_jwt(folder, home):
    ours = told_by([folder / "bench_jwt", home])
    assert ours["right"] == 1
    jose = jose_figures(home)
    print("\nOne JWT of a service token; microseconds of CPU, medians; ours and OpenSSL take turns; jose also by the clock\n")
    print(f"{'':8}{'OpenSSL alone':>15}{'verified':>10}{'ratio':>7}{'and decoded':>13}{'ratio':>7}"
          f"{'jose':>9}{'ratio':>7}{'by clock':>10}{'ratio':>7}")
    met, least = True, []
    for name in ALGORITHMS:
        alone, verified, whole = (ours[f"{name}_{what}"] / 1e3 for what in ("openssl_ns", "ns", "whole_ns"))
        met = met and alone / verified >= LEAST_OF_OPENSSL
        beside = ""
        if jose:
            spent, waited = (jose[f"jose_{name}_{what}"] / 1e3 for what in ("cpu_ns", "ns"))
            beside = f"{spent:>9.1f}{spent / whole:>7.1f}{waited:>10.1f}{waited / whole:>7.1f}"
            least.append(waited / whole)
        print(f"{name:8}{alone:>15.1f}{verified:>10.1f}{alone / verified:>7.2f}{whole:>13.1f}{alone / whole:>7.2f}{beside}")
    print(f"\nverified / OpenSSL alone: required: at least {LEAST_OF_OPENSSL} times as fast: {verdict(met)}")
    decode, findings = ours["decode_ns"] / 1e3, ours["findings_ns"] / 1e3
    print(f"decoded: {decode:.2f} us; with findings: {findings:.2f} us, {1e6 / findings:,.0f} a second")
    one, every, cores = ours["batch_one_ns"] / 1e3, ours["batch_all_ns"] / 1e3, ours["cores"]
    print(f"a file of them: {1e6 / one:,.0f} a second on one core, {1e6 / every:,.0f} on {cores}: {one / every:.1f} times as many")
    if jose:
        many = jose["jose_many_ns"] / 1e3
        ratio = many / every
        print(f"jose, given a thousand of them at once: {1e6 / many:,.0f} a second, {ratio:.1f} times fewer;"
              f" required: at least {LEAST_TIMES_JOSE:.0f}: {verdict(ratio >= LEAST_TIMES_JOSE)}")
        theirs = jose["jose_decode_ns"] / 1e3
        print(f"jose decodes, without findings, in {theirs:.2f} us, {1e6 / theirs:,.0f} a second;"
              f" required: no slower with findings: {verdict(findings <= theirs)}")
        print(f"jose, one after the other and by the clock: {min(least):.1f} to {max(least):.1f} times slower;"
              f" required: at least {LEAST_TIMES_JOSE:.0f}: {verdict(min(least) >= LEAST_TIMES_JOSE)}")
        met = met and findings <= theirs and min(ratio, *least) >= LEAST_TIMES_JOSE
    return met


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    from edge import measure_edge  # uses this file
    folder = Path(sys.argv[1]).resolve()
    measures = {"start": measure_start, "stream": measure_stream, "verdict": measure_verdict,
                "jwt": measure_jwt, "edge": measure_edge}
    wanted = sys.argv[2:] or list(measures)
    with tempfile.TemporaryDirectory(prefix="keyturn-bench-") as home:
        met = [measures[name](folder, Path(home)) for name in wanted]
    sys.exit(0 if all(met) else 1)


if __name__ == "__main__":
    main()
