"""
Show a whole city: generate it, import it, and serve it with demo accounts.

The demo keeps to a database of its own, whatever TUNTAS_DATABASE_URL says, so that it never meets real data.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import time
from pathlib import Path

from app.cli.errors import CommandError

FOLDER = Path("var/demo")
DATABASE = FOLDER / "demo.db"


def run(argv: list[str]) -> int:
    """Prepare the demo city once, print address and accounts, then serve until stopped."""
    parser = argparse.ArgumentParser(prog="tuntas demo", description=__doc__.strip())
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (default 8000)")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default 127.0.0.1)")
    parser.add_argument("--fresh", action="store_true", help="throw the demo data away and begin anew")
    parser.add_argument("--prepare-only", action="store_true", help="prepare the data and do not serve")
    options = parser.parse_args(argv)

    from app.cli import serve
    from app.clock import today
    from app.config import ConfigError, read_settings
    from app.database import Database
    from app.demo.start import prepare
    from app.schema import migrate

    if options.fresh:
        # Only the demo's own folder; a real installation keeps its data elsewhere.
        shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True, exist_ok=True)
    if os.environ.get("TUNTAS_DATABASE_URL"):
        _say(f"Demo memakai basis data sendiri, {DATABASE}; TUNTAS_DATABASE_URL tidak disentuh.")
    os.environ["TUNTAS_DATABASE_URL"] = f"sqlite:///{DATABASE}"
    os.environ.setdefault("TUNTAS_BASE_URL", f"http://localhost:{options.port}")
    try:
        settings = read_settings()
    except ConfigError as error:
        raise CommandError(str(error), exit_code=2) from error
    if settings.production:
        raise CommandError("The demo has printed passwords; unset TUNTAS_PRODUCTION to show it.", exit_code=2)
    started = time.monotonic()
    migrate(settings.database_url)
    database = Database(settings.database_url)
    try:
        prepared = prepare(database, FOLDER, _say, today())
    finally:
        database.close()
    how = (
        f"dibuat dalam {time.monotonic() - started:.0f} detik" if prepared.is_new else "dari start sebelumnya"
    )
    people = f"{prepared.people:,}".replace(",", ".")
    print(f"\nKota Wanasari: {people} pegawai, {how}.")
    print(f"Berkas contoh: {FOLDER}/  (impor, ubah, impor lagi)\n")
    width = max(len(account.password) for account in prepared.accounts)
    for account in prepared.accounts:
        print(f"  {account.login:<14} {account.password:<{width}}  {account.about}")
    print(flush=True)
    if options.prepare_only:
        return 0
    return serve.run(["--host", options.host, "--port", str(options.port)])


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
