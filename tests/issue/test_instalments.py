"""When what was issued is invoiced: whole pence that sum to each partner's net payable."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from aimpartner.by import ByPartner
from aimpartner.errors import InvalidValueError, ModelError
from aimpartner.issue.due_dates import (
    DueDates,
    EqualInstalments,
    Monthly,
    StatedAmounts,
    StatedInstalments,
)
from aimpartner.issue.instalments import Adjustment, Instalment, Instalments
from aimpartner.issue.issue import Issued
from aimpartner.money import Money, sum_of
from aimpartner.working.apportionment import apportion
from builders import MINUTE
from drawn import drawn
from faults import caught, said
from issues import issue, issues, money

JUNE, DECEMBER, MARCH = date(2021, 6, 30), date(2021, 12, 31), date(2022, 3, 31)
FIRST = issue({"Ash": "100", "Birch": "50.01"}, {"Ash": "100", "Birch": "-0.05"})
THREE = EqualInstalments([JUNE, DECEMBER, MARCH])


@st.composite
def due_dates(draw: st.DrawFn) -> DueDates:
    """Draw equal, monthly and stated parts, some of them nothing."""
    scales = draw(st.lists(st.sampled_from([0, 1, 1, 3, 7]), min_size=1, max_size=6))
    scales = scales if any(scales) else [1]
    days = [date(2021, month + 1, 28) for month in range(len(scales))]
    stated = StatedInstalments(
        [(day, Fraction(n, sum(scales))) for day, n in zip(days, scales, strict=True)]
    )
    kinds: list[DueDates] = [stated, EqualInstalments(days), Monthly("2021-04-30", len(days))]
    return draw(st.sampled_from(kinds))


@drawn(100)
@given(issues(), due_dates())
def test_instalments_sum_to_each_net_payable_and_each_is_its_part_within_a_penny(
    issued: Issued, due: DueDates
) -> None:
    assert not isinstance(due, StatedAmounts)
    found = Instalments.of(issued, due)
    assert [each.due for each in found.instalments] == [day for day, _ in due.parts]
    for partner, net in issued.net.items():
        paid = found.of_partner(partner)
        assert sum_of(paid) == net
        for each, (_, part) in zip(paid, due.parts, strict=True):
            assert abs(each.pence - net.pence * part) < 1
    assert found.total == sum_of(issued.net.values())


@drawn(100)
@given(issues(), due_dates())
def test_totals_first_fixes_both_margins(issued: Issued, due: DueDates) -> None:
    """Row 35 of design section 5: partners by instalments, rows and columns exact."""
    assert not isinstance(due, StatedAmounts)
    found = Instalments.of(issued, due, totals_first=True)
    parts = [part for _, part in due.parts]
    nets = [net.pence for net in issued.net.values()]
    assert [each.total.pence for each in found.instalments] == list(apportion(sum(nets), parts))
    for partner, net in issued.net.items():
        paid = found.of_partner(partner)
        assert sum_of(paid) == net
        for each, part in zip(paid, parts, strict=True):
            assert abs(each.pence - net.pence * part) < 2  # see the test after this one


def test_totals_first_goes_a_penny_beyond_where_the_totals_leave_no_other_way() -> None:
    """Cedar's quarter of £1.48 is 37p, and of three totals of 38p the others pay only two."""
    pennies = issue({"Ash": "0.01", "Birch": "0.01", "Cedar": "1.48"})
    months = [date(2021, month, 28) for month in range(1, 7)]
    parts = [Fraction(1, 4)] * 3 + [Fraction(1, 12)] * 3
    due = StatedInstalments([*zip(months, parts, strict=True)])
    found = Instalments.of(pennies, due, totals_first=True)
    assert [each.total.pence for each in found.instalments] == [38, 38, 38, 12, 12, 12]
    assert sorted(paid.pence for paid in found.of_partner("Cedar"))[-3:] == [37, 37, 38]


def test_totals_first_moves_an_odd_penny_to_the_later_instalment() -> None:
    """Each halved alone, £1.01 and £0.99 fall due; with totals first, £1.00 twice."""
    pennies = issue({"Ash": "1.01", "Birch": "0.99"})
    halves = EqualInstalments([JUNE, DECEMBER])
    alone, together = (Instalments.of(pennies, halves, totals_first=each) for each in (False, True))
    assert [each.total for each in alone.instalments] == [Money("1.01"), Money("0.99")]
    assert [each.total for each in together.instalments] == [Money("1"), Money("1")]


@drawn(60)
@given(issues(), due_dates())
def test_instalments_of_a_credit_mirror_those_of_the_charge(issued: Issued, due: DueDates) -> None:
    credit = evolve(issued, net=ByPartner((k, -each) for k, each in issued.net.items()))
    for partner in issued.partners:
        charged = Instalments.of(issued, due).of_partner(partner)
        assert Instalments.of(credit, due).of_partner(partner) == tuple(-e for e in charged)


