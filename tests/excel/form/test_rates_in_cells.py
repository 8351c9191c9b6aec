"""A rate in a workbook is a cell formatted as per cent, or a text with its mark."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from aimpartner.errors import WorkbookError
from aimpartner.excel.form.read import read_model
from aimpartner.excel.form.template import write_template
from aimpartner.formula.bases.blend import Blend
from aimpartner.formula.elements import Element
from aimpartner.rates import Rate
from excel.form.filling import PerCent, save, sheets
from faults import caught

if TYPE_CHECKING:
    from pathlib import Path

    from excel.form.filling import Sheets


def weighed(*values: object) -> Sheets:
    """Return the sheets of the made-up agency with other weights of its blend."""
    whole = sheets()
    head, *rows = whole["Elements"]
    column = head.index("weight")
    blended = [row for row in rows if "/" in str(row[head.index("at")])]
    for row, value in zip(blended, values, strict=False):
        row[column] = value
    return whole


def weights(path: Path) -> list[Rate]:
    """Return the weights of the first blend that a workbook holds."""
    (formula,) = read_model(path).formulas
    bases = (each.basis for each in formula.elements if isinstance(each, Element))
    return [part.weight for part in next(b for b in bases if isinstance(b, Blend)).parts]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (PerCent(0.005), "99.5 %"),
        ("0.5%", PerCent(0.995, "0%")),  # read as it is stored, however few places it shows
        (PerCent(0.005, "0.0%;[Red]-0.0%"), PerCent(0.995, '0.00 %" of it"')),
    ],
)
def test_a_cell_formatted_as_per_cent_is_a_rate(
    tmp_path: Path, first: object, second: object
) -> None:
    path = save(tmp_path / "rivers.xlsx", weighed(first, second))
    assert weights(path) == [Fraction(5, 1000), Fraction(995, 1000)]


_PART_OR_WHOLE = "Write 5 % for the part alone, or 105 % for the whole with it."


@pytest.mark.parametrize(
    ("typed", "got", "remedy"),
    [
        (0.5, "0.5", "Write 0.5 % or 50 %."),
        (50, "50", "Write 50 % or 5000 %."),
        ("0.5", "'0.5'", "Write 0.5 % or 50 %."),
        (
            PerCent(0.5, '0.0" % more"'),
            "'0.5 % more' in sight, with 0.5 stored",
            "Format the cell so that it shows what it holds, or type what is meant.",
        ),
    ],
)
def test_a_bare_number_in_a_column_of_rates_is_a_fault_with_the_two_ways_to_write_it(
    tmp_path: Path, typed: object, got: str, remedy: str
) -> None:
    path = save(tmp_path / "rivers.xlsx", weighed(typed, "50 %"))
    problem = caught(WorkbookError, read_model, path).problems[0]
    assert problem.place.startswith("Elements!")
    assert (str(problem.got), problem.remedy) == (got, remedy)


def test_only_a_bound_written_with_a_plus_may_mean_the_whole(tmp_path: Path) -> None:
    """A weight has no other reading; a cap of "+5 %" is 5 % of last year's amount, or 105 %."""
    plus = PerCent(0.5, "+0%;-0%")
    assert weights(save(tmp_path / "weight.xlsx", weighed(plus, "+50 %"))) == [Rate("50 %")] * 2
    whole = sheets()
    head, first, *_ = whole["Limits"]
    first[head.index("upper")] = PerCent(0.05, "+0%;-0%")
    (problem,) = caught(WorkbookError, read_model, save(tmp_path / "cap.xlsx", whole)).problems
    assert problem.place.startswith("Limits!")
    assert (str(problem.got), problem.remedy) == ("'+5 %'", _PART_OR_WHOLE)


@pytest.mark.parametrize(
    ("sheet", "name", "remedy"),
    [
        ("Elements", "weight", 'Write it as "50 %" or "3/4".'),
        ("Limits", "upper", 'Write it as "95 %" or "105 %".'),
        ("Budget lines", "rate", 'Write it as "2.4 %".'),
    ],
)
def test_what_is_no_rate_is_told_with_examples_of_its_column(
    tmp_path: Path, sheet: str, name: str, remedy: str
) -> None:
    whole = sheets()
    head, *rows = whole[sheet]
    cells = [*rows[0], *[None] * (name not in head)]
    heads = [*head, *[name] * (name not in head)]
    cells[heads.index(name)] = "lots"
    whole[sheet] = [heads, cells, *rows[1:]]
    problems = caught(WorkbookError, read_model, save(tmp_path / "r.xlsx", whole)).problems
    assert remedy in [problem.remedy for problem in problems]


def test_nothing_needs_no_mark_in_a_cell(tmp_path: Path) -> None:
    assert weights(save(tmp_path / "rivers.xlsx", weighed(0, "100 %"))) == [0, 1]


def test_agreed_percentages_may_be_typed_as_numbers_or_stand_in_cells_of_per_cent(
    tmp_path: Path,
) -> None:
    plain, formatted = sheets(), sheets()
    head, *rows = formatted["Weights"]
    at, owner = head.index("number"), head.index("at")
    elements, *others = formatted["Elements"]
    unit, place = elements.index("unit"), elements.index("at")
    agreed = [row[place] for row in others if row[unit] == "percent"]
    for row in (row for row in rows if row[owner] in agreed):
        row[at] = PerCent(float(str(row[at])) / 100)
    assert formatted != plain
    models = [
        read_model(save(tmp_path / name, whole))
        for name, whole in (("plain.xlsx", plain), ("formatted.xlsx", formatted))
    ]
    assert models[0] == models[1]


def test_the_template_offers_rates_as_text_so_that_excel_turns_no_number_into_one(
    tmp_path: Path,
) -> None:
    from openpyxl import load_workbook  # noqa: PLC0415  # here alone

    book: Any = load_workbook(write_template(tmp_path / "empty.xlsx"))
    sheet = book["Elements"]
    numbers = {cell.value: cell.column for cell in sheet[3]}
    spans = sheet.column_dimensions.values()
    forms = {at: span.number_format for span in spans for at in range(span.min, span.max + 1)}
    assert {forms[numbers[name]] for name in ("weight", "points", "per cent")} == {"@"}
    assert forms[numbers["within"]] == "General"
