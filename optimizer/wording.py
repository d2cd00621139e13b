"""Findings as sentences in Indonesian and English, with dates and numbers as people write them."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any, Literal

from optimizer.rules import RULE_OF
from optimizer.rules._base import Finding, LegalBasis

Language = Literal["id", "en"]
LANGUAGES: tuple[Language, ...] = ("id", "en")

MONTHS = {
    "id": "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split(),
    "en": "January February March April May June July August September October November December".split(),
}
WORDS = {
    "id": {
        "STAFF": "pelaksana",
        "SUPERVISOR": "pengawas",
        "ADMINISTRATOR": "administrator",
        "SENIOR_EXECUTIVE": "pimpinan tinggi pratama",
        "PPPK_PART_TIME": "PPPK paruh waktu",
        "light": "ringan",
        "medium": "sedang",
        "heavy": "berat",
        "sangat_baik": "sangat baik",
        "butuh_perbaikan": "butuh perbaikan",
        "sangat_kurang": "sangat kurang",
        "election": "pilkada",
        "post_inauguration": "enam bulan sesudah pelantikan",
        "acting_head": "penjabat kepala daerah",
    },
    "en": {
        "STAFF": "staff",
        "SUPERVISOR": "supervisor",
        "ADMINISTRATOR": "administrator",
        "SENIOR_EXECUTIVE": "senior executive",
        "PPPK_PART_TIME": "PPPK part-time",
        "sangat_baik": "very good",
        "baik": "good",
        "butuh_perbaikan": "needs improvement",
        "kurang": "poor",
        "sangat_kurang": "very poor",
        "election": "local election",
        "post_inauguration": "six months after inauguration",
        "acting_head": "acting head of region",
    },
}
UNKNOWN = {"id": "tidak tercatat", "en": "not on record"}
PART_WITH_DATE = re.compile(r"\s*[^.]*\{lawful_from\}[^.]*\.")
"""The part of a text that names the first lawful date; left out when there is none."""

NAMED = frozenset(
    "person post origin held role system department other superior subordinate members unit".split()
)
"""Facts that are keys, or lists of keys; who shows a sentence may put names in their place."""

KIND_OF_FACT = {
    "origin": "post", "held": "post",
    "superior": "person", "subordinate": "person", "other": "person", "members": "person",
}  # fmt: skip
"""What a fact's keys belong to, where its name does not say so."""


def show(value: Any, language: Language) -> str:
    """
    Write a fact as people do.

    Parameters
    ----------
    value : object
        Date, number, word, list of words, or None.
    language : {"id", "en"}
        Language.

    Returns
    -------
    str
        Text.
    """
    if value is None:
        return UNKNOWN[language]
    if isinstance(value, date):
        return f"{value.day} {MONTHS[language][value.month - 1]} {value.year}"
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int):
        return f"{value:,}".replace(",", ".") if language == "id" else f"{value:,}"
    if isinstance(value, (list, tuple)):
        return ", ".join(show(each, language) for each in value) or UNKNOWN[language]
    return WORDS[language].get(value, value)


def sentence(
    finding: Finding, language: Language = "id", name: Callable[[str, str], str] = lambda _, key: key
) -> str:
    """
    Say a finding in one sentence.

    Parameters
    ----------
    finding : Finding
        What the verifier, or an explanation, found.
    language : {"id", "en"}
        Language.
    name : callable, optional
        Gives the name to show for a kind of fact (``person``, ``post``, ``role``, ``system``,
        ``department``) and a key; the key itself when missing.

    Returns
    -------
    str
        A sentence with its numbers and dates.
    """
    rule = RULE_OF.get(finding.rule)
    if rule is None:
        return str(finding.facts.get("sentence", finding.rule))
    pair = rule.variants.get(finding.facts.get("variant", ""), (rule.sentence, rule.sentence_en))
    template = pair[LANGUAGES.index(language)]
    if finding.facts.get("lawful_from") is None:
        template = PART_WITH_DATE.sub("", template)
    known = finding.facts
    facts = {
        key: _named(key, value, name)
        if key in NAMED and isinstance(value, str | list)
        else show(known.get(f"{key}_{language}", value), language)
        for key, value in known.items()
    }
    return template.format(**facts)


def _named(fact: str, value: str | list[str], name: Callable[[str, str], str]) -> str:
    kind = KIND_OF_FACT.get(fact, fact)
    return ", ".join(name(kind, key) for key in ([value] if isinstance(value, str) else value))


def citation(legal: LegalBasis) -> str:
    """
    Write a legal basis in one line.

    Parameters
    ----------
    legal : LegalBasis
        Instrument and article.

    Returns
    -------
    str
        For example ``PP 11/2017 ps. 190 ayat (3)``.
    """
    return f"{legal.instrument} {legal.article}".strip()
