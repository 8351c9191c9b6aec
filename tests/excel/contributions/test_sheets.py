"""What stands on the sheets of the contribution workbook, and how its file comes to its place."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from attrs import evolve
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from aimpartner import samples
from aimpartner.budget.budget import Budget
from aimpartner.contributions.contributions import Contributions
from aimpartner.errors import InvalidValueError
from aimpartner.evidence.measures import Known, Observation
from aimpartner.excel.contributions.workbook import file_name, write_contributions
from aimpartner.excel.writing.names import defined_name, sheet_name
from aimpartner.formula.bases.given import Given
from aimpartner.formula.bases.measured import Measured
from aimpartner.formula.priced_elements import PricedElement
from aimpartner.model import Model
from aimpartner.money import Money
from aimpartner.parties.agreement.agreement import Agreement
from aimpartner.parties.agreement.approvals import Approval
from aimpartner.parties.agreement.decisions import Decision
from aimpartner.periods import DateRange
from aimpartner.sources import Source
from builders import (
    AIM,
    GUESS,
    MINUTE,
    YEAR,
    aim_agreement,
    approved,
    counted,
    element,
    line,
    model,
    partnership,
)
from builders import paid as contributions_of
from excel.contributions import reading
from faults import caught, said


@pytest.fixture(scope="module")
def result() -> Contributions:
    return contributions_of(samples.load("aim"))


def written(
    result: Contributions, folder: Path, prepared_by: str = "", prepared_on: str | None = None
) -> Workbook:
    """Return a result's workbook as the file holds it: formulas as text."""
    path = write_contributions(result, folder, prepared_by=prepared_by, prepared_on=prepared_on)
    return load_workbook(path)


def words_of(sheet: Worksheet) -> list[str]:
    return [str(each) for row in reading.rows(sheet) for each in row if each is not None]


def approved_by(approval: Approval, whole: Model) -> Model:
    """Return a model whose budget and formula have that approval."""
    budgets = [evolve(each, approval=approval) for each in whole.budgets]
    formulas = [evolve(each, approval=approval) for each in whole.formulas]
    return evolve(whole, budgets=budgets, formulas=formulas)


def test_the_same_result_gives_the_same_bytes(result: Contributions, tmp_path: Path) -> None:
    one, two = (write_contributions(result, tmp_path / f"{name}.xlsx") for name in "ab")
    assert one.read_bytes() == two.read_bytes()


def test_a_folder_gets_a_file_with_the_marking_in_its_name(
    result: Contributions, tmp_path: Path
) -> None:
    path = write_contributions(result, tmp_path)
    assert path == tmp_path / file_name(result)
    assert path.stem.endswith("contributions-ILLUSTRATION-NOT-AiMS-FORMULA")


def test_a_formula_without_marking_leaves_none(tmp_path: Path) -> None:
    result = contributions_of(model())
    assert file_name(result) == "agency-2021-22-contributions.xlsx"
    cover = written(result, tmp_path)["Cover"]
    assert [cover[at].value for at in ("A1", "A2")] == [
        '="Figures: "&status',
        "Contributions 2021/22",
    ]


def test_the_marking_heads_every_sheet_and_page(result: Contributions, tmp_path: Path) -> None:
    for sheet in written(result, tmp_path).worksheets:
        assert sheet["A1"].value == result.marking
        header = sheet.oddHeader
        assert header is not None
        assert result.marking in str(header.center.text)
        assert header.right.text == "DRAFT"


def test_no_file_is_replaced_unasked(result: Contributions, tmp_path: Path) -> None:
    path = tmp_path / "kept.xlsx"
    path.write_text("kept")
    fault = caught(InvalidValueError, write_contributions, result, path)
    assert said(fault) == (f"File {path}", "be a new file", "one that exists")
    assert path.read_text() == "kept"
    write_contributions(result, path, overwrite=True)
    assert path.read_bytes().startswith(b"PK")


def test_a_folder_that_is_not_there_is_refused(result: Contributions, tmp_path: Path) -> None:
    path = tmp_path / "nowhere" / "aim.xlsx"
    fault = caught(InvalidValueError, write_contributions, result, path)
    assert said(fault) == (f"File {path}", "be in a folder that exists", path.parent)


@pytest.mark.parametrize("name", ["aim.xls", "nowhere"])
def test_a_file_of_another_kind_is_refused(
    result: Contributions, tmp_path: Path, name: str
) -> None:
    fault = caught(InvalidValueError, write_contributions, result, tmp_path / name)
    assert fault.rule == "end in .xlsx"
    assert fault.got == (Path(name).suffix or "no ending")


