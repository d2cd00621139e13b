"""Kinds of post, echelons and levels of functional posts, and what a title says about them."""

import re

from app.importing.cells import Cell, as_text, is_blank
from app.importing.values import Context, Read, flaw

LEVELS_EXPERT = ("Ahli Pertama", "Ahli Muda", "Ahli Madya", "Ahli Utama")
LEVELS_SKILLED = ("Pemula", "Terampil", "Mahir", "Penyelia")
LEVEL = re.compile(r"\b(ahli\s+(?:pertama|muda|madya|utama)|pemula|terampil|mahir|penyelia)\b", re.IGNORECASE)
OLD_LEVEL = re.compile(r"\b(pertama|muda|madya|utama|pelaksana lanjutan)$", re.IGNORECASE)
ECHELON = re.compile(r"\b(IV|III|II|I|V|[1-5])\s*[/.\-\s]?\s*([ab])\b", re.IGNORECASE)
ROMAN = {"1": "I", "2": "II", "3": "III", "4": "IV", "5": "V"}
ECHELONS = ("I.a", "I.b", "II.a", "II.b", "III.a", "III.b", "IV.a", "IV.b", "V.a")
KIND_WORDS: tuple[tuple[str, str], ...] = (
    ("SENIOR_EXECUTIVE", r"pimpinan tinggi|\bjpt\b|senior_executive"),
    ("ADMINISTRATOR", r"administrator"),
    ("SUPERVISOR", r"pengawas|supervisor"),
    ("STAFF", r"pelaksana|fungsional umum|\bjfu\b|\bstaff?\b"),
    ("FUNCTIONAL_SKILLED", r"keterampilan|functional_skilled"),
    ("FUNCTIONAL_EXPERT", r"keahlian|functional_expert"),
)
FUNCTIONAL = "FUNCTIONAL"
STRUCTURAL = "STRUCTURAL"


def read_post_kind(cell: Cell, context: Context) -> Read:
    """Return a kind of post; ``FUNCTIONAL`` and ``STRUCTURAL`` need the level or echelon beside them."""
    if is_blank(cell):
        return Read(None)
    text = as_text(cell).lower()
    for kind, pattern in KIND_WORDS:
        if re.search(pattern, text):
            return Read(kind)
    if re.search(r"fungsional|\bjft?\b|functional|^2$", text):
        return Read(FUNCTIONAL)
    if re.search(r"struktural|manajerial|structural|^1$", text) and "non" not in text:
        return Read(STRUCTURAL)
    if text == "4":
        return Read("STAFF")
    return Read(None, flaw("post_kind_unknown"))


def read_echelon(cell: Cell, context: Context) -> Read:
    """Return ``II.b`` for II.b, II/b, IIb, 22 and Eselon II.b; nothing for posts without echelon."""
    if is_blank(cell):
        return Read(None)
    text = as_text(cell)
    if text.lower() in ("-", "--", "non eselon", "noneselon", "non", "tidak ada", "99", "0"):
        return Read(None)
    if text in ECHELONS:
        return Read(text)
    if re.fullmatch(r"[1-5][1-2]", text):
        return Read(f"{ROMAN[text[0]]}.{'ab'[int(text[1]) - 1]}")
    match = ECHELON.search(text)
    if match is None:
        return Read(None, flaw("echelon_unknown"))
    group = match.group(1).upper()
    found = f"{ROMAN.get(group, group)}.{match.group(2).lower()}"
    return Read(found) if found in ECHELONS else Read(None, flaw("echelon_unknown"))


def read_functional_level(cell: Cell, context: Context) -> Read:
    """Return the level of a functional post in its fixed spelling."""
    if is_blank(cell) or as_text(cell) in ("-", "--"):
        return Read(None)
    text = as_text(cell)
    level = level_in(text)
    if level is None and text.lower() in ("pertama", "muda", "madya", "utama"):
        level = f"Ahli {text.title()}"
    if level is None:
        return Read(None, flaw("level_name_unknown"))
    return Read(level)


def level_in(title: str) -> str | None:
    """Return the functional level that a title ends with, if it names one."""
    match = LEVEL.search(title)
    return " ".join(match.group(1).title().split()) if match else None


def family_of(title: str) -> str:
    """Return a title without its level: ``Pranata Komputer`` of ``Pranata Komputer Ahli Muda``."""
    return " ".join(LEVEL.sub("", title).replace("-", " ").split()).strip(" ,")


def kind_from(kind: str | None, echelon: str | None, level: str | None, title: str) -> str | None:
    """Return the exact kind of post from what a row says, or nothing when it does not say enough."""
    if kind not in (None, FUNCTIONAL, STRUCTURAL):
        return kind
    if echelon is not None and kind != FUNCTIONAL:
        group = echelon.split(".")[0]
        return {"I": "SENIOR_EXECUTIVE", "II": "SENIOR_EXECUTIVE", "III": "ADMINISTRATOR"}.get(
            group, "SUPERVISOR"
        )
    level = level or level_in(title)
    if level in LEVELS_EXPERT:
        return "FUNCTIONAL_EXPERT"
    if level in LEVELS_SKILLED:
        return "FUNCTIONAL_SKILLED"
    if kind == FUNCTIONAL:
        return "FUNCTIONAL_EXPERT"
    return _managerial_title(title) if kind == STRUCTURAL else None


def _managerial_title(title: str) -> str:
    text = title.lower()
    if re.match(r"(kepala (dinas|badan)|sekretaris daerah|asisten|staf ahli|inspektur\b|direktur)", text):
        return "SENIOR_EXECUTIVE"
    if re.match(r"(sekretaris|kepala bagian|kepala bidang|camat|inspektur pembantu)", text):
        return "ADMINISTRATOR"
    return "SUPERVISOR"
