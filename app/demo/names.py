"""Plausible names of several regions of the archipelago, put together by chance."""

from app.demo.dice import Dice

MALE = (
    "Agus Ahmad Aji Ali Andi Anton Arif Asep Bagus Bambang Budi Cahyo Dadang Dani Dedi Deden Dimas Eko "
    "Endang Fajar "
    "Faisal Farhan Feri Galih Gilang Gunawan Hadi Hasan Hendra Herman Ilham Imam Indra Irfan Iwan Jajang "
    "Joko Kusnadi "
    "Lukman Maman Mulyadi Nana Nanang Oki Purnomo Rahmat Rangga Rendi Rizal Rizki Rudi Rusli Saiful "
    "Satria Slamet "
    "Suherman Sutrisno Syahrul Taufik Teguh Tono Ujang Usman Wahyu Wawan Wisnu Yana Yanto Yudi Yusuf Zaenal"
).split()
FEMALE = (
    "Ai Aisyah Anisa Ani Ayu Citra Dewi Diah Dian Dina Eka Elis Ema Erna Euis Fatimah Fitri Hana Hesti "
    "Ida Iis Ika "
    "Imas Indah Intan Juwita Kartika Lestari Lilis Lina Maya Mega Melati Mira Mutia Nani Neneng Nia Nina "
    "Nining Novi "
    "Nurul Putri Rahma Ratna Reni Rina Rini Rita Rosita Salma Sari Sinta Siti Sri Susi Tati Tini Tuti "
    "Ulfa Wati Widya "
    "Winda Wulan Yanti Yayah Yeni Yuli Yulia Yunita Zahra"
).split()
SECOND = (
    "Abdullah Adriansyah Amalia Anggraeni Apriyanti Ardiansyah Arifin Ariyanto Astuti Aulia Basuki "
    "Budiman Cahyani "
    "Darmawan Effendi Fadilah Fauzi Firmansyah Fitriani Ginanjar Gumilar Habibah Hakim Halimah Hamdani "
    "Handayani "
    "Haryanto Hermawan Hidayat Hidayati Iskandar Ismail Junaedi Kurnia Kurniawan Kusuma Kusumawati "
    "Lesmana Lubis "
    "Mahendra Manurung Maryam Maulana Mulyana Munandar Nasution Ningsih Nugraha Nugroho Nuraeni Nurhayati "
    "Nurjanah "
    "Oktaviani Pamungkas Pangestu Permana Pertiwi Prasetyo Pratama Pratiwi Purnama Purwanto Rachman "
    "Rahayu Rahmawati "
    "Ramadhan Riyadi Rohman Rosadi Rukmana Safitri Saputra Saputri Sasmita Setiawan Siregar Situmorang "
    "Soleh Solihin "
    "Subagja Sudrajat Suganda Sugiarto Suhendar Sukmawati Sulaeman Supriadi Supriatna Suryana Suryani "
    "Susanti Susanto "
    "Sutisna Syafitri Syamsudin Tanjung Utami Wahyuni Wibowo Wicaksono Widodo Wijaya Wulandari Yulianti "
    "Yuniarti Yusup"
).split()
FEMALE_ONLY = frozenset(
    "Amalia Anggraeni Apriyanti Astuti Aulia Cahyani Fadilah Fitriani Habibah Halimah Handayani Hidayati "
    "Kusumawati "
    "Maryam Ningsih Nuraeni Nurhayati Nurjanah Oktaviani Pertiwi Pratiwi Rahayu Rahmawati Safitri Saputri "
    "Sukmawati "
    "Suryani Susanti Syafitri Utami Wahyuni Wulandari Yulianti Yuniarti".split()
)
MALE_ONLY = frozenset(
    "Abdullah Adriansyah Ardiansyah Arifin Ariyanto Basuki Budiman Darmawan Effendi Fauzi Firmansyah "
    "Ginanjar Gumilar "
    "Hakim Hamdani Haryanto Hermawan Hidayat Iskandar Ismail Junaedi Kurniawan Mahendra Maulana Mulyana "
    "Munandar "
    "Nugraha Nugroho Pamungkas Prasetyo Pratama Purwanto Rachman Ramadhan Riyadi Rohman Rosadi Saputra "
    "Setiawan Soleh "
    "Solihin Subagja Sudrajat Suganda Sugiarto Suhendar Sulaeman Supriadi Supriatna Suryana Susanto "
    "Sutisna Syamsudin "
    "Wibowo Wicaksono Widodo Wijaya Yusup".split()
)


def make_name(dice: Dice, sex: str) -> str:
    """Return a name of two or three words; a few have one word or an apostrophe, as real ones have."""
    first = dice.choice(MALE if sex == "L" else FEMALE)
    fitting = [word for word in SECOND if word not in (FEMALE_ONLY if sex == "L" else MALE_ONLY)]
    words = [first, dice.choice(fitting)]
    if dice.share(0.22):
        middle = dice.choice(MALE if sex == "L" else FEMALE)
        if middle != first:
            words.insert(1, middle)
    if sex == "L" and dice.share(0.08):
        words.insert(0, "Muhammad")
    if dice.share(0.006):
        return dice.choice(("Nur'aeni", "Ma'ruf", "Sya'ban", "Jum'ah")) + " " + words[-1]
    return words[0] if dice.share(0.004) else " ".join(words)
