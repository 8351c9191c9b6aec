"""A mark of per cent where none belongs is told at its cell, in every column of numbers."""

from __future__ import annotations

from fractions import Fraction

import attrs
import pytest

from aimpartner.codec.files import from_json, to_json
from aimpartner.codec.model import build
from aimpartner.codec.tables import TABLES
from aimpartner.money import Money
from three_rivers import Change, all_of, faults_of, put, tables

NO_MARK = "be a number without a mark"
CELLS: list[tuple[Change, str, str]] = [
    (put("evidence", 1, value="10 %"), "evidence, row 2, value", "it counts adopted"),
    (
        all_of(put("measures", 0, unit="FTE"), put("evidence", 1, value="10 %")),
        "evidence, row 2, value",
        "it counts FTE",
    ),
]


def told(*changes: Change) -> list[tuple[str, str]]:
    """Return the place of every fault, and its rule."""
    plain = tables()
    all_of(*changes)(plain)
    return [(place, rule) for place, _, rule, _ in faults_of(plain)]


@pytest.mark.parametrize(("change", "place", "words"), CELLS, ids=[words for *_, words in CELLS])
def test_a_mark_at_a_figure_that_is_no_share_is_told_at_its_cell(
    change: Change, place: str, words: str
) -> None:
    ((where, rule),) = told(change)
    assert where == place
    assert rule == f"{NO_MARK}, for {words}"


def test_figures_of_a_measure_of_shares_are_read_and_kept_with_their_marks() -> None:
    plain = tables()
    plain["measures"][0]["unit"] = "per cent"
    for row in plain["evidence"]:
        if row["measure"] == "adopted":
            row["value"] = "12 %"
    made = build(plain)
    assert from_json(to_json(made)) == made
    assert '"12 %"' in to_json(made)
    plain["evidence"][1]["value"] = 12
    ((place, _, rule, got),) = faults_of(plain)
    assert (place, got) == ("evidence, row 2, value", "12")
    assert rule.startswith("be marked as per cent where the other figures of its measure are")


def test_a_mark_at_a_figure_that_an_issue_used_is_told_too() -> None:
    ((place, rule),) = told(put("used", 0, value="10 %"))
    assert (place, rule) == ("used, row 1, value", f"{NO_MARK}, for it counts adopted")


MARKED = {"weights.number", "successions.percent", "issued.share", "derived.weight"}
"""The columns of numbers that may be rates, or stand under a head of per cent."""
NUMBERS = [
    (table, field.name)
    for table, kind in TABLES.items()
    for field in attrs.fields(kind)
    if {int, Fraction, Money} & {field.type, *getattr(field.type, "__args__", ())}
    and f"{table}.{field.name}" not in {*MARKED, "published.amount"}
]


@pytest.mark.parametrize(("table", "name"), NUMBERS, ids=[f"{t}.{n}" for t, n in NUMBERS])
def test_no_other_column_of_numbers_takes_a_mark(table: str, name: str) -> None:
    plain = tables()
    plain[table][0][name] = "10 %"
    assert f"{table}, row 1, {name}" in [place for place, *_ in faults_of(plain)]


@pytest.mark.parametrize("unit", ["units", "pence"])
def test_a_mark_at_agreed_units_or_pence_is_told_at_its_number(unit: str) -> None:
    plain = tables()
    rows = [n for n, row in enumerate(plain["weights"]) if row["at"] == "places"]
    element = [n for n, row in enumerate(plain["elements"]) if row["at"] == "places"]
    plain["elements"][element[0]]["unit"] = unit
    plain["weights"][rows[1]]["number"] = "10 %"
    ((place, _, rule, _),) = faults_of(plain)
    assert place == f"weights, row {rows[1] + 1}, number"
    assert rule == "be without a mark"
