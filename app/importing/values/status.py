"""Closed lists: employment kind, sex, legal status, predicates, sanctions, stages, sources and the like."""

import re

from app.importing.cells import Cell, as_text, is_blank
from app.importing.values import Context, Read, Reader, flaw

Words = tuple[tuple[str, str], ...]

EMPLOYMENT: Words = (
    ("PPPK_PART_TIME", r"paruh ?waktu|part_?time|pppk[ _\-]*pw"),
    ("PPPK", r"pppk|p3k|perjanjian kerja|kontrak"),
    ("CPNS", r"cpns|calon|^c$"),
    ("PNS", r"pns|^p$|pegawai negeri"),
)
SEX: Words = (
    ("L", r"^(l|m|pria|laki|laki[ \-]?laki|male|1)$"),
    ("P", r"^(p|w|f|wanita|perempuan|female|2)$"),
)
LEGAL: Words = (
    ("meninggal", r"meninggal|wafat|tewas"),
    ("pensiun", r"^pensiun|purna"),
    ("persiapan pensiun", r"persiapan pensiun|\bmpp\b"),
    ("diberhentikan sementara", r"sementara"),
    ("diberhentikan", r"diberhentikan|berhenti|mengundurkan"),
    ("cuti di luar tanggungan negara", r"cltn|tanggungan"),
    ("tugas belajar", r"tugas belajar|tubel"),
    ("diperbantukan", r"diperbantukan|dipekerjakan|penugasan"),
    ("aktif", r"aktif|active|pppk|pns|^01$|^71$"),
)
PREDICATE: Words = (
    ("sangat_baik", r"sangat[ _]baik|excellent"),
    ("butuh_perbaikan", r"perbaikan|cukup"),
    ("sangat_kurang", r"sangat[ _]kurang"),
    ("kurang", r"kurang|misconduct"),
    ("baik", r"^baik$"),
)
EXPECTATION: Words = (
    ("above", r"di ?atas"),
    ("below", r"di ?bawah"),
    ("expected", r"sesuai"),
)
SANCTION_LEVEL: Words = (
    ("light", r"ringan|light"),
    ("medium", r"sedang|medium"),
    ("heavy", r"berat|heavy"),
)
STAGE: Words = (
    ("concept", r"konsep|concept|rencana"),
    ("analysis", r"analis|perancangan|rancang"),
    ("build", r"bangun|build|pengembangan|development"),
    ("test", r"uji|test"),
    ("rollout", r"penerapan|roll ?out|peluncuran|sosialisasi"),
    ("finished", r"selesai|finished"),
)
SOURCE: Words = (
    ("assessment_centre", r"assessment|asesmen|pusat penilaian|uji kompetensi"),
    ("certificate", r"sertifikat|certificate|sertifikasi"),
    ("superior", r"atasan|superior"),
    ("self", r"mandiri|self|diri"),
    ("inferred", r"dugaan|inferred"),
)
FAMILY: Words = (
    ("managerial", r"manajerial|managerial"),
    ("sociocultural", r"sosio|social|kultural"),
    ("technical", r"teknis|technical"),
)
BUILT_BY: Words = (
    ("own", r"sendiri|swakelola|own|internal"),
    ("mixed", r"campur|mixed|bersama"),
    ("vendor", r"vendor|pihak ketiga|penyedia"),
)
VIA: Words = (("team", r"tim|team"), ("post", r"jabatan|post"))
BETTER: Words = (("up", r"naik|up|tinggi|besar"), ("down", r"turun|down|rendah|kecil"))
HOLD_STATUS: Words = (
    ("requested", r"diminta|diajukan|requested|usul"),
    ("approved", r"disetujui|approved|setuju"),
    ("refused", r"ditolak|refused|tolak"),
    ("ended", r"berakhir|selesai|ended"),
)
MODE: Words = (
    ("online", r"daring|online|e-?learning|mooc"),
    ("classroom", r"klasikal|tatap muka|classroom|luring"),
    ("blended", r"campuran|blended|hibrida"),
    ("work", r"kerja|work|magang|coaching|mentoring"),
)
PERIOD: Words = (
    ("Y", r"^(y|tahun|tahunan|setahun|-)$"),
    ("Q1", r"^(q1|tw ?(1|i)|triwulan ?(1|i))$"),
    ("Q2", r"^(q2|tw ?(2|ii)|triwulan ?(2|ii))$"),
    ("Q3", r"^(q3|tw ?(3|iii)|triwulan ?(3|iii))$"),
    ("Q4", r"^(q4|tw ?(4|iv)|triwulan ?(4|iv))$"),
)
RELATION: Words = (
    ("spouse", r"suami|istri|spouse|pasangan"),
    ("parent", r"ayah|ibu|orang ?tua|parent"),
    ("child", r"anak|child"),
    ("sibling", r"kakak|adik|saudara|sibling"),
    ("other", r"other|lain|ipar|sepupu|paman|bibi"),
)
SPECIAL: Words = (
    ("sekda", r"sekda|sekretaris daerah"),
    ("irban", r"irban|inspektur pembantu"),
    ("inspektur", r"inspektur"),
    ("sekwan", r"sekwan|sekretaris dprd"),
    ("camat", r"camat"),
    ("dukcapil", r"dukcapil|capil"),
    ("kepala_sekolah", r"kepala (sekolah|sd|smp|tk|paud)|kepsek"),
    ("kepala_puskesmas", r"puskesmas"),
    ("direktur_rsud", r"direktur (rsud|rumah sakit)|rsud"),
)


def one_of(words: Words, name: str) -> Reader:
    """Make a reader for a closed list; what is on none of its patterns is a flaw that names the list."""
    compiled = tuple((value, re.compile(pattern, re.IGNORECASE)) for value, pattern in words)
    values = {value for value, _ in words}

    def read(cell: Cell, context: Context) -> Read:
        if is_blank(cell):
            return Read(None)
        text = as_text(cell)
        if text in values:
            return Read(text)
        for value, pattern in compiled:
            if pattern.search(text):
                return Read(value)
        if text in ("-", "--"):
            return Read(None)
        return Read(None, flaw("word_unknown", list=name))

    return read


def predicate_from(result: str | None, behaviour: str | None) -> str | None:
    """Return the predicate of result and behaviour, each against expectation (PermenPANRB 6/2022)."""
    if result is None or behaviour is None:
        return None
    if behaviour == "below":
        return "sangat_kurang" if result == "below" else "kurang"
    if result == "below":
        return "butuh_perbaikan"
    return "sangat_baik" if result == behaviour == "above" else "baik"
