"""Sentences from stored facts: why a name stands in the proposal, and what each rule check shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from app.planning.judgement import RuleName
from app.planning.names import Names
from app.planning.proposal_contexts import CheckLine
from app.web.formats import date_long, span
from app.web.i18n import language
from app.web.i18n import translate as _

Facts = Mapping[str, Any]


def reason_sentence(facts: Sequence[Facts], names: Names) -> str:
    """Write the facts behind a move as one sentence."""
    parts = [part for fact in facts if (part := _reason(fact, names))]
    if not parts:
        return _("Menata ulang jabatan dalam unit.")
    text = (
        ", ".join(parts[:-1]) + (_(", dan ") if len(parts) > 2 else _(" dan ")) + parts[-1]
        if parts[1:]
        else parts[0]
    )
    # A name may end in a title with a full stop of its own: S.Pd.
    return f"{text[0].upper()}{text[1:]}".rstrip(".") + "."


def _reason(fact: Facts, names: Names) -> str:
    code = fact["code"]
    if code == "fills":
        if fact["end"] == "retiree":
            return _("mengisi jabatan yang kosong karena pensiun")
        return _("mengisi jabatan yang lowong")
    if code == "takes_place_of":
        return _("menggantikan {name} yang ikut pindah", name=names.person(fact["person"]))
    if code == "standard":
        return _standard(fact)
    if code == "overdue":
        return _(
            "sudah {served} di jabatan lama, melewati batas {limit}",
            served=span(fact["months"]),
            limit=span(fact["limit"]),
        )
    if code == "same_department":
        return _("tetap di OPD yang sama")
    if code == "training":
        return _("setelah {n} kompetensi dilatih", n=len(fact["competencies"]))
    if code in {"keeps_role", "takes_role", "leaves_role"}:
        return _role(code, fact, names)
    return ""


def _standard(fact: Facts) -> str:
    if not fact["asked"]:
        return ""
    if not fact["short"]:
        return _("memenuhi seluruh standar jabatan pada hari mutasi")
    return _("{n} dari {asked} kompetensi masih di bawah standar", n=len(fact["short"]), asked=fact["asked"])


def _role(code: str, fact: Facts, names: Names) -> str:
    role = names.roles.get(fact["role"])
    values = {"role": role.name if role else fact["role"], "system": role.system if role else ""}
    if code == "keeps_role":
        return _("tetap menjadi {role} {system}", **values)
    if code == "takes_role":
        return _("mulai menjadi {role} {system}", **values)
    successors = [names.person(key) for key in fact["successors"]]
    if successors:
        return _(
            "menyerahkan peran {role} {system} kepada {names}", names=", ".join(successors[:2]), **values
        )
    return _("melepas peran {role} {system} tanpa penerus", **values)


def rule_names(rules: Iterable[RuleName]) -> str:
    """Name rules in the reader's language."""
    return ", ".join(rule.title_en if language() == "en" else rule.title for rule in rules)


def check_line(check: Mapping[str, Any]) -> CheckLine:
    """Write a rule check as a sentence with its article."""
    sentence = _document(check) or (_proof(check) if check["state"] != "bad" else "")
    if not sentence:
        sentence = check["title_en"] if language() == "en" else check["title"]
        if check.get("lawful_from") and check["state"] != "ok":
            day = date_long(date.fromisoformat(check["lawful_from"]))
            sentence = _("{rule}: boleh mulai {day}", rule=sentence, day=day)
    return CheckLine(state=check["state"], sentence=sentence, legal=check["article"])


def _document(check: Mapping[str, Any]) -> str:
    """Name the document that a gate asks for, its issuer and working days; empty for other checks."""
    facts = check["facts"]
    name = facts.get("document_en" if language() == "en" else "document")
    if not name:
        return ""
    text = f"{name[0].upper()}{name[1:]}"
    issuer = facts.get("issuer_en" if language() == "en" else "issuer")
    if issuer:
        text = _("{document} dari {issuer}", document=text, issuer=issuer)
    days = facts.get("lead_days")
    return _("{document}, {n} hari kerja", document=text, n=days) if days else text


def _proof(check: Mapping[str, Any]) -> str:
    """State what the record shows; empty for a rule that has no sentence of its own here."""
    code, facts = check["code"], check["facts"]
    if code == "min_tenure" and "months" in facts:
        return _(
            "{served} di jabatan, paling singkat {limit}",
            served=span(facts["months"]),
            limit=span(facts["limit"]),
        )
    if code == "rank_band" and "rank" in facts:
        band = " - ".join(part for part in (facts["low"], facts["high"]) if part)
        return _("Golongan {rank}, jabatan meminta {band}", rank=facts["rank"], band=band)
    if code == "education" and "education" in facts:
        return _("Pendidikan {level}, paling rendah {least}", level=facts["education"], least=facts["least"])
    if code == "experience" and "step" in facts:
        return _(
            "{served} pengalaman sebagai {step}", served=span(facts["months"]), step=step_name(facts["step"])
        )
    if code == "performance" and facts.get("ratings"):
        ratings = ", ".join(f"{predicate_name(word)} {year}" for year, word in facts["ratings"])
        return _("Kinerja {ratings}", ratings=ratings)
    if code == "retirement" and facts.get("until"):
        day = date_long(date.fromisoformat(facts["until"]))
        return _("Pensiun sebelum {day}, di dalam jangka babak", day=day)
    return ""


def step_name(step: str) -> str:
    """Name a career step."""
    return {
        "STAFF": _("pelaksana atau fungsional setingkat"),
        "SUPERVISOR": _("pengawas atau fungsional setingkat"),
        "ADMINISTRATOR": _("administrator atau fungsional setingkat"),
        "SENIOR_EXECUTIVE": _("pimpinan tinggi"),
    }.get(step, step)


def predicate_name(predicate: str) -> str:
    """Name a performance predicate."""
    return {
        "sangat_baik": _("Sangat Baik"),
        "baik": _("Baik"),
        "butuh_perbaikan": _("Butuh Perbaikan"),
        "kurang": _("Kurang"),
        "sangat_kurang": _("Sangat Kurang"),
    }.get(predicate, predicate)
