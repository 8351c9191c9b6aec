"""Importing the library costs little: what is heavy waits until it is used."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = frozenset(
    {
        "cattrs",
        "click",
        "holidays",
        "matplotlib",
        "numpy",
        "openpyxl",
        "pandas",
        "pendulum",
        "xlsxwriter",
    }
)


def loaded_by(statement: str) -> set[str]:
    """Run the statement in a new interpreter and return the packages that it loads."""
    script = f"import sys\n{statement}\nprint(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return {name.partition(".")[0] for name in run.stdout.split()}


@pytest.mark.parametrize("statement", ["import aimpartner", "import aimpartner; aimpartner.Money"])
def test_importing_the_library_loads_nothing_heavy(statement: str) -> None:
    loaded = loaded_by(statement)
    assert "aimpartner" in loaded
    assert loaded.isdisjoint(HEAVY), sorted(loaded & HEAVY)


COMMAND = """
import sys, runpy
sys.argv = ["aimpartner", *{arguments}]
try:
    runpy.run_module("aimpartner", run_name="__main__")
except SystemExit:
    pass
"""


@pytest.mark.parametrize(
    ("arguments", "needed"),
    [
        ("--help", "click"),
        ("contributions --help", "click"),
        ("demo --output {folder}", "cattrs click pendulum xlsxwriter"),
        ("contributions aim --year 2021/22", "cattrs click pendulum"),
    ],
)
def test_a_command_loads_what_its_job_needs(arguments: str, needed: str, tmp_path: Path) -> None:
    given = [each.format(folder=tmp_path) for each in arguments.split()]
    loaded = loaded_by(COMMAND.format(arguments=given))
    assert sorted(loaded & HEAVY) == needed.split()


def test_the_list_would_show_what_is_heavy() -> None:
    assert "click" in loaded_by("import click")
