"""A Start sheet filled in by its own words: the contributions are the library's to the penny."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import aimpartner as ap
from aimpartner.codec.model import build
from commands import run
from excel.form.filling import change
from excel.start.agencies import aim, rivers, whole, whole_in_tables
from excel.start.typist import YEAR, Column, Words, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.filterwarnings("ignore::aimpartner.AimpartnerWarning")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Name a workbook that is not there yet."""
    return tmp_path / "start.xlsx"


def test_the_tutorials_agency_comes_to_the_tutorials_contributions(path: Path) -> None:
    result = ap.calculate(ap.read_file(write(path, rivers())), "2024/25")
    amounts = {each.partner: str(each.amount) for each in result}
    assert amounts == {"Ashford": "£292,500.00", "Brook": "£382,500.00", "Coley": "£225,000.00"}


def test_aim_comes_to_the_contributions_of_the_sample(path: Path) -> None:
    model, sample = ap.read_file(write(path, aim())), ap.samples.load("aim")
    ours, theirs = (ap.calculate(each, "2021/22") for each in (model, sample))
    assert [(each.partner, each.amount) for each in ours] == [
        (each.partner, each.amount) for each in theirs
    ]
    assert str(ours["Sefton"].amount) == "£524,027.76"
    assert ours.call == theirs.call


def test_every_part_of_the_sheet_says_what_the_full_tables_say(path: Path) -> None:
    assert ap.read_file(write(path, whole())) == build(whole_in_tables())
    assert ap.excel.read_model(path) == build(whole_in_tables())


@pytest.mark.parametrize("agency", [rivers, aim, whole])
def test_it_opens_out_into_full_tables_that_say_the_same(
    path: Path, agency: Callable[[], Words]
) -> None:
    full = path.with_name("full.xlsx")
    write(path, agency())
    assert run("template", full, "--from", path).exit_code == 0
    assert ap.read_file(full) == ap.read_file(path)
    assert ap.check(full).is_sound


def test_the_commands_take_it_as_it_stands(path: Path) -> None:
    write(path, rivers())
    assert "no fault" in run("check", path).stdout
    assert "£382,500.00" in run("contributions", path, "--year", "2024/25").stdout


def test_figures_that_count_nowhere_are_noted(path: Path) -> None:
    words = rivers()
    words.sharing[:] = [{"by": "equal"}]
    words.columns.append(Column("contribution", {YEAR: "2022/23"}, [1, 2, 3]))
    checked = ap.check(write(path, words))
    assert checked.is_sound
    assert checked.notes == (
        "Start!H59: no pool is shared by adopted; it is kept.",
        "Start!I59: contribution is read as what was issued for its year, in pounds.",
        "Start!E64: no pool is shared by agreed percentages; they are left out.",
    )


@pytest.mark.parametrize(
    ("years", "noted"),
    [
        (["2023/24"], []),
        (["2024/25"], ["H61"]),
        (["2025/26"], ["H61"]),
        (["2023/24", "2024/25", "2025/26"], ["I61", "J61"]),
    ],
)
def test_figures_of_the_year_charged_or_a_later_one_are_noted(
    path: Path, years: list[str], noted: list[str]
) -> None:
    words = rivers()
    words.columns[:] = [Column("adopted", {YEAR: year}, [10, 20, 10]) for year in years]
    notes = ap.check(write(path, words)).notes
    assert [note.partition(":")[0] for note in notes] == [f"Start!{cell}" for cell in noted]
    end = "count for 2024/25; when it is charged they can be estimates only."
    assert all(note.endswith(end) for note in notes)
    told = [str(each) for each in ap.calculate(ap.read_file(path), "2024/25").notices]
    assert any("an earlier year" in each for each in told) == ("2025/26" in years)


def test_a_year_that_cannot_be_read_notes_nothing_of_the_figures(path: Path) -> None:
    words = rivers()
    words.settings["year"] = "2024/26"
    checked = ap.check(write(path, words))
    assert (len(checked.problems), checked.notes) == (1, ())


def test_a_whole_weight_of_the_only_row_is_no_blend(path: Path) -> None:
    words = rivers()
    words.sharing[:] = [{"by": "equal", "weight": "100 %"}]
    model = ap.read_file(write(path, words))
    words.sharing[:] = [{"by": "equal"}]
    assert ap.read_file(write(path.with_name("other.xlsx"), words)) == model


def test_a_pool_of_a_name_may_be_the_only_one(path: Path) -> None:
    words = rivers()
    words.costs[:] = [{**line, "pool": "agency"} for line in words.costs]
    assert ap.read_file(write(path, words)) == ap.read_file(
        write(path.with_name("other.xlsx"), rivers())
    )


def test_last_years_contribution_shows_beside_this_years(path: Path) -> None:
    result = ap.calculate(ap.read_file(write(path, whole())), "2024/25")
    assert "£210,000.25" in result.explain("Brook")


@pytest.mark.parametrize("head", ["contribution", "Contribution", " CONTRI\u00adBUTION"])
def test_last_year_stands_beside_a_column_of_what_was_issued_however_it_is_spelt(
    path: Path, head: str
) -> None:
    words = rivers()
    for partner in words.partners:
        partner["last year"] = 300000
    words.columns.append(Column(head, {YEAR: "2022/23"}, [310000, 320000, -5]))
    model = ap.read_file(write(path, words))
    assert [measure.name for measure in model.evidence.measures] == ["adopted", "contribution"]
    assert "£300,000.00" in ap.calculate(model, "2024/25").explain("Brook")
    note = "Start!I59: contribution is read as what was issued for its year, in pounds."
    assert ap.check(path).notes == (note,)


@pytest.mark.parametrize("head", ["Contribution to staffing", "Shared Contribution"])
def test_a_part_of_what_was_issued_is_one_however_it_is_spelt(path: Path, head: str) -> None:
    words = rivers()
    words.columns.append(Column(head, {YEAR: "2022/23"}, [310000, 320000, -5]))
    model = ap.read_file(write(path, words))
    assert model.evidence.measures[1].name == head[0].lower() + head[1:].replace("C", "c")


def test_names_and_words_are_found_as_people_spell_them(path: Path) -> None:
    cells = {
        "A8": "1.  THE AGENCY and its year",
        "A12": "Year ",
        "B24": "Notes – the line",
        "B48": "By",
        "B50": "Measure",
        "C50": "ADOPTED",
        "B51": "Agreed  percentages",
        "A61": "Year of figures",
        "C26": "income",
    }
    write(path, rivers())
    before = ap.read_file(path)
    change(path, {f"Start!{cell}": value for cell, value in cells.items()})
    assert ap.read_file(path) == before


def test_columns_of_one_measure_are_together_however_they_are_spelt(path: Path) -> None:
    words = rivers()
    words.columns.append(Column("Adopted", {YEAR: "2022/23"}, [12, 18, 9]))
    model = ap.read_file(write(path, words))
    words.columns[1] = Column("adopted", {YEAR: "2022/23"}, [12, 18, 9])
    assert ap.read_file(write(path.with_name("other.xlsx"), words)) == model
    assert [measure.name for measure in model.evidence.measures] == ["adopted"]
