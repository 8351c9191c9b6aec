"""A repr is one line, and is cut where a value holds much."""

from __future__ import annotations

import pytest
from attrs import field, frozen

from aimpartner.by import ByPartner
from aimpartner.one_line import LONGEST, OneLine, counted, one_line
from aimpartner.sources import Source


@frozen(repr=False)
class Held(OneLine):
    """A value with a field that is worked out."""

    words: str
    count: int = 0
    more: tuple[str, ...] = ()
    worked_out: int = field(init=False, default=3)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("<A>", "<A>"),
        ("<A\n  B>", "<A B>"),
        (f"<{'a' * (LONGEST - 2)}>", f"<{'a' * (LONGEST - 2)}>"),
        (f"<{'a' * LONGEST}>", f"<{'a' * (LONGEST - 3)}…>"),
    ],
)
def test_text_is_folded_and_cut_at_its_last_sign(text: str, line: str) -> None:
    assert one_line(text) == line


def test_a_repr_tells_the_fields_that_are_set() -> None:
    assert repr(Held("said")) == "Held(words='said', count=0)"
    assert repr(Held("", 2, ("a",))) == "Held(count=2, more=('a',))"


def test_a_repr_of_long_words_is_cut() -> None:
    values: tuple[object, ...] = (Source("word " * 99), ByPartner({"Ash": "word " * 99}))
    for value in values:
        assert repr(value).endswith("…)")
        assert len(repr(value)) == LONGEST


def test_things_are_counted_in_words() -> None:
    assert [counted(count, "line") for count in range(3)] == ["0 lines", "1 line", "2 lines"]