@drawn(60)
@given(issues(), st.integers(1, 12))
def test_the_odd_pennies_are_in_the_earliest_of_equal_instalments(
    issued: Issued, months: int
) -> None:
    found = Instalments.of(issued, Monthly("2021-04-30", months))
    for partner in issued.partners:
        sizes = [abs(each.pence) for each in found.of_partner(partner)]
        assert sizes == sorted(sizes, reverse=True)
        assert sizes[0] - sizes[-1] <= 1


def test_equal_instalments_share_a_net_payable_and_a_credit() -> None:
    found = Instalments.of(FIRST, THREE)
    assert found.of_partner("Ash") == (Money("33.34"), Money("33.33"), Money("33.33"))
    assert found.of_partner("Birch") == (Money("-0.02"), Money("-0.02"), Money("-0.01"))
    assert [each.total for each in found.instalments] == [
        Money("33.32"),
        Money("33.31"),
        Money("33.32"),
    ]


def test_monthly_instalments_fall_on_one_day_or_the_months_last() -> None:
    found = Instalments.of(FIRST, Monthly("2021-08-31", 7))
    days = ["08-31", "09-30", "10-31", "11-30", "12-31"]
    assert [str(each.due) for each in found.instalments[:5]] == [f"2021-{day}" for day in days]
    assert [str(each.due) for each in found.instalments[5:]] == ["2022-01-31", "2022-02-28"]
    assert len(Monthly("2021-04-30").parts) == 12


def test_stated_parts_are_taken_exactly() -> None:
    found = Instalments.of(FIRST, StatedInstalments([(JUNE, "75 %"), (MARCH, "1/4")]))
    assert found.of_partner("Ash") == (Money("75"), Money("25"))
    assert found.of_partner("Birch") == (Money("-0.04"), Money("-0.01"))


def test_stated_amounts_are_taken_as_they_stand() -> None:
    amounts = [(JUNE, {"Ash": "99", "Birch": "0"}), (MARCH, {"Ash": "1", "Birch": "-0.05"})]
    due = StatedAmounts([(day, money(each)) for day, each in amounts])
    found = Instalments.of(FIRST, due)
    assert found.instalments == tuple(Instalment(day, each) for day, each in due.amounts)


def test_stated_amounts_that_miss_the_net_payable_are_refused() -> None:
    due = StatedAmounts([(JUNE, money({"Ash": "100", "Birch": "0.05"}))])
    fault = caught(ModelError, Instalments.of, FIRST, due)
    assert said(fault) == (
        "Instalments of Birch in the issue of Agency 2021/22, version 1",
        "sum to the net payable, -£0.05",
        Money("0.05"),
    )


def test_stated_amounts_of_other_partners_are_refused() -> None:
    due = StatedAmounts([(JUNE, money({"Ash": "100"}))])
    fault = caught(ModelError, Instalments.of, FIRST, due)
    assert said(fault) == (
        "Instalment due 2021-06-30 of the issue of Agency 2021/22, version 1",
        "name its partners in their order: Ash, Birch",
        "Ash",
    )


@pytest.mark.parametrize("days", [[DECEMBER, JUNE], [JUNE, JUNE]])
def test_due_days_follow_each_other(days: list[date]) -> None:
    rule = f"be later than {days[0]}, the one before"
    column = money({"Ash": "1"})
    for act in (
        lambda: EqualInstalments(days),
        lambda: StatedInstalments([(day, "50 %") for day in days]),
        lambda: StatedAmounts([(day, column) for day in days]),
    ):
        assert said(caught(InvalidValueError, act)) == ("Due day", rule, days[1])


def test_a_plan_has_a_due_day() -> None:
    assert said(caught(InvalidValueError, EqualInstalments, [])) == (
        "EqualInstalments days",
        "be given",
        "nothing",
    )
    fault = caught(InvalidValueError, StatedAmounts, [])
    assert said(fault) == ("StatedAmounts amounts", "be given", "nothing")
    for months in (0, 10**6):
        assert caught(InvalidValueError, Monthly, "2021-04-30", months).subject == "Monthly months"
    assert caught(InvalidValueError, Monthly, "2121-04-30", 1200).subject == "Day"
    fault = caught(InvalidValueError, Instalments, FIRST, [])
    assert said(fault) == ("Instalments instalments", "be given", "nothing")


