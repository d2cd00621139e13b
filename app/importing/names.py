"""Names of units, posts and persons in a form that can be compared, and matches between near names."""

import difflib
import hashlib
import re
from functools import lru_cache

from app.importing.kinds import plain

SHORT_FORMS: tuple[tuple[str, str], ...] = (
    (r"\bdiskominfo\b", "dinas komunikasi dan informatika"),
    (r"\bkominfo\b", "komunikasi dan informatika"),
    (r"\bdinkes\b", "dinas kesehatan"),
    (r"\bdisdik\b", "dinas pendidikan"),
    (r"\bdishub\b", "dinas perhubungan"),
    (r"\bdinsos\b", "dinas sosial"),
    (r"\bdisnaker\b", "dinas tenaga kerja"),
    (r"\bdisperindag\b", "dinas perindustrian dan perdagangan"),
    (r"\bdisdukcapil\b|\bdukcapil\b", "dinas kependudukan dan pencatatan sipil"),
    (r"\bdpmptsp\b", "dinas penanaman modal dan pelayanan terpadu satu pintu"),
    (r"\bbappeda\b", "badan perencanaan pembangunan daerah"),
    (r"\bbkpsdm\b", "badan kepegawaian dan pengembangan sumber daya manusia"),
    (r"\bbkad\b", "badan keuangan dan aset daerah"),
    (r"\bbapenda\b", "badan pendapatan daerah"),
    (r"\bbpbd\b", "badan penanggulangan bencana daerah"),
    (r"\bsatpol pp\b", "satuan polisi pamong praja"),
    (r"\bsetda\b", "sekretariat daerah"),
    (r"\bsetwan\b", "sekretariat dprd"),
    (r"\bsdn\b", "sd negeri"),
    (r"\bsmpn\b", "smp negeri"),
    (r"\bpkm\b", "puskesmas"),
    (r"\bkec\b", "kecamatan"),
    (r"\bkel\b", "kelurahan"),
    (r"\bka\b", "kepala"),
    (r"\bkasubbag\b", "kepala subbagian"),
    (r"\bkabid\b", "kepala bidang"),
    (r"\bsub bagian\b", "subbagian"),
    (r"\bsub bidang\b", "subbidang"),
    (r"\bsub koordinator\b", "subkoordinator"),
)
COMPILED = tuple((re.compile(pattern), full) for pattern, full in SHORT_FORMS)
NEAR = 0.72
"""Share of equal letters from which two names are taken for one; below it, a word such as Dinas matches."""
UNIT_KINDS: tuple[tuple[str, str], ...] = (
    ("dinas", r"^dinas\b"),
    ("badan", r"^badan\b"),
    ("kecamatan", r"^kecamatan\b"),
    ("kelurahan", r"^kelurahan\b"),
    ("sekretariat", r"^sekretariat\b"),
    ("inspektorat", r"^inspektorat\b"),
    ("satuan", r"^satuan polisi"),
    ("rsud", r"^(rsud|rumah sakit)\b"),
    ("puskesmas", r"^(uptd )?puskesmas\b"),
    ("sekolah", r"^(sd|smp|tk|sma|smk)\b"),
    ("bidang", r"^bidang\b"),
    ("bagian", r"^bagian\b"),
    ("subbagian", r"^subbagian\b"),
    ("uptd", r"^(uptd|upt)\b"),
)
DEPARTMENT_KINDS = frozenset({"dinas", "badan", "kecamatan", "sekretariat", "inspektorat", "satuan", "rsud"})


@lru_cache(maxsize=50_000)
def comparable(name: str) -> str:
    """Return a name without case, punctuation and short forms."""
    text = plain(name.replace("&", " dan "))
    for pattern, full in COMPILED:
        text = pattern.sub(full, text)
    return text


def nearest(name: str, candidates: dict[str, str]) -> str | None:
    """Return the value of the nearest comparable name, or nothing when none is near."""
    wanted = comparable(name)
    close = difflib.get_close_matches(wanted, candidates, n=1, cutoff=NEAR)
    if close:
        return candidates[close[0]]
    # A department that was merged or renamed keeps its leading words: Dinas Kominfo dan Persandian.
    words = wanted.split()
    best = max(candidates, key=lambda other: _shared(words, other.split()), default=None)
    if best is not None and _shared(words, best.split()) >= 3:
        return candidates[best]
    return None


def _shared(left: list[str], right: list[str]) -> int:
    count = 0
    for one, other in zip(left, right, strict=False):
        if one != other:
            break
        count += 1
    return count


def unit_kind(name: str) -> str:
    """Return the kind of unit that a name speaks of."""
    text = comparable(name)
    return next((kind for kind, pattern in UNIT_KINDS if re.search(pattern, text)), "unit")


def made_code(prefix: str, *parts: str) -> str:
    """Make a code for a row whose source has none: the same names always give the same code."""
    digest = hashlib.sha256("\x1f".join(comparable(part) for part in parts).encode()).hexdigest()
    return f"{prefix}-{digest[:12]}"


def full_name(name: str, front: str | None, back: str | None) -> str:
    """Return the name with its titles; names in capitals are written as names."""
    text = name.title() if name.isupper() else name
    text = re.sub(r"(?<=['\u2019])([A-Z])(?=[a-z]*\b)", lambda match: match.group(1).lower(), text)
    if front and not text.lower().startswith(front.lower()):
        text = f"{front} {text}"
    if back and back.lower() not in text.lower():
        text = f"{text}, {back}"
    return text


def bare_name(name: str) -> str:
    """Return a name without titles and case: `dr. Siti Aminah, M.Kes` equals `SITI AMINAH`."""
    words = name.split(",")[0].split()
    while len(words) > 1 and (
        words[0].endswith(".") or words[0].lower() in ("dr", "drs", "dra", "ir", "h", "hj")
    ):
        words.pop(0)
    return " ".join(words).casefold()
