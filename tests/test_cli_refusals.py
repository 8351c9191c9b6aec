"""The commands refuse in plain words, and open by every door."""

from __future__ import annotations

import os
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from aimpartner import samples
from aimpartner.cli.commands import main
from aimpartner.codec.files import to_json
from commands import rivers, run, told
from three_rivers import tables


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("contributions", "aim", "--year", "2021"), "must be written as 2021/22; got '2021'."),
        (("contributions", "aim", "--year", "2030/31"), "Year 2030/31 must have a budget"),
        (("contributions", "nowhere.toml", "--year", "2021/22"), "No such file or directory"),
        (("contributions", "nowhere.xlsx", "--year", "2021/22"), "No such file or directory"),
        (
            ("contributions", "leeds", "--year", "2021/22"),
            "got 'leeds'. Samples: aim, family-adoption-links.",
        ),
        (("contributions", "aim.txt", "--year", "2021/22"), "must be a workbook (.xlsx)"),
        (("agreement", "aim", "--on", "1/7/2021"), "must be one day, whoever reads it"),
        (
            ("agreement", "aim", "--on", "2021-07-01", "--known-on", ""),
            "must be written year-month",
        ),
        (
            ("agreement", "aim", "--on", "2021-07-01", "--from", "July"),
            "must be written year-month",
        ),
        (("agreement", "aim", "--on", "2021-07-01", "--year", "2021"), "written as 2021/22"),
        (("check", "leeds"), "got 'leeds'. Samples: aim, family-adoption-links."),
        (("template", "rivers"), "must end in .xlsx; got no ending."),
        (("contributions", "aim"), "Missing option '--year'"),
        (("calculate",), "No such command 'calculate'"),
    ],
)
def test_what_is_refused_is_told_plainly_and_nothing_is_written(
    room: Path, arguments: tuple[str, ...], words: str
) -> None:
    assert words in told(run(*arguments))
    assert list(room.iterdir()) == []


def test_a_fault_in_a_file_is_told_whole(room: Path) -> None:
    plain = tables()
    plain["evidence"][0]["value"] = "lots"
    words = told(run("contributions", rivers(room, plain), "--year", "2024/25"))
    assert "rivers.json has 1 fault; nothing was read from it.\n  evidence, row 1, value:" in words


def test_evidence_that_is_missing_is_told_by_partner_and_year(room: Path) -> None:
    plain = tables()
    plain["evidence"][1]["value"] = "suppressed (1 to 5)"
    words = told(run("contributions", rivers(room, plain), "--year", "2024/25"))
    assert "adopted of Brook in 2023/24 must be known" in words
    assert "suppressed (1 to 5)" in words


@pytest.mark.parametrize("option", ["--help", "-h"])
def test_help_names_every_command(option: str) -> None:
    words = run(option).stdout
    assert all(f"  {name} " in words for name in main.commands)
    assert list(main.commands) == [
        "demo",
        "samples",
        "template",
        "convert",
        "check",
        "changes",
        "contributions",
        "methodology",
        "agreement",
        "key-dates",
    ]


def test_the_version_is_told() -> None:
    assert run("--version").stdout.startswith("aimpartner, version 0.1.0")


def test_the_package_runs_as_a_program() -> None:
    command = [sys.executable, "-m", "aimpartner", "--help"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("Usage: aimpartner [OPTIONS] COMMAND")


def test_the_package_is_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["__main__.py", "check", "aim"])
    with pytest.raises(SystemExit) as ended:
        runpy.run_module("aimpartner", run_name="__main__")
    assert ended.value.code == 0


def test_a_file_that_json_writes_is_one_that_the_commands_read(room: Path) -> None:
    (room / "aim.json").write_text(to_json(samples.load("aim")), encoding="utf-8")
    assert run("check", "aim.json").exit_code == 0


def test_an_old_console_is_no_reason_to_fail(room: Path) -> None:
    old = os.environ | {"PYTHONIOENCODING": "cp437", "PYTHONUTF8": "0"}
    command = [sys.executable, "-m", "aimpartner", "demo"]
    done = subprocess.run(command, cwd=room, env=old, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"ILLUSTRATION ? NOT AiM'S FORMULA" in done.stdout


def test_a_name_that_no_file_can_have_is_told_plainly(room: Path) -> None:
    result = run("template", f"{'a' * 300}.xlsx")
    assert result.exit_code == 2
    assert "be a file that can be written" in result.stderr
    assert list(room.iterdir()) == []


def test_a_fault_of_calculating_says_where_to_hear_of_its_place(room: Path) -> None:
    plain = tables()
    plain["evidence"][1]["value"] = "missing"
    words = told(run("contributions", rivers(room, plain), "--year", "2024/25"))
    assert words.endswith(
        "To hear where that was typed, and of every other fault: aimpartner check MODEL\n"
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
def test_a_full_disk_is_told_in_a_sentence(room: Path) -> None:
    command = [sys.executable, "-m", "aimpartner", "methodology", "aim", "--year", "2021/22"]
    held = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            command, cwd=room, env=held, stdout=full, stderr=subprocess.PIPE, check=False, text=True
        )
    words = "Error: Output must be taken; got: No space left on device.\n"
    assert (done.returncode, done.stderr) == (2, words)


def test_a_reader_that_has_read_enough_is_no_fault(room: Path) -> None:
    command = [sys.executable, "-m", "aimpartner", "methodology", "aim", "--year", "2021/22"]
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        command, cwd=room, stdout=writing, stderr=subprocess.PIPE, check=False, text=True
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (1, "")
