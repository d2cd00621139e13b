"""The verifier of the audit chain, tried with what the writer never writes; no database is needed."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app import audit_chain
from app.audit_chain import GENESIS, Entry


@pytest.mark.parametrize("content", ["", "SQLite format 3\x00", "{}", "[1, 2]", "no json"])
def test_a_file_that_is_no_chain_is_refused(tmp_path, content, capsys):
    """An empty file is an empty chain; everything else that is not one ends with a sentence."""
    file = tmp_path / "f"
    file.write_text(content)
    expected = 0 if content == "" else 2
    assert audit_chain.main([str(file)]) == expected


@pytest.mark.parametrize(
    "anchor", ["", "5", "x:" + "a" * 64, "5:" + "a" * 63, "5:" + "G" * 64, "-1:" + "a" * 64]
)
def test_an_anchor_that_is_none_is_refused(anchor):
    """A mistyped anchor must not pass for a check."""
    with pytest.raises(ValueError, match="anchor"):
        audit_chain.parse_anchor(anchor)


def forged(**changes):
    entry = Entry(1, "2026-11-24 08:00:00.000000", None, "system", "x", None, None, "{}", GENESIS, "")
    entry = entry._replace(**changes)
    return entry._replace(entry_hash=audit_chain.seal(entry))


def test_forged_entries_do_not_pass_the_verifier():
    """The verifier is tried with what the writer never writes."""
    assert audit_chain.verify([forged()]).is_whole
    assert audit_chain.verify([forged(sequence="1")]).first_bad == 1
    assert audit_chain.verify([forged(sequence=True)]).first_bad == 1
    assert audit_chain.verify([forged(sequence=0)]).first_bad == 1
    assert audit_chain.verify([forged(previous_hash="")]).first_bad == 1
    assert audit_chain.verify([forged(), forged()]).first_bad == 2
    assert audit_chain.verify([forged()._replace(detail=b"{}")]).first_bad == 1
    assert audit_chain.verify([], {0: GENESIS}).is_whole
    assert not audit_chain.verify([], {0: "a" * 64}).is_whole
    assert audit_chain.verify([], {1: "a" * 64}).first_bad == 1


def test_values_cannot_move_from_one_column_to_the_next():
    """A seal over joined texts would not notice."""
    assert audit_chain.seal(forged(actor="ab", action="c")) != audit_chain.seal(
        forged(actor="a", action="bc")
    )
    assert audit_chain.seal(forged(object_kind=None)) != audit_chain.seal(forged(object_kind="null"))


VALUES = {
    "at": st.just("2026-11-24 08:00:00.000001"),
    "actor_id": st.integers(1, 5) | st.none(),
    "actor": st.text(max_size=8),
    "action": st.text(max_size=8),
    "object_kind": st.text(max_size=8) | st.none(),
    "object_key": st.text(max_size=8) | st.none(),
    "detail": st.text(max_size=12),
    "previous_hash": st.text("0123456789abcdef", min_size=64, max_size=64),
    "entry_hash": st.text("0123456789abcdef", min_size=64, max_size=64),
}


@given(st.data())
def test_any_change_anywhere_is_found_where_it_was_made(data):
    """Random chains and values; the first bad entry is the changed one, and never a later one."""
    chain, previous = [], GENESIS
    for number in range(1, data.draw(st.integers(1, 6)) + 1):
        entry = forged(sequence=number, previous_hash=previous, actor=data.draw(st.text(max_size=8)))
        chain.append(entry)
        previous = entry.entry_hash
    assert audit_chain.verify(chain).is_whole
    place = data.draw(st.integers(0, len(chain) - 1))
    column = data.draw(st.sampled_from(sorted(VALUES)))
    value = data.draw(VALUES[column])
    assume(value != getattr(chain[place], column))
    chain[place] = chain[place]._replace(**{column: value})
    assert audit_chain.verify(chain).first_bad == place + 1
