"""Learn from a table of careers who resigns or transfers out, and test it."""

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import msgspec

from optimizer.calendar import add_months
from optimizer.errors import Fault
from optimizer.learning.departure.career import ROUND_MONTHS, Career, rounds_between
from optimizer.learning.departure.model import decode_departures, encode_departures
from optimizer.learning.departure.report import report
from optimizer.learning.departure.served import left_of, read_holdings
from optimizer.learning.departure.synthetic import NOISE, synthetic
from optimizer.learning.departure.table import read_careers, write_careers
from optimizer.learning.departure.training import train
from optimizer.learning.table import ISO, HistoryError, Layout


def run(argv: Sequence[str]) -> int:
    """
    Train on a file of careers, evaluate it, or count what departures leave; no database is needed.

    Parameters
    ----------
    argv : sequence of str
        Arguments after the verb.

    Returns
    -------
    int
        Exit code; 0 also where the model is switched off, for that is an answer.
    """
    options = _parser().parse_args(argv)
    return int(options.does(options))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("tuntas departure", description=__doc__)
    verbs = parser.add_subparsers(required=True, metavar="generate|train|evaluate|cover")
    generate = verbs.add_parser("generate", help="write synthetic careers whose truth is known")
    generate.add_argument("--people", type=int, default=3000)
    generate.add_argument("--seed", type=int, default=1)
    generate.add_argument("--noise", action="store_true", help="a world in which nothing can be learned")
    generate.set_defaults(does=_generate)
    for name, does, text in (
        ("train", _train, "fit, evaluate, switch on or off, and write the model as JSON"),
        ("evaluate", _evaluate, "print the report of the evaluation"),
    ):
        verb = verbs.add_parser(name, help=text)
        _add_table(verb)
        known = "use nothing from this day on; the newest date in the file when missing"
        verb.add_argument("--known-on", type=date.fromisoformat, metavar="DATE", help=known)
        verb.add_argument("--seed", type=int, default=1)
        verb.add_argument("-o", "--output", help="file to write; the standard output when missing")
        verb.set_defaults(does=does)
    cover = verbs.add_parser("cover", help="say what departures leave of key roles and systems")
    cover.add_argument("model", help="model as JSON")
    _add_table(cover)
    cover.add_argument("roles", help="CSV of who serves which key role")
    cover.add_argument("--today", type=date.fromisoformat, required=True, metavar="DATE")
    cover.add_argument("--rounds", type=int, default=6, help="how many rounds to look ahead")
    cover.set_defaults(does=_cover)
    return parser


def _add_table(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("careers", help="CSV of careers; docs/departure.md describes its columns")
    verb.add_argument("--column", action="append", default=[], metavar="OURS=HEADING")
    verb.add_argument("--dates", default=ISO, help="form of the dates, such as %%d/%%m/%%Y")
    verb.add_argument("--unknown", action="append", default=[], help="a word that means an empty cell")
    verb.add_argument(
        "--leave-out-faulty", action="store_true", help="go on without people who have a faulty row"
    )


def _read(options: argparse.Namespace) -> list[Career]:
    pairs = [text.partition("=") for text in options.column]
    if wrong := [text for text, (_, sign, _) in zip(options.column, pairs, strict=True) if not sign]:
        raise HistoryError([Fault("--column", f"{wrong[0]!r} has no '='; write OURS=HEADING")])
    layout = Layout({theirs: ours for ours, _, theirs in pairs}, options.dates, frozenset(options.unknown))
    found = read_careers(_bytes(options.careers), layout, options.leave_out_faulty)
    for fault in found.faults:
        print(fault, file=sys.stderr)
    if found.faults:
        print(f"{len(found.careers)} posts used, of people without a faulty row", file=sys.stderr)
    if not found.careers:
        raise HistoryError([Fault(options.careers, "no row to learn from")])
    return list(found.careers)


def _bytes(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise HistoryError([Fault(path, f"cannot be read: {error.strerror}")]) from error


def _newest(careers: Sequence[Career]) -> date:
    return max(one.until or one.since for one in careers)


def _generate(options: argparse.Namespace) -> int:
    print(write_careers(synthetic(options.people, options.seed, NOISE if options.noise else None)), end="")
    return 0


def _train(options: argparse.Namespace) -> int:
    careers = _read(options)
    model = train(careers, options.known_on or _newest(careers), options.seed)
    _write(options.output, encode_departures(model))
    print(report(model), file=sys.stderr)
    return 0


def _evaluate(options: argparse.Namespace) -> int:
    careers = _read(options)
    model = train(careers, options.known_on or _newest(careers), options.seed)
    _write(options.output, (report(model) + "\n").encode())
    return 0


def _cover(options: argparse.Namespace) -> int:
    model = decode_departures(_bytes(options.model))
    holdings = read_holdings(_bytes(options.roles))
    last = add_months(options.today, ROUND_MONTHS * max(1, options.rounds))
    starts = rounds_between(options.today, last)[: max(1, options.rounds)]
    found = left_of(model, holdings, _read(options), options.today, starts)
    answer = {"basis": model.basis, "days": starts, "systems": found}
    sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(answer), indent=2) + b"\n")
    return 0


def _write(output: str | None, content: bytes) -> None:
    if output is None:
        sys.stdout.buffer.write(content)
    else:
        Path(output).write_bytes(content)
