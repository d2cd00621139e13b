"""`tuntas serve` refuses what it cannot serve in one sentence, and ends when it is told to."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
COMMAND = [sys.executable, "-m", "app.cli", "serve", "--no-worker"]


def environment(**variables: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TUNTAS_")}
    return {**kept, **variables}


def serve(**variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        COMMAND, cwd=ROOT, env=environment(**variables), capture_output=True, text=True, timeout=60
    )


def test_a_server_without_its_migrations_names_the_command(tmp_path: Path):
    answer = serve(TUNTAS_DATABASE_URL=f"sqlite:///{tmp_path}/neu.db")
    assert answer.returncode == 2
    assert "python3 tuntas.py migrate" in answer.stderr
    assert answer.stderr.count("\n") == 1


def test_a_weak_setting_is_refused_by_name(sqlite_url: str):
    answer = serve(TUNTAS_DATABASE_URL=sqlite_url, TUNTAS_PRODUCTION="true")
    assert answer.returncode == 2
    assert "TUNTAS_BASE_URL" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_a_server_answers_and_ends_on_a_signal(sqlite_url: str):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [*COMMAND, "--port", str(port)],
        cwd=ROOT,
        env=environment(TUNTAS_DATABASE_URL=sqlite_url),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        said = next(line for line in process.stdout if line.strip())
        assert said.startswith(f"Tuntas: http://localhost:{port} ")
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=10) as answer:
            assert answer.read() == b"ok\n", "who reads the address can open it"
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=10) == 0
    finally:
        process.kill()
        process.communicate()
