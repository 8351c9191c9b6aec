"""The README and the tutorial, run as they are written."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from aimpartner.cli.commands import main
from pages import run

ROOT = Path(__file__).parents[1]
ROWS: dict[str, list[dict[str, str | int]]] = {
    "Agency": [{"agency": "Three Rivers Adoption"}],
    "Partners": [
        {"partner": name, "authority": f"{name} Council", "joined": "2020-04-01"}
        for name in ("Ashford", "Brook", "Coley")
    ],
    "Hosts": [{"host": "Ashford", "first": "2020-04-01"}],
    "Budgets": [{"year": "2024/25"}],
    "Budget lines": [
        {"pool": "agency", "line": "staff", "heading": "Employees", "amount": 950000},
        {
            "pool": "agency",
            "line": "grant",
            "heading": "Income",
            "effect": "reduces the call",
            "amount": 50000,
        },
    ],
    "Measures": [{"measure": "adopted"}],
    "Evidence": [
        {"measure": "adopted", "partner": name, "year": "2023/24", "value": value}
        for name, value in (("Ashford", 10), ("Brook", 20), ("Coley", 10))
    ],
    "Formulas": [{"formula": "agreed 2024", "first": "2024-04-01"}],
    "Elements": [
        {"at": "agency", "kind": "blend", "pools": "agency"},
        {"at": "agency/adopted", "kind": "measured", "weight": "50 %", "measure": "adopted"},
        {"at": "agency/agreed", "kind": "given", "weight": "50 %", "unit": "percent"},
    ],
    "Weights": [
        {"at": "agency/agreed", "partner": name, "number": number}
        for name, number in (("Ashford", 40), ("Brook", 35), ("Coley", 25))
    ],
}
SAME = {"Budget lines": {"year": "2024/25"}}
SAME |= {sheet: {"formula": "agreed 2024"} for sheet in ("Elements", "Weights")}


def fill_in(path: Path) -> None:
    """Write the tutorial's rows into a template, below each sheet's head."""
    book = openpyxl.load_workbook(path)
    for name, rows in ROWS.items():
        sheet = book[name]
        heads = {cell.value: place for place, cell in enumerate(sheet[3], start=1)}
        for number, row in enumerate(rows, start=4):
            for field, value in (SAME.get(name, {}) | row).items():
                sheet.cell(number, heads[field], value)
    book.save(path)


def test_the_tutorial_ends_in_the_contributions_that_it_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    page = (ROOT / "docs/tutorials/first-contributions.md").read_text(encoding="utf-8")
    commands = re.findall(r"^aimpartner (.*)$", page, re.MULTILINE)
    outputs = []
    for command in commands:
        result = CliRunner().invoke(main, command.split())
        assert result.exit_code == 0, result.output
        outputs.append(result.output)
        if command.startswith("template"):
            fill_in(tmp_path / "partnership.xlsx")
    assert [command.split()[0] for command in commands] == ["template", "check", "contributions"]
    assert "no fault" in outputs[1]
    for amount in ("£292,500.00", "£382,500.00", "£225,000.00"):
        assert amount in page
        assert amount in outputs[2]
    assert (tmp_path / "contributions.xlsx").is_file()


@pytest.mark.parametrize(
    "page", ["README.md", "docs/how-to/follow-an-agreement.md", "docs/how-to/try-a-scenario.md"]
)
def test_the_python_of_a_page_runs_and_gives_what_its_comments_say(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (block,) = re.findall(r"```python\n(.*?)```", (ROOT / page).read_text("utf-8"), re.DOTALL)
    names: dict[str, object] = {}
    exec(compile(block, page, "exec"), names)  # noqa: S102  # the page's own code
    for code, said in re.findall(
        r"^(\S.*?)  # (Money\(.*\)|AgreementState\.\w+)", block, re.MULTILINE
    ):
        assert repr(eval(code, names)).startswith((said, f"<{said}:"))  # noqa: S307  # the page's own code


def test_a_page_in_steps_runs_and_every_output_is_what_it_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    steps, _ = run(ROOT / "docs/how-to/run-a-year.md")
    for step in steps:
        assert step.printed == step.shown, step.code
    assert (tmp_path / "ledger.csv").is_file()


def test_the_page_of_the_check_shows_what_it_prints() -> None:
    steps, _ = run(ROOT / "docs/how-to/check-a-file.md")
    assert [step.printed for step in steps] == [step.shown for step in steps] != []


def test_a_page_whose_output_is_wrong_or_not_shown_is_caught(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("```python\nprint(1)\n```\n\n```text\n2\n```\n\n```python\nprint(3)\n```\n")
    steps, _ = run(page)
    assert [(step.printed, step.shown) for step in steps] == [("1", "2"), ("3", "")]
    page.write_text("```text\n2\n```\n")
    with pytest.raises(AssertionError, match="follow"):
        run(page)


def test_the_readme_begins_with_the_two_commands() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    first = re.search(r"```\n(.*?)```", readme, re.DOTALL)
    assert first is not None
    assert first[1].split("\n")[:2] == ["make demo", "make test"]


def test_the_commands_of_the_readme_run_once_the_workbook_is_filled_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    readme = (ROOT / "README.md").read_text("utf-8")
    commands = re.findall(r"^aimpartner ([^#\n]*)", readme, re.MULTILINE)
    for command in commands:
        result = CliRunner().invoke(main, command.split())
        assert result.exit_code == 0, result.output
        if command.startswith("template aim.xlsx"):
            (tmp_path / "aim.xlsx").replace(tmp_path / "partnership.xlsx")
    done = {command.split()[0] for command in commands}
    jobs = {"template", "convert", "check", "contributions", "methodology", "agreement"}
    assert done == jobs
