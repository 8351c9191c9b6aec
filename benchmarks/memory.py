"""How much memory the largest cases take, each in an interpreter of its own.

The floor is the import of the benchmarks and the library alone; beside the reading of a file
stands the parsing of its text.

Run: python benchmarks/memory.py [CASE ...]
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections.abc import Callable

import files
import grow
import workbook
from jobs import Work

FLOOR = "import alone"
CASES: dict[str, Callable[[], Work]] = {
    FLOOR: lambda: lambda: None,
    "json.loads, 20,000 rows": lambda: files.parsing(20_000),
    "from_json, 20,000 rows": lambda: files.reading(20_000),
    "20 scenarios, 3 years, 20,000 rows": lambda: files.compared(20, 20_000),
    "calculate, 300 × 3": lambda: grow.calculated(300),
    "by element, 300 × 3": lambda: grow.by_element(300),
    "workbook, 150 partners": lambda: workbook.written(150),
}


def peak(case: str) -> float:
    """Return the most memory that a case took, in MB, in a new interpreter."""
    run = [sys.executable, __file__, "--alone", case]
    told = subprocess.run(run, check=True, capture_output=True)  # noqa: S603  # this interpreter
    return float(json.loads(told.stdout))


def main(wanted: list[str]) -> None:
    """Print a line a case; or do one and print its peak alone."""
    if wanted[:1] == ["--alone"]:
        CASES[wanted[1]]()()
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        return
    floor = peak(FLOOR)
    for case in wanted or CASES:
        most = peak(case)
        print(f"{case:36} {most:7.0f} MB   {most - floor:7.0f} MB more than the import")


if __name__ == "__main__":
    main(sys.argv[1:])
