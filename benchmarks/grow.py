"""How costs grow: each job at several sizes, its exponent, and its cost beside what is least.

The floor of a job is its sum alone: plain loops in whole numbers, with no model, working or
source. What a user would take instead is the same in pandas, in floats; where there is no such
thing, nothing stands beside it.

Run: python benchmarks/grow.py [JOB ...]
"""

from __future__ import annotations

import sys
from datetime import date
from functools import partial, reduce

import pandas as pd
from attrs import evolve
from growing import YEAR, caps, counts, model_of
from jobs import Job, Work, run

import aimpartner as ap
from aimpartner.issue import Issued
from aimpartner.parties import Agreement, Approval, Decision, Extension
from aimpartner.periods import DateRange, FinancialYear

PARTNERS, TIMES = (4, 10, 33, 75, 150, 300), (5, 10, 20, 40, 80)


def calculated(count: int) -> Work:
    """Return a calculation with three elements."""
    return partial(ap.calculate, model_of(count), YEAR)


def limited(count: int) -> Work:
    """Return the same with a cap that binds about a third."""
    return partial(ap.calculate, model_of(count, is_limited=True), YEAR)


def by_element(count: int) -> Work:
    """Return the contributions by element of a calculation."""
    return ap.calculate(model_of(count), YEAR).by_element


def issued(count: int) -> Work:
    """Return the issue of a calculation."""
    return partial(ap.calculate(model_of(count), YEAR).issue, "2021-03-26")


def as_lived(count: int) -> Work:
    """Return the timeline of an agreement as recorded anew, extended year by year in good time."""
    ends = [date(2021 + number, 3, 31) for number in range(1, count + 1)]
    asked = [Approval(["Ash"], [Decision("Ash", f"{end.year - 2}-06-01")]) for end in ends]
    extensions = [Extension(*pair) for pair in zip(ends, asked, strict=True)]
    agreed = Approval(["Ash"], [Decision("Ash", "2010-03-01")])
    agreement = Agreement(DateRange("2010-04-01", "2021-03-31"), agreed, extensions=extensions)
    return lambda: evolve(agreement).as_lived()


def versions(count: int) -> Work:
    """Return the recording of some issues of one year, one after another."""
    start = date(2021, 3, 26).toordinal()
    days = [date.fromordinal(start + number) for number in range(count)]
    first = ap.calculate(model_of(4), YEAR).issue("2021-03-26")
    again = partial(evolve, first, reason="a change")
    return _in_turn([again(version=str(number), on=day) for number, day in enumerate(days)])


def years(count: int) -> Work:
    """Return the recording of some years' issues, one after another."""
    first = ap.calculate(model_of(4), YEAR).issue("2021-03-26")
    later = partial(evolve, first, formulas=(), formula="as agreed", budget_version="")
    every = [FinancialYear(2021 + number) for number in range(count)]
    return _in_turn([later(year=year, on=year.first, budget="the budget") for year in every])


def _in_turn(issues: list[Issued]) -> Work:
    return partial(reduce, ap.Model.recorded, issues, model_of(4))


def shared_out(count: int) -> Work:
    """Return the sharing of three calls by hand, each cut to the whole penny below."""
    spend, adopted = counts(count, "spend"), counts(count, "adopted")
    ways = [a * sum(adopted) + b * sum(spend) for a, b in zip(spend, adopted, strict=True)]
    total, whole = 3 * count * 999_937, sum(ways)
    return lambda: [total * way // whole for way in ways]


def cut(count: int) -> Work:
    """Return the same, with the amounts sorted by where they meet their caps."""
    work, most = shared_out(count), counts(count, "caps")
    return lambda: (work(), sorted(zip(counts(count, "spend"), most, strict=True)))


def cells(count: int) -> Work:
    """Return three whole numbers a partner, each the nearest."""
    return lambda: [[figure * 999_937 // 1001 for _ in "abc"] for figure in counts(count, "spend")]


def in_order(count: int) -> Work:
    """Return days put in their order."""
    return lambda: sorted(date.fromordinal(700_000 - number) for number in range(count))


def frame(count: int, *, is_limited: bool = False) -> Work:
    """Return the sharing in pandas and floats, cut to the caps where there are some."""
    spend, adopted = pd.Series(counts(count, "spend")), pd.Series(counts(count, "adopted"))
    most = pd.Series([float(pence) for pence in caps([*map(str, range(count))]).numbers.values()])

    def work() -> pd.Series[float]:
        shares = spend / spend.sum() / 2 + adopted / adopted.sum() / 2
        amounts = shares * 3 * count * 999_937
        return (amounts.clip(upper=most) if is_limited else amounts).round(2)

    return work


def frame_of_cells(count: int) -> Work:
    """Return three columns rounded in pandas."""
    table = pd.DataFrame({name: counts(count, "spend") for name in "abc"}) / 7
    return lambda: table.round(2)


JOBS = {
    "calculate": Job(PARTNERS, calculated, shared_out, frame),
    "binding limit": Job(PARTNERS, limited, cut, partial(frame, is_limited=True)),
    "by element": Job(PARTNERS, by_element, cells, frame_of_cells),
    "issue": Job(PARTNERS, issued, cells, frame_of_cells),
    "as lived": Job(TIMES, as_lived, in_order),
    "versions": Job(TIMES, versions, in_order),
    "years": Job(TIMES, years, in_order),
}


if __name__ == "__main__":
    run(JOBS, sys.argv[1:])
