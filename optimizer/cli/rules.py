"""Print the catalogue of rules with their legal basis."""

import argparse
from collections.abc import Sequence

from optimizer.catalogue import rules_document


def run(argv: Sequence[str]) -> int:
    """
    Print the catalogue as Markdown.

    Parameters
    ----------
    argv : sequence of str
        Arguments after the verb.

    Returns
    -------
    int
        Exit code.
    """
    argparse.ArgumentParser("tuntas rules", description=__doc__).parse_args(argv)
    print(rules_document(), end="")
    return 0
