"""The error that a verb raises when it cannot do what was asked and can say why."""

from __future__ import annotations


class CommandError(Exception):
    """A refusal in one sentence for the person at the terminal; shown without a traceback."""

    def __init__(self, sentence: str, *, exit_code: int = 1) -> None:
        super().__init__(sentence)
        self.exit_code = exit_code
