"""The README and the tutorial, run as they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

import aimpartner
from aimpartner.cli.commands import main
from pages import run

ROOT = Path(__file__).parents[1]
NAMES = ("Ashford", "Brook", "Coley")


def fill_in(path: Path) -> None:
    """Write the tutorial's rows into a Start sheet, each below or beside what names it."""
    book = openpyxl.load_workbook(path)
    sheet = book["Start"]
    for cell, value in _cells():
        sheet[cell].value = value
    book.save(path)


def _cells() -> Iterator[tuple[str, str | float]]:
    yield from (("B11", "Three Rivers Adoption"), ("B12", "2024/25"), ("B13", "2020-04-01"))
    yield from (("B25", "staff"), ("C25", "Employees"), ("E25", 950000))
    yield from (("B26", "grant"), ("C26", "Income"), ("E26", 50000))
    yield from (("B50", "measure"), ("C50", "adopted"), ("D50", 0.5))
    yield from (("B51", "agreed percentages"), ("D51", 0.5))
    yield from (("H59", "adopted"), ("H61", "2023/24"), ("C64", "yes"))
    figures = zip(NAMES, (40, 35, 25), (10, 20, 10), strict=True)
    for row, (name, percentage, adopted) in enumerate(figures, start=64):
        yield from ((f"A{row}", name), (f"B{row}", f"{name} Council"))
        yield from ((f"E{row}", percentage), (f"H{row}", adopted))


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
        if command == "template partnership.xlsx":
            fill_in(tmp_path / "partnership.xlsx")
    done = [command.split()[0] for command in commands]
    assert done == ["template", "check", "contributions", "template"]
    assert "no fault" in outputs[1]
    for amount in ("£292,500.00", "£382,500.00", "£225,000.00"):
        assert amount in page
        assert amount in outputs[2]
    assert (tmp_path / "contributions.xlsx").is_file()
    models = [aimpartner.read_file(tmp_path / name) for name in ("partnership.xlsx", "full.xlsx")]
    assert models[0] == models[1]


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
