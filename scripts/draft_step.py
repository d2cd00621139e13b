"""Draft the step that brings the database to the models: `python scripts/draft_step.py "add preferences"`.

The draft lies in models/migrations/versions under the next number. Read it: a renamed column looks like one
that was dropped and one that was added, and only people know that it was not.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from alembic import command
from sqlalchemy.engine import make_url

from app import schema


def draft(message: str) -> Path:
    """Write the file of the next step and return it."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/draft.db"
        schema.migrate(url)
        config = schema.alembic_config()
        config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
        with schema.connect(make_url(url)) as connection:
            config.attributes["connection"] = connection
            number = f"{len(schema.steps()) + 1:04d}"
            script = command.revision(config, message, autogenerate=True, rev_id=number)
    return Path(script.path)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    file = draft(sys.argv[1])
    subprocess.run(["ruff", "check", "--quiet", "--fix-only", file], check=False)
    subprocess.run(["ruff", "format", "--quiet", file], check=False)
    sys.stdout.write(f"{file}\nWrite its docstring: what it changes, in one sentence, and why.\n")
