"""A base and its scenarios, side by side."""

from __future__ import annotations

import warnings

import pytest

from aimpartner import samples
from aimpartner.codec.model import build
from aimpartner.errors import ApportionmentError, InvalidValueError, ModelError
from aimpartner.scenarios.changes import Reweigh, Scenario, Set
from aimpartner.scenarios.comparison import compare
from faults import caught, said
from three_rivers import AMOUNTS, BROOK, NAMES, tables

YEAR = "2024/25"
WEIGHT = "formula/staffing/adopted/weight"
MORE = Scenario("more", [Reweigh(WEIGHT, "100 %")])
LESS = Scenario("less", [Reweigh(WEIGHT, "0 %")])
RIVERS = build(tables())


def test_the_base_comes_first_and_then_the_scenarios_in_their_order() -> None:
    cases = list(compare(RIVERS, [MORE, LESS], [YEAR]))
    assert [case.scenario for case in cases] == ["base", "more", "less"]
    assert all(case.base is cases[0].result for case in cases)


def test_each_year_has_a_base_of_its_own() -> None:
    plain = tables()
    plain["budgets"].append({"year": "2025/26"})
    plain["lines"] += [{**line, "year": "2025/26", "amount": 60000} for line in plain["lines"]]
    plain["evidence"] += [{**row, "year": "2024/25"} for row in plain["evidence"][:3]]
    cases = list(compare(build(plain), [MORE], [YEAR, "2025/26"]))
    assert [(str(case.result.year), case.scenario) for case in cases] == [
        ("2024/25", "base"),
        ("2024/25", "more"),
        ("2025/26", "base"),
        ("2025/26", "more"),
    ]
    assert [str(case.base.year) for case in cases] == ["2024/25", "2024/25", "2025/26", "2025/26"]


def test_the_frame_has_contributions_and_their_change_from_the_base() -> None:
    frame = compare(RIVERS, [MORE], [YEAR]).to_frame()
    assert frame.index.names == ["year", "scenario", "partner"]
    assert list(frame.columns) == ["contribution", "change"]
    paid, change = frame["contribution"].to_dict(), frame["change"].to_dict()
    assert {name: str(paid[YEAR, "base", name]) for name in NAMES} == AMOUNTS
    assert [str(change[YEAR, "base", name]) for name in NAMES] == ["0.00", "0.00", "0.00"]
    assert [str(change[YEAR, "more", name]) for name in NAMES] == ["-67500.00", "67500.00", "0.00"]


def test_the_table_on_screen_has_commas_and_a_title() -> None:
    shown = str(compare(RIVERS, [MORE], [YEAR])).splitlines()
    notes = next(place for place, line in enumerate(shown) if line.startswith("- "))
    title, head, *rows = shown[:notes]
    assert title == "Contributions in pounds, and the change from the base"
    assert head.split() == ["year", "scenario", "partner", "contribution", "change"]
    assert rows[-2].split() == [YEAR, "more", BROOK, "491,000.00", "67,500.00"]


def test_the_marking_stands_above_every_table() -> None:
    aim = samples.load("aim")
    shown = compare(aim, [], ["2021/22"])
    assert str(shown).startswith("ILLUSTRATION – NOT AiM'S FORMULA\n")
    assert "ILLUSTRATION – NOT AiM&#x27;S FORMULA" in shown._repr_html_()


def test_a_notebook_shows_a_table_and_the_repr_a_count() -> None:
    shown = compare(RIVERS, [MORE], [YEAR])
    assert shown._repr_html_().count("<tr") == 7
    assert repr(shown) == "<Comparison of 2 cases>"


def test_comparing_warns_of_nothing_and_each_result_keeps_its_notices() -> None:
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        base, more = compare(RIVERS, [MORE], [YEAR])
    assert warned == []
    assert len(more.result.notices) > len(base.result.notices)


@pytest.mark.parametrize(
    ("scenarios", "got"),
    [([MORE, MORE], "more (2 times)"), ([LESS, Scenario("base")], "base (2 times)")],
)
def test_scenarios_are_told_apart_by_name(scenarios: list[Scenario], got: str) -> None:
    fault = caught(InvalidValueError, compare, RIVERS, scenarios, [YEAR])
    assert said(fault) == ('Scenarios beside the "base"', "name each scenario once", got)


@pytest.mark.parametrize("years", [[], (), YEAR])
def test_years_are_a_list_of_at_least_one(years: list[str] | str) -> None:
    fault = caught(InvalidValueError, compare, RIVERS, [], years)
    rule = 'be a list of at least one, such as ["2021/22"]'
    assert said(fault) == ("Years", rule, repr(years))


def test_a_scenario_that_cannot_be_calculated_is_named() -> None:
    zeros = [Set(f"formula/premises/{name}", 0) for name in NAMES]
    fault = caught(ApportionmentError, compare, RIVERS, [Scenario("rent free", zeros)], [YEAR])
    assert fault.subject.endswith("in 2024/25 by the formula agreed 2024 in scenario rent free")


def test_a_year_that_the_base_cannot_be_calculated_for_names_no_scenario() -> None:
    fault = caught(ModelError, compare, RIVERS, [MORE], ["2030/31"])
    assert fault.subject == "Year 2030/31"


def test_below_the_table_stand_the_changes_and_each_notice_once() -> None:
    comparison = compare(RIVERS, [MORE], [YEAR])
    assert comparison.notes[0] == str(MORE)
    assert len(set(comparison.notes)) == len(comparison.notes)
    said = {str(each) for case in comparison for each in case.result.notices}
    assert set(comparison.notes[1:]) == said
    assert f"- {MORE}" in str(comparison).splitlines()


def test_a_comparison_may_be_told_as_known_on_a_day() -> None:
    comparison = compare(RIVERS, [MORE], [YEAR], known_on="2030-01-01")
    assert {str(case.result.facts.known_on) for case in comparison} == {"2030-01-01"}
    assert "As known on 1 January 2030." in comparison.notes
