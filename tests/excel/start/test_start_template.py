"""The empty Start sheet: what it offers, and the command that writes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

import aimpartner as ap
from aimpartner import excel, samples
from aimpartner.excel.start.layout import INTRODUCTION, SECTIONS
from commands import run, told
from excel.start.agencies import rivers
from excel.start.typist import write

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> Any:  # noqa: ANN401  # openpyxl's worksheet
    """Write a Start sheet and open it, with its styles and validations."""
    path = excel.write_start(tmp_path_factory.mktemp("start") / "start.xlsx")
    return load_workbook(path)["Start"]


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_it_is_one_sheet_with_four_parts(sheet: Any) -> None:  # noqa: ANN401  # openpyxl's worksheet
    assert sheet.parent.sheetnames == ["Start"]
    said = [cell.value for cell in sheet["A"]]
    assert said[: len(INTRODUCTION)] == list(INTRODUCTION)
    assert [text for text in said if text in {each.title for each in SECTIONS}] == [
        "1. The agency and its year",
        "2. What it costs",
        "3. How it is shared",
        "4. The partners and their figures",
    ]


@pytest.mark.parametrize(
    ("place", "offered"),
    [
        ("D25", '"shared,reduces the call,into reserve,outside the call"'),
        ("F44", "$A$64:$A$75"),
        ("B50", '"agreed percentages,equal,measure"'),
        ("C55", "$H$59:$M$59"),
        ("E50", '"pooled,mean of shares"'),
        ("C64", '"yes"'),
    ],
)
def test_where_there_is_a_choice_it_is_offered(sheet: Any, place: str, offered: str) -> None:  # noqa: ANN401  # openpyxl's worksheet
    (rule,) = [each for each in sheet.data_validations.dataValidation if place in each.sqref]
    assert (rule.type, rule.formula1) == ("list", offered)


def test_every_cell_to_fill_in_says_what_goes_there(sheet: Any) -> None:  # noqa: ANN401  # openpyxl's worksheet
    yellow = [
        cell.coordinate
        for row in sheet.iter_rows()
        for cell in row
        if cell.fill.fgColor.rgb == "FFFFF8DB"
    ]
    rules = sheet.data_validations.dataValidation
    assert len(yellow) == 9 + 20 * 7 + 6 * 5 + 12 * 16 + 9 + 6 + 3 + 9
    for place in yellow:
        assert [bool(rule.prompt) for rule in rules if place in rule.sqref] == [True], place


def test_what_has_to_be_filled_in_is_dark(sheet: Any) -> None:  # noqa: ANN401  # openpyxl's worksheet
    dark = [
        cell.value
        for row in sheet.iter_rows()
        for cell in row
        if cell.fill.fgColor.rgb == "FF1F4E5F"
    ]
    settings = ["agency", "year", "joined"]
    assert dark == [*settings, "line", "heading", "amount", "by", "partner", "authority"]


def test_the_command_writes_it_unless_the_full_tables_are_asked_for(room: Path) -> None:
    assert run("template", "start.xlsx").stdout == "Written: start.xlsx\n"
    assert run("template", "full.xlsx", "--for", "all").exit_code == 0
    assert run("template", "some.xlsx", "--for", "agreement, published").exit_code == 0
    sheets = [
        load_workbook(room / name).sheetnames for name in ("start.xlsx", "full.xlsx", "some.xlsx")
    ]
    assert sheets[0] == ["Start"]
    assert {"Partners", "Evidence", "Elements"} < {*sheets[1]}
    assert sheets[2][:4] == ["Read me", "Agency", "Partners", "Hosts"]
    assert "Evidence" not in sheets[2]


def test_a_part_that_there_is_not_is_refused(room: Path) -> None:
    refused = told(run("template", "some.xlsx", "--for", "sharing,limits"))
    assert "Part must be one of sharing, money, agreement, published; got 'limits'." in refused
    assert list(room.iterdir()) == []


def test_a_model_of_any_file_is_opened_out(room: Path) -> None:
    (room / "aim.json").write_text(ap.codec.to_json(samples.load("aim")), encoding="utf-8")
    for number, source in enumerate(("aim.json", "aim")):
        assert run("template", f"full{number}.xlsx", "--from", source).exit_code == 0
        assert ap.read_file(room / f"full{number}.xlsx") == samples.load("aim")


def test_a_sheet_with_faults_is_not_opened_out(room: Path) -> None:
    words = rivers()
    words.costs[0]["amount"] = "lots"
    write(room / "start.xlsx", words)
    refused = told(run("template", "full.xlsx", "--from", "start.xlsx"))
    assert "Start!E25: amount must be an amount in pounds and pence; got 'lots'" in refused
    assert [each.name for each in room.iterdir()] == ["start.xlsx"]


def test_a_workbook_is_filled_in_once(room: Path) -> None:
    refused = told(run("template", "full.xlsx", "--from", "aim", "--sample", "aim"))
    assert "leave out --from or --sample" in refused
    assert list(room.iterdir()) == []


def test_a_file_that_is_there_is_replaced_only_when_asked(room: Path) -> None:
    (room / "start.xlsx").write_text("mine", encoding="utf-8")
    assert "must be a new file; got one that exists" in told(run("template", "start.xlsx"))
    assert (room / "start.xlsx").read_text(encoding="utf-8") == "mine"
    assert run("template", "start.xlsx", "--overwrite").exit_code == 0
