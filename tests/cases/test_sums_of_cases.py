"""Published tables whose inputs are not published: their structure, their sums, what differs.

No share is reproduced here: where a share goes in, it is read off the table itself.
"""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve

from aimpartner.budget.budget import Budget, CostLine, Effect, Heading
from aimpartner.contributions.published_tables import PartsAndTotal
from aimpartner.evidence.published import Published
from aimpartner.formula.bases.given import Given
from aimpartner.formula.elements import Element
from aimpartner.formula.limits import Bound, Limit
from aimpartner.formula.rounding import Rounding
from aimpartner.issue.fallback import Fallback
from aimpartner.model import Model
from aimpartner.money import Money, sum_of
from aimpartner.sources import Source
from builders import element, line, model, paid
from cases.test_cases import HERE, read

WALES = read(HERE / "north_wales_cjc_2022_23.toml")
SOUTH = read(HERE / "adopt_south_2019_20.toml")
LEVY = read(HERE / "merseyside_waste_levy_2017_18.toml")
LONDON = read(HERE / "london_councils_grants_2019_20.toml")
PARK = "Snowdonia National Park Authority"


def pounds(amounts: dict[str, int]) -> dict[str, Money]:
    return {name: Money(amount) for name, amount in amounts.items()}


def test_north_wales_has_two_elements_and_a_member_that_takes_part_in_one() -> None:
    """Structure and sums: in units of £10 both totals are kept, and the park pays one element."""
    both = {name: WALES[name] for name in ("strategic_planning", "other_functions")}
    names = [*both["strategic_planning"]["charged"]]
    lines = [line(str(each["total"]), pool) for pool, each in both.items()]
    parts = [
        Element(pool, [pool], Given(each["charged"]), [*each["charged"]])
        for pool, each in both.items()
    ]
    rounding = Rounding(WALES["unit"], "element")
    result = paid(model(lines, parts, names, rounding=rounding))
    table = result.by_element()
    for pool, each in both.items():
        assert sum_of(table[pool].values()) == Money(each["total"])
        assert {k: v for k, v in table[pool].items() if v} == pounds(each["charged"])
    assert table["other_functions"][PARK] == Money("0")
    assert result[PARK].amount == table["strategic_planning"][PARK]


def south(caps: dict[str, int]) -> Model:
    """Return Adopt South's amounts as what is agreed, under caps in pounds."""
    charged = SOUTH["contribution"]
    pence = {name: pounds * 100 for name, pounds in caps.items()}
    limit = Limit("spend budgeted for 2016-17", None, Bound(Given(pence, "pence")))
    basis = Given({name: pounds * 100 for name, pounds in charged.items()}, "pence")
    whole = model([line(str(SOUTH["total"]))], [element(basis)], [*charged])
    return evolve(whole, formulas=[evolve(whole.formulas[0], limits=[limit])])


def test_adopt_souths_frozen_amounts_sum_to_its_call_and_stand_where_no_cap_is_reached() -> None:
    """The sums are published. The caps are not: those of this test are made up."""
    charged = SOUTH["contribution"]
    assert sum(charged.values()) == SOUTH["total"]
    assert 2 * charged["Isle of Wight"] == SOUTH["isle_of_wight_two_years"]
    result = paid(south(charged))
    assert {each.partner: each.amount for each in result} == pounds(charged)
    capped = paid(south({"Isle of Wight": 200_000}))
    assert capped["Isle of Wight"].amount == Money("200000")
    assert capped.call == result.call
    assert capped["Hampshire"].amount > result["Hampshire"].amount


def test_the_parts_of_the_waste_levy_exceed_its_published_total_by_five_pounds() -> None:
    said = Source(LEVY["source"])

    def published(name: str, amount: int) -> Published:
        return Published(
            "2017/18", name, amount, "1", what="levy", is_contribution=False, source=said
        )

    parts = [published(name, amount) for name, amount in LEVY["levy"].items()]
    found = PartsAndTotal(parts, published("", LEVY["published_total"]))
    assert found.difference == Money("5")
    assert sum_of(map(Money, LEVY["levy"].values())) == Money(LEVY["sum_of_parts"])
    assert "5 parts exceed the total of £65,591,098.00 by £5.00" in str(found)


def call(year: str, gross: int, *taken: int) -> Money:
    """Return the call of a budget in thousands of pounds."""
    lines = [CostLine("all", "gross", Heading.THIRD_PARTY_PAYMENTS, gross * 1000)]
    lines += [
        CostLine("all", f"taken off {number}", Heading.INCOME, each * 1000, Effect.REDUCES)
        for number, each in enumerate(taken)
    ]
    return Budget(year, lines).call()


@pytest.mark.parametrize("case", LEVY["net_call"], ids=lambda case: case["year"])
def test_reserves_used_reduce_the_waste_levy(case: dict[str, Any]) -> None:
    levy = call(case["year"], case["net_expenditure"], case["reserves_used"])
    assert levy == Money(case["levy"] * 1000)


def test_londons_call_is_gross_less_grant_less_reserves() -> None:
    budget = LONDON["budget"]
    found = call("2019/20", budget["gross"], budget["grant"], budget["reserves_used"])
    assert found == Money(LONDON["published"]["call"] * 1000)


def test_without_approval_londons_call_of_the_year_before_stands() -> None:
    """The sum is published; the boroughs' shares are not, so two that are made up share it."""
    default = LONDON["published"]["default_if_not_approved"] * 1000
    last = paid(model([line(str(default))], names=("One", "Other"))).issue("2021-02-01")
    needed = Money(LONDON["published"]["call"] * 1000)
    provisional = Fallback("last call by last shares").provisional(last, needed)
    assert provisional.total == Money(default)
    assert provisional.unfunded == needed - Money(default)
