"""Laws of the check: where a year cannot be calculated it tells why, all of it and no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import aimpartner as ap
from aimpartner.contributions.contributions import Contributions
from aimpartner.year_faults import year_faults
from codec.whole_models import whole_models
from contributions.strategies import models
from drawn import drawn

if TYPE_CHECKING:
    from aimpartner.evidence.measures import Observation
    from aimpartner.model import Model

SLOW = (HealthCheck.too_slow, HealthCheck.filter_too_much)


def refused(model: Model) -> list[str]:
    """Return the rule that each year which cannot be calculated breaks first."""
    rules = []
    for year in {budget.year for budget in model.budgets}:
        try:
            Contributions.of(model.facts(year))
        except ap.AimpartnerError as fault:
            rules.append(fault.rule)
    return rules


def counted(model: Model, observations: list[Observation]) -> Model:
    """Return a model with other observations."""
    return evolve(model, evidence=evolve(model.evidence, observations=observations))


@settings(drawn(40), suppress_health_check=SLOW)
@given(whole_models())
def test_a_model_is_sound_exactly_where_each_of_its_years_can_be_calculated(model: Model) -> None:
    """What a year breaks first is always among what is told."""
    checked, rules = ap.check(model), refused(model)
    assert checked.is_sound is (not rules)
    told = [problem.rule for problem in checked.problems]
    assert all(rule in told or rule.startswith("name ") for rule in rules)


@settings(drawn(40), suppress_health_check=SLOW)
@given(models(with_limits=True), st.data())
def test_what_is_told_to_be_lacking_is_lacking_and_is_enough(
    model: Model, data: st.DataObject
) -> None:
    """Of figures taken out, only such are told; those put back, the year can be calculated."""
    assume(not refused(model))
    (budget,) = model.budgets
    facts = model.facts(budget.year)
    seen = list(model.evidence.observations)
    used = [each for each in facts.observed(facts.working()) if each in seen]
    assume(used)
    gone = {each.address for each in data.draw(st.lists(st.sampled_from(used), min_size=1))}
    left = counted(model, [each for each in seen if each.address not in gone])
    told = [each.fault.at for each in year_faults(left, budget.year)]
    assert len(told) == len(set(told))
    assert set(told) <= gone
    lacked = gone - set(told)
    assert not refused(counted(model, [each for each in seen if each.address not in lacked]))
