"""Limits: caps, minimums, no loser, floors and ceilings on the change from last year."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from aimpartner.errors import ApportionmentError, EvidenceError, InvalidValueError, ModelError
from aimpartner.evidence.evidence import Evidence
from aimpartner.evidence.measures import Measure
from aimpartner.formula.bases.basis import Basis
from aimpartner.formula.bases.blend import Blend, BlendPart
from aimpartner.formula.bases.given import Given
from aimpartner.formula.bases.measured import Measured
from aimpartner.formula.limits import Bound, Limit, Scaling
from aimpartner.formula.rounding import Rounding
from aimpartner.model import Model
from aimpartner.money import Money
from builders import YEAR, amounts, counted, element, income, line, model, paid
from faults import caught, said

THREE = ("Ash", "Birch", "Cedar")
TWO = THREE[:2]
LAST = Measured("contribution")


def limited(
    whole: dict[str, int],
    *limits: Limit,
    last: dict[str, int] | None = None,
    rounding: Rounding | None = None,
) -> Model:
    """Return a model whose partners pay whole pounds but for the limits, which then hold."""
    total = sum(whole.values())
    budget = [line(str(total))] if total >= 0 else [income(str(-total))]
    shares = Given({name: abs(amount) for name, amount in whole.items()})
    seen = counted("contribution", dict(last or {}))
    made = model(budget, [element(shares)], tuple(whole), seen, rounding)
    (only,) = made.formulas
    return evolve(made, formulas=[evolve(only, limits=limits)])


def agreed(**pounds: int) -> Given:
    return Given({name: amount * 100 for name, amount in pounds.items()}, "pence")


@pytest.mark.parametrize(
    ("scaling", "pounds"),
    [("amounts", ("90.00", "96.25", "113.75")), ("excess", ("90.00", "100.00", "110.00"))],
)
@pytest.mark.parametrize("sign", [1, -1])
def test_a_floor_on_the_change_from_last_year_by_both_scalings(
    scaling: Scaling, pounds: tuple[str, ...], sign: int
) -> None:
    """Last year 100/100/100, formula 60/110/130, floor -10 %: the example of the rule.

    A credit has a ceiling where a charge has a floor, and mirrors it.
    """
    bound = Bound(LAST, "90 %")
    floor = Limit("floor", bound) if sign > 0 else Limit("floor", upper=bound)
    whole = {"Ash": 60 * sign, "Birch": 110 * sign, "Cedar": 130 * sign}
    last = dict.fromkeys(THREE, 100 * sign)
    paid_by = amounts(limited(whole, evolve(floor, scaling=scaling), last=last))
    expected = pounds if sign > 0 else tuple(f"-{each}" for each in pounds)
    assert tuple(paid_by.values()) == expected


def test_no_partner_pays_more_than_last_year_and_the_others_bear_the_excess() -> None:
    no_loser = Limit("no loser", upper=Bound(LAST))
    last = {"Ash": 50, "Birch": 100, "Cedar": 100}
    paid_by = amounts(limited({"Ash": 60, "Birch": 60, "Cedar": 30}, no_loser, last=last))
    assert paid_by == {"Ash": "50.00", "Birch": "66.67", "Cedar": "33.33"}


def test_the_difference_is_borne_by_those_who_are_named() -> None:
    cap = Limit("cap", upper=Bound(agreed(Ash=50)), bearers=["Cedar"])
    paid_by = amounts(limited({"Ash": 60, "Birch": 30, "Cedar": 10}, cap))
    assert paid_by == {"Ash": "50.00", "Birch": "30.00", "Cedar": "20.00"}


def test_a_minimum_takes_from_the_others() -> None:
    least = Limit("minimum", Bound(agreed(Cedar=20)))
    paid_by = amounts(limited({"Ash": 60, "Birch": 30, "Cedar": 10}, least))
    assert paid_by == {"Ash": "53.33", "Birch": "26.67", "Cedar": "20.00"}


def test_a_floor_and_a_ceiling_hold_together() -> None:
    """At least 90 and at most 112: of the excess -30, 20 and 40 two halves of 30 are too much.

    By excess 100 and 110 stay below the ceiling; by amounts 113.75 would not: 112 and 98.
    """
    both = Limit("damping", Bound(LAST, "90 %"), Bound(LAST, "112 %"))
    whole, last = {"Ash": 60, "Birch": 110, "Cedar": 130}, dict.fromkeys(THREE, 100)
    by_amounts = amounts(limited(whole, both, last=last))
    by_excess = amounts(limited(whole, evolve(both, scaling="excess"), last=last))
    assert list(by_amounts.values()) == ["90.00", "98.00", "112.00"]
    assert list(by_excess.values()) == ["90.00", "100.00", "110.00"]


def test_limits_hold_one_after_another() -> None:
    cap = Limit("cap", upper=Bound(agreed(Ash=50)))
    least = Limit("minimum", Bound(agreed(Cedar=20)), bearers=["Birch"])
    result = paid(limited({"Ash": 60, "Birch": 30, "Cedar": 10}, cap, least))
    assert [str(each.amount) for each in result] == ["£50.00", "£30.00", "£20.00"]
    assert [f"{each / 100}" for each in result.column("limit", "cap")] == ["-10", "15/2", "5/2"]
    assert [f"{each / 100}" for each in result.column("limit", "minimum")] == ["0", "-15/2", "15/2"]
    assert result.call == Money("100")


def test_by_element_what_a_limit_changes_is_rounded_as_one_more_element() -> None:
    cap = Limit("cap", upper=Bound(agreed(Ash=50)))
    whole = {"Ash": 60, "Birch": 30, "Cedar": 10}
    result = paid(limited(whole, cap, rounding=Rounding("10", "element")))
    assert [str(each.amount) for each in result] == ["£50.00", "£40.00", "£10.00"]
    assert result.residual == Money("0")


def test_a_bound_below_a_floor_names_the_limit_the_partner_the_year_and_the_formula() -> None:
    crossed = Limit("damping", Bound(agreed(Ash=60)), Bound(agreed(Ash=50)))
    fault = caught(ApportionmentError, paid, limited({"Ash": 1, "Birch": 1}, crossed))
    assert said(fault) == (
        "Lower bound of Ash of damping: held in its bounds in 2021/22 by the formula formula",
        "not exceed the upper bound of £50.00",
        "£60.00",
    )


def test_limits_that_cannot_hold_say_the_figures_that_prove_it() -> None:
    cap = Limit("cap", upper=Bound(agreed(Ash=50, Birch=30)))
    fault = caught(ApportionmentError, paid, limited({"Ash": 60, "Birch": 40}, cap))
    assert said(fault) == (
        "Limits of cap: held in its bounds in 2021/22 by the formula formula",
        "leave room for the total of £100.00",
        "at most £80.00, with upper bounds of £80.00 in all",
    )
    least = Limit("minimum", Bound(agreed(Ash=80, Birch=30)))
    fault = caught(ApportionmentError, paid, limited({"Ash": 60, "Birch": 40}, least))
    assert str(fault.got).startswith("at least £110.00, with lower bounds of £110.00")


@pytest.mark.parametrize(("times", "suggested"), [("5 %", True), ("95 %", False)])
def test_a_cap_that_leaves_half_the_total_to_nobody_is_told_to_be_of_the_whole(
    times: str, *, suggested: bool
) -> None:
    cap = Limit("cap", upper=Bound(LAST, times))
    whole = limited({"Ash": 60, "Birch": 40}, cap, last={"Ash": 60, "Birch": 40})
    fault = caught(ApportionmentError, paid, whole)
    assert fault.remedy.endswith("write 105 %.") is suggested


@pytest.mark.parametrize("side", ["lower", "upper"])
def test_excess_that_cannot_hold_says_the_bounds_against_the_total(side: str) -> None:
    """Floors of 120, 90 and 95 on 300: £305.00 against £300.00; and caps that fall short."""
    bound = Bound(agreed(Ash=120, Birch=90, Cedar=95 if side == "lower" else 85))
    lower, upper = (bound if each == side else None for each in ("lower", "upper"))
    limit = Limit("damping", lower, upper, scaling="excess")
    fault = caught(ApportionmentError, paid, limited(dict.fromkeys(THREE, 100), limit))
    assert fault.rule == "leave room for the total of £300.00"
    of = {"lower": "£305.00", "upper": "£295.00"}[side]
    assert fault.got == f"{side} bounds of {of} in all"


@pytest.mark.parametrize("scaling", ["amounts", "excess"])
def test_a_cap_of_a_small_part_of_a_figure_is_asked_whether_so_much_more_is_meant(
    scaling: Scaling,
) -> None:
    cap = Limit("cap", upper=Bound(agreed(Ash=60, Birch=40), "5 %"), scaling=scaling)
    fault = caught(ApportionmentError, paid, limited({"Ash": 60, "Birch": 40}, cap))
    assert str(fault.got).endswith("upper bounds of £5.00 in all")
    more = "For a cap of 5 % more than the figure, write 105 %."
    assert fault.remedy == f"The cap is 5 % of its figure. {more}"


def test_a_cap_on_one_partner_alone_tells_no_sum_of_bounds() -> None:
    cap = Limit("cap", upper=Bound(agreed(Ash=50)), bearers=["Ash"])
    fault = caught(ApportionmentError, paid, limited({"Ash": 60, "Birch": 40}, cap))
    stays = "of which Birch stays at £40.00, and the upper bound of Ash leaves £50.00"
    assert fault.got == f"at most £90.00, {stays}"


def test_a_bound_that_is_of_a_figure_nobody_recorded_is_refused() -> None:
    no_loser = Limit("no loser", upper=Bound(LAST))
    whole = limited({"Ash": 60, "Birch": 40}, no_loser, last={"Ash": 50})
    fault = caught(EvidenceError, paid, whole)
    assert fault.subject == "contribution of Birch in 2020/21"


def test_a_measure_that_bounds_amounts_is_in_pounds() -> None:
    spent = Limit("spent", upper=Bound(Measured("spend")))
    whole = limited({"Ash": 60, "Birch": 40}, spent)
    seen = counted("spend", {"Ash": 70, "Birch": 50})
    fault = caught(ModelError, paid, evolve(whole, evidence=Evidence([Measure("spend")], seen)))
    subject = "Measure spend in 2021/22 by the formula formula"
    assert said(fault) == (subject, "be in pounds to bound an amount", "no unit")
    assert fault.remedy == "Write pounds as its unit, or name a measure of money."
    pounds = Evidence([Measure("spend", unit="pounds")], seen)
    assert amounts(evolve(whole, evidence=pounds)) == {"Ash": "60.00", "Birch": "40.00"}


def test_a_limit_that_nobody_of_the_year_bears_is_refused() -> None:
    cap = Limit("cap", upper=Bound(agreed(Ash=50)), bearers=["Cedar"])
    made = model(names=TWO, gone=["Cedar"])
    (only,) = made.formulas
    fault = caught(ModelError, paid, evolve(made, formulas=[evolve(only, limits=[cap])]))
    subject = "Bearers of limit cap in 2021/22 by the formula formula"
    assert said(fault) == (subject, "include one of Ash, Birch", "Cedar")


def test_a_bearer_that_is_no_partner_is_refused() -> None:
    cap = Limit("cap", upper=Bound(agreed(Ash=50)), bearers=["Cedr"])
    made = model(names=TWO)
    (only,) = made.formulas
    fault = caught(ModelError, evolve, made, formulas=[evolve(only, limits=[cap])])
    subject = "Bearer of limit cap of the formula formula"
    assert said(fault) == (subject, "name one of Ash, Birch", "'Cedr'")


def test_the_excess_over_a_bound_that_some_do_not_have_is_refused() -> None:
    floor = Limit("floor", Bound(agreed(Ash=50)), scaling="excess")
    fault = caught(ModelError, paid, limited({"Ash": 40, "Birch": 60}, floor))
    assert said(fault) == (
        "The lower bound of limit floor in 2021/22 by the formula formula",
        "bind Birch, for the limit scales the excess over it",
        "no amount",
    )
    assert fault.remedy == "Give the amount, or scale by amounts."


def test_a_limit_without_a_bound_is_refused() -> None:
    assert said(caught(ModelError, Limit, "cap"))[1:] == (
        "have a lower or an upper bound",
        "neither",
    )


def test_a_bearer_named_twice_is_refused() -> None:
    fault = caught(ModelError, Limit, "cap", Bound(LAST), bearers=["Ash", "Ash"])
    assert said(fault) == ("Bearers of limit cap", "name each partner once", "Ash (2 times)")


def test_two_limits_of_one_name_are_refused() -> None:
    cap = Limit("cap", Bound(LAST))
    fault = caught(ModelError, limited, {"Ash": 1}, cap, cap)
    assert said(fault) == ("Formula formula", "name each limit once", "cap (2 times)")


@pytest.mark.parametrize(
    "basis",
    [
        Given({"Ash": 1}),
        Measured("contribution", years=2),
        Measured("contribution", average="mean of shares"),
    ],
)
def test_a_bound_is_an_amount(basis: Basis) -> None:
    fault = caught(InvalidValueError, Bound, basis)
    rule = "be agreed amounts in pence, or one year of a measure in pounds, pooled"
    assert said(fault) == ("Bound", rule, basis)


def test_a_bound_goes_by_no_other_basis() -> None:
    blend: Any = Blend([BlendPart("all", "100 %", LAST)])
    fault = caught(InvalidValueError, Bound, blend)
    assert (fault.subject, fault.rule) == ("Bound of", "be a Given or a Measured")


def test_a_bound_is_in_whole_pence() -> None:
    fault = caught(InvalidValueError, Bound, Given({"Ash": "0.5"}, "pence"))
    assert (fault.subject, fault.rule) == ("Bound of Ash", "be whole pence")


def test_a_bound_is_not_a_negative_part() -> None:
    fault = caught(InvalidValueError, Bound, LAST, "-90 %")
    assert said(fault) == ("Times of a bound", "not be negative", "-90 %")


def test_a_bound_by_what_is_no_contribution_says_nothing_of_newcomers() -> None:
    points = [words for _, words in Bound(Measured("spend"), "90 %").in_points(YEAR)]
    assert points[0] == "90 % of spend (2020/21)"
    assert not any("no member" in words for words in points)


def test_a_limit_in_words_says_its_bounds_and_who_bears_the_difference() -> None:
    damping = Limit("damping", Bound(LAST, "90 %"), Bound(LAST), scaling="excess")
    assert damping.in_words(YEAR) == (
        "damping: at least 90 % of contribution (2020/21), at most contribution (2020/21); "
        "the difference is borne by everyone, in proportion to what they have over the lower bound."
    )
    room = Limit("no loser", upper=Bound(LAST), scaling="excess")
    assert room.in_words(YEAR).endswith(
        "borne by everyone, in proportion to the room that they have below the upper bound."
    )
    cap = Limit("cap", upper=Bound(agreed(Ash=50, Birch=20), "110 %"), bearers=TWO)
    assert cap.in_words(YEAR) == (
        "cap: at most 110 % of £50.00 for Ash, £20.00 for Birch; "
        "the difference is borne by Ash, Birch, in proportion to their amounts."
    )
    whole = limited({"Ash": 60, "Birch": 10}, cap)
    assert whole.formulas[0].in_words(YEAR)[1] == cap.in_words(YEAR)
    assert "£50.00 for Ash" in cap.in_words(YEAR)


def test_the_explanation_of_a_limit_names_its_bounds_and_its_addresses() -> None:
    cap = Limit("cap", upper=Bound(agreed(Ash=50)))
    result = paid(limited({"Ash": 60, "Birch": 30, "Cedar": 10}, cap))
    assert "cap: held in its bounds: £50.00 = line" in result.explain("Ash")
    addresses = {step.at for step in result.working.inputs}
    assert {"formula/limits/cap/upper/times", "formula/limits/cap/upper/*"} <= addresses


@given(
    st.lists(st.integers(1, 500), min_size=2, max_size=3),
    st.lists(st.integers(1, 500), min_size=3, max_size=3),
    st.sampled_from(["amounts", "excess"]),
)
def test_a_floor_that_can_hold_holds_and_keeps_the_call(
    pounds: list[int], last: list[int], scaling: Scaling
) -> None:
    """Limits hold or raise; contributions and residual are the call."""
    names = THREE[: len(pounds)]
    before = dict(zip(names, last, strict=False))
    whole = dict(zip(names, pounds, strict=True))
    floor = Limit("floor", Bound(LAST, "90 %"), scaling=scaling)
    made = limited(whole, floor, last=before)
    if sum(before.values()) * 9 > sum(pounds) * 10:
        caught(ApportionmentError, paid, made)
    else:
        result = paid(made)
        assert sum(result.column("exact")) == sum(pounds) * 100
        for each, least in zip(result, before.values(), strict=True):
            assert each.exact >= least * 90
