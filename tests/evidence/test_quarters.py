"""Parts of a year in quarters, and figures made of the parts of their time."""

from __future__ import annotations

from itertools import combinations

import pytest

from aimpartner.errors import InvalidValueError, ModelError
from aimpartner.evidence.evidence import Evidence
from aimpartner.evidence.measures import (
    Known,
    Measure,
    Missing,
    Observation,
    Suppressed,
    Value,
    figure_at,
    figure_of,
    read_address,
)
from aimpartner.evidence.quarters import WHOLE, Quarters, parse_optional_quarters
from aimpartner.periods import FinancialYear
from faults import caught

YEAR = FinancialYear(2021)
RUNS = [Quarters(first, last) for first in range(1, 5) for last in range(first, 5)]


def seen(quarters: str, value: Value | int, released: str | None = None) -> Observation:
    """Return a figure of Ash's calls."""
    figure = Known(value) if isinstance(value, int) else value
    return Observation("calls", "Ash", YEAR, figure, quarters=quarters, released=released)


def parts(
    *figures: Observation, of: str = "", known_on: str | None = None, adds_up: bool | None = True
) -> list[str]:
    """Return the quarters of what Ash's calls are made of."""
    told = Evidence([Measure("calls", adds_up=adds_up)], figures)
    found = told.parts("calls", "Ash", YEAR, known_on, quarters=of)
    return [str(each.quarters or "year") for each in found]


@pytest.mark.parametrize(
    ("text", "quarters"),
    [
        ("q1", Quarters(1, 1)),
        ("Q2 to Q4", Quarters(2, 4)),
        ("q1-q3", Quarters(1, 3)),
        (" Q1 \u2013 Q3 ", Quarters(1, 3)),
        ("So far", Quarters(1, 4, is_so_far=True)),
        ("q1-q4", None),
        ("", None),
        ("so far", Quarters(1, 4, is_so_far=True)),
    ],
)
def test_quarters_are_read_as_they_are_written(text: str, quarters: Quarters | None) -> None:
    assert parse_optional_quarters(text) == quarters
    if quarters:
        assert Quarters.parse(str(quarters)) == quarters


@pytest.mark.parametrize("text", ["q5", "1", "q1,q2", "q1-q", "first"])
def test_what_are_no_quarters_is_refused(text: str) -> None:
    fault = caught(InvalidValueError, Quarters.parse, text)
    assert (fault.rule, fault.got) == ('be written as q1, q1-q3 or "so far"', repr(text))


def test_quarters_end_in_or_after_their_first_and_are_text() -> None:
    assert caught(InvalidValueError, Quarters.parse, "q3-q1").got == "q3 to q1"
    assert caught(InvalidValueError, parse_optional_quarters, 1).got == "1"


def test_quarters_have_their_days() -> None:
    days = [str(Quarters(n, n).days(YEAR)) for n in range(1, 5)]
    assert days[0] == "2021-04-01 to 2021-06-30"
    assert days[3] == "2022-01-01 to 2022-03-31"
    assert Quarters(1, 4).days(YEAR) == YEAR.days


@pytest.mark.parametrize("wanted", RUNS, ids=str)
def test_the_ways_to_make_quarters_are_all_those_that_follow_one_another(wanted: Quarters) -> None:
    every = [
        way
        for count in range(1, 5)
        for way in combinations(RUNS, count)
        if [n for run in way for n in range(run.first, run.last + 1)]
        == [*range(wanted.first, wanted.last + 1)]
    ]
    found = [*wanted.ways(RUNS)]
    assert sorted(map(str, found)) == sorted(map(str, every))
    assert found[0] == (wanted,)


def test_a_figure_of_quarters_has_an_address_of_its_own() -> None:
    assert seen("q1-q3", 1).address == "evidence/calls/Ash/2021-22/q1-q3"
    assert seen("", 1).address == "evidence/calls/Ash/2021-22"
    assert read_address(figure_at("calls", "*", YEAR, None)) == ("calls", "*", YEAR, None)
    whole = Evidence([Measure("calls")], [seen("q1", 5), seen("", 9)])
    assert str(whole.find("calls", "Ash", YEAR, quarters="q1").value) == "5"
    assert [row[2] for row in whole.table().rows] == ["2021/22 q1", "2021/22"]


def test_an_observation_states_its_quarters_and_an_issue_has_none() -> None:
    assert caught(InvalidValueError, seen, "so far", 1).rule == "be of stated quarters"
    issued = ("contribution", "Ash", YEAR, Known(1))
    fault = caught(InvalidValueError, Observation, *issued, quarters="q1")
    assert fault.rule == "be of a whole year"


