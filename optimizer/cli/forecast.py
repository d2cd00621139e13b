"""Learn from a table of histories when systems will be finished, and test it."""

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import msgspec

from optimizer.errors import Fault
from optimizer.learning import Snapshot, decode_model, encode_model, predict
from optimizer.learning.report import report
from optimizer.learning.synthetic import NOISE, synthetic
from optimizer.learning.table import ISO, HistoryError, Layout, read_histories, write_histories
from optimizer.learning.training import train


def run(argv: Sequence[str]) -> int:
    """
    Train on a file of histories, evaluate it, or forecast from a stored model; no database is needed.

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
    parser = argparse.ArgumentParser("tuntas forecast", description=__doc__)
    verbs = parser.add_subparsers(required=True, metavar="generate|train|evaluate|predict")

    generate = verbs.add_parser("generate", help="write synthetic histories whose truth is known")
    generate.add_argument("--systems", type=int, default=200)
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

    foretell = verbs.add_parser("predict", help="forecast the systems of a table from a stored model")
    foretell.add_argument("model", help="model as JSON")
    _add_table(foretell)
    foretell.set_defaults(does=_predict)
    return parser


def _add_table(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("histories", help="CSV of histories; docs/forecast.md describes its columns")
    heading = "the heading that holds one of our columns"
    verb.add_argument("--column", action="append", default=[], metavar="OURS=HEADING", help=heading)
    verb.add_argument("--dates", default=ISO, help="form of the dates, such as %%d/%%m/%%Y")
    verb.add_argument("--unknown", action="append", default=[], help="a word that means an empty cell")
    verb.add_argument(
        "--leave-out-faulty", action="store_true", help="go on without faulty rows, and count them"
    )


def _read(options: argparse.Namespace) -> list[Snapshot]:
    pairs = [text.partition("=") for text in options.column]
    if wrong := [text for text, (_, sign, _) in zip(options.column, pairs, strict=True) if not sign]:
        raise HistoryError([Fault("--column", f"{wrong[0]!r} has no '='; write OURS=HEADING")])
    layout = Layout({theirs: ours for ours, _, theirs in pairs}, options.dates, frozenset(options.unknown))
    try:
        content = Path(options.histories).read_bytes()
    except OSError as error:
        raise HistoryError([Fault(options.histories, f"cannot be read: {error.strerror}")]) from error
    found = read_histories(content, layout, options.leave_out_faulty)
    for fault in found.faults:
        print(fault, file=sys.stderr)
    if found.faults:
        rows = len({fault.path.partition(",")[0] for fault in found.faults})
        print(f"{rows} faulty rows left out, {len(found.snapshots)} rows used", file=sys.stderr)
    if not found.snapshots:
        raise HistoryError([Fault(options.histories, "no row to learn from")])
    return list(found.snapshots)


def _newest(snapshots: Sequence[Snapshot]) -> date:
    return max(one.finished_on or one.reviewed_on for one in snapshots)


def _generate(options: argparse.Namespace) -> int:
    print(write_histories(synthetic(options.systems, options.seed, NOISE if options.noise else None)), end="")
    return 0


def _train(options: argparse.Namespace) -> int:
    snapshots = _read(options)
    model = train(snapshots, options.known_on or _newest(snapshots), options.seed)
    _write(options.output, encode_model(model))
    print(report(model), file=sys.stderr)
    return 0


def _evaluate(options: argparse.Namespace) -> int:
    snapshots = _read(options)
    model = train(snapshots, options.known_on or _newest(snapshots), options.seed)
    _write(options.output, (report(model) + "\n").encode())
    return 0


def _predict(options: argparse.Namespace) -> int:
    try:
        model = decode_model(Path(options.model).read_bytes())
    except OSError as error:
        raise HistoryError([Fault(options.model, f"cannot be read: {error.strerror}")]) from error
    found = [predict(model, one) for one in _read(options) if one.finished_on is None]
    sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(found), indent=2) + b"\n")
    return 0


def _write(output: str | None, content: bytes) -> None:
    if output is None:
        sys.stdout.buffer.write(content)
    else:
        Path(output).write_bytes(content)
