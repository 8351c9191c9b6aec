"""What one partner pays, and why, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from attrs import evolve
from hypothesis import given

from aimpartner import samples
from aimpartner.contributions.contributions import Contributions
from aimpartner.errors import ApportionmentError
from aimpartner.formula.bases.blend import Blend, BlendPart
from aimpartner.formula.bases.given import Given
from aimpartner.formula.bases.measured import Measured
from aimpartner.formula.bases.phased import Phased
from aimpartner.formula.bases.staged import Group, Staged
from aimpartner.formula.bases.tolerance import Tolerance
from aimpartner.formula.limits import Bound, Limit
from aimpartner.formula.priced_elements import PricedElement
from aimpartner.formula.rounding import Rounding
from aimpartner.parties.partners import Membership
from aimpartner.periods import DateRange
from builders import GUESS, MINUTE, YEAR, counted, element, income, line, model, paid, partnership
from contributions.strategies import models

if TYPE_CHECKING:
    from aimpartner.formula.bases.basis import Basis
    from aimpartner.model import Model
    from aimpartner.parties.partners import Joining

TWO = ("Ash", "Birch")
EQUAL = Given.equal(TWO)
SIXTY = Given({"Ash": 60, "Birch": 40}, "percent")
WORK = counted("adopted", {"Ash": 1, "Birch": 3})


def told(whole: Model, partner: str = "Ash") -> str:
    """Return a partner's account with its lines joined, without the steps below it."""
    account, _, _ = paid(whole).explain(partner).partition("The working, line by line")
    return " ".join(account.split())


def by(basis: Basis, amount: str = "100") -> Model:
    """Return the model that shares an amount by a basis."""
    return model([line(amount)], [element(basis)], TWO, WORK)


def limited(whole: Model, *limits: Limit) -> Model:
    (rules,) = whole.formulas
    return evolve(whole, formulas=[evolve(rules, limits=limits)])


# ---- laws ----------------------------------------------------------------------------------------


@given(models(with_limits=True))
def test_every_account_fits_its_lines_and_tells_each_element_and_the_end(whole: Model) -> None:
    try:
        result = Contributions.of(whole.facts(YEAR))
    except ApportionmentError:
        return
    for each in result:
        account, _, _ = result.explain(each.partner).partition("The working, line by line")
        said = " ".join(account.split())
        assert max(map(len, account.splitlines()[1:])) <= 100
        assert f"{each.partner} contributes {each.amount}" in said
        assert str(max(each.net, -each.net)) in said
        assert all(f"- {rule.name}: " in account for rule in result.facts.formula.elements)
        assert "1,000,000,000,000" not in said  # a bound that nothing meets is no figure


# ---- AiM -----------------------------------------------------------------------------------------


def test_sefton_can_follow_its_illustrated_contribution() -> None:
    said = told(samples.load("aim"), "Sefton")
    for sentence in (
        "For 2021/22, Sefton contributes £524,027.76: 16.2187 % of the call of £3,231,000.00 on",
        "It pays Knowsley, the host, £524,027.76.",
        "- agency: total costs £3,231,000.00 [1]; in all £3,231,000.00.",
        "- section 251 spend, 2013/14: Sefton's £1,226,187.00 [2] of everybody's £8,621,028.00 is",
        "- adopted, 3 years: 13 children [4] (adopted, 2017/18) + 22 children [4] (adopted,",
        "+ 16 children [5] (adopted, 2019/20) = 51 children.",
        "- adopted, 3 years: Sefton's 51 of everybody's 280 children is 18.2143 %.",
        "- agency/adopted, weighted: 50 % [3] of 18.2143 % is 9.1071 %.",
        "- agency, amounts: 16.2187 % of £3,231,000.00 [1] is £524,027.7589.",
        "Sefton's £524,027.7589 becomes £524,027.76.",
        "- Published for Sefton: £524,000.00",
        "- No approval of the formula is recorded.",
        "- [2] DfE, Section 251 outturn 2013-14, adoption services, total expenditure",
    ):
        assert sentence in said


