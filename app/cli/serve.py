"""Serve the web pages, with a worker for the runs beside them."""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from socket import socket
from typing import TYPE_CHECKING

from app.cli.errors import CommandError

if TYPE_CHECKING:
    from app.config import Settings

# Open event streams would keep the server alive for ever; three seconds are enough for a page.
GRACE_SECONDS = 3


def run(argv: list[str]) -> int:
    """Check settings and database, then serve until stopped."""
    parser = argparse.ArgumentParser(prog="tuntas serve", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default 127.0.0.1)")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (default 8000)")
    parser.add_argument("--no-worker", action="store_true", help="pages only; runs wait for `tuntas worker`")
    options = parser.parse_args(argv)

    from app.config import ConfigError, read_settings

    environment = dict(os.environ)
    environment.setdefault("TUNTAS_BASE_URL", f"http://localhost:{options.port}")
    try:
        settings = read_settings(environment)
    except ConfigError as error:
        raise CommandError(str(error), exit_code=2) from error
    _check_schema(settings.database_url)
    serve(settings, options.host, options.port, with_worker=not options.no_worker)
    return 0


def serve(settings: Settings, host: str, port: int, *, with_worker: bool = True) -> None:
    """Serve until a signal, and say where once pages can be opened; the worker beside it ends with it."""
    import uvicorn

    from app.main import create_app
    from app.training.translate import load_solver
    from app.web.logs import configure

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket] | None = None) -> None:
            await super().startup(sockets)
            if self.started:
                print(f"\nTuntas: {settings.base_url}  (Ctrl-C ends it)", flush=True)

    configure()
    app = create_app(settings)
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        timeout_graceful_shutdown=GRACE_SECONDS,
        # The client's address is judged by our own list of trusted proxies.
        proxy_headers=False,
        server_header=False,
        access_log=False,
        log_level="warning",
        lifespan="on",
    )
    # The server raises its signal again after it has ended in order, and the worker must still be ended then.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: None)
    # The solver of training paths takes a second to load, and many under load; nobody should wait for it.
    threading.Thread(target=load_solver, name="load-solver", daemon=True).start()
    with _worker(wanted=with_worker):
        Server(config).run()


def _check_schema(database_url: str) -> None:
    """Refuse a database that lacks the shape of this version, and say which command gives it."""
    from app.schema import SchemaError, is_current

    try:
        ready = is_current(database_url)
    except SchemaError as error:
        raise CommandError(str(error), exit_code=2) from error
    if not ready:
        sentence = "the database lacks its tables or its newest steps; run `python3 tuntas.py migrate` first."
        raise CommandError(sentence, exit_code=2)


@contextmanager
def _worker(*, wanted: bool) -> Iterator[None]:
    """Run a worker beside the server; it ends with the server, however that ends."""
    if not wanted:
        yield
        return
    # The worker watches its standard input: when this process is gone, even by force, it reads the end.
    command = [sys.executable, "-P", "-m", "app.cli", "worker", "--beside"]
    child = subprocess.Popen(command, stdin=subprocess.PIPE)  # noqa: S603 - our own command, no user's words
    try:
        yield
    finally:
        if child.stdin:
            child.stdin.close()
        child.terminate()
        with suppress(subprocess.TimeoutExpired):
            child.wait(timeout=10)
        if child.poll() is None:
            child.kill()
