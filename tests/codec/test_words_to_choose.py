"""The words that a column takes are on the page of files, and offered wherever it may be empty."""

from __future__ import annotations

import re
from pathlib import Path

import attrs
import pytest

from aimpartner.codec.convert import choices, worded
from aimpartner.codec.tables import TABLES

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "files.md"
ROW = re.compile(r"\| (`.+`) \| `(\w+)` \| (.+) \|")
COLUMNS = [
    (table, column.name, [word for word in map(worded, choices(column.type)) if word])
    for table, kind in TABLES.items()
    for column in attrs.fields(kind)
    if choices(column.type)
]


@pytest.mark.parametrize(("table", "name", "words"), COLUMNS)
def test_the_words_of_a_column_are_on_the_page_of_files(
    table: str, name: str, words: list[str]
) -> None:
    section = PAGE.read_text("utf-8").partition("## Words to choose from")[2].partition("\n## ")[0]
    told = {
        (of.strip("`"), column): listed.split(", ")
        for tables, column, listed in ROW.findall(section)
        for of in tables.split(", ")
    }
    assert told[table, name] == words


@pytest.mark.parametrize(
    ("table", "name"), [("limits", "partial"), ("measures", "derived"), ("elements", "override")]
)
def test_a_column_of_words_that_may_stay_empty_has_them(table: str, name: str) -> None:
    assert (table, name) in [(of, column) for of, column, _ in COLUMNS]


def test_what_may_be_of_two_kinds_is_no_choice() -> None:
    assert choices(int | str | None) == ()
