"""A year already resolved, as the formula asks it."""

from __future__ import annotations

from datetime import date

import pytest

from aimpartner.budget.budget import CostLine, Effect, Heading
from aimpartner.errors import EvidenceError, ModelError
from aimpartner.evidence.measures import Missing, Observation, Suppressed, figure_of
from aimpartner.formula.bases.measured import Measured
from aimpartner.periods import FinancialYear
from aimpartner.year.facts import YearFacts
from builders import MINUTE, YEAR, counted, element, income, line, model
from faults import caught

TWO = ("Ash", "Birch")
LAST = FinancialYear(2020)
OUTSIDE = CostLine("staffing", "fund", Heading.TRANSFER_PAYMENTS, "500", Effect.OUTSIDE)


def facts(*observations: Observation, known_on: str | None = None) -> YearFacts:
    """Return the facts of two partners, a pool of three lines and a pool of one."""
    lines = [line("100"), income("10"), OUTSIDE, line("5", "premises")]
    basis = Measured("adopted")
    whole = model(lines, [element(basis, ["staffing", "premises"])], TWO, observations)
    return whole.facts(YEAR, known_on)


def test_a_count_comes_with_its_source_for_each_partner_in_order() -> None:
    seen = counted("adopted", {"Birch": 3})
    seen.append(
        Observation("adopted", "Ash", LAST, counted("x", {"Ash": 1})[0].value, source=MINUTE)
    )
    found = facts(*seen).counted("adopted", LAST, TWO)
    assert [figure_of(each) for (each,) in found] == [1, 3]
    assert [each.source for (each,) in found] == [MINUTE, None]


@pytest.mark.parametrize(
    ("value", "got"), [(Missing(), "missing"), (Suppressed(1, 5), "suppressed (1 to 5)")]
)
def test_a_figure_that_is_not_known_is_refused_with_what_to_do(
    value: Missing | Suppressed, got: str
) -> None:
    seen = [*counted("adopted", {"Ash": 1}), Observation("adopted", "Birch", LAST, value)]
    fault = caught(EvidenceError, facts(*seen).counted, "adopted", LAST, TWO)
    assert (fault.subject, fault.got) == ("adopted of Birch in 2020/21", got)
    assert fault.rule == "be known to calculate 2021/22 by formula"
    assert "evidence/adopted/Birch/2020-21" in fault.remedy


def test_a_figure_that_was_not_yet_known_says_on_what_day() -> None:
    seen = [
        Observation("adopted", name, LAST, counted("x", {name: 1})[0].value, released="2021-11-18")
        for name in TWO
    ]
    (first, *_) = facts(*seen, known_on="2021-11-18").counted("adopted", LAST, TWO)
    assert [figure_of(each) for each in first] == [1]
    fault = caught(EvidenceError, facts(*seen, known_on="2021-11-17").counted, "adopted", LAST, TWO)
    assert fault.subject == "adopted of Ash in 2020/21"
    assert "missing" in str(fault.got)
    assert "17" in str(fault.got)


def test_only_lines_that_count_towards_the_call_are_read() -> None:
    found = facts(*counted("adopted", {"Ash": 1, "Birch": 1}))
    assert [at for at, _ in found.lines()] == [
        "budget/2021-22/staffing/staff",
        "budget/2021-22/staffing/grant",
        "budget/2021-22/premises/staff",
    ]
    assert [each.name for _, each in found.lines("staffing")] == ["staff", "grant"]
    assert found.lines("nothing") == ()


def test_a_measure_has_its_unit_and_an_unknown_one_is_refused() -> None:
    found = facts(*counted("adopted", {"Ash": 1, "Birch": 1}))
    assert found.unit_of("adopted") == "children"
    assert caught(ModelError, found.unit_of, "spend").got == "'spend'"


def test_the_measures_and_years_that_a_working_reads_are_listed() -> None:
    found = facts(*counted("adopted", {"Ash": 1, "Birch": 1}))
    assert found.used(found.working()) == (("adopted", LAST),)


def test_the_day_of_the_knowledge_is_kept() -> None:
    assert facts(known_on="2021-03-26").known_on == date(2021, 3, 26)
    assert facts().known_on is None


def test_a_formula_that_counts_an_unknown_measure_is_refused_as_such() -> None:
    fault = caught(ModelError, facts().working)
    assert (fault.subject, fault.got) == ("Measure by the formula formula", "'adopted'")
