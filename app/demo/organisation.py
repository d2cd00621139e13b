"""The tree of units, and for each unit the posts that it needs."""

from app.demo.departments import BUREAUS, DEPARTMENTS, HEALTH_CENTRES, MODELS_OF_SCHOOL, SUBDISTRICTS, Plan
from app.demo.dice import Dice
from app.demo.postmap import PostMap
from app.demo.shape import Unit

CITY = "KOTA"
CITY_NAME = "Pemerintah Kota Wanasari"


class Tree:
    """The units of the city, in order."""

    def __init__(self) -> None:
        self.units: list[Unit] = [Unit(CITY, CITY_NAME, "pemerintah", None, CITY, "Kota Wanasari")]
        self.plans: dict[str, Plan] = {}

    def department(self, code: str, name: str, kind: str, short: str) -> Unit:
        """Add a department."""
        unit = Unit(code, name, kind, CITY, code, short, is_department=True)
        self.units.append(unit)
        return unit

    def below(self, parent: Unit, name: str, kind: str) -> Unit:
        """Add a unit below another one."""
        number = sum(unit.parent == parent.code for unit in self.units) + 1
        unit = Unit(f"{parent.code}.{number:02d}", name, kind, parent.code, parent.department)
        self.units.append(unit)
        return unit


def build(dice: Dice) -> tuple[Tree, PostMap]:
    """Return the units and the post map of the city."""
    tree = Tree()
    posts = PostMap(dice)
    _secretariat(tree, posts)
    for plan in DEPARTMENTS:
        tree.plans[plan.code] = plan
        _department(tree, posts, plan)
    _hospital(tree, posts)
    for name, villages in SUBDISTRICTS.items():
        _subdistrict(tree, posts, name, villages.split())
    return tree, posts


def _secretariat(tree: Tree, posts: PostMap) -> None:
    secretariat = tree.department("SETDA", "Sekretariat Daerah", "sekretariat", "Setda")
    posts.managerial(secretariat, "Sekretaris Daerah", "II.a", leads=True, special="sekda")
    for field in (
        "Pemerintahan dan Kesejahteraan Rakyat",
        "Perekonomian dan Pembangunan",
        "Administrasi Umum",
    ):
        posts.managerial(secretariat, f"Asisten {field}", "II.b")
    for field in ("Hukum dan Politik", "Ekonomi dan Keuangan", "Kemasyarakatan dan SDM"):
        posts.managerial(secretariat, f"Staf Ahli Bidang {field}", "II.b")
    for name in BUREAUS:
        bureau = tree.below(secretariat, f"Bagian {name}", "bagian")
        risky = name == "Pengadaan Barang dan Jasa"
        posts.managerial(bureau, f"Kepala Bagian {name}", "III.a", leads=True, high_risk=risky)
        family = {
            "Hukum": "Analis Hukum",
            "Pengadaan Barang dan Jasa": "Pengelola Pengadaan Barang/Jasa",
        }.get(name, "Analis Kebijakan")
        posts.functional(bureau, family, 14 if risky else 5)
        posts.staff(bureau, 30 if name == "Umum" else 6)
    council = tree.department("SETWAN", "Sekretariat DPRD", "sekretariat", "Setwan")
    posts.managerial(council, "Sekretaris DPRD", "II.b", leads=True, special="sekwan")
    for name in (
        "Umum dan Keuangan",
        "Persidangan dan Perundang-undangan",
        "Fasilitasi Penganggaran dan Pengawasan",
    ):
        bureau = tree.below(council, f"Bagian {name}", "bagian")
        posts.managerial(bureau, f"Kepala Bagian {name}", "III.a", leads=True)
        posts.functional(bureau, "Analis Kebijakan", 3)
        posts.staff(bureau, 10)
    inspectorate = tree.department("INSPEKTORAT", "Inspektorat Daerah", "inspektorat", "Inspektorat")
    posts.managerial(inspectorate, "Inspektur Daerah", "II.b", leads=True, special="inspektur")
    posts.managerial(inspectorate, "Sekretaris Inspektorat", "III.a")
    for number in ("I", "II", "III", "IV"):
        posts.managerial(inspectorate, f"Inspektur Pembantu {number}", "III.a", special="irban")
    posts.functional(inspectorate, "Auditor", 26)
    posts.functional(inspectorate, "Pengawas Penyelenggaraan Urusan Pemerintahan di Daerah", 16)
    posts.staff(inspectorate, 12)


