"""The competency dictionary of synthetic cases: the nine national ones, and technical ones by field."""

from optimizer.case import Competency

MANAGERIAL = {
    "INT": "Integritas",
    "KJS": "Kerja sama",
    "KOM": "Komunikasi",
    "ORH": "Orientasi pada hasil",
    "PPB": "Pelayanan publik",
    "PDO": "Pengembangan diri dan orang lain",
    "MPB": "Mengelola perubahan",
    "PKP": "Pengambilan keputusan",
}
SOCIOCULTURAL = {"PRB": "Perekat bangsa"}

FIELDS: dict[str, dict[str, str]] = {
    "informatika": {
        "business_analysis": "Analisis proses bisnis",
        "project_mgmt": "Manajemen proyek",
        "enterprise_arch": "Arsitektur SPBE",
        "programming": "Pemrograman",
        "database": "Basis data",
        "api_interop": "Integrasi layanan",
        "infra_network": "Infrastruktur jaringan",
        "infosec": "Keamanan informasi",
    },
    "tata kelola": {
        "legal_drafting": "Perancangan peraturan",
        "budgeting": "Penganggaran",
        "procurement": "Pengadaan barang dan jasa",
        "audit_risk": "Audit dan manajemen risiko",
        "hr_management": "Manajemen SDM",
    },
    "data": {
        "data_steward": "Satu data dan metadata",
        "data_analysis": "Analisis data",
        "gis": "Sistem informasi geografis",
        "archives": "Kearsipan",
    },
    "layanan": {
        "service_design": "Perancangan layanan",
        "population": "Administrasi kependudukan",
        "licensing": "Perizinan",
        "revenue": "Pajak dan retribusi",
        "health_service": "Layanan kesehatan",
    },
}
FAMILIES = {
    "informatika": "Pranata Komputer",
    "tata kelola": "Analis Kebijakan",
    "data": "Statistisi",
    "layanan": "Penata Layanan",
}
SKILL_FIELD = {skill: field for field, skills in FIELDS.items() for skill in skills}
SKILLS = tuple(SKILL_FIELD)


def competencies() -> list[Competency]:
    """
    Give the dictionary.

    Returns
    -------
    list of Competency
        About thirty, national ones first.
    """
    national = [Competency(id=key, name=name, family="managerial") for key, name in MANAGERIAL.items()]
    national += [Competency(id=key, name=name, family="sociocultural") for key, name in SOCIOCULTURAL.items()]
    technical = [Competency(id=key, name=name) for skills in FIELDS.values() for key, name in skills.items()]
    return national + technical
