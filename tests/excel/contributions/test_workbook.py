"""The contribution workbook: LibreOffice recalculates it to the library's pennies."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from attrs import frozen
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from xlsxwriter import Workbook as Writer

from aimpartner import samples
from aimpartner.contributions.contributions import Contributions
from aimpartner.excel.contributions.spare_lines import with_spare_lines
from aimpartner.excel.contributions.workbook import write_contributions
from aimpartner.formula.bases.given import Given
from aimpartner.formula.bases.measured import Measured
from aimpartner.model import Model
from aimpartner.scenarios.changes import Reweigh, Set
from aimpartner.working.steps import Result, ResultKind
from builders import element, line, model
from builders import paid as contributions_of
from excel.contributions import reading
from excel.contributions.random_models import random_model
from excel.office import Office

YEAR = "2021/22"
CHANGES = 8
MODELS = 15
ADOPTED = "evidence/adopted/{}/{}"
SPENT = "evidence/section 251 spend/{}/2013-14"
TOTAL = "budget/2021-22/agency/total costs"
WEIGHT = "formula/agency/adopted/weight"
OTHER = "formula/agency/spend/weight"
UNIT = "formula/rounding/unit"


SPLIT = {"Knowsley": "41", "Sefton": "59"}
PERCENT = contributions_of(
    model([line("100")], [element(Given(SPLIT, "percent"))], list(SPLIT)),
)
ALMOST = {"Knowsley": "1", "Liverpool": "1.0000000000001", "Sefton": "1"}
UNCLEAR = contributions_of(model([line("100")], [element(Given(ALMOST))], list(ALMOST)))
LINE = "budget/2021-22/staffing/staff"
CANNOT = "cannot be calculated, because of "
UNCLEAR_WORDS = "written as values: remainders closer than a millionth of a unit"
TYPED: dict[str, tuple[str, dict[str, float | str]]] = {
    "short": ("aim", {"contribution/Sefton": 1.0}),
    "no weights": ("aim", {WEIGHT: 0, OTHER: 0}),
    "text": ("aim", {SPENT.format("Sefton"): "about ten"}),
    "no unit": ("aim", {UNIT: 0}),
    "half": ("aim", {WEIGHT: 0.25}),
    "percent": ("percent", {"formula/staffing/Sefton": 50}),
    "percent kept": ("percent", {"formula/staffing/Sefton": 50, "formula/staffing/Knowsley": 50}),
    "unclear": ("unclear", {LINE: 200}),
    "unclear kept": ("unclear", {}),
}
"""What is typed into which workbook, at which addresses."""


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
    folder: Path


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


def write_typed(result: Contributions, folder: Path) -> None:
    """Write the workbooks into which something is typed."""
    others = {"aim": result, "percent": PERCENT, "unclear": UNCLEAR}
    for name, (kind, typed) in TYPED.items():
        write_contributions(others[kind], folder / f"{name}.xlsx")
        book = load_workbook(folder / f"{name}.xlsx")
        for address, value in typed.items():
            reading.origin(book, address).value = value
        book.save(folder / f"{name}.xlsx")


def write_models(folder: Path) -> dict[str, Contributions]:
    """Write the random models, each as it is and with every figure typed anew."""
    results = {}
    for number in range(MODELS):
        draw = Random(f"model {number}")  # noqa: S311  # a test, not a secret
        results[f"model{number}"] = made = contributions_of(random_model(draw))
        write_contributions(made, folder / f"model{number}.xlsx")
        book = load_workbook(folder / f"model{number}.xlsx")
        reading.retype(book, made, draw)
        book.save(folder / f"retyped{number}.xlsx")
    return results


@pytest.fixture(scope="module")
def recalculated(
    office: Office, aim: Model, result: Contributions, tmp_path_factory: pytest.TempPathFactory
) -> Recalculated:
    folder = tmp_path_factory.mktemp("workbooks")
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
    results |= write_models(folder)
    write_typed(result, folder)
    retyped = [f"retyped{number}" for number in range(MODELS)]
    files = [folder / f"{name}.xlsx" for name in ("teeth", *results, *retyped, *TYPED)]
    return Recalculated(office.recalculate(files, folder / "out"), results, folder)


def test_the_office_recalculates_what_was_stored_wrong(recalculated: Recalculated) -> None:
    assert recalculated.books["teeth"].worksheets[0]["B1"].value == 21


BEYOND = Result(ResultKind.ELEMENT, "beyond")
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
    assert not reading.stray_steps(recalculated.books[name], with_spare_lines(wanted).worked)


@pytest.mark.parametrize("name", [name for name in NAMES if not name.startswith("change")])
def test_what_nobody_changed_is_as_calculated(recalculated: Recalculated, name: str) -> None:
    assert set(reading.changes(recalculated.books[name]).values()) == {"as calculated"}
    assert reading.status(recalculated.books[name]) == "as calculated"


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith("change")])
def test_what_was_changed_says_by_how_much(
    recalculated: Recalculated, result: Contributions, name: str
) -> None:
    read = reading.changes(recalculated.books[name])
    for each in recalculated.results[name]:
        by = each.amount - result[each.partner].amount
        status = f"changed by {by}" if by else "as calculated"
        assert read[f"{each.partner}: contribution"] == status
    said = reading.status(recalculated.books[name])
    assert said.startswith("changed since the calculation: agency: total costs; ")


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
    changed = [
        (limit.scaling, type(bound.of), bool(bound.absent(each.partners)))
        for each in results
        for limit in each.facts.formula.limits
        for _, bound in limit.bounds
        if any(each.column("limit", limit.name))
    ]
    assert {"amounts", "excess"} <= {scaling for scaling, _, _ in changed}
    assert {Given, Measured} <= {kind for _, kind, _ in changed}
    assert {True, False} <= {binds_only_some for _, _, binds_only_some in changed}
    beyond = [each for each in results if BEYOND in dict(each.working.results)]
    assert any(sum(each.column("element", "beyond")) < 0 for each in beyond)


@pytest.mark.parametrize("name", [name for name in NAMES if not name.startswith("change")])
def test_every_cell_is_stored_as_it_is_recalculated(recalculated: Recalculated, name: str) -> None:
    stored = reading.stored(recalculated.folder / f"{name}.xlsx")
    assert not reading.stray_cells(stored, recalculated.books[name])


@pytest.mark.parametrize("number", range(MODELS))
def test_integrity_holds_whatever_is_typed(recalculated: Recalculated, number: int) -> None:
    book, made = recalculated.books[f"retyped{number}"], recalculated.results[f"model{number}"]
    cover = reading.entries(book["Cover"])
    if reading.status(book).startswith(CANNOT):
        assert cover["call"] == "–"
        assert made.facts.formula.limits or "as values" in str(cover.get("to know"))
    else:
        read = reading.integrity(book)
        assert read == dict.fromkeys(read, 0)


def test_contributions_that_fall_short_are_not_passed(recalculated: Recalculated) -> None:
    book = recalculated.books["short"]
    assert reading.status(book) == (
        f"{CANNOT}a formula typed over on the sheet Working: contribution"
    )
    assert reading.entries(book["Cover"])["call"] == "–"


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("no weights", "Weights of agency must come to 1 in all; got 0"),
        ("half", "Weights of agency must come to 1 in all; got 0.75"),
        ("percent", "Percentages of staffing must come to 100 in all; got 91"),
        (
            "text",
            "section 251 spend, 2013/14 (Sefton) must be a number, not negative; got about ten",
        ),
        (
            "no unit",
            "rounding: unit must be a number, in whole pence, at least one; got 0",
        ),
        (
            "unclear",
            f"a step without an answer on the sheet Working: what step 11 is of, {UNCLEAR_WORDS}",
        ),
    ],
)
def test_what_cannot_be_calculated_says_why_and_shows_nothing(
    recalculated: Recalculated, name: str, why: str
) -> None:
    book = recalculated.books[name]
    assert reading.status(book) == f"{CANNOT}{why}"
    assert reading.entries(book["Cover"])["call"] == "–"
    assert not reading.errors(book)


def test_inputs_that_change_and_still_sum_are_named(recalculated: Recalculated) -> None:
    said = reading.status(recalculated.books["percent kept"])
    assert said == "changed since the calculation: staffing: as agreed (Knowsley and others)"


@pytest.mark.parametrize("name", ["unclear", "unclear kept"])
def test_the_cover_tells_what_does_not_follow(recalculated: Recalculated, name: str) -> None:
    words = "a step is written as values and does not follow a changed input"
    assert str(reading.entries(recalculated.books[name]["Cover"])["to know"]).startswith(words)


LONG = "Bournemouth, Christchurch and Poole Councils"
MANY = [LONG, *(f"Authority {number} of the {LONG[:22]}" for number in range(9))]


def test_the_pages_show_every_contribution(
    office: Office, result: Contributions, tmp_path: Path
) -> None:
    results = {
        "aim": result,
        "many": contributions_of(model([line("40000000")], names=MANY)),
    }
    files = [write_contributions(each, tmp_path / f"{k}.xlsx") for k, each in results.items()]
    for name, pages in office.pages(files, tmp_path / "out").items():
        assert not any("###" in page for page in pages)
        assert all(results[name].marking in page for page in pages)
        for each in results[name]:
            (own,) = (page for page in pages if f"Contribution of {each.partner}" in page)
            assert str(each.amount) in own


def test_an_input_is_watched(result: Contributions, tmp_path: Path) -> None:
    book = load_workbook(write_contributions(result, tmp_path))
    unit = reading.cell(book, UNIT).coordinate
    rules = [each for each in book["Inputs"].data_validations.dataValidation if unit in each.sqref]
    assert [(each.operator, each.errorStyle) for each in rules] == [("greaterThan", None)]
    assert "&8 " in str(book["Cover"].HeaderFooter.oddHeader)
