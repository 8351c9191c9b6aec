"""How long one calculation takes, beside a floor and what a user would use instead, in one run.

The floor is the same sum by hand in whole numbers, with no model, working or source. The
alternative is the same sum in pandas with floats, and what starting pandas costs.

Run: python benchmarks/calculate.py
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from fractions import Fraction

import aimpartner as ap

SPEND = (973133, 3699296, 1226187, 2722412)
ADOPTED = (27, 114, 51, 88)
PENCE = 323_100_000
RUNS = 200


def median(work: Callable[[], object], runs: int = RUNS) -> float:
    """Return the median seconds of some runs, after one that is not counted."""
    work()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def floor() -> tuple[int, ...]:
    """Return the contributions in pence, by hand."""
    halves = [(SPEND, sum(SPEND)), (ADOPTED, sum(ADOPTED))]
    weights = [sum(Fraction(part[i], 2 * whole) for part, whole in halves) for i in range(4)]
    exact = [PENCE * weight for weight in weights]
    pence = [int(each) for each in exact]
    order = sorted(range(4), key=lambda i: pence[i] - exact[i])
    for i in order[: PENCE - sum(pence)]:
        pence[i] += 1
    return tuple(pence)


def in_pandas() -> object:
    """Return the contributions as a spreadsheet user would have them: floats, rounded."""
    import pandas as pd  # noqa: PLC0415  # starting pandas is timed by itself

    table = pd.DataFrame({"spend": SPEND, "adopted": ADOPTED})
    shares = (
        table["spend"] / table["spend"].sum() / 2 + table["adopted"] / table["adopted"].sum() / 2
    )
    return (shares * PENCE / 100).round(2)


def main() -> None:
    """Print the medians and the ratios."""
    warnings.simplefilter("ignore", ap.AimpartnerWarning)
    aim = ap.samples.load("aim")
    same = tuple(each.amount.pence for each in ap.calculate(aim, "2021/22")) == floor()
    ours, least = median(lambda: ap.calculate(aim, "2021/22")), median(floor)
    start = [sys.executable, "-c", "import pandas"]
    bare = [sys.executable, "-c", "pass"]
    loading = median(lambda: subprocess.run(start, check=True), 5)  # noqa: S603  # this interpreter
    loading -= median(lambda: subprocess.run(bare, check=True), 5)  # noqa: S603  # this interpreter
    rows = [
        ("calculate, AiM 2021/22", ours),
        ("the same by hand", least),
        ("the same in pandas, floats", median(in_pandas)),
        ("import pandas", loading),
    ]
    print(f"calculate gives the pennies worked by hand: {same}")
    for words, seconds in rows:
        print(f"{words:28} {seconds * 1000:9.3f} ms   calculate is {ours / seconds:8.4f} ×")


if __name__ == "__main__":
    main()
