"""docs/data-model.md says what the models are."""

from __future__ import annotations

import models
from scripts.data_model import CHAPTERS, DOCUMENT, document


def test_the_document_is_what_the_models_give():
    """Cure: `python scripts/data_model.py`."""
    assert DOCUMENT.read_text(encoding="utf-8") == document()


def test_every_table_has_its_chapter():
    """And stands in one only."""
    named = [name for names in CHAPTERS.values() for name in names]
    assert sorted(named) == sorted(models.Base.metadata.tables)