def test_text_stays_text_and_numbers_are_live(tmp_path: Path) -> None:
    name = "=1+1"
    whole = model([line(name=name, pool=name)], [element(Given.equal([name]), [name])], [name])
    book = written(contributions_of(whole), tmp_path)
    texts = [
        cell
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value == name
    ]
    assert len(texts) > 5
    assert {cell.data_type for cell in texts} == {"s"}


def test_every_named_cell_is_there_and_every_input_has_a_name(
    result: Contributions, tmp_path: Path
) -> None:
    book = written(result, tmp_path)
    inputs = [
        step.address(name)
        for step in result.working.inputs
        if step.at
        for name in (result.partners if step.is_column else ["-"])
    ]
    for address in inputs:
        cell = reading.cell(book, address)
        assert cell.data_type == "n"
        assert cell.fill.start_color.rgb == "FFFFF8DB"
    for name in book.defined_names.values():
        if not name.name.startswith("_xlnm"):
            ((sheet, place),) = name.destinations
            assert book[sheet][place].value is not None


def test_names_that_would_be_one_are_told_apart() -> None:
    taken: set[str] = set()
    names = ["a b/c", "A_b.c", "x1", "R1C1", "c", "9 lives", "", "v" * 300, "v" * 300]
    found = [defined_name(each, taken) for each in names]
    first = ["a_b.c", "A_b.c_2", "_x1", "_R1C1", "_c", "_9_lives", "_"]
    assert found == [*first, "v" * 255, "v" * 253 + "_2"]


def test_sheets_are_named_as_excel_allows() -> None:
    taken: set[str] = set()
    names = ["History", "", "'quoted'", "a" * 40, "a" * 40, "[x]"]
    found = [sheet_name(each, taken) for each in names]
    assert found == ["History sheet", "sheet", "quoted", "a" * 31, "a" * 27 + " (2)", "-x-"]


def test_the_cover_says_who_pays_what_and_draws_it(result: Contributions, tmp_path: Path) -> None:
    cover = written(result, tmp_path)["Cover"]
    paid = {str(row[0].value): row[1] for row in cover.iter_rows() if row[0].value in AIM}
    assert list(paid) == list(AIM)
    assert all("Contributions!$D$" in str(cell.value) for cell in paid.values())
    (chart,) = cover._charts  # type: ignore[attr-defined]  # openpyxl has no other way to them
    (series,) = chart.series
    first, last = (paid[name].row for name in (AIM[0], AIM[-1]))
    assert series.cat.strRef.f == f"Cover!$A${first}:$A${last}"
    assert series.val.numRef.f == f"Cover!$B${first}:$B${last}"


def test_the_cover_leads_to_every_other_sheet(result: Contributions, tmp_path: Path) -> None:
    book = written(result, tmp_path)
    links = {
        str(cell.value): cell.hyperlink.location
        for row in book["Cover"].iter_rows()
        for cell in row
        if cell.hyperlink
    }
    assert list(links) == book.sheetnames[1:]
    assert links["Knowsley"] == "Knowsley!A1"


def test_the_cover_says_who_prepared_it_and_when(result: Contributions, tmp_path: Path) -> None:
    words = words_of(written(result, tmp_path)["Cover"])
    assert words.count("not stated") == 2
    (tmp_path / "b").mkdir()
    book = written(result, tmp_path / "b", "A. Officer", "2021-11-05")
    assert {"A. Officer", "5 November 2021"} <= set(words_of(book["Cover"]))
    assert book.properties.created == datetime(2021, 11, 5)  # noqa: DTZ001  # a file's day has no zone
    assert book.properties.creator == "A. Officer"


@pytest.mark.parametrize(("source", "times"), [(None, 0), (MINUTE, 1), (GUESS, 0)])
def test_the_source_of_the_formula_is_named_once(
    tmp_path: Path, source: Source | None, times: int
) -> None:
    whole = model()
    whole = evolve(whole, formulas=[evolve(whole.formulas[0], source=source)])
    words = words_of(written(contributions_of(whole), tmp_path)["Cover"])
    assert words.count(f"Source: {MINUTE}") == times
    assert sum(f"{GUESS.words}." in each for each in words) == (source is GUESS)


def test_what_is_approved_is_no_draft(tmp_path: Path) -> None:
    decided = Decision("Knowsley", "2021-03-26", "Cabinet", reference="minute 9")
    approval = Approval(("Knowsley",), [decided])
    whole = approved_by(approval, model(names=["Knowsley"]))
    words = words_of(written(contributions_of(whole), tmp_path)["Cover"])
    assert "budget: Knowsley, Cabinet, 26 March 2021, minute 9" in words
    assert not any("DRAFT" in each for each in words)


