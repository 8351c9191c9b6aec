"""What was typed into a workbook of contributions comes back as changes of its model."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

import aimpartner as ap
from aimpartner.codec.model import build
from aimpartner.errors import ModelError, WorkbookError
from aimpartner.evidence import Known
from aimpartner.excel import changes, read_changes, write_contributions, write_template
from aimpartner.excel.changes import TypedChange
from commands import run
from excel.form.filling import change as type_in
from faults import caught
from three_rivers import tables

if TYPE_CHECKING:
    from pathlib import Path

AIM = ap.samples.load("aim")
ADOPTED = "evidence/adopted/Sefton/2019-20"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Write the contributions of the sample."""
    return write_contributions(ap.calculate(AIM, "2021/22"), tmp_path / "contributions.xlsx")


def cell_of(path: Path, name: str) -> str:
    """Return the place of a named cell."""
    text: str = load_workbook(path).defined_names[name].attr_text
    return text.replace("$", "").replace("'", "")


def typed(path: Path, **cells: object) -> Path:
    """Type into named cells; a double underscore stands for the point in their names."""
    type_in(path, {cell_of(path, name.replace("__", ".")): value for name, value in cells.items()})
    return path


def test_a_workbook_as_it_was_written_has_no_change(path: Path) -> None:
    found = read_changes(path)
    assert (found.changes, found.sets) == ((), ())
    assert str(found) == f"{path}: no input changed."
    assert found.applied(AIM) == AIM


def test_what_was_typed_is_listed_with_what_it_was_and_where(path: Path) -> None:
    typed(path, evidence__adopted__Sefton__2019_20=20, call=1)
    found = read_changes(path)
    (one,) = found.changes
    assert (one.at, one.before, one.after) == (ADOPTED, "16", "20")
    assert one.place == cell_of(path, "evidence.adopted.Sefton.2019_20")
    assert found.sets == (ap.Set(ADOPTED, "20"),)
    assert str(found).splitlines() == [
        f"{path}: 1 input changed.",
        f"  {one.place}: {ADOPTED}: 16 to 20",
    ]
    assert repr(found) == f"<TypedChanges in {path}: 1>"
    assert [*found.table().to_frame().columns] == ["from", "to", "cell"]


@pytest.mark.parametrize("number_format", ["0.00%", "General"])
def test_percentages_come_back_with_their_mark_and_pounds_as_pounds(
    path: Path, number_format: str
) -> None:
    typed(path, formula__agency__adopted__weight=0.75, formula__agency__spend__weight=0.25)
    typed(path, budget__2021_22__agency__total_costs=3300000.5)
    book: Any = load_workbook(path)
    for name in ("adopted", "spend"):
        sheet, _, cell = cell_of(path, f"formula.agency.{name}.weight").partition("!")
        book[sheet][cell].number_format = number_format
    book.save(path)
    found = read_changes(path)
    assert {each.at: each.after for each in found.changes} == {
        "budget/2021-22/agency/total costs": "3300000.5",
        "formula/agency/adopted/weight": "75 %",
        "formula/agency/spend/weight": "25 %",
    }
    changed = ap.calculate(found.applied(AIM), "2021/22")
    assert changed.call == ap.Money("3300000.50")


def test_the_changed_model_pays_what_a_scenario_does(path: Path) -> None:
    typed(path, evidence__adopted__Sefton__2019_20=20)
    scenario = ap.Scenario("by hand", [ap.Set(ADOPTED, 20)]).applied(AIM)
    paid, expected = (
        ap.calculate(each, "2021/22") for each in (read_changes(path).applied(AIM), scenario)
    )
    assert [each.amount for each in paid] == [each.amount for each in expected]
    assert paid["Sefton"].amount != ap.calculate(AIM, "2021/22")["Sefton"].amount


def test_a_row_that_was_moved_is_followed(path: Path) -> None:
    """The formulas lead to the cell, as a program keeps them when a row is inserted."""
    place = cell_of(path, "evidence.adopted.Sefton.2019_20")
    sheet, _, cell = place.partition("!")
    book: Any = load_workbook(path)
    moved = f"$G${int(cell[1:]) + 40}"
    for row in book["As calculated"].iter_rows():
        for each in row:
            if isinstance(each.value, str) and f"{sheet}!$G${cell[1:]}" in each.value:
                each.value = each.value.replace(f"{sheet}!$G${cell[1:]}", f"{sheet}!{moved}")
    book[sheet][moved.replace("$", "")].value = 20
    book.save(path)
    (one,) = read_changes(path).changes
    assert (one.at, one.after, one.place) == (ADOPTED, "20", f"{sheet}!{moved.replace('$', '')}")


