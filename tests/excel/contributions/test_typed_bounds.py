"""Rounding within limits in the live sheet: other figures typed come to the engine's units."""

from __future__ import annotations

from random import Random

import pytest
from attrs import frozen
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from aimpartner.contributions.contributions import Contributions
from aimpartner.errors import ApportionmentError
from aimpartner.excel.contributions.spare_lines import with_spare_lines
from aimpartner.excel.contributions.workbook import write_contributions
from aimpartner.formula.rounding import Rounding
from aimpartner.scenarios.changes import Set
from builders import paid
from excel.contributions import reading
from excel.contributions.rule_models import capped
from excel.office import Office

CAP, CALL, UNIT = (
    "formula/limits/cap/upper/{}",
    "budget/2021-22/pool 0/staff",
    "formula/rounding/unit",
)
WRITTEN = {
    "total": capped("33.5", "33.5"),
    "element": capped("33.5", "33.5", rounding=Rounding(level="element")),
    "host": capped("33.5", rounding=Rounding(odd="host")),
    "all": capped("33.5", "33.5", "33.5"),
}
BOUND = {"total": 2, "element": 2, "host": 1, "all": 3}
PER_MILLE = {"Ash": 335, "Birch": 335, "Cedar": 330}
TYPED = 24


@frozen
class Recalculated:
    """The workbooks after other figures were typed and recalculated, and what they should read."""

    books: dict[str, Workbook]
    results: dict[str, Contributions]


def random_figures(draw: Random, name: str) -> list[Set]:
    """Return another call, unit and caps: of some anywhere, of all just above what each pays."""
    call = draw.randint(20, 400)
    doubled = {
        who: 2 * call * part // 1000 + draw.randint(1, 2)
        if name == "all"
        else draw.randint(0, 2 * call)
        for who, part in list(PER_MILLE.items())[: BOUND[name]]
    }
    caps = [Set(CAP.format(who), str(pence)) for who, pence in doubled.items()]
    unit = Set(UNIT, draw.choice(("0.01", "0.01", "0.02", "0.10")))
    return [Set(CALL, f"{call / 100:.2f}"), unit, *caps]


def changed(name: str, number: int) -> tuple[list[Set], Contributions]:
    """Return the first random figures by which the limit can hold, and what they come to."""
    draw = Random(f"{name} {number}")  # noqa: S311  # a test, not a secret
    while True:
        changes, whole = random_figures(draw, name), WRITTEN[name]
        for change in changes:
            whole = change.applied(whole)
        try:
            return changes, paid(whole)
        except ApportionmentError:
            continue


@pytest.fixture(scope="module")
def recalculated(office: Office, tmp_path_factory: pytest.TempPathFactory) -> Recalculated:
    folder = tmp_path_factory.mktemp("workbooks")
    files, results = [], {}
    for name, whole in WRITTEN.items():
        write_contributions(paid(whole), folder / f"{name}.xlsx")
        for number in range(TYPED // len(WRITTEN)):
            changes, result = changed(name, number)
            book = load_workbook(folder / f"{name}.xlsx")
            for change in changes:
                hundred = (
                    100 if change.at.startswith(CAP.format("")) else 1
                )  # pence, typed in pounds
                reading.cell(book, change.at).value = float(str(change.value)) / hundred
            files.append(folder / f"{name}{number}.xlsx")
            book.save(files[-1])
            results[files[-1].stem] = result
    return Recalculated(office.recalculate(files, folder / "out"), results)


@pytest.mark.parametrize("name", WRITTEN)
def test_typed_caps_and_calls_come_to_the_engines_units(
    recalculated: Recalculated, name: str
) -> None:
    for number in range(TYPED // len(WRITTEN)):
        book = recalculated.books[f"{name}{number}"]
        result = recalculated.results[f"{name}{number}"]
        assert reading.paid(book) == reading.expected(result)
        assert not reading.stray_steps(book, with_spare_lines(result).worked)
        read = reading.integrity(book)
        assert read == dict.fromkeys(read, 0)


def test_some_of_what_is_typed_moves_a_partner_beyond_the_next_units(
    recalculated: Recalculated,
) -> None:
    said = " ".join(str(note) for each in recalculated.results.values() for note in each.notices)
    assert "beyond the units of" in said
    assert "is not kept" in said
