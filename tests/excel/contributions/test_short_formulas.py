"""No formula of a workbook is longer than a person reads, however much it adds or orders."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from attrs import evolve

from aimpartner.evidence.derived import Derived
from aimpartner.evidence.evidence import Evidence
from aimpartner.evidence.measures import Known, Measure, Observation
from aimpartner.excel.contributions.spare_lines import with_spare_lines
from aimpartner.excel.contributions.workbook import write_contributions
from aimpartner.formula.bases.given import Given
from aimpartner.formula.bases.measured import Measured
from aimpartner.formula.elements import Element
from aimpartner.formula.limits import Bound, Limit
from builders import element, income, line, model, paid
from excel.contributions import reading
from excel.contributions.every_rule import CASES

if TYPE_CHECKING:
    from pathlib import Path

    from aimpartner.model import Model
    from excel.office import Office

LONGEST = 200
LINES = 1_300
"""From 1,161 lines on, a sum of cells one by one was longer than a spreadsheet takes."""
_FORMULA = re.compile(r"<f>(.*?)</f>")


def formulas(path: Path) -> list[str]:
    """Return every formula of a workbook."""
    with ZipFile(path) as parts:
        sheets = [name for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
        return [
            unescape(each)
            for name in sheets
            for each in _FORMULA.findall(parts.read(name).decode())
        ]


def many_partners(count: int) -> Model:
    """Return partners under caps that some meet, rounded within them."""
    names = [f"Council {number:03}" for number in range(count)]
    whole = model(
        [line(f"{count * 100}.01")], [Element("all", ["staffing"], Given.equal(names))], names
    )
    caps = dict.fromkeys(names[1:], 11_000) | {names[0]: 5_000}
    cap = Limit("cap", upper=Bound(Given(caps, "pence")))
    return evolve(whole, formulas=[evolve(whole.formulas[0], limits=[cap])])


def many_measures(count: int) -> Model:
    """Return two partners who share by a sum of so many measures, each with a weight."""
    names = [f"measure {number}" for number in range(count)]
    total = Measure("total", derived=Derived.weighted_sum(dict.fromkeys(names, 1)))
    seen = [
        Observation(name, partner, "2020/21", Known(number + at))
        for number, name in enumerate(names)
        for at, partner in enumerate(("Ash", "Birch"), 1)
    ]
    shared = [element(Measured("total", last="2020/21"), ["staffing"])]
    whole = model([line("100.01")], shared, ["Ash", "Birch"])
    return evolve(whole, evidence=Evidence([*map(Measure, names), total], seen))


def much(lines: int, partners: int) -> dict[str, Model]:
    """Return models of so many lines in a pool, with and without income; and of partners."""
    shared = [line(f"{number}.01", name=f"staff {number}") for number in range(lines)]
    grants = [income("0.01", name=f"grant {number}") for number in range(lines)]
    mixed = [each for pair in zip(shared, grants, strict=True) for each in pair]
    return {
        "lines": model(shared),
        "lines and income": model(mixed),
        "partners": many_partners(partners),
        "measures": many_measures(partners),
    }


LARGE, SMALL = much(LINES, 120), much(40, 40)


@pytest.mark.parametrize("name", CASES)
def test_no_formula_of_a_rule_is_long(name: str, tmp_path: Path) -> None:
    path = write_contributions(paid(CASES[name].whole), tmp_path / "rule.xlsx")
    assert max(map(len, formulas(path))) <= LONGEST


@pytest.mark.parametrize("name", LARGE)
def test_no_formula_is_long_where_there_is_much(name: str, tmp_path: Path) -> None:
    path = write_contributions(paid(LARGE[name]), tmp_path / "much.xlsx")
    assert max(map(len, formulas(path))) <= LONGEST


def test_a_sum_in_parts_recalculates_to_the_same_pennies(office: Office, tmp_path: Path) -> None:
    results = {name: paid(SMALL[name]) for name in SMALL}
    files = [
        write_contributions(result, tmp_path / f"{name}.xlsx") for name, result in results.items()
    ]
    for name, book in office.recalculate(files, tmp_path / "out").items():
        assert reading.paid(book) == reading.expected(results[name])
        assert reading.status(book) == "as calculated"
        assert not reading.stray_steps(book, with_spare_lines(results[name]).worked)
