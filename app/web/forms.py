"""Reading forms: each field is taken, checked, and its fault kept beside it.

A form never raises for what a person typed. When `faults` is not empty the page is shown again with status
422, with the faults beside their fields and everything that was typed still there.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from litestar import Request
from litestar.datastructures import UploadFile

from app.web.formats import date_long, number
from app.web.i18n import translate as _


class Form:
    """The fields of one request, with the faults found in them so far."""

    def __init__(self, fields: Mapping[str, Any] | None = None) -> None:
        self._fields = fields or {}
        self.faults: dict[str, str] = {}

    @property
    def is_valid(self) -> bool:
        """Tell whether no field has a fault."""
        return not self.faults

    def refuse(self, name: str, sentence: str) -> None:
        """Note a fault; the first one of a field stays."""
        self.faults.setdefault(name, sentence)

    def typed(self, name: str, otherwise: str = "") -> str:
        """Return what was typed, to show it again."""
        value = self._fields.get(name)
        return value if isinstance(value, str) else otherwise

    def all_typed(self) -> dict[str, str]:
        """Return every field with what was typed, for a page that shows the form again in another shape."""
        return {name: value for name, value in self._fields.items() if isinstance(value, str)}

    def text(self, name: str, *, required: bool = True, longest: int = 200) -> str:
        """Take a line or a paragraph of text, without the spaces around it."""
        value = self.typed(name).strip()
        if required and not value:
            self.refuse(name, _("Isi bagian ini."))
        if len(value) > longest:
            self.refuse(name, _("Paling panjang {longest} huruf.", longest=longest))
        if any(ord(sign) < 32 and sign not in "\r\n\t" for sign in value):
            self.refuse(name, _("Ada tanda yang tidak dapat dibaca."))
        return value

    def secret(self, name: str, *, longest: int = 200) -> str:
        """Take a password exactly as typed."""
        value = self.typed(name)
        if not value:
            self.refuse(name, _("Isi bagian ini."))
        return value[:longest]

    def choice(self, name: str, options: Collection[str], otherwise: str | None = None) -> str:
        """Take one of the options."""
        value = self.typed(name)
        if value in options:
            return value
        if otherwise is None or value:
            self.refuse(name, _("Pilih salah satu."))
        return otherwise or ""

    def choices(self, name: str, options: Collection[str]) -> list[str]:
        """Take any number of the options, each once."""
        getall = getattr(self._fields, "getall", None)
        values = getall(name, []) if getall else [self._fields[name]] if name in self._fields else []
        if any(value not in options for value in values):
            self.refuse(name, _("Pilih salah satu."))
        return [option for option in options if option in values]

    def flag(self, name: str) -> bool:
        """Take a checkbox."""
        return self.typed(name) in {"1", "on", "true"}

    def integer(
        self, name: str, *, minimum: int, maximum: int, required: bool = True, otherwise: int = 0
    ) -> int:
        """Take a whole number within its bounds; thousands may be separated the Indonesian way."""
        value = self.typed(name).strip()
        if not value:
            if required:
                self.refuse(name, _("Isi bagian ini."))
            return otherwise
        digits = value.replace("−", "-").replace(".", "").replace("\N{NO-BREAK SPACE}", "")
        try:
            found = int(digits) if digits.isascii() else None
        except ValueError:
            found = None
        if found is None:
            self.refuse(name, _("Tulis angka bulat."))
            return otherwise
        if not minimum <= found <= maximum:
            bounds = {"low": number(minimum), "high": number(maximum)}
            self.refuse(name, _("Tulis angka dari {low} sampai {high}.", **bounds))
        return found

    def day(
        self,
        name: str,
        *,
        required: bool = True,
        earliest: date | None = None,
        latest: date | None = None,
    ) -> date | None:
        """Take a date as the browser's date field sends it."""
        value = self.typed(name).strip()
        if not value:
            if required:
                self.refuse(name, _("Isi bagian ini."))
            return None
        try:
            found = date.fromisoformat(value)
        except ValueError:
            self.refuse(name, _("Tulis tanggal seperti 2027-04-01."))
            return None
        if earliest is not None and found < earliest:
            self.refuse(name, _("Paling awal {day}.", day=date_long(earliest)))
        if latest is not None and found > latest:
            self.refuse(name, _("Paling akhir {day}.", day=date_long(latest)))
        return found

    def file(self, name: str, *, required: bool = True) -> UploadFile | None:
        """Take an uploaded file."""
        value = self._fields.get(name)
        if isinstance(value, UploadFile) and value.filename:
            return value
        if required:
            self.refuse(name, _("Pilih satu berkas."))
        return None


async def provide_form(request: Request) -> Form:
    """Give a handler the form of its request: declare `form: NamedDependency[Form]`."""
    return Form(await request.form())
