"""The technical competencies of teams that build information systems, beside the nine national ones."""

NATIONAL = ("INT", "KJS", "KOM", "ORH", "PPB", "PDO", "MPB", "PKP", "PRB")

TECHNICAL: dict[str, tuple[str, str, str]] = {
    "business_analysis": (
        "Analisis proses bisnis",
        "Business analysis",
        "Memetakan dan menata proses layanan",
    ),
    "requirements": (
        "Perumusan kebutuhan",
        "Requirements definition",
        "Menyusun KAK dan kebutuhan yang dapat diuji",
    ),
    "product_ownership": (
        "Kepemilikan produk",
        "Product ownership",
        "Menentukan prioritas layanan menurut manfaat",
    ),
    "project_mgmt": (
        "Manajemen proyek",
        "Project management",
        "Merencanakan dan mengendalikan pekerjaan tim",
    ),
    "procurement_it": ("Pengadaan TIK", "IT procurement", "Mengadakan dan mengendalikan kontrak TIK"),
    "enterprise_arch": (
        "Arsitektur SPBE",
        "Enterprise architecture",
        "Menyusun arsitektur dan peta rencana SPBE",
    ),
    "backend_dev": (
        "Pemrograman sisi server",
        "Back-end development",
        "Membangun layanan dan logika aplikasi",
    ),
    "frontend_dev": (
        "Pemrograman antarmuka",
        "Front-end development",
        "Membangun tampilan web yang mudah dipakai",
    ),
    "mobile_dev": ("Pemrograman gawai", "Mobile development", "Membangun aplikasi gawai"),
    "database": ("Basis data", "Database", "Merancang dan mengelola basis data"),
    "api_interop": ("Integrasi dan API", "Integration and API", "Menghubungkan layanan melalui SPLP dan API"),
    "data_eng": ("Rekayasa data", "Data engineering", "Membangun aliran data yang andal"),
    "data_analysis": ("Analisis data", "Data analysis", "Mengubah data menjadi keputusan"),
    "gis": ("Sistem informasi geografis", "Spatial analysis", "Mengelola dan menganalisis data spasial"),
    "data_steward": ("Walidata dan Satu Data", "Data stewardship", "Menjaga standar, metadata dan mutu data"),
    "ux_service_design": (
        "Rancang layanan dan UX",
        "Service design",
        "Merancang layanan bersama penggunanya",
    ),
    "testing": ("Pengujian", "Testing", "Menguji fungsi, kinerja dan penerimaan"),
    "infra_network": ("Jaringan dan peladen", "Infrastructure", "Mengelola jaringan dan peladen"),
    "cloud_devops": ("Komputasi awan dan DevOps", "Cloud and DevOps", "Menerbitkan dan memantau aplikasi"),
    "infosec": ("Keamanan informasi", "Information security", "Melindungi sistem dari serangan"),
    "privacy": ("Pelindungan data pribadi", "Data protection", "Menerapkan UU 27/2022 pada sistem"),
    "it_service_mgmt": ("Layanan TI", "IT service management", "Mengelola meja layanan dan gangguan"),
    "it_audit_risk": ("Audit dan risiko TIK", "IT audit and risk", "Menilai risiko dan kendali TIK"),
    "change_mgmt_training": (
        "Pendampingan pengguna",
        "Change and training",
        "Melatih dan mendampingi pengguna",
    ),
    "legal_drafting": ("Perancangan aturan", "Legal drafting", "Menyusun Perwal dan SOP untuk sistem"),
    "domain_population": ("Ranah kependudukan", "Population domain", "Memahami administrasi kependudukan"),
    "domain_tax": ("Ranah pendapatan daerah", "Local revenue domain", "Memahami pajak dan retribusi daerah"),
    "domain_licensing": ("Ranah perizinan", "Licensing domain", "Memahami perizinan berusaha"),
    "domain_health": (
        "Ranah layanan kesehatan",
        "Health domain",
        "Memahami layanan puskesmas dan rumah sakit",
    ),
    "domain_education": ("Ranah pendidikan", "Education domain", "Memahami pengelolaan sekolah"),
    "domain_asset": ("Ranah aset daerah", "Asset domain", "Memahami penatausahaan barang milik daerah"),
    "domain_budget": ("Ranah anggaran", "Budget domain", "Memahami perencanaan dan anggaran daerah"),
    "domain_hr": ("Ranah kepegawaian", "HR domain", "Memahami manajemen ASN"),
    "domain_archive": ("Ranah kearsipan", "Archive domain", "Memahami pengelolaan arsip"),
    "domain_social": (
        "Ranah sosial dan daya beli",
        "Social domain",
        "Memahami bantuan sosial dan harga pokok",
    ),
}
LEVEL_WORDS = (
    "Memahami dasar {name} dan bekerja dengan bimbingan",
    "Menerapkan {name} pada tugas rutin",
    "Menerapkan {name} secara mandiri pada tugas yang beragam",
    "Memimpin penerapan {name} lintas unit dan membimbing yang lain",
    "Menetapkan arah {name} dan menjadi rujukan",
)
