"""Runs the command line of the optimizer: ``python -m optimizer verify case.json plan.json``."""

import sys

from optimizer.cli import main

if __name__ == "__main__":
    sys.exit(main())
