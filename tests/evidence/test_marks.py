"""A mark of per cent stands at figures that are shares, and then at all of them."""

from __future__ import annotations

from fractions import Fraction

import pytest

from aimpartner.errors import InvalidValueError
from aimpartner.evidence.derived import Derived
from aimpartner.evidence.evidence import Evidence
from aimpartner.evidence.marks import is_of_shares
from aimpartner.evidence.measures import Known, Measure, Observation, figure_of
from aimpartner.formula.bases.measured import Measured
from aimpartner.scenarios.changes import Set
from builders import counted, element, line, model
from faults import caught

SHARES = ["per cent", "percent", "%", "percentage", "a share", "% of children", "rate", "ratio"]
SHARES += [
    "share of spend",
    "adoption rate",
    "rate, per cent",
    "share (%)",
    "% of £ spent",
    "fraction",
]
COUNTS = [
    "children",
    "pounds",
    "FTE",
    "units",
    "days",
    "rate per 10,000",
    "rate per 1,000 children",
    "rate per10,000",
    "rate (10,000)",
    "rate per child",
    "£ share of spend",
    "share of pounds spent",
    "pounds, council's share",
    "pounds (5 % of spend)",
    "fractions of posts",
]


def seen(*values: str | int, unit: str = "", name: str = "placed") -> Evidence:
    """Return figures of one measure, a partner each."""
    figures = (Observation(name, f"P{n}", "2021/22", Known(v)) for n, v in enumerate(values))
    return Evidence([Measure(name, unit=unit)], figures)


@pytest.mark.parametrize("unit", SHARES)
def test_figures_of_shares_may_be_marked(unit: str) -> None:
    told = seen("10 %", "12.5 %", 0, unit=unit)
    assert [figure_of(each) for each in told.observations] == [Fraction(1, 10), Fraction(1, 8), 0]
    assert [str(each.value) for each in told.observations] == ["10 %", "12.5 %", "0"]


@pytest.mark.parametrize("unit", [*COUNTS, ""])
def test_a_mark_at_what_is_no_share_is_refused_with_both_ways_out(unit: str) -> None:
    fault = caught(InvalidValueError, seen, 30, "10 %", unit=unit)
    assert fault.subject == fault.at == "evidence/placed/P1/2021-22"
    assert fault.rule == f"be a number without a mark, for it counts {unit or 'placed'}"
    assert fault.got == "10 %"
    assert "if placed is a share, give it the unit per cent" in fault.remedy


def test_a_measure_without_a_unit_is_of_shares_where_its_name_says_so() -> None:
    assert is_of_shares("per cent placed", "")
    assert not is_of_shares("per cent placed", "children")
    assert len(seen("10 %", name="per cent placed").observations) == 1


def test_figures_of_a_measure_are_all_marked_or_none_of_them() -> None:
    fault = caught(InvalidValueError, seen, 12, "12 %", unit="per cent")
    assert (fault.subject, fault.got) == ("evidence/placed/P1/2021-22", "12 %")
    assert "12 alone is a hundred times 12 %" in fault.remedy
    assert caught(InvalidValueError, seen, "12 %", 12, unit="per cent").got == "12"
    assert len(seen("12 %", 0, unit="per cent").observations) == 2


def test_a_scenario_sets_no_per_cent_where_children_are_counted() -> None:
    figures = counted("adopted", {"Ash": 10, "Birch": 30})
    whole = model([line("100")], [element(Measured("adopted"))], ("Ash", "Birch"), figures)
    fault = caught(InvalidValueError, Set(figures[0].address, "10 %").applied, whole)
    assert fault.rule == "be a number without a mark, for it counts children"


def test_weights_of_a_sum_are_all_marked_or_none_of_them() -> None:
    halves = Derived.weighted_sum({"a": "50 %", "b": "25 %"})
    assert halves == Derived.weighted_sum({"a": "0.5", "b": "1/4"})
    fault = caught(InvalidValueError, Derived.weighted_sum, {"a": "50 %", "b": 25})
    assert fault.subject == "Weights of a weighted sum"
    assert fault.rule == "all be marked as per cent, or none of them"


@pytest.mark.parametrize("unit", ["children", "", "£000", "thousand pounds", "pence", "£m"])
def test_a_sign_of_pounds_at_what_is_not_in_pounds_is_refused(unit: str) -> None:
    for typed in ("£6", "£0"):
        fault = caught(InvalidValueError, seen, 3, typed, unit=unit)
        assert fault.subject == fault.at == "evidence/placed/P1/2021-22"
        counts = unit or "placed"
        assert fault.rule == f"be a number without a sign of pounds, for it counts {counts}"
        assert fault.got == typed
        assert "if placed is money, give it the unit pounds" in fault.remedy


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("spend", "pounds"),
        ("spend", "£"),
        ("spend (£)", ""),
        ("spend", "GBP"),
        ("contribution", ""),
    ],
)
def test_a_sign_of_pounds_may_stand_where_pounds_are_counted(name: str, unit: str) -> None:
    told = seen("£1,234.50", 6, "-£0", unit=unit, name=name)
    assert [figure_of(each) for each in told.observations] == [Fraction(2469, 2), 6, 0]
    assert [str(each.value) for each in told.observations] == ["1234.5", "6", "0"]


def test_a_figure_keeps_its_sign_of_pounds_when_it_is_made_again() -> None:
    pounds = Known("£6")
    assert Known(pounds.figure) == pounds == Known(6)
    assert str(Known(pounds.figure).figure) == "£6"


def test_a_scenario_sets_no_pounds_where_children_are_counted() -> None:
    figures = counted("adopted", {"Ash": 10, "Birch": 30})
    whole = model([line("100")], [element(Measured("adopted"))], ("Ash", "Birch"), figures)
    fault = caught(InvalidValueError, Set(figures[0].address, "£6").applied, whole)
    assert fault.rule == "be a number without a sign of pounds, for it counts children"
