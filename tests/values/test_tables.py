"""One table is drawn as text, as HTML and as a frame of pandas."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pandas as pd
import pytest

from aimpartner.money import Money
from aimpartner.tables import (
    COUNT,
    DAY,
    DIGITS,
    EXACT_POUNDS,
    EXACT_SHARE,
    PER_CENT,
    PLAIN_POUNDS,
    POUNDS,
    SHARE,
    WORDS,
    YES_OR_NO,
    Column,
    Table,
    Unit,
    columns,
)

PARTNERS = Table(
    ["MARK", "A & B"],
    [Column("partner"), Column("children", COUNT), *columns(POUNDS, "paid", is_drawn=False)],
    [("Knowsley", 27, Money("1.50")), ("St <b>Helens</b>", 1234, None)],
    ["First.", "x < y"],
    ends=[("sum", 1261, None)],
)


def drawn_by_pandas(table: Table) -> pd.DataFrame:
    return pd.DataFrame(table.cells, columns=list(table.heads))


@pytest.mark.parametrize(
    ("unit", "value", "written", "framed"),
    [
        (WORDS, "a word", "a word", "a word"),
        (COUNT, 51, "51", 51),
        (DAY, date(2021, 4, 1), "2021-04-01", date(2021, 4, 1)),
        (YES_OR_NO, False, "no", False),
        (YES_OR_NO, True, "yes", True),
        (POUNDS, Money("1234.5"), "£1,234.50", Decimal("1234.50")),
        (PLAIN_POUNDS, Money("1234.5"), "1,234.50", Decimal("1234.50")),
        (DIGITS, Money("1234.5"), "1234.50", Decimal("1234.50")),
        (EXACT_POUNDS, Decimal("1234.5678"), "1,234.5678", Decimal("1234.5678")),
        (SHARE, Fraction(1, 3), "0.3333", Decimal("0.3333")),
        (PER_CENT, Fraction(1, 4), "25 %", Decimal("0.2500")),
        (EXACT_SHARE, Fraction(1, 3), "33.3333 %", Fraction(1, 3)),
    ],
)
def test_a_unit_says_how_a_value_is_written_and_framed(
    unit: Unit, value: object, written: str, framed: object
) -> None:
    column = Column("figure", unit, blank="none")
    assert (column.written(value), column.framed(value)) == (written, framed)
    assert (column.written(None), column.framed(None)) == ("none", None)
    assert column.written("sum") == "sum"


def test_a_screen_table_has_title_aligned_columns_and_notes_in_order() -> None:
    assert PARTNERS.to_text().splitlines() == [
        "MARK",
        "A & B",
        "         partner children",
        "        Knowsley       27",
        "St <b>Helens</b>     1234",
        "             sum     1261",
        "- First.",
        "- x < y",
    ]


def test_what_is_drawn_is_what_pandas_would_draw() -> None:
    table = Table([], columns(WORDS, "a & b", "c"), [("1\n2", " < \t"), ('"', "Ä €")])
    for each in (table, PARTNERS):
        frame = drawn_by_pandas(each)
        assert frame.to_string(index=False) in each.to_text()
        assert frame.to_html(index=False, border=0).replace(' border="0"', "") in each.to_html()


def test_a_notebook_table_escapes_all_that_it_shows() -> None:
    html = PARTNERS.to_html()
    assert html.startswith("<p><b>MARK</b></p>\n<p><b>A &amp; B</b></p>\n<table")
    assert html.endswith("</table>\n<ul><li>First.</li><li>x &lt; y</li></ul>")
    assert "<td>St &lt;b&gt;Helens&lt;/b&gt;</td>" in html


def test_a_notebook_table_without_notes_has_no_list() -> None:
    assert "<ul>" not in Table([], columns(WORDS, "partner"), []).to_html()


def test_a_long_note_goes_on_under_itself() -> None:
    note = "one two three four five six seven eight nine ten " * 4
    first, *more = Table([], columns(WORDS, "a"), [], [note]).to_text().splitlines()[1:]
    assert first.startswith("- one two")
    assert more
    assert all(line.startswith("  ") for line in more)
    assert " ".join([first, *more]).removeprefix("-").split() == note.split()


def test_a_table_cuts_no_long_words() -> None:
    name = "The Royal Borough of Somewhere Very Far Away in the West Country"
    table = Table([], columns(WORDS, "partner"), [(name,)])
    assert name in table.to_html()
    assert name in table.to_text()


def test_a_frame_has_every_column_and_no_ends() -> None:
    frame = PARTNERS.to_frame()
    assert frame.index.names == ["partner"]
    assert frame.to_dict("list") == {"children": [27, 1234], "paid": [Decimal("1.50"), None]}
    assert [record["partner"] for record in PARTNERS.records] == [*frame.index]


def test_a_frame_may_be_indexed_by_several_columns() -> None:
    table = Table([], columns(WORDS, "a", "b", "c"), [("1", "2", "3")], index=["a", "c"])
    assert table.to_frame().to_dict() == {"b": {("1", "3"): "2"}}


def test_a_table_without_rows_keeps_its_columns() -> None:
    table = Table(["None"], columns(WORDS, "partner", "children"), [])
    assert table.to_text() == "None\npartner children"
    assert (list(table.to_frame().columns), len(table.to_frame())) == (["children"], 0)


def test_a_row_has_a_value_a_column() -> None:
    with pytest.raises(ValueError, match="zip"):
        str(Table([], columns(WORDS, "a", "b"), [("1",)]).cells)


def test_a_table_says_in_short_what_it_is_of() -> None:
    assert repr(PARTNERS) == "<Table MARK; A & B: 2 rows>"
