"""
The optimizer's own command line: one module per verb, each with ``run(argv) -> int``.

Exit codes: 0 done (for ``verify``: the plan is lawful), 1 the plan is unlawful, 2 the input is refused.
"""

import importlib
import sys
from collections.abc import Sequence
from pathlib import Path

from optimizer.errors import FaultError

REFUSED = 2


def verbs() -> tuple[str, ...]:
    """
    List the verbs.

    Returns
    -------
    tuple of str
        Names of the modules of this package, with hyphens.
    """
    stems = (path.stem for path in Path(__file__).parent.glob("*.py") if path.stem[0] != "_")
    return tuple(sorted(stem.replace("_", "-") for stem in stems))


def main(argv: Sequence[str] | None = None) -> int:
    """
    Run the verb that the first argument names.

    Parameters
    ----------
    argv : sequence of str, optional
        Arguments without the program's name; those of the process when missing.

    Returns
    -------
    int
        Exit code.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    if not arguments or arguments[0] not in verbs():
        print(f"usage: tuntas {{{'|'.join(verbs())}}} [arguments]", file=sys.stderr)
        return REFUSED
    module = importlib.import_module(f"{__name__}.{arguments[0].replace('-', '_')}")
    try:
        return int(module.run(arguments[1:]))
    except FaultError as error:
        for fault in error.faults:
            print(fault, file=sys.stderr)
        return REFUSED
    except BrokenPipeError:
        # The reader has seen enough, as `head` does.
        sys.stderr.close()
        return 0
