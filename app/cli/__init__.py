"""The command line: `tuntas <verb>`.

A verb is a module of this package with the function ``run(argv) -> int``; its file name is the verb
(`import_.py` is `import`) and the first line of its docstring is the help line. A module is imported
only when its verb is called, so that `tuntas solve` does not wait for the web framework.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from app.cli.errors import CommandError
from app.cli.verbs import dispatch

__all__ = ["CommandError", "main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb and return the exit code: 0 done, 1 refused, 2 wrongly called, 130 interrupted."""
    try:
        return dispatch(list(sys.argv[1:] if argv is None else argv))
    except CommandError as error:
        print(f"tuntas: {error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        return 130
