"""
Writes the annex of the decree as a workbook: plain cells, no formula, no link, ready to print on A4.

Civil servant numbers are texts, because a number would lose its last digits.
"""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import xlsxwriter

from app.planning.annex_rows import AnnexRow, AnnexSheet
from app.web.formats import date_long, fingerprint, moment
from app.web.i18n import translate as _

_WIDTHS = (5, 34, 14, 24, 40, 40, 13, 9, 14, 18)


def heads() -> tuple[str, ...]:
    """Return the headings of the columns, in the order that decrees use."""
    return (
        _("No"),
        _("Nama / NIP"),
        _("Pangkat, TMT"),
        _("Pendidikan"),
        _("Jabatan lama"),
        _("Jabatan baru"),
        _("Eselon / jenjang"),
        _("Kelas"),
        _("TMT"),
        _("Keterangan"),
    )


def cells(number: int, row: AnnexRow) -> tuple[object, ...]:
    """Return the cells of one line."""
    rank = "\n".join(part for part in (row.rank, _day(row.rank_since)) if part)
    return (
        number,
        f"{row.name}\n{row.nip}",
        rank,
        row.education,
        f"{row.old_post}\n{row.old_unit}",
        f"{row.new_post}\n{row.new_unit}",
        row.grade,
        row.job_class if row.job_class is not None else "",
        _day(row.starts_on),
        row.remark,
    )


def _day(day: date | None) -> str:
    return "" if day is None else f"{day:%d-%m-%Y}"


def write(sheet: AnnexSheet) -> bytes:
    """Return the workbook."""
    output = io.BytesIO()
    # Texts stay texts: a name that begins with an equals sign must not become a formula.
    options: dict[str, Any] = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(output, options) as book:
        page = book.add_worksheet(_("Lampiran"))
        bold = book.add_format({"bold": True, "align": "center"})
        head = book.add_format(
            {"bold": True, "border": 1, "text_wrap": True, "align": "center", "valign": "vcenter"}
        )
        cell = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
        fine = book.add_format({"font_size": 8, "font_color": "#56636E"})
        last = len(_WIDTHS) - 1
        for column, width in enumerate(_WIDTHS):
            page.set_column(column, column, width)
        page.merge_range(0, 0, 0, last, _("LAMPIRAN KEPUTUSAN"), bold)
        page.merge_range(1, 0, 1, last, _("Mutasi pegawai, babak {name}", name=sheet.round_name), bold)
        page.merge_range(2, 0, 2, last, _("Berlaku mulai {day}", day=date_long(sheet.starts_on)), bold)
        page.write_row(4, 0, heads(), head)
        for number, row in enumerate(sheet.rows, 1):
            page.write_row(4 + number, 0, cells(number, row), cell)
            page.set_row(4 + number, 32)
        foot = 6 + len(sheet.rows)
        for offset, sentence in enumerate(_foot(sheet)):
            page.write_string(foot + offset, 0, sentence, fine)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.repeat_rows(4)
        page.freeze_panes(5, 0)
        page.set_footer("&L&8" + fingerprint(sheet.plan_hash) + "&R&8&P / &N")
    return output.getvalue()


def _foot(sheet: AnnexSheet) -> list[str]:
    """Return what ties the sheet to its plan: without these lines a sheet could be anybody's."""
    lines = [
        _("Sidik rencana: {digest}", digest=sheet.plan_hash),
        _("Sidik masukan: {digest}", digest=sheet.case_hash),
        _(
            "Diperiksa mandiri {moment}; {rows} mutasi.",
            moment=moment(sheet.verified_at),
            rows=len(sheet.rows),
        ),
    ]
    if sheet.is_stale:
        lines.append(_("PERHATIAN: masukan rencana ini sudah berubah sejak dibekukan."))
    return lines
