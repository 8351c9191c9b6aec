"""Figures that were once wrong: what each was, and what it is now, worked out anew.

    export PYTHONPATH=src:tests
    python benchmarks/mended.py

LibreOffice recalculates those of workbooks. The exit status is 1 if one does not read as it must.
"""

from __future__ import annotations

import sys
import warnings
from pathlib import Path
from tempfile import TemporaryDirectory

from excel.office import Office
from once_wrong.figures import LINES, in_workbooks


def main() -> int:
    """Print a row each, and beside what does not read as it must, what it should read."""
    warnings.simplefilter("ignore")
    print("| what | before | now |\n| --- | --- | --- |")
    with TemporaryDirectory() as name:
        folder, wrong = Path(name), 0
        for line in [*LINES, *in_workbooks(Office.find(folder), folder)]:
            now = line.read()
            wrong += now != line.now
            print(f"| {line.what} | {line.before} | {now} |", end="")
            print("" if now == line.now else f" WRONG: it must be {line.now}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
