"""Dated price lists, the inter-agency fee, and units that cost nothing within a tolerance."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimpartner.errors import InvalidValueError, ModelError
from aimpartner.formula.bases.given import Given
from aimpartner.formula.bases.measured import Measured
from aimpartner.formula.priced_elements import PricedElement
from aimpartner.formula.prices import Price, PriceList
from aimpartner.money import Money
from aimpartner.sources import Source
from builders import MINUTE, YEAR, amounts, counted, element, formula, line, model, paid
from faults import caught, said

TWO = ("Ash", "Birch")
FEES = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "interagency_fees.toml").read_text("utf-8"),
    parse_float=Decimal,
)
PUBLISHED = Source(", ".join(FEES["source"]))


def fees(provider: str) -> PriceList:
    """Return the fees of a kind of agency for one child."""
    prices = [
        Price(each["from"], each["gbp"], each.get("london_gbp"), PUBLISHED)
        for each in FEES["fee"]
        if each["provider"] == provider
    ]
    return PriceList(f"fees of a {provider}", prices)


VOLUNTARY = fees("voluntary adoption agency")
LOCAL = fees("local authority or regional adoption agency")
SEVEN = Given({"Ash": 7, "Birch": 0}, "units")


def placed(*elements: PricedElement, **counts: dict[str, int]) -> Any:  # noqa: ANN401  # a model
    seen = [each for name, by in counts.items() for each in counted(name, dict(by))]
    return model([line("0")], [element(Given.equal(TWO)), *elements], TWO, seen)


@pytest.mark.parametrize(
    ("day", "pounds"),
    [
        ("2011-04-01", 27000),
        ("2019-03-31", 27000),
        ("2019-04-01", 31620),
        ("2025-03-31", 31620),
        ("2025-04-01", 39245),
        ("2030-01-01", 39245),
    ],
)
def test_the_fee_in_force_on_the_day_the_child_moves_in_applies(day: str, pounds: int) -> None:
    assert VOLUNTARY.on(day).amount == Money(pounds)
    fee = PricedElement("placements", SEVEN, VOLUNTARY, on=day)
    assert paid(placed(fee))["Ash"].amount == Money(7 * pounds)


@pytest.mark.parametrize("of", [VOLUNTARY, LOCAL])
def test_the_london_fee_is_ten_per_cent_higher(of: PriceList) -> None:
    found = of.on("2011-04-01")
    assert found.london is not None
    assert found.london.pence * 10 == found.amount.pence * 11
    fee = PricedElement("placements", SEVEN, of, on="2011-04-01", london=True)
    assert paid(placed(fee))["Ash"].amount == Money(7 * 29700)


def test_the_uplift_of_4_8_per_cent_comes_out_to_the_pound() -> None:
    (uplift,) = FEES["uplift"]
    monthly = PriceList("monthly charge", [Price(uplift["from"], uplift["gbp"])])
    raised = monthly.uplifted(uplift["to"], f"{uplift['percent']} %", "1", PUBLISHED)
    assert raised.on("2022-03-31").amount == Money(uplift["gbp"])
    assert raised.on(uplift["to"]) == Price(uplift["to"], uplift["published_gbp"], None, PUBLISHED)


def test_an_uplift_raises_the_london_price_too() -> None:
    monthly = PriceList("fee", [Price("2011-04-01", "27000", "29700")])
    assert monthly.uplifted("2012-04-01", "10 %").on("2012-04-01").london == Money("32670")


def test_without_a_day_the_first_of_the_year_counts_and_the_price_has_its_source() -> None:
    fee = PricedElement("placements", SEVEN, VOLUNTARY)
    result = paid(placed(fee))
    (price,) = (step for step in result.working.inputs if step.at == "formula/placements/price")
    assert price.value == Fraction(3162000)
    assert price.sources == (PUBLISHED,)


def test_a_day_before_the_list_names_the_list_the_element_the_day_and_the_year() -> None:
    fee = PricedElement("placements", SEVEN, VOLUNTARY, on="2011-03-31")
    fault = caught(ModelError, paid, placed(fee))
    assert said(fault) == (
        f"Price list {VOLUNTARY.name} for placements in 2021/22 by the formula formula",
        "have a price for 31 March 2011",
        "1 April 2011 as the first day",
    )


def test_a_london_price_that_the_list_lacks_is_refused() -> None:
    fault = caught(ModelError, paid, placed(PricedElement("places", SEVEN, VOLUNTARY, london=True)))
    assert (fault.rule, fault.got) == ("have a price for London from 1 April 2019", "none")


def test_the_prices_of_a_list_stand_in_the_order_of_their_days() -> None:
    twice = [Price("2019-04-01", 1), Price("2019-04-01", 2)]
    fault = caught(InvalidValueError, PriceList, "fees", twice)
    assert said(fault) == (
        "Price list fees",
        "have its prices in the order of their first days, each day once",
        "1 April 2019, then 1 April 2019",
    )


def test_a_list_has_a_price() -> None:
    assert caught(InvalidValueError, PriceList, "fees", []).subject == "PriceList prices"


@pytest.mark.parametrize("amounts_", [("-1", None), ("1", "-1")])
def test_a_price_is_not_negative(amounts_: tuple[str, str | None]) -> None:
    fault = caught(InvalidValueError, Price, "2019-04-01", *amounts_)
    assert said(fault) == ("Price from 1 April 2019", "not be negative", Money("-1"))
    assert Price("2019-04-01", "0", "0").london == Money(0)


def test_two_price_lists_of_one_name_are_refused() -> None:
    other = PriceList(LOCAL.name, [Price("2020-04-01", 1)])
    parts = (PricedElement("one", SEVEN, LOCAL), PricedElement("two", SEVEN, other))
    fault = caught(ModelError, formula, *parts)
    assert fault.rule == "name each price list once"
    same = formula(parts[0], PricedElement("two", SEVEN, LOCAL))
    assert same.price_lists == (LOCAL,)


@pytest.mark.parametrize("more", [{"on": "2021-04-01"}, {"london": True}])
def test_a_day_and_london_are_of_a_list(more: dict[str, Any]) -> None:
    fault = caught(ModelError, PricedElement, "places", SEVEN, "10", MINUTE, **more)
    assert said(fault) == (
        "Price of places",
        "be a list for a day or for London to count",
        Money("10"),
    )


def test_a_tolerance_is_of_units_that_were_agreed() -> None:
    fault = caught(ModelError, PricedElement, "visits", SEVEN, "10", within=3)
    assert said(fault)[1:] == ("stand beside the units that were agreed", "3")


def test_a_tolerance_is_not_negative() -> None:
    fault = caught(InvalidValueError, PricedElement, "v", SEVEN, 1, agreed=SEVEN, within=-1)
    assert said(fault) == ("Tolerance of v", "not be negative", -1)


def test_agreed_units_are_counted() -> None:
    shares = Given({"Ash": 100}, "percent")
    fault = caught(InvalidValueError, PricedElement, "v", SEVEN, 1, agreed=shares)
    assert fault.subject == "Agreed units of v"


@pytest.mark.parametrize(
    ("used", "charged"),
    [(100, 0), (103, 0), (97, 0), (104, 10), (110, 70), (96, -10), (0, -970)],
)
def test_units_within_the_tolerance_cost_nothing_and_beyond_it_a_price(
    used: int, charged: int
) -> None:
    """Units within 3 of the agreed 100 are free; each beyond is 10, or credited below."""
    agreed = Given(dict.fromkeys(TWO, 100), "units")
    visits = PricedElement("visits", Measured("visits"), "10", agreed=agreed, within=3)
    paid_by = amounts(placed(visits, visits={"Ash": used, "Birch": 101}))
    assert paid_by == {"Ash": f"{charged}.00", "Birch": "0.00"}


@given(st.integers(0, 300), st.integers(0, 300), st.integers(0, 40))
def test_a_tolerance_charges_as_much_more_as_it_credits_less(
    used: int, agreed: int, within: int
) -> None:
    units = [Given({"Ash": each, "Birch": 0}, "units") for each in (used, agreed)]
    more = PricedElement("v", units[0], "10", agreed=units[1], within=within)
    less = PricedElement("v", units[1], "10", agreed=units[0], within=within)
    one, other = (paid(placed(each))["Ash"].amount for each in (more, less))
    assert one == -other
    assert abs(one.pence) == max(0, abs(used - agreed) - within) * 1000


def test_a_priced_element_says_its_list_its_day_and_its_tolerance() -> None:
    fee = PricedElement("fees", SEVEN, LOCAL, london=True, on="2021-07-01")
    assert fee.in_words(YEAR).endswith(f"at the London price of {LOCAL.name} on 1 July 2021.")
    agreed = Given(dict.fromkeys(TWO, 100), "units")
    visits = PricedElement("visits", Measured("visits"), VOLUNTARY, agreed=agreed, within=3)
    assert visits.in_words(YEAR) == (
        "visits: visits (2020/21) beyond 3 more or fewer than agreed units (Ash 100, Birch 100), "
        "at fees of a voluntary adoption agency of the year charged (here as on 1 April 2021)."
    )


def test_the_explanation_says_that_what_is_within_the_tolerance_is_cut_out() -> None:
    agreed = Given(dict.fromkeys(TWO, 100), "units")
    visits = PricedElement("visits", SEVEN, "10", agreed=agreed, within=3)
    told = paid(placed(visits)).explain("Ash")
    assert "visits: within the tolerance: -3 units = line" in told
    assert ", cut to between line" in told
