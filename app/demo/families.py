"""Functional families: category, field of study, and the technical competencies that their posts ask for."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Family:
    """One functional family."""

    name: str
    skilled: bool
    """Whether posts of the skilled category exist beside those of the expert one."""
    fields: tuple[str, ...]
    front: str
    back: str
    needs: tuple[str, ...]
    """Technical competencies, the main one first."""


def _family(
    name: str, fields: str, back: str, needs: str = "", *, skilled: bool = False, front: str = ""
) -> Family:
    return Family(name, skilled, tuple(fields.split("; ")), front, back, tuple(needs.split()))


FAMILIES: dict[str, Family] = {
    family.name: family
    for family in (
        _family("Pranata Komputer", "Teknik Informatika; Sistem Informasi; Ilmu Komputer", "S.Kom.",
                "backend_dev database testing api_interop", skilled=True),
        _family("Statistisi", "Statistika; Matematika", "S.Stat.", "data_steward data_analysis data_eng"),
        _family("Sandiman", "Teknik Informatika; Rekayasa Kriptografi", "S.Tr.TP.",
            "infosec privacy infra_network"),
        _family("Pranata Humas", "Ilmu Komunikasi; Hubungan Masyarakat", "S.I.Kom.", "change_mgmt_training"),
        _family("Analis Kebijakan", "Administrasi Negara; Ilmu Pemerintahan; Kebijakan Publik", "S.A.P.",
                "business_analysis legal_drafting"),
        _family("Perencana", "Perencanaan Wilayah; Ekonomi Pembangunan; Administrasi Negara", "S.E.",
                "domain_budget business_analysis"),
        _family("Arsiparis", "Ilmu Kearsipan; Ilmu Perpustakaan", "S.Ars.", "domain_archive", skilled=True),
        _family("Pustakawan", "Ilmu Perpustakaan", "S.I.Pust.", "domain_archive", skilled=True),
        _family("Surveyor Pemetaan", "Teknik Geodesi; Geografi", "S.T.", "gis database", skilled=True),
        _family("Pengelola Pengadaan Barang/Jasa", "Hukum; Manajemen; Teknik Sipil", "S.H.",
                "procurement_it legal_drafting"),
        _family("Penata Perizinan", "Hukum; Administrasi Negara", "S.H.",
            "domain_licensing business_analysis"),
        _family("Administrator Database Kependudukan", "Sistem Informasi; Teknik Informatika", "S.Kom.",
                "domain_population database"),
        _family("Operator SIAK", "Teknik Komputer; Manajemen Informatika", "A.Md.", "domain_population",
                skilled=True),
        _family("Analis Keuangan Pusat dan Daerah", "Akuntansi; Manajemen Keuangan", "S.E.", "domain_budget"),
        _family("Penilai Pemerintah", "Akuntansi; Teknik Sipil", "S.E.", "domain_asset"),
        _family("Pemeriksa Pajak Daerah", "Perpajakan; Akuntansi", "S.E.", "domain_tax data_analysis"),
        _family("Analis SDM Aparatur", "Administrasi Negara; Psikologi; Hukum", "S.A.P.", "domain_hr"),
        _family("Pranata SDM Aparatur", "Administrasi Negara; Manajemen", "A.Md.", "domain_hr", skilled=True),
        _family("Assessor SDM Aparatur", "Psikologi", "S.Psi.", "domain_hr"),
        _family("Auditor", "Akuntansi; Hukum", "S.E.", "it_audit_risk"),
        _family("Pengawas Penyelenggaraan Urusan Pemerintahan di Daerah", "Ilmu Pemerintahan; Hukum", "S.IP.",
                "it_audit_risk"),
        _family("Analis Hukum", "Hukum", "S.H.", "legal_drafting"),
        _family("Guru Kelas", "Pendidikan Guru Sekolah Dasar", "S.Pd.", "domain_education"),
        _family("Guru", "Pendidikan Matematika; Pendidikan Bahasa Indonesia; Pendidikan IPA; Pendidikan IPS; "
                "Pendidikan Bahasa Inggris", "S.Pd.", "domain_education"),
        _family("Pengawas Sekolah", "Manajemen Pendidikan", "M.Pd.", "domain_education"),
        _family("Dokter", "Kedokteran", "", "domain_health", front="dr."),
        _family("Dokter Gigi", "Kedokteran Gigi", "", "domain_health", front="drg."),
        _family("Perawat", "Keperawatan", "S.Kep.", "domain_health", skilled=True),
        _family("Bidan", "Kebidanan", "S.Keb.", "domain_health", skilled=True),
        _family("Apoteker", "Farmasi", "S.Farm.", "domain_health"),
        _family("Nutrisionis", "Gizi", "S.Gz.", "domain_health", skilled=True),
        _family("Pranata Laboratorium Kesehatan", "Analis Kesehatan", "A.Md.AK.", "domain_health",
            skilled=True),
        _family("Tenaga Sanitasi Lingkungan", "Kesehatan Lingkungan", "S.KM.", "domain_health", skilled=True),
        _family("Perekam Medis", "Rekam Medis", "A.Md.RMIK.", "domain_health data_steward", skilled=True),
        _family("Epidemiolog Kesehatan", "Kesehatan Masyarakat", "S.KM.", "domain_health data_analysis"),
        _family("Administrator Kesehatan", "Kesehatan Masyarakat", "S.KM.", "domain_health"),
        _family("Polisi Pamong Praja", "Ilmu Pemerintahan; Hukum", "S.IP.", "", skilled=True),
        _family("Pemadam Kebakaran", "Teknik; Manajemen", "S.T.", "", skilled=True),
    )
}  # fmt: skip


def family(name: str) -> Family:
    """Return a family; one without an entry of its own asks for nothing technical."""
    known = FAMILIES.get(name)
    return known or Family(name, False, ("Manajemen", "Administrasi Negara", "Teknik"), "", "S.E.", ())
