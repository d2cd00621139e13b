"""Print the published JSON Schema of cases or plans."""

import argparse
from collections.abc import Sequence

from optimizer.schema import KINDS, schema_text


def run(argv: Sequence[str]) -> int:
    """
    Print a schema.

    Parameters
    ----------
    argv : sequence of str
        Arguments after the verb.

    Returns
    -------
    int
        Exit code.
    """
    parser = argparse.ArgumentParser("tuntas schema", description=__doc__)
    parser.add_argument("kind", choices=sorted(KINDS))
    print(schema_text(parser.parse_args(argv).kind), end="")
    return 0
