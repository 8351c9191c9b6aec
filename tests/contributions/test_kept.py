"""What an issue keeps of a year besides amounts: fees as listed, and the shares it froze."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from attrs import evolve
from hypothesis import given

from aimpartner.budget.budget import Heading
from aimpartner.errors import ApportionmentError
from aimpartner.formula.bases.given import Given
from aimpartner.formula.bases.periods import Period, Periods
from aimpartner.formula.priced_elements import PricedElement
from aimpartner.formula.prices import Price, PriceList
from aimpartner.formula.rounding import Rounding
from aimpartner.money import Money, sum_of
from aimpartner.periods import DateRange
from aimpartner.settlement.fees import Taken
from aimpartner.settlement.outturn import PRICED, Actual, Outturn, spending
from aimpartner.settlement.settlement import Settlement
from aimpartner.settlement.share_base import ShareBase
from aimpartner.settlement.tiers import SettlementRule, Tier
from builders import element, formula, income, line, model, paid
from contributions.strategies import models
from drawn import drawn
from faults import caught

if TYPE_CHECKING:
    from aimpartner.contributions.contributions import Contributions
    from aimpartner.model import Model

TWO = ("Ash", "Birch")
SPLIT = Given({"Ash": 3, "Birch": 1})
EQUAL = Given.equal(TWO)
"""The shares that the two elements below go by."""


def frozen(whole: Model) -> dict[str, list[Fraction]]:
    issued = paid(whole).issue("2021-03-26")
    return {name: [*shares.values()] for name, shares in issued.sharing}


def two(staffing: str, premises: str, grant: str = "") -> Model:
    """Return staffing shared 3 : 1 and premises equally, with a grant for the premises."""
    lines = [line(staffing), line(premises, "premises", "rent")]
    lines += [income(grant, "premises")] if grant else []
    parts = [element(SPLIT), element(EQUAL, ["premises"])]
    return model(lines, parts, TWO)


HALF, QUARTER = Fraction(1, 2), Fraction(1, 4)


def test_an_issue_freezes_the_shares_of_each_element_and_those_of_all() -> None:
    assert frozen(two("100", "300")) == {
        "": [Fraction(9, 16), Fraction(7, 16)],
        "staffing": [1 - QUARTER, QUARTER],
        "premises": [HALF, HALF],
    }


def test_exact_amounts_of_both_signs_leave_the_shares_by_the_size_of_each_element() -> None:
    """£100 by 3 : 1 and −£60 equally is £45 and −£5: 100 of 160 by 3 : 1, 60 equally."""
    mixed = frozen(two("100", "0", "60"))
    assert mixed[""] == [Fraction(21, 32), Fraction(11, 32)]


def test_where_nothing_is_shared_each_element_counts_alike() -> None:
    assert frozen(two("0", "60", "60"))[""] == [Fraction(5, 8), Fraction(3, 8)]


def test_what_is_rounded_to_nothing_is_settled_by_the_shares_before_rounding() -> None:
    """£400 in units of £1,000 asks nobody for anything."""
    whole = two("100", "300")
    rounded = evolve(whole.formulas[0], rounding=Rounding("1000"))
    issued = paid(evolve(whole, formulas=[rounded])).issue("2021-03-26")
    assert issued.total == Money(0)
    assert list(ShareBase.issued().of(issued).values()) == [Fraction(9, 16), Fraction(7, 16)]


def test_shares_of_a_year_that_is_cut_are_those_of_its_parts_by_their_length() -> None:
    """From 1 April for 73 of 365 days 3 : 1, then equally: 1/5 of 3/4 and 4/5 of 1/2."""
    whole = model([line("100")], [element(SPLIT)], TWO)
    early = evolve(whole.formulas[0], in_force=DateRange("2010-04-01", "2021-06-12"))
    late = formula(element(EQUAL), name="late")
    late = evolve(late, in_force=DateRange("2021-06-13"))
    shares = frozen(evolve(whole, formulas=[early, late]))
    assert shares["staffing"] == [Fraction(11, 20), Fraction(9, 20)]
    assert shares[""] == shares["staffing"]


def test_a_year_that_shares_nothing_freezes_no_shares() -> None:
    bought = PricedElement("places", Given({"Ash": 1, "Birch": 0}, "units"), "5")
    whole = model([line("0", "none")], [element(EQUAL, ["none"])], TWO)
    only = evolve(whole.formulas[0], elements=[bought])
    result = paid(evolve(whole, budgets=[evolve(whole.budgets[0], lines=[])], formulas=[only]))
    issued = result.issue("2021-03-26")
    assert issued.sharing == ()
    fault = caught(ApportionmentError, ShareBase.issued().of, issued)
    assert fault.remedy.startswith("Name the base to share by")


def priced(*elements: PricedElement) -> Model:
    return model([line("100")], [element(EQUAL), *elements], TWO)


FEES = PriceList("fees", [Price("2021-04-01", "34500"), Price("2021-10-01", "36000")])


def test_an_issue_lists_each_price_with_its_units() -> None:
    units = Periods(
        [
            Period("2021-04-01", Given({"Ash": 2, "Birch": 0}, "units")),
            Period("2021-10-01", Given({"Ash": 0, "Birch": 1}, "units")),
        ]
    )
    early, late = paid(priced(PricedElement("places", units, FEES))).issue("2021-03-26").fees
    assert (early.title, early.price) == ("places from 1 April 2021", Money("34500"))
    assert (late.title, late.price) == ("places from 1 October 2021", Money("36000"))
    assert [*early.units.values(), *late.units.values()] == [2, 0, 0, 1]


def test_an_issue_lists_what_was_agreed_and_what_costs_nothing() -> None:
    taken = Given({"Ash": 13, "Birch": 10}, "units")
    agreed = Given({"Ash": 10, "Birch": 10}, "units")
    visits = PricedElement("visits", taken, "100", agreed=agreed, within=1)
    issued = paid(priced(visits)).issue("2021-03-26")
    (fee,) = issued.fees
    assert [fee.units["Ash"], fee.agreed["Ash"], fee.within] == [13, 10, 1]
    assert fee.since is None
    assert issued.priced["Ash"] == Money("200")


def settled(result: Contributions) -> Settlement:
    """Settle a year in which each pool costs £7 more and each partner takes one unit more.

    Charges by a rate stand as they were budgeted: what becomes of them is not of this.
    """
    issued, budget = result.issue("2021-03-26"), result.facts.budget
    budget = evolve(budget, lines=[evolve(each, rule=None) for each in budget.lines])
    taken = [
        Taken(partner, fee.element, units + 1, fee.since)
        for fee in issued.fees
        for partner, units in fee.units.items()
    ]
    spent = (each for each in budget.lines if each.sign and each.heading is not Heading.RESERVES)
    pools = dict.fromkeys(each.pool for each in spent)
    actuals = [Actual(pool, spending(budget, pool) + Money("7")) for pool in pools]
    actuals += [Actual(PRICED, issued.beside_the_budget[0])] if taken else []
    outturn = Outturn(result.year, "final", "2022-06-30", actuals, taken=taken)
    shared = [Tier("partners", ShareBase.issued())]
    return Settlement(issued, budget, outturn, [SettlementRule("all", shared, shared)])


@drawn(150)
@given(models(with_limits=True))
def test_every_year_that_shares_something_can_be_settled_by_what_was_issued(whole: Model) -> None:
    """About one random year in nine ended in weights that could not be shared by."""
    result = settled(paid(whole))
    assert sum_of(amount for _, amount in result.reconciliation) == result.outturn.net
    for _, shares in result.issued.sharing:
        assert sum(shares.values()) == 1
        assert min(shares.values()) >= 0


@drawn(60)
@given(models(with_limits=True))
def test_what_an_issue_lists_comes_to_what_it_charged_at_a_price(whole: Model) -> None:
    issued = paid(whole).issue("2021-03-26")
    for partner, amount in issued.priced.items():
        pence = [fee.pence(partner, fee.units[partner]) for fee in issued.fees]
        assert abs(sum(pence, Fraction(0)) - amount.pence) < 1
