"""The bar of lesson hours of a year: attended, added by the path, and the mark that is wanted or allowed."""

from __future__ import annotations

from app.web import svg
from app.web.i18n import translate as _

WIDTH, HEIGHT = 366, 34


def hours_bar(done: int, added: int, least: int | None, most: int | None) -> str:
    """Draw the hours; the bar reaches a quarter beyond the mark, or as far as the hours do."""
    # Whoever owes hours is shown what is due; the ceiling stands for those who owe none.
    mark = least if least is not None else most
    reach = max(done + added, (mark or 0) * 1.2, 1)
    at = svg.Scale(0, reach, 0, WIDTH)
    parts = [
        svg.rect(0, 5, WIDTH, 12, "fill neutral-soft", 3),
        svg.rect(0, 5, at(done), 12, "fill", 3),
        svg.rect(at(done), 5, at(done + added) - at(done), 12, "fill second"),
    ]
    if mark is not None:
        text = _("wajib {n}", n=mark) if least is not None else _("paling banyak {n}", n=mark)
        parts.append(svg.rect(at(mark) - 1.5, 0, 3, 22, "standard"))
        parts.append(svg.words(min(at(mark), WIDTH - 40), 33, text, anchor="middle"))
    label = _("{done} JP sudah, {added} JP ditambah jalur ini", done=done, added=added)
    return svg.picture(WIDTH, HEIGHT, label, parts, "chart")
