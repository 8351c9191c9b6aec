"""A year without an approved budget: carried on, then trued up."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from aimpartner.by import ByPartner
from aimpartner.errors import ApportionmentError, InvalidValueError, ModelError
from aimpartner.exact import Number
from aimpartner.issue.fallback import Carry, Fallback, PriceIndex
from aimpartner.issue.issue import Issued
from aimpartner.money import Money, sum_of
from aimpartner.periods import FinancialYear
from aimpartner.sources import Source
from aimpartner.working.amounts import moneys
from builders import MINUTE
from faults import caught, said

CPI = PriceIndex(
    "ONS", "CPI all items", "September 2021", "103.1 %", source=Source("ONS, 20 October 2021")
)


def issue(amounts: dict[str, str], year: str = "2021/22", call: str | None = None) -> Issued:
    """Return an issue of some contributions, none incurred by a partner itself."""
    paid: ByPartner[Money] = ByPartner({name: Money(each) for name, each in amounts.items()})
    whole = Money(call) if call else sum_of(paid.values())
    fields: dict[str, Any] = {"contributions": paid, "net": paid, "host": None, "call": whole}
    fields |= {"budget": "the budget", "formula": "the formula"}
    return Issued("Agency", year, "1", "2021-03-26", **fields)


LAST = issue({"Ash": "100.00", "Birch": "100.00", "Cedar": "100.01"}, call="300.02")
SHARES: Carry = "last call by last shares"
EACH: Carry = "each issued contribution"
NEW: Carry = "last call by new shares"


def pence(amounts: ByPartner[Money]) -> list[int]:
    return [each.pence for each in amounts.values()]


def test_london_councils_grants_fall_back_on_last_years_amount() -> None:
    """Not approved by two thirds before 1 February: last year's amount is deemed approved.

    London Councils, https://www.londoncouncils.gov.uk/node/34739, 2019/20: gross 6,909, grant 58,
    reserves 183, call 6,668, by default 8,668 thousand. What each borough paid is not in the
    case, so two stand for all.
    """
    last = issue({"Inner": "3668000", "Outer": "5000000"}, "2018/19")
    proposed = Money((6909 - 58 - 183) * 1000)
    fallen = Fallback(EACH, source=Source("https://www.londoncouncils.gov.uk/node/34739"))
    deemed = fallen.provisional(last, proposed)
    assert (str(deemed.year), deemed.total, deemed.needed) == (
        "2019/20",
        Money("8668000"),
        Money("6668000"),
    )
    assert deemed.unfunded == Money("-2000000")
    assert "calls for £6,668,000.00: £2,000,000.00 more than the call." in deemed.in_words()[3]


def test_each_contribution_is_carried_and_moved_by_itself() -> None:
    assert pence(Fallback(EACH).provisional(LAST).contributions) == [10000, 10000, 10001]
    assert pence(Fallback(EACH, CPI).provisional(LAST).contributions) == [10310, 10310, 10311]


def test_the_last_call_is_moved_whole_and_shared_as_it_was() -> None:
    """£300.02 × 1.031 is £309.32; the odd penny goes to the largest remainder, Cedar's."""
    held = Fallback(SHARES, CPI).provisional(LAST)
    assert (held.total, pence(held.contributions)) == (Money("309.32"), [10310, 10310, 10312])


def test_the_last_call_is_shared_by_new_shares() -> None:
    held = Fallback(NEW).provisional(LAST, shares=ByPartner({"Ash": 1, "Dale": "0.5"}))
    assert dict(held.contributions) == {"Ash": Money("200.01"), "Dale": Money("100.01")}


def with_fees() -> Issued:
    """Return £200 shared 1 : 1 : 2, with £40 that Ash bought and £10 that Cedar added itself."""
    plain = issue({"Ash": "90", "Birch": "50", "Cedar": "110"})
    priced = moneys({"Ash": "40", "Birch": "0", "Cedar": "0"})
    return evolve(plain, priced=priced, own=moneys({"Ash": "0", "Birch": "0", "Cedar": "10"}))