@pytest.mark.parametrize(
    ("value", "got"), [("many", "'many'"), (None, "nothing"), (True, "True"), ("=1/0", "=1/0")]
)
def test_what_is_no_figure_is_refused_at_its_cell(path: Path, value: object, got: str) -> None:
    typed(path, evidence__adopted__Sefton__2019_20=value)
    (problem,) = caught(WorkbookError, read_changes, path).problems
    assert problem.place == cell_of(path, "evidence.adopted.Sefton.2019_20")
    assert (problem.subject, problem.rule, problem.got) == (ADOPTED, "be a number", got)


def test_a_sheet_that_was_taken_out_leaves_nothing_in_its_cells(path: Path) -> None:
    book: Any = load_workbook(path)
    del book["Inputs"]
    book.save(path)
    problems = caught(WorkbookError, read_changes, path).problems
    assert {problem.got for problem in problems} == {"nothing"}


def test_another_workbook_is_refused(tmp_path: Path) -> None:
    (problem,) = caught(
        WorkbookError, read_changes, write_template(tmp_path / "empty.xlsx")
    ).problems
    assert problem.got == "one without the sheet As calculated"


def test_another_model_than_the_one_it_was_written_from_is_refused(path: Path) -> None:
    typed(path, evidence__adopted__Sefton__2019_20=20)
    other = ap.Scenario("later", [ap.Set(ADOPTED, 17)]).applied(AIM)
    fault = caught(ModelError, read_changes(path).applied, other)
    assert (fault.subject, fault.rule) == (
        ADOPTED,
        "be 16 in the model, as it was calculated with",
    )
    links = ap.samples.load("family-adoption-links")
    assert caught(ModelError, read_changes(path).applied, links).rule == "be one of the model's"


def test_of_a_model_with_prices_points_and_parts_every_input_comes_back(tmp_path: Path) -> None:
    model = build(tables())
    path = write_contributions(ap.calculate(model, "2024/25"), tmp_path / "rivers.xlsx")
    held = ap.scenarios.figures(model)
    book: Any = load_workbook(path)
    names = {name: each.attr_text.replace("$", "") for name, each in book.defined_names.items()}
    inputs = [place for place in names.values() if place.startswith(("Inputs!", "Budget!"))]
    for place in inputs:
        sheet, _, cell = place.partition("!")
        if isinstance(book[sheet][cell].value, (int, float)):
            book[sheet][cell].value = book[sheet][cell].value + 1
    book.save(path)
    found = read_changes(path)
    assert len(found.changes) > 10
    known = [change for change in found.changes if change.at in held]
    assert all(change.begins_at(held[change.at]) for change in known)
    spare = [change.at for change in found.changes if change.at not in held]
    assert {at.rpartition("/")[2] for at in spare} == {"spare line 1", "spare line 2"}
    fault = caught(ModelError, found.applied, model)
    assert fault.rule == "be a line of the model"
    assert fault.remedy.startswith("Add a line with a name to the model's budget")
    limit = [one for one in found.sets if "/limits/" in one.at and one.at.endswith("Brook")]
    assert limit == [ap.Set("formula/limits/cap/upper/Brook", "200000100")]
    assert found.changes[0].set.value == "950001"


@pytest.mark.parametrize(
    ("held", "before", "same"),
    [
        (ap.Money("16.50"), "16.5", True),
        (ap.Money("16.50"), "16", False),
        (ap.Rate("75 %"), "75 %", True),
        (ap.PercentagePoints("3 points"), "3 points", True),
        (ap.PercentagePoints("3 points"), "4 points", False),
        (Fraction(1, 3), "0.333333333333333", True),
        (Fraction(1, 3), "0.3333", False),
        (Known("10 %"), "10 %", True),
        (None, "7", True),
        ("pooled", "7", True),
    ],
)
def test_a_figure_of_the_model_is_known_again(held: object, before: str, *, same: bool) -> None:
    assert TypedChange("x", before, "8", "Inputs!D4").begins_at(held) is same


def test_points_come_back_with_their_mark() -> None:
    assert (
        changes._shown(Fraction(3), "must be a number from 0 to 100", has_mark=False) == "3 points"
    )


def test_the_command_lists_them_and_makes_them(path: Path, tmp_path: Path) -> None:
    typed(path, evidence__adopted__Sefton__2019_20=20)
    assert "1 input changed" in run("changes", path).stdout
    into = tmp_path / "changed.toml"
    result = run("changes", path, "aim", "--into", into)
    assert (result.exit_code, result.stdout.endswith(f"Changed model: {into}\n")) == (0, True)
    assert ap.calculate(ap.read_file(into), "2021/22") == ap.calculate(
        read_changes(path).applied(AIM), "2021/22"
    )
    assert run("changes", path, "aim", "--into", into).exit_code == 2
    assert run("changes", path, "--into", into).exit_code == 2
    assert run("changes", path, "family-adoption-links").exit_code == 2
