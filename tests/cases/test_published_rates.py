"""Published rates, made again of the counts and the populations that they are rates of."""

from __future__ import annotations

from fractions import Fraction

import pytest

from aimpartner.evidence.derived import Derived
from aimpartner.evidence.evidence import Evidence
from aimpartner.evidence.measures import Known, Measure, Observation
from aimpartner.exact import nearest
from aimpartner.formula.bases.measured import Measured
from aimpartner.model import Model
from aimpartner.sources import Source
from builders import AIM, element, line, model, paid

DFE = Source("DfE, Children looked after in England, 2024 release (Open Government Licence v3.0)")
LOOKED_AFTER = dict(zip(AIM, (307, 1423, 566, 811), strict=True))
POPULATION = dict(zip(AIM, (33101, 93010, 53065, 66149), strict=True))
PUBLISHED = dict(zip(AIM, (93, 153, 107, 123), strict=True))
"""Children looked after at 31 March 2020, those under 18 at mid-2019, and the rate per 10,000."""


def rates() -> Model:
    """Return £10,000 shared by the rate of children looked after."""
    measures = [
        Measure("looked after", "children looked after at 31 March", "children"),
        Measure("population", "people under 18 at the mid-year before", "people"),
        Measure("rate", derived=Derived.rate("looked after", over="population")),
        Measure("rate per 10,000", derived=Derived.weighted_sum({"rate": 10_000}, DFE)),
    ]
    seen = [
        Observation(name, partner, "2019/20", Known(figure), source=DFE)
        for name, figures in (("looked after", LOOKED_AFTER), ("population", POPULATION))
        for partner, figure in figures.items()
    ]
    whole = model([line("10000")], [element(Measured("rate per 10,000", lag=2))])
    return Model(whole.partnership, Evidence(measures, seen), whole.budgets, whole.formulas)


@pytest.mark.parametrize("partner", AIM)
def test_the_published_rates_of_merseyside_are_the_counts_over_the_populations(
    partner: str,
) -> None:
    result = paid(rates())
    (told,) = (
        at
        for at, step in enumerate(result.working.steps)
        if step.words == "rate per 10,000, 2019/20: rate, weighted"
    )
    assert nearest(result.worked.of(told, partner)) == PUBLISHED[partner]


def test_what_is_shared_by_a_rate_goes_by_the_exact_one() -> None:
    exact = {name: Fraction(LOOKED_AFTER[name], POPULATION[name]) for name in AIM}
    whole = sum(exact.values())
    result = paid(rates())
    assert {each.partner: each.exact for each in result} == {
        name: 1_000_000 * rate / whole for name, rate in exact.items()
    }
