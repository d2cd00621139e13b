"""The departments of the demo city, with their divisions and the functional posts of their offices."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Plan:
    """What a department consists of."""

    code: str
    name: str
    short: str
    kind: str
    domain: str
    """The technical competency of its subject, or nothing."""
    divisions: tuple[str, ...]
    families: str
    """Functional families of the office with the number of posts: ``Pranata Komputer:3 Arsiparis:1``."""
    staff: int
    service_units: tuple[str, ...] = ()


OFFICE = "Analis_Kebijakan:3 Perencana:2 Arsiparis:2"


def _plan(
    code: str, name: str, short: str, domain: str, divisions: str, families: str, staff: int, units: str = ""
) -> Plan:
    kind = name.split()[0].lower()
    return Plan(
        code,
        name,
        short,
        kind,
        domain,
        tuple(divisions.split("; ")),
        families,
        staff,
        tuple(units.split("; ")) if units else (),
    )


DEPARTMENTS: tuple[Plan, ...] = (
    _plan("PENDIDIKAN", "Dinas Pendidikan", "Disdik", "domain_education",
          "Pembinaan SD; Pembinaan SMP; Pembinaan PAUD dan Pendidikan Masyarakat; Ketenagaan",
          f"{OFFICE} Pranata_Komputer:2 Pengawas_Sekolah:14", 42),
    _plan("KESEHATAN", "Dinas Kesehatan", "Dinkes", "domain_health",
          "Kesehatan Masyarakat; Pencegahan dan Pengendalian Penyakit; Pelayanan Kesehatan; Sumber Daya "
          "Kesehatan",
          f"{OFFICE} Pranata_Komputer:2 Epidemiolog_Kesehatan:4 Administrator_Kesehatan:8", 40,
          "Laboratorium Kesehatan Daerah; Instalasi Farmasi"),
    _plan("PUPR", "Dinas Pekerjaan Umum dan Penataan Ruang", "PUPR", "gis",
          "Sumber Daya Air; Bina Marga; Cipta Karya; Tata Ruang",
          f"{OFFICE} Pranata_Komputer:2 Surveyor_Pemetaan:4 Teknik_Jalan_dan_Jembatan:8", 60,
              "Pemeliharaan Jalan"),
    _plan("PERKIM", "Dinas Perumahan dan Kawasan Permukiman", "Disperkim", "gis",
          "Perumahan; Kawasan Permukiman; Pertamanan dan Pemakaman", f"{OFFICE} Surveyor_Pemetaan:2", 48),
    _plan("SOSIAL", "Dinas Sosial", "Dinsos", "domain_social",
          "Perlindungan dan Jaminan Sosial; Rehabilitasi Sosial; Pemberdayaan Sosial",
          f"{OFFICE} Pranata_Komputer:1 Pekerja_Sosial:6", 28),
    _plan("NAKER", "Dinas Tenaga Kerja", "Disnaker", "domain_social",
          "Pelatihan dan Produktivitas; Penempatan Tenaga Kerja; Hubungan Industrial",
          f"{OFFICE} Pengantar_Kerja:4 Instruktur:6 Mediator_Hubungan_Industrial:3", 24,
              "Balai Latihan Kerja"),
    _plan("PPPA", "Dinas Pemberdayaan Perempuan dan Perlindungan Anak", "DPPPA", "domain_social",
          "Kesetaraan Gender; Perlindungan Perempuan; Perlindungan Anak", OFFICE, 20),
    _plan("PANGAN", "Dinas Ketahanan Pangan dan Pertanian", "DKPP", "domain_social",
          "Ketahanan Pangan; Pertanian; Peternakan dan Perikanan",
          f"{OFFICE} Penyuluh_Pertanian:6 Medik_Veteriner:3 Analis_Ketahanan_Pangan:3", 30,
              "Rumah Potong Hewan"),
    _plan("LH", "Dinas Lingkungan Hidup", "DLH", "gis",
          "Tata Lingkungan; Pengelolaan Persampahan; Pengendalian Pencemaran",
          f"{OFFICE} Pengendali_Dampak_Lingkungan:6", 70, "Pengolahan Sampah"),
    _plan("DUKCAPIL", "Dinas Kependudukan dan Pencatatan Sipil", "Disdukcapil", "domain_population",
          "Pelayanan Pendaftaran Penduduk; Pelayanan Pencatatan Sipil; Pengelolaan Informasi; Pemanfaatan "
          "Data",
          f"{OFFICE} Pranata_Komputer:3 Administrator_Database_Kependudukan:4 Operator_SIAK:10", 26),
    _plan("PPKB", "Dinas Pengendalian Penduduk dan Keluarga Berencana", "DPPKB", "domain_population",
          "Pengendalian Penduduk; Keluarga Berencana; Ketahanan Keluarga",
          f"{OFFICE} Penyuluh_Keluarga_Berencana:12",
          20),
    _plan("PERHUBUNGAN", "Dinas Perhubungan", "Dishub", "gis",
          "Lalu Lintas; Angkutan; Prasarana dan Keselamatan",
          f"{OFFICE} Pranata_Komputer:1 Penguji_Kendaraan_Bermotor:8", 66, "Pengujian Kendaraan; Terminal"),
    _plan("KOMINFO", "Dinas Komunikasi dan Informatika", "Diskominfo", "enterprise_arch",
          "Aplikasi Informatika; Infrastruktur Teknologi; Statistik dan Data; Persandian dan Keamanan "
          "Informasi; "
          "Komunikasi Publik",
          f"{OFFICE} Pranata_Komputer:22 Statistisi:6 Sandiman:5 Pranata_Humas:6", 22),
    _plan("KUKMDAGIN", "Dinas Koperasi, Usaha Kecil, Perdagangan dan Perindustrian", "DKUKMDAGIN",
        "domain_social",
          "Koperasi dan Usaha Kecil; Perdagangan; Perindustrian; Kemetrologian",
          f"{OFFICE} Pranata_Komputer:1 Pengawas_Koperasi:3 Penera:4", 30,
              "Metrologi Legal; Pengelolaan Pasar"),
    _plan("DPMPTSP", "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu", "DPMPTSP", "domain_licensing",
          "Penanaman Modal; Perizinan Berusaha; Perizinan Nonberusaha; Pengaduan dan Data",
          f"{OFFICE} Pranata_Komputer:4 Penata_Perizinan:12", 24),
    _plan("DISPORA", "Dinas Kepemudaan dan Olahraga", "Dispora", "",
          "Kepemudaan; Keolahragaan; Sarana dan Prasarana", OFFICE, 18, "Pengelolaan Gelanggang Olahraga"),
    _plan("DISPARBUD", "Dinas Pariwisata dan Kebudayaan", "Disparbud", "",
          "Destinasi Wisata; Ekonomi Kreatif; Kebudayaan", f"{OFFICE} Adyatama_Kepariwisataan:4 "
          f"Pamong_Budaya:4", 22),
    _plan("ARPUS", "Dinas Arsip dan Perpustakaan", "Disarpus", "domain_archive",
          "Pengelolaan Arsip; Pengelolaan Perpustakaan; Layanan dan Kerja Sama",
          "Arsiparis:12 Pustakawan:12 Pranata_Komputer:1 Perencana:1", 16),
    _plan("DAMKAR", "Dinas Pemadam Kebakaran dan Penyelamatan", "Damkar", "",
          "Pencegahan; Pemadaman; Penyelamatan", "Pemadam_Kebakaran:30 Perencana:1", 40),
    _plan("BAPPERIDA", "Badan Perencanaan Pembangunan, Riset dan Inovasi Daerah", "Bapperida",
        "domain_budget",
          "Perencanaan dan Evaluasi; Pemerintahan dan Pembangunan Manusia; Perekonomian dan Prasarana; "
          "Riset dan Inovasi", "Perencana:16 Analis_Kebijakan:5 Pranata_Komputer:2 Peneliti:3 "
          "Arsiparis:1", 16),
    _plan("BKAD", "Badan Keuangan dan Aset Daerah", "BKAD", "domain_asset",
          "Anggaran; Perbendaharaan; Akuntansi; Pengelolaan Aset",
          f"{OFFICE} Pranata_Komputer:3 Analis_Keuangan_Pusat_dan_Daerah:10 Penilai_Pemerintah:3", 30),
    _plan("BAPENDA", "Badan Pendapatan Daerah", "Bapenda", "domain_tax",
          "Pendataan dan Penetapan; Penagihan; Pengembangan Pendapatan; Pajak Bumi dan Bangunan",
          f"{OFFICE} Pranata_Komputer:4 Pemeriksa_Pajak_Daerah:10", 44),
    _plan("BKPSDM", "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia", "BKPSDM", "domain_hr",
          "Formasi dan Data; Mutasi dan Promosi; Pengembangan Kompetensi; Kinerja dan Disiplin",
          "Analis_SDM_Aparatur:18 Pranata_SDM_Aparatur:8 Pranata_Komputer:2 Assessor_SDM_Aparatur:4 "
          "Arsiparis:2", 12),
    _plan("KESBANGPOL", "Badan Kesatuan Bangsa dan Politik", "Kesbangpol", "",
          "Ideologi dan Kewaspadaan; Politik Dalam Negeri; Ketahanan Sosial", OFFICE, 16),
    _plan("BPBD", "Badan Penanggulangan Bencana Daerah", "BPBD", "gis",
          "Pencegahan dan Kesiapsiagaan; Kedaruratan; Rehabilitasi", f"{OFFICE} Analis_Bencana:4", 30),
    _plan("SATPOLPP", "Satuan Polisi Pamong Praja", "Satpol PP", "",
          "Penegakan Peraturan; Ketertiban Umum; Pelindungan Masyarakat",
          "Polisi_Pamong_Praja:60 Perencana:1 Arsiparis:1", 30),
)  # fmt: skip

BUREAUS = (
    "Tata Pemerintahan", "Hukum", "Kesejahteraan Rakyat", "Perekonomian", "Administrasi Pembangunan",
    "Pengadaan Barang dan Jasa", "Umum", "Organisasi", "Protokol dan Komunikasi Pimpinan",
)  # fmt: skip
SUBDISTRICTS: dict[str, str] = {
    "Cibening": "Cibening Sukaresmi Pasirjati Babakan Loji Margasari Neglasari Cikaret Mulyaharja Rancamaya",
    "Tanjungsari": "Tanjungsari Baranangsiang Sindangrasa Katulampa Tajur Lawanggintung Cipaku Genteng "
    "Harjasari Kertamaya",
    "Karangmulya": "Karangmulya Cilendek Semplak Menteng Curug Situgede Bubulak Margajaya Balumbang "
    "Gununggede",
    "Wanasari Timur": "Sukasari Bondongan Empang Paledang Gudang Tegallega Babakanpasar Sempur Panaragan "
    "Pabaton",
    "Ciwaringin": "Ciwaringin Kebonkelapa Cibogor Kedunghalang Ciparigi Cimahpar Bantarjati Tegalgundil "
    "Tanahbaru Cibuluh",
    "Sindangbarang": "Sindangbarang Pasirmulya Pasirkuda Pasirjaya Gunungbatu Cilubang Sukadamai "
    "Kayumanis Mekarwangi Kencana",
}
MODELS_OF_SCHOOL = (("SD", 58), ("SMP", 20))
HEALTH_CENTRES = 24