def test_a_figure_is_itself_where_it_is_known_and_its_parts_where_not() -> None:
    each = [seen(f"q{n}", n) for n in range(1, 5)]
    assert parts(*each) == ["q1", "q2", "q3", "q4"]
    assert parts(*each, seen("", 10)) == ["year"]
    assert parts(*each, seen("", Missing())) == ["q1", "q2", "q3", "q4"]
    assert parts(*each, seen("q1-q3", 6)) == ["q1-q3", "q4"]
    assert parts(*each, of="q2-q3") == ["q2", "q3"]
    assert parts(*each[:3]) == ["year"]


def test_a_suppressed_part_is_taken_only_where_no_known_ones_are() -> None:
    hidden = seen("q1-q2", Suppressed(1, 5))
    assert parts(hidden, seen("q3-q4", 4)) == ["q1-q2", "q3-q4"]
    halves = [seen("q1", 1), seen("q2", 2), seen("q3-q4", 4)]
    assert parts(hidden, *halves) == ["q1", "q2", "q3-q4"]
    assert parts(hidden, *halves, of="q1-q2") == ["q1-q2"]
    fault = caught(InvalidValueError, figure_of, hidden)
    assert (fault.subject, fault.rule) == ("evidence/calls/Ash/2021-22/q1-q2", "be known")


def test_a_figure_that_its_parts_do_not_come_to_is_refused() -> None:
    each = [seen(f"q{n}", n) for n in range(1, 5)]
    fault = caught(ModelError, parts, *each, seen("", 11))
    assert fault.subject == "calls of Ash in 2021/22"
    assert fault.got == "11 of the year, 10 of q1 + q2 + q3 + q4"
    fault = caught(ModelError, parts, *each, seen("q1-q2", 4))
    assert fault.got == "11 of q1-q2 + q3 + q4, 10 of q1 + q2 + q3 + q4"


QUARTERS = [seen(f"q{n}", n) for n in range(1, 5)]


def test_a_count_on_a_day_an_average_or_a_rate_is_never_made_of_its_quarters() -> None:
    fault = caught(ModelError, parts, *QUARTERS, adds_up=False)
    assert fault.subject == "calls of Ash in 2021/22"
    assert fault.rule == "be recorded itself, for its measure does not add up over quarters"
    assert fault.got == "only q1 + q2 + q3 + q4"
    assert fault.remedy.startswith("Record it at evidence/calls/Ash/2021-22, or")
    assert fault.at == "evidence/calls/Ash/2021-22"
    fault = caught(ModelError, parts, *QUARTERS, of="q1-q2", adds_up=False)
    assert (fault.got, fault.at) == ("only q1 + q2", "evidence/calls/Ash/2021-22/q1-q2")


def test_the_figure_of_the_whole_time_stands_beside_quarters_that_do_not_add_up_to_it() -> None:
    assert parts(*QUARTERS, seen("", 3), adds_up=False) == ["year"]
    assert parts(*QUARTERS, seen("q1-q2", 2), of="q1-q2", adds_up=False) == ["q1-q2"]
    assert parts(*QUARTERS, of="q2", adds_up=False) == ["q2"]
    assert parts(*QUARTERS[:3], adds_up=False) == ["year"]


def test_a_measure_that_does_not_state_whether_it_adds_up_is_not_added() -> None:
    fault = caught(ModelError, parts, *QUARTERS, adds_up=None)
    assert (fault.subject, fault.at, fault.field) == ("Measure calls", "measures/calls", "adds_up")
    assert fault.rule == "state whether figures of quarters add up to that of the year"
    assert fault.got == "only q1 + q2 + q3 + q4 of Ash in 2021/22"
    assert "a count on a day, an average or a rate" in fault.remedy


def test_what_is_not_stated_is_not_needed_where_the_year_is_recorded_and_agrees() -> None:
    assert parts(*QUARTERS, seen("", 10), adds_up=None) == ["year"]
    assert parts(*QUARTERS, of="q2", adds_up=None) == ["q2"]
    fault = caught(ModelError, parts, *QUARTERS, seen("", 3), adds_up=None)
    assert fault.got == "3 of the year, 10 of q1 + q2 + q3 + q4"
    assert "Or state whether calls adds up" in fault.remedy


def test_parts_count_from_the_day_of_their_release() -> None:
    early = seen("", 10, released="2022-06-01")
    each = [seen(f"q{n}", n, released=f"2021-0{n + 5}-01") for n in range(1, 5)]
    assert parts(*each, early, known_on="2022-01-01") == ["q1", "q2", "q3", "q4"]
    assert parts(*each, early) == ["year"]
    assert parse_optional_quarters(WHOLE) is None
