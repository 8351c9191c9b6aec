"""Twice the partners are twice the pages and rows, and twice the work to write them."""

from __future__ import annotations

from pathlib import Path

import pytest
from attrs import evolve

from aimpartner.contributions.contributions import Contributions
from aimpartner.evidence.evidence import Evidence
from aimpartner.excel.contributions.workbook import write_contributions
from aimpartner.formula.bases.blend import Blend, BlendPart
from aimpartner.formula.bases.given import Given
from aimpartner.formula.bases.measured import Measured
from aimpartner.formula.limits import Bound, Limit
from builders import YEAR, counted, element, evidence, line, model
from work import calls

SMALL, MIDDLE, LARGE = 10, 20, 40


def contributions(count: int, *, is_limited: bool) -> Contributions:
    """Return what so many partners pay by two measures, some of them no more than a cap."""
    names = [f"Council {number:02}" for number in range(count)]
    seen: Evidence = evidence(
        *counted("plans", {name: 3 + number % 7 for number, name in enumerate(names)}),
        *counted("orders", {name: 20 - number % 11 for number, name in enumerate(names)}),
    )
    halves = [BlendPart(name, "50 %", Measured(name)) for name in ("plans", "orders")]
    whole = evolve(
        model([line(f"{100 * count}.01")], [element(Blend(halves))], names), evidence=seen
    )
    cap = Limit("cap", upper=Bound(Given(dict.fromkeys(names, 11000), "pence")))
    limits = [cap] if is_limited else []
    formula = evolve(whole.formulas[0], limits=limits)
    return Contributions.of(evolve(whole, formulas=[formula]).facts(YEAR))


@pytest.mark.parametrize("is_limited", [False, True], ids=["free", "limited"])
def test_twice_the_partners_are_twice_the_work(tmp_path: Path, *, is_limited: bool) -> None:
    def work(count: int) -> int:
        result = contributions(count, is_limited=is_limited)
        path = tmp_path / f"{count}.xlsx"
        return calls(lambda: write_contributions(result, path, overwrite=True))

    small, middle, large = map(work, (SMALL, MIDDLE, LARGE))
    assert (large - middle) / (middle - small) < 2.1
