"""The contribution workbook: LibreOffice recalculates it to the library's pennies."""

from __future__ import annotations

from random import Random

import pytest
from attrs import frozen
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from xlsxwriter import Workbook as Writer

from aimpartner import samples
from aimpartner.excel.write import write_contributions
from aimpartner.funding.contributions import Contributions
from aimpartner.model import Model
from aimpartner.scenarios.changes import Reweigh, Set
from builders import paid as contributions_of
from excel import reading
from excel.office import Office
from excel.random_models import random_model

YEAR = "2021/22"
CHANGES = 12
MODELS = 25
ADOPTED = "evidence/adopted/{}/{}"
SPENT = "evidence/section 251 spend/{}/2013-14"
TOTAL = "budget/2021-22/agency/total costs"
WEIGHT = "formula/agency/adopted/weight"
OTHER = "formula/agency/spend/weight"
UNIT = "formula/rounding/unit"


@pytest.fixture(scope="module")
def aim() -> Model:
    return samples.load("aim")


@pytest.fixture(scope="module")
def result(aim: Model) -> Contributions:
    return contributions_of(aim)


@frozen
class Recalculated:
    """Every workbook of this module after one call of LibreOffice, and what each should read."""

    books: dict[str, Workbook]
    results: dict[str, Contributions]


def random_changes(draw: Random, names: tuple[str, ...]) -> list[Set | Reweigh]:
    """Return changes of every kind of input, as an officer would type them."""
    counts = [
        Set(ADOPTED.format(name, year), str(draw.randint(1, 60)))
        for name in names
        for year in ("2017-18", "2018-19", "2019-20")
        if draw.random() < 0.3
    ]
    return [
        *counts,
        Set(SPENT.format(draw.choice(names)), str(draw.randint(1, 4_000_000))),
        Set(TOTAL, f"{draw.randint(1, 5_000_000)}.{draw.randint(10, 99)}"),
        Set(UNIT, draw.choice(("0.01", "1", "10", "1000"))),
        Reweigh(WEIGHT, f"{draw.randint(0, 100)} %"),
    ]


def type_in(book: Workbook, changes: list[Set | Reweigh]) -> None:
    """Put the changes into the input cells of a workbook."""
    for change in changes:
        place = reading.cell(book, change.at)
        if isinstance(change, Set):
            place.value = float(str(change.value))
        else:
            place.value = float(change.weight)
            reading.cell(book, OTHER).value = float(1 - change.weight)


@pytest.fixture(scope="module")
def recalculated(
    aim: Model, result: Contributions, tmp_path_factory: pytest.TempPathFactory
) -> Recalculated:
    folder = tmp_path_factory.mktemp("office")
    office = Office.find(folder)
    with Writer(folder / "teeth.xlsx") as teeth:
        sheet = teeth.add_worksheet()
        sheet.write_number(0, 0, 7)
        sheet.write_formula(0, 1, "=A1*3", None, 999)
    results = {"aim": result}
    write_contributions(result, folder / "aim.xlsx")
    for number in range(CHANGES):
        draw = Random(f"change {number}")  # noqa: S311  # a test, not a secret
        changes = random_changes(draw, result.partners)
        book = load_workbook(folder / "aim.xlsx")
        type_in(book, changes)
        book.save(folder / f"change{number}.xlsx")
        changed = aim
        for change in changes:
            changed = change.applied(changed)
        results[f"change{number}"] = contributions_of(changed)
    for number in range(MODELS):
        draw = Random(f"model {number}")  # noqa: S311  # a test, not a secret
        results[f"model{number}"] = contributions_of(random_model(draw))
        write_contributions(results[f"model{number}"], folder / f"model{number}.xlsx")
    files = [folder / f"{name}.xlsx" for name in ("teeth", *results)]
    return Recalculated(office.recalculate(files, folder / "out"), results)


def test_the_office_recalculates_what_was_stored_wrong(recalculated: Recalculated) -> None:
    assert recalculated.books["teeth"].worksheets[0]["B1"].value == 21


NAMES = [
    "aim",
    *(f"change{number}" for number in range(CHANGES)),
    *(f"model{number}" for number in range(MODELS)),
]


@pytest.mark.parametrize("name", NAMES)
def test_every_contribution_reads_the_librarys_pennies(
    recalculated: Recalculated, name: str
) -> None:
    book, wanted = recalculated.books[name], recalculated.results[name]
    assert reading.paid(book) == reading.expected(wanted)


@pytest.mark.parametrize("name", NAMES)
def test_every_integrity_check_reads_zero(recalculated: Recalculated, name: str) -> None:
    read = reading.integrity(recalculated.books[name])
    assert read == dict.fromkeys(read, 0)
    assert len(read) > 2 * len(recalculated.results[name])


@pytest.mark.parametrize("name", NAMES)
def test_every_step_reads_the_engines_figure(recalculated: Recalculated, name: str) -> None:
    wanted = recalculated.results[name]
    assert not reading.stray_steps(recalculated.books[name], wanted.working, wanted.figures)


@pytest.mark.parametrize("name", [name for name in NAMES if not name.startswith("change")])
def test_what_nobody_changed_is_as_calculated(recalculated: Recalculated, name: str) -> None:
    assert set(reading.changes(recalculated.books[name]).values()) == {"as calculated"}


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith("change")])
def test_what_was_changed_says_by_how_much(
    recalculated: Recalculated, result: Contributions, name: str
) -> None:
    read = reading.changes(recalculated.books[name])
    for each in recalculated.results[name]:
        by = each.amount - result[each.partner].amount
        status = f"changed by {by}" if by else "as calculated"
        assert read[f"{each.partner}: contribution"] == status
    assert read["all figures"] == "changed since the calculation"


def test_the_random_models_hold_every_kind(recalculated: Recalculated) -> None:
    results = [each for name, each in recalculated.results.items() if name.startswith("model")]
    roundings = {
        (each.facts.formula.rounding.level, each.facts.formula.rounding.odd) for each in results
    }
    assert len(roundings) == 4
    assert any(each.call.pence < 0 for each in results)
    assert any(each.residual for each in results)
    assert any(one.incurred for each in results for one in each)
    assert {len(each) for each in results} >= {1, 8}
