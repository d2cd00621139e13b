"""The web program and the command line of Tuntas."""

__version__ = "0.1.0"
