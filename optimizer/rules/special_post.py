"""Some posts are entered or left only with the consent of somebody outside the appointing authority."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from optimizer.case import Post
from optimizer.rules._base import (
    NEEDED,
    NEEDED_EN,
    Example,
    Finding,
    LegalBasis,
    Paper,
    Rule,
)
from optimizer.rules._examples import office, path, person, post
from optimizer.rules._parameters import parameter

if TYPE_CHECKING:
    from optimizer.walk import Walk

APPROVALS = {
    "sekda": ["koordinasi dengan gubernur", "coordination with the governor"],
    "inspektur": ["konsultasi tertulis dengan gubernur", "written consultation of the governor"],
    "irban": ["konsultasi tertulis dengan gubernur", "written consultation of the governor"],
    "sekwan": ["persetujuan pimpinan DPRD", "approval of the council's leaders"],
    "camat": ["bukti penguasaan teknis pemerintahan", "proof of knowing the technique of government"],
    "dukcapil": ["keputusan Menteri Dalam Negeri", "decision of the Minister of Home Affairs"],
    "kepala_sekolah": ["syarat sektor pendidikan", "conditions of the education sector"],
    "kepala_puskesmas": ["syarat sektor kesehatan", "conditions of the health sector"],
    "direktur_rsud": ["syarat sektor kesehatan", "conditions of the health sector"],
}
"""Document by mark of a post, in both languages; a mark that is not listed asks for nothing."""

ISSUERS = {
    "sekda": ["gubernur", "the governor"],
    "inspektur": ["gubernur", "the governor"],
    "irban": ["gubernur", "the governor"],
    "sekwan": ["pimpinan DPRD", "the leaders of the council"],
    "camat": [
        "perguruan tinggi atau Kementerian Dalam Negeri",
        "a university or the Ministry of Home Affairs",
    ],
    "dukcapil": ["Menteri Dalam Negeri", "the Minister of Home Affairs"],
    "kepala_sekolah": ["dinas pendidikan", "the education department"],
    "kepala_puskesmas": ["dinas kesehatan", "the health department"],
    "direktur_rsud": ["dinas kesehatan", "the health department"],
}
"""Who issues the document, by mark."""

UNNAMED = ["pejabat yang berwenang", "the competent authority"]


class SpecialPost(Rule):
    """
    List the consent that a special post needs, on entering and on leaving it.

    Notes
    -----
    A post carries its mark in ``special``. Mastery of government technique (camat) and the conditions of
    sectors are asked of who enters only.
    """

    code = "special_post"
    title = "Jabatan dengan persetujuan khusus"
    title_en = "Posts that need a special consent"
    legal = (
        LegalBasis("UU 5/2014", "ps. 113-114 (Sekda, dipertahankan dalam praktik)", "C"),
        LegalBasis("PP 72/2019", "Inspektur dan Irban", "M"),
        LegalBasis("PP 18/2016", "Sekretaris DPRD", "M"),
        LegalBasis("PP 17/2018", "Camat", "M"),
        LegalBasis("UU 24/2013", "ps. 83A (Dukcapil)", "C"),
    )
    sentence = (
        "Pindahnya {person} ke {post} pada {on} memerlukan {document} dari {issuer}; "
        "siapkan {lead_days} hari kerja."
    )
    sentence_en = (
        "The move of {person} to {post} on {on} needs {document} of {issuer}; allow {lead_days} working days."
    )
    variants = {
        "leaves": (
            "{person} meninggalkan {post} pada {on}; " + NEEDED,
            "{person} leaves {post} on {on}; " + NEEDED_EN,
        )
    }

    @dataclass(frozen=True)
    class Params:
        """Parameters of the rule."""

        approvals: dict = parameter(APPROVALS, "Dokumen per jenis jabatan", "Document by kind of post")
        issuers: dict = parameter(ISSUERS, "Penerbit per jenis jabatan", "Issuer by kind of post")
        on_leaving: list = parameter(
            ["sekda", "inspektur", "irban", "sekwan", "dukcapil"],
            "Juga saat ditinggalkan",
            "On leaving as well",
        )
        lead_days: int = parameter(
            20, "Hari kerja sampai dokumen terbit", "Working days until the document", "days", 0, 365
        )

    examples = (
        Example(
            "an ordinary post",
            office([post("a"), post("b")], [person("ani", "a")]),
            [path("ani", (0, "b"))],
        ),
        Example(
            "a sub-district head is appointed",
            office([post("a"), post("b", "ADMINISTRATOR", special="camat")], [person("ani", "a")]),
            [path("ani", (0, "b"))],
            gates=1,
        ),
        Example(
            "an official of the civil registry is moved away",
            office([post("a", special="dukcapil"), post("b")], [person("ani", "a")]),
            [path("ani", (0, "b"))],
            gates=1,
        ),
        Example(
            "a sub-district head leaves without one",
            office(
                [post("a", "ADMINISTRATOR", special="camat"), post("b", "ADMINISTRATOR")],
                [person("ani", "a")],
            ),
            [path("ani", (0, "b"))],
        ),
    )

    def verify(self, walk: "Walk", params: Sequence[Any]) -> Iterator[Finding]:
        for move in walk.moves:
            each, day = params[move.round], walk.register.dates[move.round]
            facts = {"person": move.person.id, "round": move.round, "on": day}
            entered, left = _paper(move.target, each), _paper(move.origin, each)
            if entered is not None:
                yield self.gate(entered, each.lead_days, post=move.target.id, **facts)
            if left is not None and move.origin.special in each.on_leaving:
                yield self.gate(left, each.lead_days, variant="leaves", post=move.origin.id, **facts)


def _paper(post: Post, params: Any) -> Paper | None:
    """Document that a post asks for; None for an ordinary one."""
    words = params.approvals.get(post.special)
    if words is None:
        return None
    issuer = params.issuers.get(post.special, UNNAMED)
    return Paper(words[0], words[-1], issuer[0], issuer[-1])


RULE = SpecialPost()