def test_an_assumed_or_outstanding_approval_is_a_draft(tmp_path: Path) -> None:
    decided = [Decision("Knowsley", "2021-03-26", source=GUESS), Decision("Sefton", "2022-01-01")]
    whole = approved_by(Approval(("Knowsley", "Sefton"), decided), model())
    book = written(contributions_of(whole, "2021-04-01"), tmp_path)
    words = words_of(book["Cover"])
    assert "formula: Knowsley, 26 March 2021 (assumed); outstanding: Sefton" in words
    assert "as known on" in words
    assert any(each.startswith("DRAFT: the approval of the budget and of") for each in words)
    assert "agreement" not in words


def test_a_year_without_doubt_has_no_notices(tmp_path: Path) -> None:
    approval = approved(*AIM, on="2021-03-26")
    agreement = Agreement(DateRange("2018-04-01", "2023-03-31"), approved(*AIM, on="2017-04-06"))
    whole = evolve(model(), partnership=partnership(agreement=agreement))
    result = contributions_of(approved_by(approval, whole))
    words = words_of(written(result, tmp_path)["Sefton"])
    assert not result.notices
    assert "Notices" not in words
    assert "Figures that count for Sefton" in words


def test_a_budget_may_have_no_lines_where_everything_is_priced(tmp_path: Path) -> None:
    priced = PricedElement("places", Given.equal(AIM), "5")
    whole = model(elements=[priced])
    empty = evolve(whole, budgets=[Budget(YEAR, ())])
    book = reading.stored(write_contributions(contributions_of(empty), tmp_path))
    assert reading.paid(book)["call"] == (Money("20"),)
    assert "Call by pool" not in words_of(book["Budget"])


def test_the_state_of_the_agreement_is_told_from_day_to_day(tmp_path: Path) -> None:
    whole = evolve(model(), partnership=partnership(agreement=aim_agreement()))
    words = words_of(written(contributions_of(whole, "2021-07-01"), tmp_path)["Cover"])
    assert "1 April 2021 to 31 March 2022: lapsed" in words


def test_last_years_contribution_is_shown_with_the_change(tmp_path: Path) -> None:
    issued = counted("contribution", {"Knowsley": 20, "Liverpool": 0, "Sefton": "25.5"})
    whole = model(observations=issued)
    path = write_contributions(contributions_of(whole), tmp_path)
    book = reading.stored(path)
    found = {str(row[0]): row[6:9] for row in reading.rows(book["Contributions"])}
    assert found["Knowsley"] == [20, 5, 0.25]
    assert found["Liverpool"] == [0, 25, "from nothing"]
    assert found["Sefton"][:2] == [25.5, -0.5]
    assert found["Wirral"] == ["not recorded"] * 3
    assert found["all partners"] == [None] * 3
    assert reading.cell(book, "evidence/contribution/Sefton/2020-21").value == 25.5
    assert -0.5 in [row[3] for row in reading.rows(book["Sefton"])]


def test_last_year_is_read_from_the_inputs_where_the_formula_counts_it(tmp_path: Path) -> None:
    issued = counted("contribution", dict.fromkeys(AIM, 20))
    whole = model(elements=[element(Measured("contribution"))], observations=issued)
    path = write_contributions(contributions_of(whole), tmp_path)
    totals = reading.entries(reading.stored(path)["Contributions"])
    assert totals["all partners"] == 0.25
    book = load_workbook(path)
    row = next(row for row in reading.rows(book["Contributions"]) if row[0] == "Sefton")
    assert str(row[6]).startswith("=IF(calculable,ROUND(Inputs!")
    assert not any("Issued last year" in each for each in words_of(book["Inputs"]))


def test_a_figure_without_edition_release_or_source_says_so(tmp_path: Path) -> None:
    found = [
        *counted("adopted", {"Knowsley": 2, "Liverpool": 3}),
        Observation("adopted", "Sefton", "2020/21", Known(4), "first", "2021-11-01", MINUTE),
        Observation("adopted", "Wirral", "2020/21", Known(5), "first", "2021-11-01", MINUTE),
    ]
    whole = model(elements=[element(Measured("adopted"))], observations=found)
    words = words_of(written(contributions_of(whole), tmp_path)["Inputs"])
    assert "Knowsley, Liverpool: not recorded; Sefton, Wirral: first" in words
    assert "Knowsley, Liverpool: not recorded; Sefton, Wirral: 1 November 2021" in words


def test_what_a_double_cannot_tell_apart_is_named_on_the_checks(tmp_path: Path) -> None:
    numbers = {"Knowsley": "1", "Liverpool": "1.0000000000001", "Sefton": "1"}
    basis = Given(numbers)
    whole = model([line("100.00")], [element(basis)], list(numbers))
    book = written(contributions_of(whole), tmp_path)
    words = words_of(book["Checks"])
    assert any("written as values" in each for each in words)
    assert any("not less than the unit" in each for each in words)
