"""A worker process with the pretended solver and a short lease, for tests that kill it."""

from __future__ import annotations

import sys
from datetime import timedelta

from app.database import Database
from app.runs.worker import Worker
from tests.app.runs.stage import TERMS

LEASE = timedelta(seconds=2)

if __name__ == "__main__":
    Worker(Database(sys.argv[1]), TERMS, lease=LEASE, pause=0.2).work()
