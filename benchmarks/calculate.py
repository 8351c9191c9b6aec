"""How long one calculation takes, beside a floor and what a user would use instead, in one run.

The floor is the same sum by hand in fractions, with no model, working or source. The alternative
is the same sum in pandas with floats.

Run: python benchmarks/calculate.py
"""

from __future__ import annotations

import warnings
from fractions import Fraction
from functools import partial

import pandas as pd
from jobs import Job, run

import aimpartner as ap

SPEND = (973133, 3699296, 1226187, 2722412)
ADOPTED = (27, 114, 51, 88)
PENCE = 323_100_000


def by_hand() -> tuple[int, ...]:
    """Return the contributions in pence, by hand."""
    halves = [(SPEND, sum(SPEND)), (ADOPTED, sum(ADOPTED))]
    weights = [sum(Fraction(part[i], 2 * whole) for part, whole in halves) for i in range(4)]
    exact = [PENCE * weight for weight in weights]
    pence = [int(amount) for amount in exact]
    order = sorted(range(4), key=lambda i: pence[i] - exact[i])
    for i in order[: PENCE - sum(pence)]:
        pence[i] += 1
    return tuple(pence)


def in_pandas() -> object:
    """Return the contributions as a spreadsheet user would have them: floats, rounded."""
    table = pd.DataFrame({"spend": SPEND, "adopted": ADOPTED})
    shares = (
        table["spend"] / table["spend"].sum() / 2 + table["adopted"] / table["adopted"].sum() / 2
    )
    return (shares * PENCE / 100).round(2)


def main() -> None:
    """Print whether the pennies are the same, and the ratios."""
    warnings.simplefilter("ignore", ap.AimpartnerWarning)
    aim = ap.samples.load("aim")
    work = partial(ap.calculate, aim, "2021/22")
    same = tuple(paid.amount.pence for paid in work()) == by_hand()
    print(f"calculate gives the pennies worked by hand: {same}")
    job = Job((4,), lambda _: work, lambda _: by_hand, lambda _: in_pandas, 15)
    run({"calculate, AiM": job}, [])


if __name__ == "__main__":
    main()
