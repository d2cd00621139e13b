"""Members of the appraisal team step out when they themselves or their relatives are decided about."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from optimizer.rules._base import Example, Finding, LegalBasis, Paper, Rule
from optimizer.rules._examples import office, path, person, post
from optimizer.rules._gate import waiting

if TYPE_CHECKING:
    from optimizer.walk import Walk

RECORD = Paper(
    "catatan pengunduran diri dari pembahasan",
    "the record of stepping out",
    "Tim Penilai Kinerja",
    "the appraisal team",
)


class Recusal(Rule):
    """
    Name the members of the appraisal team who must not take part in deciding a move.

    Notes
    -----
    A member steps out for the own move and for moves of relatives. Whom the case names in
    ``advisory_team`` is a member; members who are not people of the case cannot be seen here.
    """

    code = "recusal"
    title = "Pengunduran diri anggota Tim Penilai Kinerja"
    title_en = "Members who step out"
    legal = (LegalBasis("UU 30/2014", "ps. 42-45", "M"),)
    sentence = (
        "{members} tidak ikut membahas pindahnya {person} ke {post} pada {on}; perlu {document} dari "
        "{issuer}, siapkan {lead_days} hari kerja."
    )
    sentence_en = (
        "{members} take no part in deciding the move of {person} to {post} on {on}; {document} of {issuer} "
        "is needed, allow {lead_days} working days."
    )
    Params = waiting(1)
    examples = (
        Example(
            "somebody else is moved",
            office([post("a"), post("b")], [person("ani", "a"), person("budi", "a")], advisory_team=["budi"]),
            [path("ani", (0, "b"))],
        ),
        Example(
            "a member is moved",
            office([post("a"), post("b")], [person("ani", "a"), person("budi", "a")], advisory_team=["ani"]),
            [path("ani", (0, "b"))],
            gates=1,
        ),
        Example(
            "a member's brother is moved",
            office(
                [post("a"), post("b")],
                [person("ani", "a"), person("budi", "a")],
                advisory_team=["budi"],
                relations=[{"person": "budi", "other": "ani", "kind": "kin"}],
            ),
            [path("ani", (0, "b"))],
            gates=1,
        ),
        Example(
            "a relative who is no member decides nothing",
            office(
                [post("a"), post("b")],
                [person("ani", "a"), person("budi", "a")],
                relations=[{"person": "budi", "other": "ani", "kind": "kin"}],
            ),
            [path("ani", (0, "b"))],
        ),
    )

    def verify(self, walk: "Walk", params: Sequence[Any]) -> Iterator[Finding]:
        team = set(walk.case.advisory_team)
        concerned: defaultdict[str, set[str]] = defaultdict(set)
        for member in team:
            concerned[member].add(member)
        for relation in walk.case.relations:
            for one, other in ((relation.person, relation.other), (relation.other, relation.person)):
                if one in team:
                    concerned[other].add(one)
        for move in walk.moves:
            each, members = params[move.round], concerned.get(move.person.id)
            if members and each.applies:
                yield self.gate(
                    RECORD,
                    each.lead_days,
                    person=move.person.id,
                    post=move.target.id,
                    members=sorted(members),
                    round=move.round,
                    on=walk.register.dates[move.round],
                )


RULE = Recusal()
