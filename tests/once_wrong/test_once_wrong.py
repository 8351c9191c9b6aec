"""What was once wrong reads as it must, each figure worked out anew."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from excel.office import Office
from once_wrong.figures import LINES, Line, in_workbooks

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.what)
def test_a_figure_that_was_wrong_reads_as_it_must(line: Line) -> None:
    assert line.read() == line.now


def test_the_script_prints_them_all_also_those_of_workbooks(office: Office, tmp_path: Path) -> None:
    every = [*LINES, *in_workbooks(office, tmp_path)]
    paths = os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests")])
    environment = {**os.environ, "PYTHONPATH": paths, "PYTHONUTF8": "1", "AMBIENT": ""}
    command = [sys.executable, str(ROOT / "benchmarks" / "mended.py")]
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    told = done.stdout.decode().splitlines()[2:]
    assert told == [f"| {line.what} | {line.before} | {line.now} |" for line in every]
