"""Every rule, and years with everything at once, in the live workbook after inputs are changed."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from aimpartner.excel.contributions.spare_lines import with_spare_lines
from aimpartner.excel.contributions.workbook import write_contributions
from contributions.features import IMPORTANT, features
from contributions.whole_years import drawn_years
from excel.contributions import reading
from excel.contributions.every_rule import CASES
from excel.contributions.retyped import Retyped

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

    from aimpartner.contributions.contributions import Contributions
    from aimpartner.model import Model
    from excel.office import Office

MODELS = 12
YEARS = [f"year {number}" for number in range(MODELS)]
NAMES = [*CASES, *YEARS]


@pytest.fixture(scope="module")
def years() -> dict[str, Model]:
    drawn = drawn_years(MODELS, 60, lambda whole: len(features(whole) & {*IMPORTANT}))
    return dict(zip(YEARS, drawn, strict=True))


@pytest.fixture(scope="module")
def retyped(years: dict[str, Model]) -> dict[str, Retyped]:
    wholes = {name: case.whole for name, case in CASES.items()} | years
    return {name: Retyped.of(whole, Random(name)) for name, whole in wholes.items()}  # noqa: S311  # a test, not a secret


@pytest.fixture(scope="module")
def books(
    office: Office, retyped: dict[str, Retyped], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Workbook]:
    """Return the workbooks after one call of LibreOffice: with inputs changed, years as sent too.

    The files are numbered, for a name may hold any sign.
    """
    folder, files = tmp_path_factory.mktemp("changed"), dict[str, Path]()
    for number, (name, each) in enumerate(retyped.items()):
        sent = write_contributions(each.before, folder / f"sent{number}.xlsx")
        changed = load_workbook(sent)
        each.type_in(changed)
        files[name] = folder / f"changed{number}.xlsx"
        changed.save(files[name])
        files |= {f"{name}, as sent": sent} if name in YEARS else {}
    read = office.recalculate(files.values(), folder / "out")
    return {name: read[path.stem] for name, path in files.items()}


def test_the_years_have_everything_in_them(years: dict[str, Model]) -> None:
    found = [features(whole) for whole in years.values()]
    assert {*IMPORTANT} <= set[str]().union(*found)
    assert min(len(each & {*IMPORTANT}) for each in found) > 6


@pytest.mark.parametrize("name", NAMES)
def test_some_inputs_are_changed_and_somebody_is_asked_for_another_amount(
    retyped: dict[str, Retyped], name: str
) -> None:
    before, after = (
        [(each.exact, each.amount) for each in result]
        for result in (retyped[name].before, retyped[name].after)
    )
    assert retyped[name].addresses
    assert before != after


def agrees(book: Workbook, result: Contributions) -> None:
    """Check every contribution, every step and every check of a workbook."""
    assert reading.paid(book) == reading.expected(result)
    assert not reading.stray_steps(book, with_spare_lines(result).worked)
    read = reading.integrity(book)
    assert read == dict.fromkeys(read, 0)


@pytest.mark.parametrize("name", YEARS)
def test_a_year_with_everything_recalculates_to_the_same_pennies(
    books: dict[str, Workbook], retyped: dict[str, Retyped], name: str
) -> None:
    agrees(books[f"{name}, as sent"], retyped[name].before)


@pytest.mark.parametrize("name", NAMES)
def test_with_inputs_changed_a_workbook_reads_what_the_library_calculates(
    books: dict[str, Workbook], retyped: dict[str, Retyped], name: str
) -> None:
    book = books[name]
    if "written as values" in reading.status(book):  # what such a step is of has changed
        assert reading.entries(book["Cover"])["call"] == "–"
        assert "as values" in str(reading.entries(book["Cover"])["to know"])
    else:
        agrees(book, retyped[name].after)


def test_hardly_a_workbook_says_that_it_cannot_follow(books: dict[str, Workbook]) -> None:
    refused = [name for name in NAMES if "written as values" in reading.status(books[name])]
    assert len(refused) <= 1
