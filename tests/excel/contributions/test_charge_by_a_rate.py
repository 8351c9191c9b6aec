"""A charge by a rate is live in the workbook: it moves with its lines and with its rate."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from aimpartner.excel.contributions.workbook import write_contributions
from aimpartner.money import Money
from aimpartner.scenarios.changes import Scenario, Set
from builders import line, paid
from excel.contributions import reading
from excel.contributions.rule_models import ADOPTED, charge, shared

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.workbook import Workbook

    from excel.office import Office

AT = "budget/2021-22/staffing"
WHOLE = shared(ADOPTED, lines=(charge("5 %"), line("412345.67", name="pay")))
"""The charge stands before its line, whose cell is written later."""
CHANGED = {f"{AT}/pay": 453580.24, f"{AT}/fee/rate": 0.0605}
FEES = {"before": Money("20617.28"), "pay rises": Money("22679.01"), "both": Money("27441.60")}


@pytest.fixture(scope="module")
def books(office: Office, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Workbook]:
    """Return the workbook as it was written, and after changes of its cells, recalculated."""
    folder = tmp_path_factory.mktemp("charges")
    files = [folder / f"{number}.xlsx" for number in range(len(FEES))]
    for number, path in enumerate(files):
        write_contributions(paid(WHOLE), path)
        retype(path, dict([*CHANGED.items()][:number]))
    return dict(zip(FEES, office.recalculate(files, folder / "out").values(), strict=True))


def retype(path: Path, cells: dict[str, float]) -> None:
    book = load_workbook(path)
    for address, value in cells.items():
        reading.cell(book, address).value = value
    book.save(path)


def test_the_figures_of_the_charge_are_those_worked_by_hand() -> None:
    """5 % of £412,345.67, of £453,580.24 after 10 % more, and 6.05 % of that: £27,441.6045."""
    changes = [Set(f"{AT}/pay", "453580.24"), Set(f"{AT}/fee/rate", "6.05 %")]
    for number, fee in enumerate(FEES.values()):
        changed = Scenario("more", changes[:number]).applied(WHOLE)
        assert changed.budgets[0].lines[0].amount == fee


@pytest.mark.parametrize("name", FEES)
def test_the_charge_moves_in_the_live_sheet(books: dict[str, Workbook], name: str) -> None:
    book = books[name]
    assert reading.money(reading.cell(book, f"{AT}/fee").value) == FEES[name]
    pay = Money("412345.67") if name == "before" else Money("453580.24")
    assert reading.paid(book)["call"] == (pay + FEES[name],)
    read = reading.integrity(book)
    assert read == dict.fromkeys(read, 0)