def test_what_was_published_of_others_is_left_to_them() -> None:
    assert "Published for Sefton" not in told(samples.load("aim"), "Wirral")


# ---- who pays whom -------------------------------------------------------------------------------


def test_the_host_has_a_net_payable_and_the_others_pay_it() -> None:
    assert "As the host, its net payable is £50.00." in told(by(EQUAL))
    assert "It pays Ash, the host, £50.00." in told(by(EQUAL), "Birch")


def test_a_partner_that_incurs_more_than_its_part_is_owed_the_rest() -> None:
    borne = line("60", incurred_by="Birch")
    lines = [evolve(borne, source=MINUTE), income("20")]
    said = told(model(lines, [element(EQUAL)], TWO), "Birch")
    assert "It is owed £40.00 by Ash, the host." in said
    assert "- staffing: staff £60.00 [1], grant -£20.00; in all £40.00." in said
    assert (
        "Birch incurs itself, and is credited once: staff £60.00 [1]. £20.00 less £60.00 leaves a "
        "net payable of -£40.00."
    ) in said
    assert f"- [1] {MINUTE}" in said


def test_where_no_host_is_recorded_nobody_is_named() -> None:
    whole = by(EQUAL)
    alone = evolve(whole, partnership=evolve(partnership(TWO), hosting=[]))
    assert "It pays £50.00." in told(alone)
    borne = evolve(
        alone, budgets=[evolve(whole.budgets[0], lines=[line("100", incurred_by="Ash")])]
    )
    assert "It is owed £50.00." in told(borne)


@pytest.mark.parametrize(
    ("issued", "words"),
    [
        (40, "£40.00 was issued for 2020/21: this is £10.00 more."),
        (50, "£0.00 more."),
        (60, "less."),
    ],
)
def test_the_change_from_last_year_is_told(issued: int, words: str) -> None:
    seen = counted("contribution", {"Ash": issued, "Birch": 50})
    assert words in told(model([line()], [element(EQUAL)], TWO, seen))


# ---- how it is shared ----------------------------------------------------------------------------


def test_shares_of_several_years_are_told_year_by_year() -> None:
    seen = [*WORK, *counted("adopted", {"Ash": 1, "Birch": 1}, "2019/20")]
    mean = Measured("adopted", years=2, average="mean of shares")
    said = told(model([line()], [element(mean)], TWO, seen))
    assert "- adopted, 2019/20: Ash's 1 of everybody's 2 children is 50 %." in said
    assert "- adopted, 2020/21: Ash's 1 of everybody's 4 children is 25 %." in said
    assert "- adopted, sum of 2 years' shares: Ash's 75 % of everybody's 200 % is 37.5 %." in said


def test_a_partner_is_told_of_its_own_group_only() -> None:
    stages = [Group("one", "1/4", ["Ash"], EQUAL), Group("two", "3/4", ["Birch"], EQUAL)]
    said = told(by(Staged(stages)))
    assert "- staffing/one, weighted: 25 % of 100 % is 25 %." in said
    assert "staffing/two, weighted" not in said
    assert "- staffing, groups together: 25 % + 0 % = 25 %." in said


@pytest.mark.parametrize(
    ("points", "verdict"),
    [
        ("35 points", "nobody's strays further, so the agreed split stands, 60 %."),
        ("34 points", "one strays further, so the actual split counts for all, 25 %."),
    ],
)
def test_a_tolerance_says_which_split_counts(points: str, verdict: str) -> None:
    said = told(by(Tolerance(SIXTY, Measured("adopted"), points=points)))
    stray = f"a share may stray by {points}: {verdict}"
    assert f"60 % is agreed and 25 % is actual; {stray}" in said


def test_a_phase_in_tells_the_old_part_and_the_new() -> None:
    said = told(by(Phased(SIXTY, Measured("adopted"), {"2021/22": "25 %"})))
    assert "- staffing, old part: 1 - 25 % = 75 %." in said
    assert "- staffing, old, in part: 75 % of 60 % is 45 %." in said
    assert "- staffing, phase-in: 45 % + 6.25 % = 51.25 %." in said