def test_a_last_call_is_shared_without_fees_which_their_buyer_pays_again() -> None:
    """£206.20 by 1 : 1 : 2 is £51.55, £51.55, £103.10; of fees Birch and Cedar paid before."""
    held = Fallback(SHARES, CPI).provisional(with_fees())
    assert pence(held.contributions) == [5155 + 4000, 5155, 10310 + 1000]
    assert held.in_words()[2] == (
        "What was bought at a price, or is a partner's own, is carried as it was issued: "
        "Ash £40.00, Cedar £10.00."
    )
    whole = Fallback(EACH, CPI).provisional(with_fees())
    assert pence(whole.contributions) == [9279, 5155, 11341]
    assert "bought" not in " ".join(whole.in_words())


def test_by_new_shares_a_buyer_that_has_none_is_charged_for_nothing_and_that_is_said() -> None:
    shares: ByPartner[Number] = ByPartner({"Birch": 1, "Cedar": 3})
    held = Fallback(NEW).provisional(with_fees(), shares=shares)
    assert pence(held.contributions) == [5000, 15000 + 1000]
    words = "What was bought at a price, or is a partner's own, is carried"
    assert held.in_words()[2:4] == (
        f"{words} as it was issued: Cedar £10.00.",
        f"{words} to nobody where it has no share: Ash £40.00.",
    )


AMOUNTS = st.lists(st.integers(0, 10**9), min_size=1, max_size=6).filter(any)
RATIOS = st.fractions("1/2", 2, max_denominator=1000)


@given(AMOUNTS, RATIOS, st.integers(0, 10**9))
def test_a_carried_call_is_shared_to_the_penny_and_the_balance_is_what_is_left(
    drawn: list[int], ratio: Fraction, needed: int
) -> None:
    last = issue({f"partner {i}": Money.from_pence(each).digits for i, each in enumerate(drawn)})
    index = evolve(CPI, ratio=ratio)
    shared = Fallback(SHARES, index).provisional(last, Money.from_pence(needed))
    exact = last.call.pence * index.ratio
    assert abs(shared.total.pence - exact) * 2 <= 1
    assert shared.unfunded is not None
    assert shared.unfunded + shared.total == Money.from_pence(needed)
    each = Fallback(EACH, index).provisional(last)
    for name, amount in each.contributions.items():
        wanted = last.amount(name).pence * index.ratio
        assert abs(amount.pence - wanted) * 2 <= 1
        assert abs(shared.contributions[name].pence - wanted) < 2


def test_without_an_index_the_two_ways_of_carrying_agree_where_nothing_was_left_over() -> None:
    whole = evolve(LAST, call="300.01")
    assert pence(Fallback(EACH).provisional(whole).contributions) == pence(
        Fallback(SHARES).provisional(whole).contributions
    )


def test_it_names_what_is_carried_the_index_and_the_balance() -> None:
    held = Fallback(SHARES, CPI, MINUTE).provisional(LAST, "350")
    assert held.in_words() == (
        f"2022/23 is not approved; carried is the last call by last shares ({MINUTE}).",
        "It comes from the issue of Agency 2021/22, version 1.",
        "Moved by CPI all items (ONS), September 2021: × 1.031 (ONS, 20 October 2021).",
        "The budget proposed calls for £350.00: £40.68 left unfunded.",
        "Provisional: it is trued up when the year's contributions are issued.",
    )
    plain = Fallback(EACH).provisional(LAST)
    assert plain.in_words()[2] == "No index moves it."
    assert plain.unfunded is None
    assert Fallback(EACH, evolve(CPI, source=None)).provisional(LAST).in_words()[2] == (
        "Moved by CPI all items (ONS), September 2021: × 1.031."
    )


def test_it_shows_itself() -> None:
    held = Fallback(NEW).provisional(LAST, shares=ByPartner({"Ash": 1, "Dale": 1}))
    table = held.to_frame()
    assert list(table.index) == ["Ash", "Dale"]
    assert list(table["issued last"]) == [Decimal("100.00"), Decimal("0.00")]
    assert list(table["provisional"]) == [Decimal("150.01"), Decimal("150.01")]
    assert "    sum     £300.02     £300.02" in str(held)
    assert "Provisional: it is trued up" in str(held)
    assert "£300.02" in held._repr_html_()
    assert repr(held) == "<Provisional contributions of Agency 2022/23: £300.02>"


