"""Tables of cases of one round: what each method gives to people and to posts, beside its value."""

from typing import Any

from optimizer.bench.instances import ENGINES

HEADING = """## One round

Cases of the shape `mobilisation`: a pool of people, and 27 posts for every 40 of them, each open to one field
of study; people wish for up to ten posts each. All methods see every lawful post. `tuntas` takes the network
for them. `deferred-acceptance` lets people propose and posts hold on to whom they rank first; it knows wishes
and ranks and nothing of value. No other method knows the wishes. A stable matching has no blocking pair,
which is what it is for: on stability it wins."""

COLUMNS = (
    ("first wish", "first", "people"),
    ("one of three wishes", "top_three", "people"),
    ("post's first ranks", "post_first", "filled"),
    ("post's first three", "post_top_three", "filled"),
)
"""Heading of a share, what is counted, and of how many."""


def sides_table(records: list[dict[str, Any]]) -> str:
    """
    Write what the plans look like from both sides.

    Parameters
    ----------
    records : list of dict
        Stored runs on cases of one round; those without a plan are left out.

    Returns
    -------
    str
        A table in Markdown.
    """
    headings = [name for name, _, _ in COLUMNS]
    more = ["blocking pairs", "vacant", "of these lead", "key roles empty", "key people leave"]
    lines = [
        "| case | seed | method | value | " + " | ".join([*headings, *more]) + " |",
        "|---|---:|---|---:|" + "---:|" * (len(headings) + len(more)),
    ]
    order = {engine: n for n, engine in enumerate(ENGINES)}
    with_plan = [record for record in records if record.get("matching")]
    for record in sorted(with_plan, key=lambda e: (e["people"], e["seed"], e["limit"], order[e["engine"]])):
        counts = record["matching"]
        cells = [f"{record['people']:,}", str(record["seed"]), record["engine"], f"{record['value']:,}"]
        cells += [_share(counts[part], counts[whole]) for _, part, whole in COLUMNS]
        named = ("blocking", "vacant", "managerial_vacant", "key_roles_empty", "key_leavers")
        cells += [f"{counts[name]:,}" for name in named]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "-"
