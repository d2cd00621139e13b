"""The roles of a system-building team: how much service each needs, and which competencies."""

ROLE_NAMES: dict[str, tuple[str, int, str, int]] = {
    "owner": ("Pemilik produk", 40, "50", 1),
    "lead": ("Pimpinan teknis", 80, "40;70", 1),
    "dev": ("Pengembang", 150, "50;80", 1),
    "engineer": ("Perekayasa data", 120, "40;70", 1),
    "data": ("Pengelola basis data", 60, "50;80", 1),
    "steward": ("Walidata", 60, "60", 1),
    "analyst": ("Analis proses bisnis", 50, "60", 1),
    "trainer": ("Pendamping pengguna", 50, "70", 0),
    "security": ("Penanggung jawab keamanan", 40, "50;80", 1),
    "procurement": ("Pejabat pengadaan TIK", 40, "60", 1),
    "operator": ("Admin dan operator", 100, "70", 0),
    "gis": ("Analis spasial", 80, "50;80", 1),
    "archivist": ("Pengelola arsip", 60, "60", 1),
    "audit": ("Pemeriksa TIK", 50, "60", 1),
}
"""Name, service needed in percent of one person, ramp of a newcomer, rounds of handover."""

NEEDS: dict[str, dict[str, int]] = {
    "owner": {"product_ownership": 2, "business_analysis": 2, "PKP": 3},
    "lead": {"backend_dev": 3, "api_interop": 3, "database": 2},
    "dev": {"backend_dev": 2, "frontend_dev": 2, "testing": 2},
    "engineer": {"data_eng": 3, "database": 3},
    "data": {"database": 2, "data_steward": 1},
    "steward": {"data_steward": 3, "data_analysis": 2},
    "analyst": {"business_analysis": 2, "requirements": 2},
    "trainer": {"change_mgmt_training": 2, "KOM": 2},
    "security": {"infosec": 3, "privacy": 2},
    "procurement": {"procurement_it": 3},
    "operator": {"it_service_mgmt": 1, "PPB": 2},
    "gis": {"gis": 2, "database": 2},
    "archivist": {"domain_archive": 2, "data_steward": 1},
    "audit": {"it_audit_risk": 2},
}
ENGINEERS = (
    "Pranata Komputer",
    "Statistisi",
    "Sandiman",
    "Surveyor Pemetaan",
    "Administrator Database Kependudukan",
)
"""Families whose members serve technical roles, also those of other departments by a work-team decree."""
TECHNICAL = frozenset({"lead", "dev", "engineer", "data", "security", "gis", "steward"})
MANAGED = frozenset({"owner"})
