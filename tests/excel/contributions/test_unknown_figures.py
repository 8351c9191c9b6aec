"""A figure that is missing or suppressed reads as that in the workbook, and never as nought."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from attrs import evolve
from openpyxl import load_workbook

from aimpartner.contributions.contributions import Contributions
from aimpartner.evidence.measures import Missing, Observation, Suppressed
from aimpartner.excel.contributions.workbook import write_contributions
from aimpartner.formula.bases.measured import Measured
from builders import AIM, counted, element, model, paid
from excel.contributions import reading

if TYPE_CHECKING:
    from pathlib import Path

    from excel.office import Office

AT = "evidence/adopted/{}/2020-21"
TWO = AIM[:2]


@pytest.fixture(scope="module")
def result() -> Contributions:
    """Return an element of two partners; of the others one figure is suppressed, one missing."""
    seen = [
        *counted("adopted", dict.fromkeys(TWO, 10)),
        Observation("adopted", AIM[2], "2020/21", Suppressed(1, 5)),
        Observation("adopted", AIM[3], "2020/21", Missing()),
    ]
    shared = evolve(element(Measured("adopted")), partners=TWO)
    return paid(model(elements=[shared], observations=seen))


def test_what_is_not_known_is_written_as_it_is(result: Contributions, tmp_path: Path) -> None:
    book = load_workbook(write_contributions(result, tmp_path))
    values = [reading.cell(book, AT.format(name)).value for name in AIM]
    assert values == [10, 10, "suppressed (1 to 5)", "missing"]
    assert all(reading.cell(book, AT.format(name)).protection.locked for name in AIM[2:])
    counts = {
        name: any(str(row[0]).startswith("adopted, 2020/21") for row in reading.rows(book[name]))
        for name in AIM
    }
    assert counts == dict(zip(AIM, (True, True, False, False), strict=True))


def test_what_is_not_known_is_not_reckoned_with(
    result: Contributions, office: Office, tmp_path: Path
) -> None:
    path = write_contributions(result, tmp_path / "sent.xlsx")
    book = load_workbook(path)
    reading.cell(book, AT.format(TWO[0])).value = "suppressed (1 to 5)"
    book.save(tmp_path / "typed.xlsx")
    read = office.recalculate([path, tmp_path / "typed.xlsx"], tmp_path / "out")
    assert reading.paid(read["sent"]) == reading.expected(result)
    assert reading.status(read["sent"]) == "as calculated"
    assert not reading.errors(read["sent"])
    assert reading.status(read["typed"]) == (
        f"cannot be calculated, because of adopted, 2020/21 ({TWO[0]}) must be a number, not "
        "negative; got suppressed (1 to 5)"
    )
    assert not reading.errors(read["typed"])