def test_once_agreed_each_partner_pays_the_difference() -> None:
    held = Fallback(EACH).provisional(LAST)
    agreed = issue({"Ash": "90.00", "Birch": "120.00", "Dale": "80.00"}, "2022/23")
    up = held.trued_up(agreed)
    assert dict(up.due) == {
        "Ash": Money("-10.00"),
        "Birch": Money("20.00"),
        "Cedar": Money("-100.01"),
        "Dale": Money("80.00"),
    }
    assert sum_of(up.due.values()) == agreed.total - held.total
    table = up.to_frame()
    assert list(table.loc["Cedar"]) == [
        Decimal(each) for each in ("100.01", "0.00", "100.01", "0.00", "-100.01")
    ]
    assert "Agency: 2022/23 trued up by version 1" in str(up)
    assert "Due in all: -£10.01." in str(up)


def test_what_a_partner_incurs_itself_is_credited_to_it_once() -> None:
    """Birch incurs £40 last year and £50 in the year; both are within its contribution."""
    own = {"Ash": "100.00", "Birch": "60.00", "Cedar": "100.01"}
    last = evolve(LAST, net=ByPartner({name: Money(each) for name, each in own.items()}))
    held = Fallback(EACH, CPI).provisional(last)
    assert (pence(held.contributions), pence(held.net)) == (
        [10310, 10310, 10311],
        [10310, 10310 - 4124, 10311],
    )
    agreed = issue({"Ash": "110", "Birch": "120", "Dale": "80"}, "2022/23")
    agreed = evolve(agreed, net=ByPartner(dict(agreed.net) | {"Birch": Money("70")}))
    up = held.trued_up(agreed)
    assert up.due["Birch"] == Money("70") - Money("61.86")
    assert sum_of(held.net.values()) + sum_of(up.due.values()) == sum_of(agreed.net.values())
    assert held.to_frame().loc["Birch", "net payable"] == Decimal("61.86")
    assert up.to_frame().loc["Birch", "agreed net"] == Decimal("70.00")


def test_contributions_that_nothing_can_be_shared_by_are_named() -> None:
    credit = issue({"Ash": "5", "Birch": "-5"})
    fault = caught(InvalidValueError, Fallback(SHARES).provisional, credit)
    assert said(fault) == (
        "Birch in contributions in pounds to Agency 2021/22",
        "not be negative",
        "-5",
    )
    nothing = caught(ApportionmentError, Fallback(SHARES).provisional, issue({"Ash": "0"}))
    assert nothing.subject == "The contributions in pounds to Agency 2021/22"
    shares: ByPartner[Number] = ByPartner({"Ash": 1, "Dale": -1})
    fault = caught(InvalidValueError, Fallback(NEW).provisional, LAST, None, shares)
    assert fault.subject == "Dale in new shares of Agency 2022/23"


def test_a_year_is_trued_up_by_its_own_issue() -> None:
    held, agreed = Fallback(EACH).provisional(LAST), issue({"Ash": "1"}, "2022/23")
    for other in (evolve(agreed, year="2021/22"), evolve(agreed, agency="Other")):
        fault = caught(ModelError, held.trued_up, other)
        assert said(fault) == ("Issue to true up by", "be of Agency 2022/23", other.title)


def test_new_shares_are_given_where_the_clause_goes_by_them_and_nowhere_else() -> None:
    fault = caught(ModelError, Fallback(NEW).provisional, LAST)
    assert (fault.subject, fault.got) == ("Provisional contributions of 2022/23", "none")
    shares: ByPartner[Number] = ByPartner({"Ash": 1})
    fault = caught(ModelError, Fallback(EACH).provisional, LAST, None, shares)
    assert fault.got == "shares of Ash"


def test_what_makes_no_sense_is_refused() -> None:
    assert caught(InvalidValueError, Fallback, "something").subject == "Fallback carry"
    assert caught(InvalidValueError, evolve, CPI, ratio="0").subject == "Ratio of CPI all items"
    assert caught(InvalidValueError, evolve, CPI, month="").got == "nothing"
    assert FinancialYear(2021).back(-1) == FinancialYear(2022)
