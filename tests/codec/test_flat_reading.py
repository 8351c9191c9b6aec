"""Reading twice as many rows is twice the work: no row is checked against all before it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import partial

import pytest

from aimpartner import samples
from aimpartner.codec.faults import Faults
from aimpartner.codec.files import from_json, to_json
from aimpartner.codec.row import Row, made_of
from aimpartner.errors import ModelError
from work import calls

YEARS = range(1950, 1990)


def recorded(years: int) -> str:
    """Return AiM with a count of as many years more for each partner."""
    tables = json.loads(to_json(samples.load("aim")))
    of_sefton = next(row for row in tables["evidence"] if row["partner"] == "Sefton")
    more = [
        of_sefton | {"partner": partner["partner"], "year": f"{year}-{(year + 1) % 100:02}"}
        for year in YEARS[:years]
        for partner in tables["partners"]
    ]
    tables["evidence"] += more
    return json.dumps(tables)


def seen_by_check(things: Sequence[str]) -> tuple[list[int], list[str], Faults]:
    """Return how many a check saw each time, what was kept, and the faults; "x" may stand once."""
    faults, seen = Faults("made-up.toml"), list[int]()

    def check(kept: Sequence[str]) -> None:
        seen.append(len(kept))
        if kept.count("x") > 1:
            raise ModelError("Name", "be given once", "x again")

    rows = [Row("made-up", number, thing) for number, thing in enumerate(things)]
    return seen, made_of(rows, faults, str, check), faults


def test_rows_that_agree_are_checked_together_once() -> None:
    seen, kept, faults = seen_by_check(["a"] * 1000)
    assert (seen, len(kept), bool(faults)) == ([1000], 1000, False)


@pytest.mark.parametrize("at", [1, 500, 999])
def test_the_row_that_does_not_agree_is_found_by_halves(at: int) -> None:
    things = ["x"] + ["a"] * 999
    things[at] = "x"
    seen, kept, faults = seen_by_check(things)
    assert (kept.count("x"), len(kept), len(seen) <= 13) == (1, 999, True)
    assert f"made-up, row {at + 1}: Name must be given once; got x again." in str(faults.error())


def test_each_row_that_does_not_agree_is_noted() -> None:
    seen, kept, faults = seen_by_check(["a", "x", "x", "b", "x"])
    assert (kept, max(seen)) == (["a", "x", "b"], 5)
    assert faults.spoilt == {("made-up", 2), ("made-up", 4)}


def test_twice_the_rows_of_evidence_are_twice_the_work() -> None:
    none, some, more = (calls(partial(from_json, recorded(years))) for years in (0, 20, 40))
    assert 1.95 < (more - none) / (some - none) < 2.05
