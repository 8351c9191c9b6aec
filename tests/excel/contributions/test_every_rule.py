"""Every rule through every reader: engine, explanation, methodology, and the live workbook."""

from __future__ import annotations

import pytest
from attrs import frozen
from openpyxl.workbook import Workbook

from aimpartner.contributions.contributions import Contributions
from aimpartner.excel.contributions.spare_lines import with_spare_lines
from aimpartner.excel.contributions.workbook import write_contributions
from aimpartner.formula.bases.given import Given
from aimpartner.formula.methodologies import methodology
from builders import YEAR, paid
from excel.contributions import reading
from excel.contributions.every_rule import CASES
from excel.contributions.rule_models import shared
from excel.office import Office

ALMOST = paid(shared(Given({"Ash": "1", "Birch": "1.0000000000001"})))
"""Two remainders so near to each other that a sheet cannot rank them: one step is its value."""


@frozen
class Recalculated:
    """The workbook of each case after one call of LibreOffice, and what it should read."""

    books: dict[str, Workbook]
    results: dict[str, Contributions]

    def book(self, name: str) -> Workbook:
        """Return a workbook; the files are numbered, for a case's name may hold any sign."""
        return self.books[f"case{list(self.results).index(name)}"]


@pytest.fixture(scope="module")
def recalculated(office: Office, tmp_path_factory: pytest.TempPathFactory) -> Recalculated:
    folder = tmp_path_factory.mktemp("workbooks")
    results = {name: paid(case.whole) for name, case in CASES.items()} | {"almost": ALMOST}
    files = [
        write_contributions(result, folder / f"case{number}.xlsx")
        for number, result in enumerate(results.values())
    ]
    return Recalculated(office.recalculate(files, folder / "out"), results)


@pytest.mark.parametrize("name", CASES)
def test_the_engine_pays_what_was_worked_out_by_hand(name: str) -> None:
    case, result = CASES[name], paid(CASES[name].whole)
    assert tuple(f"{each.amount.to_decimal():f}" for each in result) == case.amounts
    assert tuple(f"{each.net.to_decimal():f}" for each in result) == (case.net or case.amounts)


@pytest.mark.parametrize("name", CASES)
def test_the_methodology_says_the_rule_in_words(name: str) -> None:
    said = methodology(CASES[name].whole.formulas[-1], YEAR)
    assert CASES[name].words in " ".join(said.split())


@pytest.mark.parametrize("name", CASES)
def test_the_explanation_of_some_partner_says_the_rule_at_work(name: str) -> None:
    result = paid(CASES[name].whole)
    said = " ".join(word for each in result.partners for word in result.explain(each).split())
    assert (CASES[name].explained or CASES[name].words) in said


@pytest.mark.parametrize("name", [*CASES, "almost"])
def test_the_workbook_recalculates_to_the_same_pennies(
    recalculated: Recalculated, name: str
) -> None:
    book, result = recalculated.book(name), recalculated.results[name]
    assert reading.paid(book) == reading.expected(result)
    assert not reading.stray_steps(book, with_spare_lines(result).worked)
    read = reading.integrity(book)
    assert read == dict.fromkeys(read, 0)


@pytest.mark.parametrize("name", CASES)
def test_every_rule_is_live_and_says_of_no_step_that_it_is_a_value(
    recalculated: Recalculated, name: str
) -> None:
    assert "as values" not in str(reading.entries(recalculated.book(name)["Cover"]).get("to know"))


def test_what_a_sheet_cannot_express_is_a_value_and_says_so(recalculated: Recalculated) -> None:
    told = str(reading.entries(recalculated.book("almost")["Cover"])["to know"])
    assert told.startswith("a step is written as values and does not follow a changed input")


@pytest.mark.parametrize(
    ("name", "beyond", "status"),
    [
        ("caps in half pence", 0, "limits are kept"),
        ("caps that no pounds keep", 0.01, "a limit is not kept"),
    ],
)
def test_the_checks_tell_whether_rounding_keeps_the_limits(
    recalculated: Recalculated, name: str, beyond: float, status: str
) -> None:
    rows = reading.rows(recalculated.book(name)["Checks"])
    (row,) = (row for row in rows if "beyond the bounds of limits" in str(row[0]))
    assert row[1] == pytest.approx(beyond)
    assert row[3] == status
