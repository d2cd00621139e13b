"""Name the smallest conflict of demands, a wish and the rules, and what would resolve it."""

import argparse
from collections.abc import Sequence
from typing import Any

import msgspec

from optimizer.court import Verdict, Wish, judge
from optimizer.court.intake import read_disputed
from optimizer.court.verdict import Reading
from optimizer.errors import CaseError, Fault
from optimizer.plan import Path

EXIT = {"lawful": 0, "conflict": 1, "unconfirmed": 3, "open": 3}

HEADS = {
    "id": {
        "lawful": "sah: ada rencana yang memenuhi semua permintaan",
        "conflict": "bertentangan",
        "unconfirmed": "belum pasti: metode kedua tidak menguatkan pertentangan ini",
        "open": "belum terjawab",
        "smallest": "fakta; tidak ada pertentangan yang lebih kecil",
        "irreducible": "fakta; tanpa salah satunya pertentangan hilang",
        "not shown": "fakta yang diduga",
        "drop": "pelonggaran terkecil yang sah: tarik kembali",
        "no drop": "tidak ada permintaan yang dapat ditarik agar ini sah",
        "plan": "rencana sesudahnya (yang lain tetap)",
        "first": "tanggal pertama",
    },
    "en": {
        "lawful": "lawful: a plan keeps everything that is asked for",
        "conflict": "in conflict",
        "unconfirmed": "not certain: the second method does not confirm this conflict",
        "open": "not answered",
        "smallest": "facts; no conflict is smaller",
        "irreducible": "facts; without any one of them the conflict is gone",
        "not shown": "suspected facts",
        "drop": "smallest lawful relaxation: take back",
        "no drop": "no demand can be taken back that would make it lawful",
        "plan": "the plan then (everybody else stays)",
        "first": "first date",
    },
}


def run(argv: Sequence[str]) -> int:
    """
    Judge a case, or a wish in it.

    Parameters
    ----------
    argv : sequence of str
        Arguments after the verb.

    Returns
    -------
    int
        0 lawful, 1 a confirmed conflict, 2 the input is refused, 3 not confirmed or not answered.
    """
    parser = argparse.ArgumentParser("tuntas court", description=__doc__)
    parser.add_argument("case", help="case file; its pins may contradict each other")
    parser.add_argument("--person", help="key of the person whom a wish concerns")
    parser.add_argument("--post", help="wish: the person holds this post; the present one: does not leave")
    parser.add_argument("--role", help="wish: the person serves this role")
    parser.add_argument("--round", type=int, default=0, help="first round of the wish")
    parser.add_argument("--json", action="store_true", help="print as JSON")
    parser.add_argument("--language", choices=("id", "en"), default="en", help="language of the sentences")
    options = parser.parse_args(argv)
    case = read_disputed(options.case)
    wish = None
    if options.person is not None:
        wish = Wish(options.person, options.post or "", options.role or "", options.round)
    elif options.post is not None or options.role is not None:
        raise CaseError([Fault("--person", "a wish names the person whom it concerns")])
    verdict = judge(case, wish)
    if options.json:
        print(msgspec.json.format(msgspec.json.encode(verdict), indent=1).decode())
    else:
        _print(verdict, options.language)
    return EXIT[verdict.status]


def _print(verdict: Verdict, language: Any) -> None:
    heads = HEADS[language]
    print(heads[verdict.status] + (f" ({verdict.note})" if verdict.note else ""))
    if verdict.wish is not None:
        print(f"  {_text(verdict.wish, language)}")
    if verdict.conflict is not None:
        print(f"\n{len(verdict.conflict.facts)} {heads[verdict.conflict.size]}")
        for n, reading in enumerate(verdict.conflict.facts, 1):
            print(f"  {n}. {_text(reading, language)}{_basis(reading)}")
        if verdict.relaxation is None:
            print(f"\n{heads['no drop']}")
    if verdict.relaxation is not None:
        print(f"\n{heads['drop']}")
        for reading in verdict.relaxation.drop:
            print(f"  - {_text(reading, language)}")
    paths = verdict.relaxation.paths if verdict.relaxation else verdict.paths
    if paths:
        print(f"\n{heads['plan']}")
        for path in paths:
            print(f"  {path.person}: {_way(path)}")
    if verdict.first_date is not None:
        text = verdict.first_date.sentence if language == "id" else verdict.first_date.sentence_en
        print(f"\n{heads['first']}: {text}")


def _text(reading: Reading, language: str) -> str:
    return reading.sentence if language == "id" else reading.sentence_en


def _basis(reading: Reading) -> str:
    laws = (
        f"{law['instrument']} {law['article']}".strip() + f", {law['confidence']}" for law in reading.legal
    )
    text = "; ".join(laws)
    return f" [{text}]" if text else ""


def _way(path: Path) -> str:
    return ", ".join(
        f"{stay.post} {stay.first}-{stay.last}"
        + "".join(f" ({each.role} {each.share} %)" for each in stay.roles)
        for stay in path.stays
    )
