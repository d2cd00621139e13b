"""A PostgreSQL server for one run of the tests: no port, no trace, and gone when the run is gone.

A keeper process owns the server and ends it when the run's process is no more, even after `kill -9`. The
server refuses to run as root; then it runs as the system's `postgres`, or as `nobody`.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import psycopg

USER = "tuntas"
START_SECONDS = 30

# Nothing of a test run needs to outlive a power cut.
OPTIONS = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "listen_addresses=",
    "shared_buffers=32MB",
)


def start(programs: str, folder: Path, run: int) -> None:
    """Make a cluster in an empty folder and serve it on a socket there for as long as process `run` lives."""
    if os.geteuid() == 0:
        other = _other_user()
        os.chown(folder, other.pw_uid, other.pw_gid)
    initdb = [f"{programs}/initdb", "-D", f"{folder}/data", "-U", USER, "-A", "trust"]
    subprocess.run(
        [*initdb, "--no-sync", "-E", "UTF8", "--locale=C"],
        check=True,
        stdout=subprocess.DEVNULL,
        cwd=folder,
        **_rights(),
    )
    # A session of its own, so that Ctrl-C at the terminal reaches the tests first and the server last.
    subprocess.Popen(
        [sys.executable, __file__, programs, str(folder), str(run)],
        start_new_session=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            connect(folder).close()
            return
        except psycopg.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)


def connect(folder: Path, database: str = "postgres") -> psycopg.Connection[Any]:
    """Connect to a database of the server whose socket lies in a folder."""
    return psycopg.connect(host=str(folder), user=USER, dbname=database, autocommit=True)


def keep(programs: str, folder: Path, run: int) -> None:
    """Serve until process `run` is gone, then remove everything."""
    options = [word for option in OPTIONS for word in ("-c", option)]
    server = subprocess.Popen(
        [f"{programs}/postgres", "-D", f"{folder}/data", "-k", str(folder), *options], cwd=folder, **_rights()
    )
    while _lives(run) and server.poll() is None:
        time.sleep(0.5)
    with contextlib.suppress(ProcessLookupError):
        server.send_signal(signal.SIGQUIT)
    server.wait()
    shutil.rmtree(folder, ignore_errors=True)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _other_user() -> pwd.struct_passwd:
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    return names.get("postgres") or names["nobody"]


def _rights() -> dict[str, Any]:
    """Return how to start a program that must not be root."""
    if os.geteuid() != 0:
        return {}
    other = _other_user()
    return {"user": other.pw_uid, "group": other.pw_gid, "extra_groups": []}


if __name__ == "__main__":
    keep(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
