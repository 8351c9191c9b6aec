"""How long it takes to start: the commands, and the imports, beside what they stand on.

The floor of a command is click alone, and of the imports attrs and pendulum, which every value is
made of. What a user would take instead is pandas, which takes this long to be imported.

Every run may keep its bytecode, as an installed library does, and the first is not counted.

Run: python benchmarks/start.py
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from statistics import median
from tempfile import TemporaryDirectory

ROUNDS = 9
PYTHON, CLICK, VALUES = "python alone", "import click", "import attrs, pendulum"
PANDAS = "import pandas"
ENVIRONMENT = {name: of for name, of in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def statement(text: str) -> list[str]:
    """Return the command that runs a statement in a new interpreter."""
    return [sys.executable, "-c", text]


def command(*arguments: str) -> list[str]:
    """Return one of the library's commands."""
    return [sys.executable, "-m", "aimpartner", *arguments]


def seconds(run: list[str]) -> float:
    """Return the CPU time of a run."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(run, check=True, stdout=subprocess.DEVNULL, env=ENVIRONMENT)  # noqa: S603  # this interpreter
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Print the medians of interleaved rounds, and the ratios."""
    with TemporaryDirectory() as folder:
        runs = {
            PYTHON: statement("pass"),
            CLICK: statement(CLICK),
            VALUES: statement(VALUES),
            PANDAS: statement(PANDAS),
            "import Model, calculate": statement("from aimpartner import Model, calculate"),
            "aimpartner --help": command("--help"),
            "aimpartner demo": command("demo", "--output", folder, "--overwrite"),
        }
        for run in runs.values():
            seconds(run)
        readings = [{name: seconds(run) for name, run in runs.items()} for _ in range(ROUNDS)]
    medians = {name: median(reading[name] for reading in readings) for name in runs}
    for name, cost in medians.items():
        beside = " ".join(
            f"{cost / medians[of]:6.2f} × {of}" for of in (CLICK, VALUES, PANDAS) if of != name
        )
        print(f"{name:24} {cost * 1000:7.0f} ms   {beside}")


if __name__ == "__main__":
    main()
