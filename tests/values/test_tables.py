"""Records become tables for pandas, a screen and a notebook."""

from __future__ import annotations

import pytest

from aimpartner.tables import as_html, as_text, frame

ROWS = [
    {"partner": "Knowsley", "children": "27", "note": "a < b"},
    {"partner": "St Helens", "children": "1,234", "note": ""},
]


@pytest.mark.parametrize("index", ["partner", ["partner", "note"]])
def test_a_frame_has_a_row_a_record_and_the_named_index(index: str | list[str]) -> None:
    table = frame(iter(ROWS), index)
    assert list(table["children"]) == ["27", "1,234"]
    assert list(table.index.names) == ([index] if isinstance(index, str) else index)


def test_a_frame_of_nothing_is_empty() -> None:
    assert frame([], "partner").empty


def test_a_screen_table_has_title_columns_and_notes_in_order() -> None:
    lines = as_text(["MARK", "Title"], ROWS, ["First.", "Second."]).splitlines()
    assert lines[:2] == ["MARK", "Title"]
    assert lines[2].split() == ["partner", "children", "note"]
    assert "1,234" in lines[4]
    assert lines[5:] == ["- First.", "- Second."]


def test_columns_of_a_screen_table_are_aligned() -> None:
    lines = as_text([], ROWS, []).splitlines()
    ends = {
        line.index(cell) + len(cell)
        for line, cell in zip(lines, ("children", "27", "1,234"), strict=True)
    }
    assert len(ends) == 1


def test_a_notebook_table_escapes_what_it_shows() -> None:
    html = as_html(["A & B"], ROWS, ["x < y"])
    assert "<p><b>A &amp; B</b></p>" in html
    assert "a &lt; b" in html
    assert "<ul><li>x &lt; y</li></ul>" in html


def test_a_notebook_table_without_notes_has_no_list() -> None:
    assert "<ul>" not in as_html([], ROWS, [])


def test_a_long_note_goes_on_under_itself() -> None:
    note = "one two three four five six seven eight nine ten " * 4
    first, *more = as_text([], ROWS, [note]).splitlines()[3:]
    assert first.startswith("- one two")
    assert more
    assert all(line.startswith("  ") for line in more)
    assert " ".join([first, *more]).removeprefix("-").split() == note.split()


def test_a_notebook_table_cuts_no_long_words() -> None:
    name = "The Royal Borough of Somewhere Very Far Away in the West Country"
    assert name in as_html([], [{"partner": name}], [])
    assert name in as_text([], [{"partner": name}], [])
