"""Scenarios cost what they change: rows that none touches cost nothing, each scenario the same."""

from __future__ import annotations

from attrs import evolve

from aimpartner import samples
from aimpartner.evidence.evidence import Evidence
from aimpartner.evidence.measures import Known, Observation
from aimpartner.model import Model
from aimpartner.scenarios.changes import Reweigh, Scenario, Set
from aimpartner.scenarios.comparison import compare
from work import calls

EARLIER = range(1960, 2010)


def recorded(years: int) -> Model:
    """Return AiM with adoptions of as many years more, which its formula does not count."""
    aim = samples.load("aim")
    more = [
        Observation("adopted", partner, f"{year}/{(year + 1) % 100:02}", Known(20))
        for year in EARLIER[:years]
        for partner in aim.partnership.names
    ]
    return evolve(
        aim, evidence=Evidence(aim.evidence.measures, [*aim.evidence.observations, *more])
    )


def work(years: int, count: int) -> int:
    """Return the calls that so many scenarios take."""
    scenarios = [
        Scenario(
            f"scenario {number}",
            [
                Reweigh("formula/agency/adopted/weight", f"{number + 1} %"),
                Set("budget/2021-22/agency/total costs", 3_000_000 + number),
            ],
        )
        for number in range(count)
    ]
    model = recorded(years)
    return calls(lambda: compare(model, scenarios, ["2021/22"]))


def test_rows_that_no_scenario_touches_cost_nothing() -> None:
    assert work(0, 4) == work(50, 4)


def test_each_scenario_costs_the_same() -> None:
    few, some, many = (work(0, count) for count in (2, 4, 8))
    assert 1.95 < (many - some) / (some - few) < 2.05
