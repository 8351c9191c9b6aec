"""The workbook of a year with two formulas names both, with their days, and checks both."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from attrs import evolve
from openpyxl import load_workbook

from aimpartner.contributions.contributions import Contributions
from aimpartner.excel.contributions.cover import status
from aimpartner.excel.contributions.workbook import write_contributions
from aimpartner.formula.bases.basis import Basis
from aimpartner.formula.bases.blend import Blend, BlendPart
from aimpartner.formula.bases.given import Given
from aimpartner.formula.bases.measured import Measured
from aimpartner.formula.formula import Formula
from aimpartner.formula.limits import Bound, Limit
from aimpartner.model import Model
from aimpartner.parties.partners import Membership
from aimpartner.periods import DateRange
from builders import MINUTE, approved, counted, element, model, paid
from excel.contributions import reading

if TYPE_CHECKING:
    from pathlib import Path

NAMES = ("Ash", "Birch")
BEFORE, FROM = DateRange("2018-04-01", "2021-09-30"), DateRange("2021-10-01")
OLD, NEW = "old (2021-04-01 to 2021-09-30)", "new (2021-10-01 to 2022-03-31)"
BLEND = Blend(
    [
        BlendPart("adopted", "75 %", Measured("adopted")),
        BlendPart("flat", "25 %", Given.equal(NAMES)),
    ]
)
AGREED = Given({"Ash": 60, "Birch": 40}, "percent")
CAP = Limit("cap", upper=Bound(Given({"Ash": 9_000}, "pence")))


def changed(old: Basis = AGREED, new: Basis = AGREED) -> Model:
    """Return two that share £100 by one basis to 30 September and by another from then on."""
    seen = counted("adopted", {"Ash": 1, "Birch": 3})
    whole = model(names=NAMES, observations=seen)
    approval = approved(*NAMES, on="2021-03-26")
    first = Formula("old", [element(old)], BEFORE, limits=[CAP], source=MINUTE, approval=approval)
    then = Formula("new", [element(new)], FROM, approval=approval)
    (budget,) = whole.budgets
    return evolve(whole, budgets=[evolve(budget, approval=approval)], formulas=[first, then])


@pytest.fixture(scope="module")
def result() -> Contributions:
    return paid(changed())


def words_of(result: Contributions, folder: Path, sheet: str) -> list[list[object]]:
    """Return the cells of each row of a sheet that hold something."""
    book = load_workbook(write_contributions(result, folder, overwrite=True))
    return [[each for each in row if each is not None] for row in reading.rows(book[sheet])]


def test_the_cover_tells_each_formula_with_its_days_and_source(
    result: Contributions, tmp_path: Path
) -> None:
    rows = words_of(result, tmp_path, "Cover")
    assert ["formula", f"{OLD}, {NEW}"] in rows
    first, second = (
        next(at for at, row in enumerate(rows) if row[:1] == [f"Formula {name}, as calculated"])
        for name in (OLD, NEW)
    )
    (source,) = (at for at, row in enumerate(rows) if row[1:] == [f"Source: {MINUTE}"])
    (rounding,) = (at for at, row in enumerate(rows) if "are rounded to" in str(row[-1:]))
    assert first < source < second < rounding


def test_the_cover_tells_who_approved_each_formula(result: Contributions, tmp_path: Path) -> None:
    said = [str(row[-1]) for row in words_of(result, tmp_path, "Cover") if row]
    for name in (OLD, NEW):
        assert f"formula {name}: Ash, 26 March 2021; Birch, 26 March 2021" in said
    assert status(result) == ""


def test_a_year_is_a_draft_while_its_earlier_formula_is_not_approved(tmp_path: Path) -> None:
    whole = changed()
    old, new = whole.formulas
    unapproved = paid(evolve(whole, formulas=[evolve(old, approval=None), new]))
    assert status(unapproved) == "DRAFT"
    (said,) = (row[1] for row in words_of(unapproved, tmp_path, "Cover") if row[:1] == ["status"])
    assert said == f"DRAFT: the approval of the formula {OLD} is not recorded in full"


def test_every_partners_page_names_both_formulas(result: Contributions, tmp_path: Path) -> None:
    words = words_of(result, tmp_path, "Ash")
    assert any(f"formulas {OLD}, {NEW}" in str(row[-1]) for row in words if row)


def test_the_sums_of_an_earlier_formula_are_checked_too(
    result: Contributions, tmp_path: Path
) -> None:
    old, new = "staffing (formula to 30 September 2021)", "staffing"
    rows = words_of(result, tmp_path, "As calculated")
    starts = [row[0] for row in rows if "must come to 100 in all" in row]
    assert starts == [f"Percentages of {old}", f"Percentages of {new}"]
    rows = words_of(paid(changed(BLEND, BLEND)), tmp_path, "As calculated")
    starts = [row[0] for row in rows if "must come to 1 in all" in row]
    assert starts == [f"Weights of {old}", f"Weights of {new}"]


def test_a_bound_that_does_not_bind_is_shown_as_none(result: Contributions, tmp_path: Path) -> None:
    book = load_workbook(write_contributions(result, tmp_path))
    inputs, working = book["Inputs"], book["Working"]
    at = "formula to 2021-09-30/limits/cap/upper/*"
    (row,) = (row for row in inputs.iter_rows() if at in [each.value for each in row])
    ash, birch = (each for each in row if isinstance(each.value, int | float))
    assert (ash.value, birch.value) == (90, 0)
    assert '"none"' not in ash.number_format
    assert birch.number_format.endswith(';"none"')  # the cap does not name Birch
    _, span = working.conditional_formatting
    (rule,) = span.rules
    assert rule.formula == [
        f"IFERROR(ABS({str(span.sqref).partition(':')[0]})>=50000000000000,FALSE)"
    ]
    assert rule.dxf.numFmt.formatCode == '"none"'
    far = [each.coordinate for row in working.iter_rows() for each in row if each.value == 10**14]
    assert far
    assert all(each in span for each in far)


def test_the_cover_and_the_page_of_a_joiner_say_who_shares_when(tmp_path: Path) -> None:
    whole = changed()
    ash, birch = whole.partnership.partners
    spell = Membership(DateRange("2021-10-01"), "reshare")
    partners = [ash, evolve(birch, member=[spell])]
    joined = evolve(whole, partnership=evolve(whole.partnership, partners=partners))
    new = evolve(joined.formulas[1], in_force=DateRange("2018-04-01"), limits=[])
    result = paid(evolve(joined, formulas=[new]))
    before, after = "1 April 2021 to 30 September 2021", "1 October 2021 to 31 March 2022"
    rows = words_of(result, tmp_path, "Cover")
    assert ["shared by", f"Ash, {before} (Birch not yet a partner)"] in rows
    assert ["", f"Ash, Birch, {after}"][1:] in [row[-1:] for row in rows]
    alone = f"Birch shares in the call from {after} alone, not all year."
    cells = [row for row in words_of(result, tmp_path, "Birch") if row]
    assert [alone] in cells
    assert not any(
        "not all year" in str(row[0]) for row in words_of(result, tmp_path, "Ash") if row
    )


def test_an_earlier_formulas_limit_and_source_stand_among_the_inputs_as_the_latest_ones(
    result: Contributions, tmp_path: Path
) -> None:
    rows = words_of(result, tmp_path, "Inputs")
    heads = {name: rows.index([name]) for name in ("Agreed numbers", "Limits", "Rounding")}
    (limit,) = (
        n for n, row in enumerate(rows) if "formula to 2021-09-30/limits/cap/upper/*" in row
    )
    (agreed,) = (n for n, row in enumerate(rows) if "formula to 2021-09-30/staffing/*" in row)
    assert heads["Agreed numbers"] < agreed < heads["Limits"] < limit < heads["Rounding"]
    assert rows[limit][-1] == str(MINUTE)
