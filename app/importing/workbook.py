"""Read an XLSX workbook into sheets, hidden ones included. Runs in the child process only."""

import re
import zipfile
import zlib
from pathlib import Path

import python_calamine

from app.importing.cells import Sheet
from app.importing.limits import Limits
from app.importing.refusal import FileRefused

WORKBOOK_PART = "xl/workbook.xml"
WORKBOOK_PART_BYTES = 1_000_000
BROKEN = (
    python_calamine.CalamineError,
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    ValueError,
    KeyError,
)
"""What the readers of archives and sheets raise when the bytes are not what they claim to be."""
DATE_1904 = re.compile(rb'date1904\s*=\s*"(1|true)"', re.IGNORECASE)


def read_workbook(path: Path, limits: Limits) -> list[Sheet]:
    """Return every work sheet with its cells, merged ranges and whether it is hidden."""
    try:
        epoch_1904 = _counts_from_1904(path)
        workbook = python_calamine.CalamineWorkbook.from_path(path)
        sheets = []
        cells_left = limits.cells
        for index, metadata in enumerate(workbook.sheets_metadata):
            if metadata.typ != python_calamine.SheetTypeEnum.WorkSheet:
                continue
            found = workbook.get_sheet_by_index(index)
            _require_size(found, limits, cells_left)
            cells_left -= found.total_height * found.total_width
            sheets.append(
                Sheet(
                    name=metadata.name,
                    rows=[[*row] for row in found.to_python(skip_empty_area=False)],
                    hidden=metadata.visible != python_calamine.SheetVisibleEnum.Visible,
                    merged=[(a, b, c, d) for (a, b), (c, d) in found.merged_cell_ranges or []],
                    epoch_1904=epoch_1904,
                )
            )
    except python_calamine.PasswordError as error:
        raise FileRefused("encrypted") from error
    except BROKEN as error:
        raise FileRefused("damaged") from error
    return sheets


def _require_size(sheet: python_calamine.CalamineSheet, limits: Limits, cells_left: int) -> None:
    height, width = sheet.end or (-1, -1)
    if height + 1 > limits.rows:
        raise FileRefused("rows", sheet=sheet.name, count=str(height + 1), limit=str(limits.rows))
    if width + 1 > limits.columns:
        raise FileRefused("columns", sheet=sheet.name, count=str(width + 1), limit=str(limits.columns))
    if (height + 1) * (width + 1) > cells_left:
        raise FileRefused("cost", what="cells")


def _counts_from_1904(path: Path) -> bool:
    with zipfile.ZipFile(path) as archive:
        try:
            with archive.open(WORKBOOK_PART) as part:
                return DATE_1904.search(part.read(WORKBOOK_PART_BYTES)) is not None
        except KeyError:
            return False