def _department(tree: Tree, posts: PostMap, plan: Plan) -> None:
    unit = tree.department(plan.code, plan.name, plan.kind, plan.short)
    head = "Kepala Satuan" if plan.code == "SATPOLPP" else f"Kepala {plan.name}"
    registry = "dukcapil" if plan.code == "DUKCAPIL" else ""
    posts.managerial(unit, head, "II.b", leads=True, special=registry, domain=plan.domain)
    office = tree.below(unit, f"Sekretariat {plan.short}", "sekretariat")
    posts.managerial(office, f"Sekretaris {plan.name}", "III.a", leads=True, special=registry)
    for name in ("Umum dan Kepegawaian", "Keuangan"):
        risky = name == "Keuangan" and plan.code in ("BKAD", "BAPENDA", "PUPR")
        posts.managerial(
            office, f"Kepala Subbagian {name} {plan.short}", "IV.a", high_risk=risky, special=registry
        )
    share = plan.staff // (len(plan.divisions) + 1)
    posts.staff(office, plan.staff - share * len(plan.divisions))
    families = [entry.split(":") for entry in plan.families.split()]
    for name in plan.divisions:
        division = tree.below(unit, f"Bidang {name}", "bidang")
        risky = (plan.code == "DPMPTSP" and name.startswith("Perizinan")) or name == "Penagihan"
        posts.managerial(division, f"Kepala Bidang {name}", "III.b", leads=True, high_risk=risky,
            special=registry,
                         domain=plan.domain)  # fmt: skip
        posts.staff(division, share)
    divisions = [one for one in tree.units if one.parent == unit.code and one.kind == "bidang"]
    for place, (family, count) in enumerate(families):
        name = family.replace("_", " ")
        if name == "Pranata Komputer" and plan.code == "KOMINFO":
            posts.functional(divisions[0], name, 14)
            posts.functional(divisions[1], name, 8)
        elif name in ("Perencana", "Arsiparis") and plan.code not in ("BAPPERIDA", "ARPUS"):
            posts.functional(office, name, int(count))
        else:
            home = {"Statistisi": 2, "Sandiman": 3, "Pranata Humas": 4}.get(name, place % len(divisions))
            posts.functional(divisions[min(home, len(divisions) - 1)], name, int(count))
    for name in plan.service_units:
        service = tree.below(unit, f"UPTD {name}", "uptd")
        posts.managerial(service, f"Kepala UPTD {name}", "IV.a", leads=True)
        posts.staff(service, 12)
    if plan.code == "PENDIDIKAN":
        _schools(tree, posts, unit)
    if plan.code == "KESEHATAN":
        _health_centres(tree, posts, unit)


def _schools(tree: Tree, posts: PostMap, unit: Unit) -> None:
    for model, count in MODELS_OF_SCHOOL:
        for number in range(1, count + 1):
            school = tree.below(unit, f"{model} Negeri {number} Wanasari", "sekolah")
            posts.functional(school, "Guru Kelas" if model == "SD" else "Guru", 25 if model == "SD" else 44)
            posts.staff(school, 2 if model == "SD" else 5)


def _health_centres(tree: Tree, posts: PostMap, unit: Unit) -> None:
    villages = [village for names in SUBDISTRICTS.values() for village in names.split()]
    for village in villages[:: len(villages) // HEALTH_CENTRES][:HEALTH_CENTRES]:
        centre = tree.below(unit, f"Puskesmas {village}", "puskesmas")
        for family, count in (("Dokter", 4), ("Dokter Gigi", 1), ("Perawat", 11), ("Bidan", 10),
            ("Apoteker", 1),
                              ("Nutrisionis", 2), ("Pranata Laboratorium Kesehatan", 2)):  # fmt: skip
            posts.functional(centre, family, count)
        posts.staff(centre, 5)


def _hospital(tree: Tree, posts: PostMap) -> None:
    hospital = tree.department("RSUD", "RSUD Kota Wanasari", "rsud", "RSUD")
    posts.managerial(hospital, "Direktur RSUD Kota Wanasari", "II.b", leads=True, domain="domain_health")
    for name in ("Pelayanan", "Umum dan Keuangan", "Penunjang"):
        division = tree.below(hospital, f"Bidang {name} RSUD", "bidang")
        posts.managerial(division, f"Kepala Bidang {name} RSUD", "III.b", leads=True, domain="domain_health")
        posts.staff(division, 40)
    care = [unit for unit in tree.units if unit.parent == hospital.code]
    for family, count, place in (
        ("Dokter", 60, 0), ("Perawat", 240, 0), ("Bidan", 60, 0), ("Dokter Gigi", 6, 0), ("Apoteker", 14, 2),
        ("Nutrisionis", 10, 2), ("Pranata Laboratorium Kesehatan", 24, 2), ("Perekam Medis", 14, 1),
        ("Pranata Komputer", 3, 1),
    ):  # fmt: skip
        posts.functional(care[place], family, count)


def _subdistrict(tree: Tree, posts: PostMap, name: str, villages: list[str]) -> None:
    code = "KEC-" + name.upper().replace(" ", "")
    unit = tree.department(code, f"Kecamatan {name}", "kecamatan", f"Kec. {name}")
    posts.managerial(unit, f"Camat {name}", "III.a", leads=True, special="camat")
    posts.managerial(unit, f"Sekretaris Kecamatan {name}", "III.b")
    for field in (
        "Pemerintahan",
        "Ekonomi dan Pembangunan",
        "Kesejahteraan Rakyat",
        "Ketenteraman dan Ketertiban",
    ):
        posts.managerial(unit, f"Kepala Seksi {field} Kecamatan {name}", "IV.a")
    for field in ("Umum dan Kepegawaian", "Keuangan"):
        posts.managerial(unit, f"Kepala Subbagian {field} Kecamatan {name}", "IV.b")
    posts.functional(unit, "Analis Kebijakan", 2)
    posts.staff(unit, 18)
    for village in villages:
        below = tree.below(unit, f"Kelurahan {village}", "kelurahan")
        posts.managerial(below, f"Lurah {village}", "IV.a", leads=True)
        posts.managerial(below, f"Sekretaris Lurah {village}", "IV.b")
        for field in ("Pemerintahan", "Ekonomi dan Pembangunan", "Kemasyarakatan"):
            posts.managerial(below, f"Kepala Seksi {field} Kelurahan {village}", "IV.b")
        posts.staff(below, 5)