def test_a_price_is_told_with_the_units_and_adds_to_the_call() -> None:
    places = PricedElement("places", Given({"Ash": 1, "Birch": 2}, "units"), "31000", GUESS)
    whole = model([line()], [element(EQUAL), places], TWO)
    said = told(whole)
    assert "- places: £93,000.00. - The call on all partners is £93,100.00." in said
    assert "- places, amounts: £31,000.00 [1] × 1 unit is £31,000.00." in said
    assert "× 2 units is £62,000.00." in told(whole, "Birch")
    assert f"- [1] {GUESS}" in said


def test_an_element_whose_steps_were_told_before_still_tells_the_part() -> None:
    nothing = Given({"Ash": 0, "Birch": 0}, "units")
    same = [PricedElement(name, nothing, "0") for name in ("a", "b")]
    said = told(model([line()], [element(EQUAL), *same], TWO))
    assert said.count("Ash's part is") + said.count(" × 0 units is £0.00.") == 2


def test_a_share_of_nothing_is_not_told_as_a_product() -> None:
    parts = [BlendPart("work", 0, Measured("adopted")), BlendPart("rest", "100 %", EQUAL)]
    assert "0 % of 25 %" not in told(by(Blend(parts)))


# ---- limits and rounding -------------------------------------------------------------------------


def test_a_limit_tells_what_it_changes_and_to_whom_the_difference_goes() -> None:
    cap = Limit("cap", upper=Bound(Given({"Ash": 5000}, "pence", MINUTE)), bearers=["Birch"])
    whole = limited(by(SIXTY), cap)
    said = told(whole)
    assert "- cap/upper: 100 % of £50.00 [1] is £50.00." in said
    assert (
        "- cap, held in its bounds: £60.00, kept to at most £50.00, the difference borne by Birch, "
        "is £50.00. - cap, changed by the limit: £50.00 - £60.00 = -£10.00. "
        "- It changes Ash -£10.00, Birch £10.00."
    ) in said
    assert "£40.00, with no bound of its own, the difference borne by Birch, is £50.00." in told(
        whole, "Birch"
    )


def test_a_limit_that_changes_nothing_says_so() -> None:
    cap = Limit("cap", upper=Bound(Given({"Ash": 9000}, "pence")))
    assert "- It changes nobody's amount." in told(limited(by(SIXTY), cap))


def test_two_bounds_are_told_together() -> None:
    of = Given({"Ash": 5000, "Birch": 5000}, "pence")
    both = Limit("both", Bound(of, "90 %"), Bound(of, "110 %"))
    assert "£60.00, kept to at least £45.00 and at most £55.00, the difference" in told(
        limited(by(SIXTY), both)
    )


def test_rounding_tells_what_became_of_the_exact_amount() -> None:
    assert "Ash's £60.00 stays as it is." in told(by(SIXTY))
    said = told(model([line("7")], [element(EQUAL)], TWO, rounding=Rounding("2")))
    assert "Ash's £3.50 becomes £4.00. In all, rounding asks for £1.00 more than the call." in said
    said = told(model([line("7")], [element(EQUAL)], TWO, rounding=Rounding("3")))
    assert "Ash's £3.50 becomes £3.00. Rounding leaves £1.00 of the call." in said


def test_a_call_of_nothing_has_no_shares() -> None:
    said = told(model([line("5"), income("5")], [element(EQUAL)], TWO))
    assert "Ash contributes £0.00 to the call of £0.00 on all partners." in said


# ---- a year that is cut --------------------------------------------------------------------------


def joined(how: Joining, addition: str | None = None) -> Model:
    """Return the model that Birch joins on 1 October."""
    whole = by(EQUAL)
    spell = Membership(DateRange("2021-10-01"), joining=how, addition=addition)
    ash, birch = whole.partnership.partners
    members = [ash, evolve(birch, member=[spell])]
    return evolve(whole, partnership=evolve(whole.partnership, partners=members))


