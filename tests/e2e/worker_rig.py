# SPDX-FileCopyrightText: 2026 The Keyturn authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""A real Cloudflare Worker in workerd, Cloudflare's own runtime, which npm brings.

Without Node, or without a way to its packages, a test that needs it says that it was skipped.
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys

SKIPPED = 77
HERE = pathlib.Path(__file__).resolve().parent / "worker"
BUILT = pathlib.Path(os.environ.get("KEYTURN_WORKER_FOLDER", HERE))


def install():
    """The Worker with its packages, in a folder of the build."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        print("skipped: no node or no npm on this machine")
        sys.exit(SKIPPED)
    BUILT.mkdir(parents=True, exist_ok=True)
    lock = (HERE / "package-lock.json").read_bytes()
    for path in HERE.glob("*.*"):
        if path.is_file():
            shutil.copy(path, BUILT)
    stamp = BUILT / "node_modules" / ".installed-lock"
    if stamp.exists() and stamp.read_bytes() == lock:
        return
    npm = subprocess.run(
        ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=BUILT, capture_output=True, text=True,
        timeout=150, check=False)
    if npm.returncode != 0:
        print(f"skipped: npm did not bring the Worker's packages:\n{npm.stderr[-2000:]}")
        sys.exit(SKIPPED)
    stamp.write_bytes(lock)


def start(test, line, **options):
    """What a program says first; it runs until the test ends."""
    process = subprocess.Popen(
        line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, **options)
    test.addCleanup(end, process)
    return json.loads(process.stdout.readline())


def start_worker(test, team, aud, certs_url):
    """Where it is to be reached. Without an audience its middleware takes any."""
    return start(test, ["node", "serve.mjs", team, aud, certs_url], cwd=BUILT)["url"]


def end(process):
    """The Worker ends with its input, and takes its runtime with it; another program does when it is told to."""
    process.stdin.close()
    if process.args[0] != "node":
        process.terminate()
    try:
        process.wait(timeout=15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    process.stdout.close()