@pytest.mark.parametrize(
    ("parts", "found"),
    [
        ([], ("Parts of the year's amount", "sum to 100 %", "0 % for none")),
        ([(JUNE, "60 %")], ("Parts of the year's amount", "sum to 100 %", "60 % for 2021-06-30")),
        (
            [(JUNE, "110 %"), (MARCH, "-10 %")],
            ("Part due 2022-03-31", "not be negative", "-10 %"),
        ),
    ],
)
def test_stated_parts_make_a_whole(
    parts: list[tuple[date, str]], found: tuple[str, str, str]
) -> None:
    assert said(caught(InvalidValueError, StatedInstalments, parts)) == found


def test_an_unknown_partner_is_refused() -> None:
    fault = caught(ModelError, Instalments.of(FIRST, THREE).of_partner, "Elm")
    assert fault.rule == "be one of Ash, Birch"


# A dated forecast may adjust the last instalment (row 20 of design section 5).

FORECAST = money({"Ash": "103", "Birch": "-0.01"})


def test_a_forecast_adjusts_the_last_instalment_alone() -> None:
    before = Instalments.of(FIRST, THREE)
    after = before.adjusted("2021-10-15", FORECAST, "quarter 2", MINUTE)
    assert after.instalments[:-1] == before.instalments[:-1]
    assert after.of_partner("Ash")[-1] == Money("36.33")
    assert after.of_partner("Birch")[-1] == Money("0.03")
    assert after.adjustment == Adjustment("2021-10-15", FORECAST, "quarter 2", MINUTE)
    assert after.payable == FORECAST
    assert after.total == Money("102.99")


@drawn(60)
@given(issues(), issues(), due_dates())
def test_adjusted_instalments_sum_to_the_forecast(
    one: Issued, other: Issued, due: DueDates
) -> None:
    net = ByPartner.of(one.partners, (other.net.get(name, Money("3")) for name in one.partners))
    found = Instalments.of(one, due).adjusted("2021-01-01", net, "forecast")
    assert {name: sum_of(found.of_partner(name)) for name in one.partners} == dict(net)
    assert (
        found.adjusted("2021-01-01", one.net, "as issued").instalments
        == Instalments.of(one, due).instalments
    )


def test_a_later_forecast_replaces_an_earlier_one() -> None:
    once = Instalments.of(FIRST, THREE).adjusted("2021-10-15", FORECAST, "quarter 2")
    again = once.adjusted("2022-01-20", FIRST.net, "quarter 3")
    assert again.instalments == Instalments.of(FIRST, THREE).instalments
    fault = caught(ModelError, again.adjusted, "2021-10-15", FORECAST, "quarter 2")
    assert said(fault) == (
        "Forecast for the issue of Agency 2021/22, version 1",
        "not be older than the forecast of 20 January 2022",
        "15 October 2021",
    )


def test_a_forecast_comes_before_the_last_instalment_falls_due() -> None:
    found = Instalments.of(FIRST, THREE)
    assert found.adjusted("2022-03-31", FORECAST, "outturn").payable == FORECAST
    fault = caught(ModelError, found.adjusted, "2022-04-01", FORECAST, "outturn")
    assert said(fault) == (
        "Forecast for the issue of Agency 2021/22, version 1",
        "be made by 31 March 2022, when the last instalment falls due",
        "1 April 2022",
    )


def test_a_forecast_names_every_partner_and_its_reason() -> None:
    found = Instalments.of(FIRST, THREE)
    fault = caught(ModelError, found.adjusted, "2021-10-15", money({"Ash": "1"}), "quarter 2")
    assert fault.subject == "Forecast of the issue of Agency 2021/22, version 1"
    unsaid = caught(InvalidValueError, found.adjusted, "2021-10-15", FORECAST, "")
    assert said(unsaid) == ("Adjustment reason", "be given", "nothing")


# What they look like.


def test_instalments_show_each_due_day_and_the_sums() -> None:
    found = Instalments.of(FIRST, THREE)
    lines = str(found).splitlines()
    assert lines[0] == "Agency: instalments 2021/22, issue 1 of 26 March 2021"
    assert lines[2].split() == ["2021-06-30", "£33.34", "-£0.02", "£33.32"]
    assert lines[-1].split() == ["sum", "£100.00", "-£0.05", "£99.95"]
    assert "<td>£33.34</td>" in found._repr_html_()
    assert repr(found) == "<3 instalments of Agency 2021/22: £99.95>"
    adjusted = found.adjusted("2021-10-15", FORECAST, "quarter 2")
    last = "- The last is adjusted to the forecast of 15 October 2021: quarter 2."
    assert str(adjusted).splitlines()[-1] == last


def test_a_table_for_pandas_has_a_row_an_instalment() -> None:
    assert Instalments.of(FIRST, THREE).to_frame().loc[1].to_dict() == {
        "due": JUNE,
        "Ash": Decimal("33.34"),
        "Birch": Decimal("-0.02"),
        "total": Decimal("33.32"),
    }
