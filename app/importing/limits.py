"""
How large a file may be before it is read, and what reading it may cost.

A roster of 60,000 people with 25 columns stays well inside every limit; a bomb exceeds one of them.
"""

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Upper limits for one file; each number is an inclusive maximum."""

    body_bytes: int = 25 * MIB
    unpacked_bytes: int = 200 * MIB
    member_ratio: int = 100
    """Unpacked over packed size of one member. Real rosters stay below 20."""
    ratio_free_bytes: int = 1 * MIB
    """A member smaller than this unpacked is harmless whatever its ratio: blank style sheets reach 200."""
    members: int = 200
    rows: int = 100_000
    columns: int = 100
    cells: int = 4_000_000
    cell_characters: int = 32_767
    """The longest text that a spreadsheet cell can hold; longer CSV cells come from a broken quote."""
    anomalies: int = 20_000
    memory_bytes: int = 1024 * MIB
    cpu_seconds: int = 120


DEFAULT = Limits()