def test_a_year_that_is_cut_tells_who_shares_when() -> None:
    said = told(joined("reshare"))
    assert (
        "- 1 April 2021 to 30 September 2021, 183 of 365 days: shared by the formula formula "
        "among Ash. - 1 October 2021 to 31 March 2022, 182 of 365 days: shared by the formula "
        "formula among Ash, Birch."
    ) in said
    assert "- staff, for 183 of 365 days: 50.137 % of £100.00 is £50.1370." in said
    assert "the segments together: £50.1370 + £24.9315 = £75.0685." in said


def test_a_year_that_is_cut_is_told_by_the_segments_that_the_partner_shares_in() -> None:
    floor = Limit("floor", Bound(Given({"Birch": 100}, "pence")), partial="pro rata")
    whole = limited(joined("reshare"), floor)
    before, after = "1 April 2021 to 30 September 2021", "1 October 2021 to 31 March 2022"
    birch, ash = told(whole, "Birch"), told(joined("reshare"))
    assert f"- {before} (Birch not yet a partner): - staff, for 183 of 365 days" in ash
    assert ash.count(f"- {after}: - ") == 1
    assert f"- {before} (" not in birch
    assert birch.count(f"- {after}: - ") == 1  # of the element: the limit is of the year
    assert "floor/lower: 100 % of 49.863 % of £1.00 is £0.4986." in birch
    assert "the segments together: £0.00 + £24.9315 = £24.9315." in birch


def test_a_bound_tells_nothing_to_a_partner_that_it_does_not_bind() -> None:
    cap = Limit("cap", upper=Bound(Given({"Ash": 3000}, "pence"), "110 %"))
    whole = limited(by(SIXTY), cap)
    assert "cap/upper: 110 % of £30.00 is £33.00." in told(whole)
    assert "cap/upper" not in told(whole, "Birch")
    _, _, lines = paid(whole).explain("Birch").partition("The working, line by line")
    assert "no lower bound: none" in lines
    assert "cap/upper, or none: none = line" in lines
    assert "000,000,000" not in lines


def test_a_partner_that_has_left_is_named_and_bears_nothing_afterwards() -> None:
    (ash, birch), spell = by(EQUAL).partnership.partners, DateRange("2010-04-01", "2021-09-30")
    gone = evolve(birch, member=[Membership(spell, leaving="reshare")])
    whole = by(EQUAL)
    floor = Limit("floor", Bound(Given({"Ash": 100}, "pence")))
    whole = limited(whole, floor)
    left = evolve(whole, partnership=evolve(whole.partnership, partners=[ash, gone]))
    said = told(left)
    assert "- 1 October 2021 to 31 March 2022 (Birch no longer a partner): - staff, for" in said
    assert said.count("the difference borne by Ash, is") == 1
    assert "floor/lower" not in told(left, "Birch")


def test_an_addition_and_a_reduction_are_told_apart_from_what_is_shared() -> None:
    said = told(joined("own addition", "30"), "Birch")
    assert "- additions: £30.00. - The call on all partners is £130.00." in said
    assert "- Birch's own additions: £30.00." in said
    assert "With own additions: £0.00 + £30.00 = £30.00." in said
    (ash, birch), (left,) = by(EQUAL).partnership.partners, [DateRange("2010-04-01", "2021-09-30")]
    gone = evolve(birch, member=[Membership(left, leaving="own reduction")])
    whole = by(EQUAL)
    leaves = evolve(whole, partnership=evolve(whole.partnership, partners=[ash, gone]))
    assert "- own reductions: -49.863 % of £50.00 is -£24.9315." in told(leaves, "Birch")


def test_two_formulas_of_one_year_are_both_told() -> None:
    whole = by(EQUAL)
    (rules,) = whole.formulas
    old = evolve(rules, name="old", in_force=DateRange("2010-04-01", "2021-09-30"))
    new = evolve(rules, in_force=DateRange("2021-10-01"), elements=[element(SIXTY)])
    both = evolve(whole, formulas=[old, new])
    said = told(both)
    assert "- staffing: shared by agreed weights (Ash 1, Birch 1). Then staffing: shared by" in said
    words = paid(both).methodology()
    assert "The formula old\n===" in words
    assert "The formula formula\n===" in words
