"""A file that is refused as a whole, with the sentence that says why and what to do."""

SENTENCES: dict[str, tuple[str, str]] = {
    "empty": (
        "Berkas kosong. Ekspor ulang dari SIASN atau SIMPEG, lalu unggah lagi.",
        "The file is empty. Export it again from SIASN or SIMPEG and upload it.",
    ),
    "too_large": (
        "Berkas {size} MB, batasnya {limit} MB. Bagi menurut OPD, atau hapus lembar yang tidak perlu.",
        "The file has {size} MB, the limit is {limit} MB. Split it by department, or delete unneeded sheets.",
    ),
    "xls": (
        (
            "Ini buku kerja Excel lama (.xls). Buka di Excel atau LibreOffice, simpan sebagai .xlsx, lalu "
            "unggah lagi."
        ),
        (
            "This is an old Excel workbook (.xls). Open it in Excel or LibreOffice, save it as .xlsx and "
            "upload it."
        ),
    ),
    "encrypted": (
        "Buku kerja ini dikunci dengan kata sandi. Simpan tanpa kata sandi, lalu unggah lagi.",
        "This workbook is protected by a password. Save it without a password and upload it again.",
    ),
    "ods": (
        "Ini lembar OpenDocument (.ods). Simpan sebagai .xlsx atau .csv, lalu unggah lagi.",
        "This is an OpenDocument sheet (.ods). Save it as .xlsx or .csv and upload it again.",
    ),
    "xlsb": (
        "Ini buku kerja biner (.xlsb). Simpan sebagai .xlsx, lalu unggah lagi.",
        "This is a binary workbook (.xlsb). Save it as .xlsx and upload it again.",
    ),
    "macro": (
        "Buku kerja ini berisi makro (.xlsm). Simpan sebagai .xlsx tanpa makro, lalu unggah lagi.",
        "This workbook contains macros (.xlsm). Save it as .xlsx without macros and upload it again.",
    ),
    "other_type": (
        "Isi berkas ini {what}, bukan tabel. Yang dapat dibaca: .xlsx dan .csv.",
        "This file holds {what}, not a table. What can be read: .xlsx and .csv.",
    ),
    "damaged": (
        (
            "Buku kerja ini rusak dan tidak dapat dibuka. Ekspor ulang, atau buka lalu simpan lagi sebagai "
            ".xlsx."
        ),
        "This workbook is damaged and cannot be opened. Export it again, or open and save it as .xlsx.",
    ),
    "members": (
        "Buku kerja ini terdiri dari {count} bagian, batasnya {limit}. Salin tabelnya ke buku kerja baru.",
        "This workbook has {count} parts, the limit is {limit}. Copy its table into a new workbook.",
    ),
    "unpacked": (
        "Isi buku kerja menjadi {size} MB bila dibuka, batasnya {limit} MB. Bagi menurut OPD.",
        "The workbook unpacks to {size} MB, the limit is {limit} MB. Split it by department.",
    ),
    "ratio": (
        (
            "Satu bagian buku kerja memuai {ratio} kali bila dibuka, batasnya {limit}. Salin tabelnya "
            "ke buku kerja baru."
        ),
        (
            "One part of the workbook expands {ratio} times, the limit is {limit}. Copy its table into a "
            "new workbook."
        ),
    ),
    "rows": (
        (
            "Lembar {sheet} berisi {count} baris, batasnya {limit}. Bagi menurut OPD, atau hapus baris "
            "kosong di bawah."
        ),
        "Sheet {sheet} has {count} rows, the limit is {limit}. Split it, or delete empty rows at the bottom.",
    ),
    "columns": (
        "Lembar {sheet} berisi {count} kolom, batasnya {limit}. Hapus kolom yang tidak perlu.",
        "Sheet {sheet} has {count} columns, the limit is {limit}. Delete the columns that are not needed.",
    ),
    "cell": (
        (
            "Baris {row} berisi sel yang terlalu panjang. Tanda kutip mungkin tidak tertutup; ekspor ulang "
            "sebagai .xlsx."
        ),
        (
            "Row {row} holds a cell that is too long. A quotation mark may be left open; export it again as "
            ".xlsx."
        ),
    ),
    "encoding": (
        "Huruf di berkas CSV ini tidak dapat dibaca. Simpan sebagai CSV UTF-8, atau sebagai .xlsx.",
        "The letters of this CSV file cannot be read. Save it as CSV UTF-8, or as .xlsx.",
    ),
    "cost": (
        (
            "Berkas ini terlalu berat untuk dibaca dengan aman ({what}). Bagi menurut OPD, lalu unggah satu "
            "per satu."
        ),
        "This file is too heavy to be read safely ({what}). Split it by department and upload the parts.",
    ),
    "no_table": (
        "Tidak ada tabel yang dikenali. Berkas harus punya baris judul, misalnya NIP dan NAMA.",
        "No table was recognised. The file needs a row of headings, such as NIP and NAMA.",
    ),
    "stopped": (
        "Pembacaan dihentikan. Tidak ada yang ditulis.",
        "Reading was stopped. Nothing was written.",
    ),
}


WORDS: dict[str, tuple[str, str]] = {
    "pdf": ("dokumen PDF", "a PDF document"),
    "png": ("gambar PNG", "a PNG picture"),
    "jpeg": ("gambar JPEG", "a JPEG picture"),
    "gif": ("gambar GIF", "a GIF picture"),
    "rar": ("arsip RAR", "a RAR archive"),
    "7z": ("arsip 7z", "a 7z archive"),
    "gzip": ("arsip gzip", "a gzip archive"),
    "windows": ("program Windows", "a Windows program"),
    "linux": ("program Linux", "a Linux program"),
    "sqlite": ("basis data SQLite", "an SQLite database"),
    "rtf": ("dokumen RTF", "an RTF document"),
    "word": ("dokumen Word", "a Word document"),
    "slides": ("presentasi", "a presentation"),
    "zip": ("arsip ZIP", "a ZIP archive"),
    "html": ("halaman HTML", "an HTML page"),
    "xml": ("dokumen XML", "an XML document"),
    "binary": ("data biner", "binary data"),
    "memory": ("memori", "memory"),
    "time": ("waktu", "time"),
    "cells": ("jumlah sel", "number of cells"),
}
"""What a file turned out to be, or what reading it would have cost, in Indonesian and English."""


class FileRefused(Exception):
    """The file cannot be read; ``code`` and ``details`` give the sentence in both languages."""

    def __init__(self, code: str, **details: str) -> None:
        self.code = code
        self.details = details
        super().__init__(self.sentence("en"))

    def sentence(self, language: str) -> str:
        """Return the reason and the cure in Indonesian (``id``) or English (``en``)."""
        place = 0 if language == "id" else 1
        details = dict(self.details)
        if details.get("what") in WORDS:
            details["what"] = WORDS[details["what"]][place]
        return SENTENCES[self.code][place].format(**details)
