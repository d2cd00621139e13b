"""The reason of one name: sentence, profile, checks, and what falls when the move is refused."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from app.planning import names, words
from app.planning.move_rows import MoveRow, place_name
from app.planning.proposal_contexts import ProfileRow, Reason
from app.planning.rounds import date_of
from app.planning.sentences import check_line, reason_sentence
from app.web.formats import masked_nip
from app.web.i18n import translate as _
from models import TransferRound


async def reason_of(
    db: AsyncSession, transfer_round: TransferRound, row: MoveRow, chain: Sequence[MoveRow]
) -> Reason:
    """Return the reason of a move; `chain` holds at least the moves of its chain."""
    people = {fact["person"] for fact in row.reasons if "person" in fact}
    people |= {key for fact in row.reasons for key in fact.get("successors", ())}
    known = names.Names(
        people=await names.people_names(db, people),
        roles=await names.role_names(db, {fact["role"] for fact in row.reasons if "role" in fact}),
        competencies=await names.competency_names(db),
    )
    href = f"/babak/{transfer_round.key}"
    wish = f"{href}/pin?pegawai={row.person_key}&jabatan={row.to_key}"
    return Reason(
        move_key=row.key,
        person_key=row.person_key,
        person=row.person,
        nip=masked_nip(row.nip),
        rank=row.rank or "",
        kind=words.kind_name(row.kind),
        from_post=row.from_title,
        from_unit=place_name(row.from_unit, row.from_department),
        from_grade=row.from_echelon or row.from_level or "",
        to_post=row.to_title,
        to_unit=place_name(row.to_unit, row.to_department),
        to_grade=row.to_echelon or row.to_level or "",
        to_post_key=row.to_key,
        starts_on=date_of(transfer_round, row.round_index),
        sentence=reason_sentence(row.reasons, known),
        fit_before=row.fit_before,
        fit_after=row.fit_after,
        profile=_profile(row.reasons, known),
        checks=tuple(check_line(check) for check in row.checks if "document" not in check["facts"]),
        documents=tuple(check_line(check) for check in row.checks if "document" in check["facts"]),
        if_refused=if_refused(row, [each for each in chain if each.chain == row.chain]),
        chain=row.chain,
        value=row.value,
        pin_href=f"{wish}&jenis=pin&babak={row.round_index}",
        exclude_href=f"{wish}&jenis=exclude",
        page_href=f"{href}/nama/{row.key}",
    )


def _profile(reasons: Sequence[dict[str, Any]], known: names.Names) -> tuple[ProfileRow, ...]:
    """Return the competencies of the new post, gaps first."""
    fact = next((fact for fact in reasons if fact["code"] == "profile"), None)
    rows = [
        ProfileRow(name=known.competency(key), now=now, after=after, standard=standard)
        for key, now, after, standard in (fact["levels"] if fact else ())
    ]
    return tuple(sorted(rows, key=lambda row: (row.after >= row.standard, row.name)))


def who_falls(row: MoveRow, chain: Sequence[MoveRow]) -> list[MoveRow]:
    """Return the moves that fall with this one: whoever waits for the place, in a cycle everybody."""
    ordered = sorted(chain, key=lambda each: each.place)
    return [each for each in ordered if row.chain_end == "cycle" or each.place <= row.place]


def if_refused(row: MoveRow, chain: Sequence[MoveRow]) -> tuple[str, ...]:
    """
    Say what falls when this move is refused.

    Whoever waits for the place, directly or through others, waits on; in a cycle that is everybody. The place
    that this person would have taken stays free, and is free anew where somebody leaves it all the same.
    """
    ordered = sorted(chain, key=lambda each: each.place)
    is_cycle = row.chain_end == "cycle"
    waiting = [each for each in who_falls(row, chain) if each.place != row.place]
    sentences = []
    if waiting:
        people = ", ".join(each.person for each in waiting[:3])
        more = len(waiting) - 3
        if more > 0:
            people = _("{people} dan {n} orang lain", people=people, n=more)
        sentences.append(_("{people} ikut tertahan, karena tempatnya tidak kosong.", people=people))
    after = next((each for each in ordered if each.place == row.place + 1), None)
    if is_cycle:
        sentences.append(_("Tidak ada jabatan yang menjadi lowong karenanya."))
    elif after is not None:
        sentences.append(
            _(
                "{post} menjadi lowong, sebab {person} tetap pindah dari sana.",
                post=row.to_title,
                person=after.person,
            )
        )
    else:
        sentences.append(_("{post} tetap lowong.", post=row.to_title))
    return tuple(sentences)
