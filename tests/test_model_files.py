"""A model's file of whatever kind: read, or checked for its faults."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

import aimpartner as ap
from aimpartner.codec.model import build
from aimpartner.excel.form.template import write_template
from commands import rivers
from excel.form.filling import fill
from faults import caught
from three_rivers import tables

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any


def broken(room: Path, change: Callable[[Any], object]) -> list[str]:
    """Return the place of every fault of a filled-in template after a change to it."""
    path = room / "rivers.xlsx"
    write_template(path)
    fill(path, tables())
    book = load_workbook(path)
    change(book)
    book.save(path)
    return [problem.place for problem in ap.check(path).problems]


def test_a_model_is_told_by_the_rows_that_its_json_has() -> None:
    plain = tables()
    plain["evidence"][1]["value"] = "missing"
    model = build(plain)
    checked = ap.check(model)
    assert checked.model == model
    assert checked.path == "Three Rivers Adoption"
    assert [problem.place for problem in checked.problems] == ["evidence, row 2, value"]
    assert repr(checked) == "<Checked Three Rivers Adoption: 1 fault>"


def test_a_file_that_cannot_be_opened_is_a_fault_of_its_own(tmp_path: Path) -> None:
    for name in ("nowhere.toml", "nowhere.xlsx"):
        checked = ap.check(tmp_path / name)
        assert (checked.model, checked.is_sound) == (None, False)
        assert str(checked).startswith(f"{tmp_path / name} has 1 fault.\n  file: path must be")


@pytest.mark.parametrize("name", ["partnership.docx", "rivers"])
@pytest.mark.parametrize("job", [ap.check, ap.read_file])
def test_another_kind_of_file_is_refused(job: Callable[[str], object], name: str) -> None:
    fault = caught(ap.InvalidValueError, job, name)
    assert fault.rule == "be a workbook (.xlsx), or a .toml or .json file"
    assert fault.got == repr(name)


def test_a_workbook_is_read_as_its_tables_are(tmp_path: Path) -> None:
    path = tmp_path / "rivers.xlsx"
    write_template(path)
    fill(path, tables())
    assert ap.read_file(path) == ap.read_file(rivers(tmp_path)) == build(tables())


def test_a_text_file_is_told_by_table_and_row(tmp_path: Path) -> None:
    plain = tables()
    plain["lines"][2]["incurred_by"] = "Halton"
    checked = ap.check(rivers(tmp_path, plain))
    assert [problem.place for problem in checked.problems] == ["lines, row 3, incurred_by"]


def test_a_sound_workbook_has_no_fault(tmp_path: Path) -> None:
    assert broken(tmp_path, lambda book: book) == []


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda book: book["Evidence"].delete_rows(3), "Evidence"),
        (lambda book: setattr(book["Evidence"]["D3"], "value", "figure"), "Evidence!A3"),
        (lambda book: setattr(book["Evidence"], "title", "Evidance"), "Evidance"),
        (lambda book: book["Budget lines"].delete_rows(3), "Budget lines"),
        (lambda book: setattr(book["Elements"], "title", "Elemnts"), "Elemnts"),
    ],
)
def test_a_sheet_that_cannot_be_found_makes_no_faults_of_what_stands_on_it(
    tmp_path: Path, change: Callable[[Any], object], place: str
) -> None:
    assert broken(tmp_path, change) == [place]


def test_a_sheet_of_another_name_is_told_which_it_may_be(tmp_path: Path) -> None:
    path = tmp_path / "rivers.xlsx"
    write_template(path)
    fill(path, tables())
    book = load_workbook(path)
    book["Evidence"].title = "Evidance"
    book.create_sheet("Sheet1")
    book.save(path)
    told = [(problem.place, problem.remedy) for problem in ap.check(path).problems]
    assert told == [("Evidance", "Call it Evidence."), ("Sheet1", "Rename the sheet.")]


def test_a_table_of_another_name_is_told_which_it_may_be(tmp_path: Path) -> None:
    plain = tables()
    plain["evidance"] = plain.pop("evidence")
    plain["more"] = []
    told = [
        (problem.place, problem.remedy) for problem in ap.check(rivers(tmp_path, plain)).problems
    ]
    assert told == [("evidance", "Call it evidence."), ("more", "")]
