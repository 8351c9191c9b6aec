"""Tables that councils published, worked again to the penny."""

from __future__ import annotations

import tomllib
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from aimpartner.budget.budget import Budget, CostLine, Effect, Heading
from aimpartner.contributions.contributions import Contributions
from aimpartner.evidence.evidence import Evidence
from aimpartner.evidence.published import Published
from aimpartner.formula.bases.given import Given
from aimpartner.formula.elements import Element
from aimpartner.formula.formula import Formula
from aimpartner.formula.priced_elements import PricedElement
from aimpartner.model import Model
from aimpartner.money import Money, sum_of
from aimpartner.parties.partnership import Partnership
from aimpartner.periods import DateRange, FinancialYear
from aimpartner.sources import Source
from aimpartner.working.apportionment import apportion
from builders import partners

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
SHARED = HERE.parents[2] / "shared" / "cases"
NAMES = sorted(path.stem for path in HERE.glob("*.toml"))
FROM_THEN_ON = DateRange("1990-04-01")

Case = dict[str, Any]


def read(path: Path) -> Case:
    return tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)


def contributions(
    year: str,
    lines: list[CostLine],
    elements: list[Element | PricedElement],
    members: list[str],
    published: list[Published],
) -> Contributions:
    """Return what each member pays for a year."""
    whole = Model(
        Partnership("Agency", partners(members, FROM_THEN_ON)),
        Evidence(),
        [Budget(year, lines)],
        [Formula("as published", elements, FROM_THEN_ON)],
        published,
    )
    return Contributions.of(whole.facts(year))


def hiow(charged: Case, case: Case) -> Contributions:
    """Return the subscriptions of a year: units by class at a price, and one flat fee."""
    members = {
        f"{kind} {number}": case["units_of_one_member"][kind]
        for kind, count in charged["members"].items()
        for number in range(1, count + 1)
    }
    parish, source = "Parish association", Source(case["source"])
    units = Given({**members, parish: 0}, "units", source)
    flat = Given({**dict.fromkeys(members, 0), parish: 1}, "units", source)
    subscriptions = PricedElement("units", units, charged["price_of_a_unit"], source)
    fee = PricedElement("flat fee", flat, charged["flat_fee"], source)
    nothing = CostLine("none", "all of it is priced", Heading.EMPLOYEES, 0, Effect.OUTSIDE)
    return contributions(charged["year"], [nothing], [subscriptions, fee], [*members, parish], [])


@pytest.mark.parametrize("place", [0, 1], ids=["1997/98", "2001/02"])
def test_hiow_subscriptions_come_out_per_member_and_in_total(place: int) -> None:
    case = read(HERE / "hiow_subscription.toml")
    charged = case["charged"][place]
    result = hiow(charged, case)
    assert result.call == Money(charged["printed_total"])
    assert sum_of(each.amount for each in result) == result.call
    for each in result:
        kind = each.partner.rsplit(" ", 1)[0]
        printed = {**charged["printed_for_one_member"], "Parish": charged["flat_fee"]}
        assert each.amount == Money(printed[kind])
    assert len(result) == sum(charged["members"].values()) + 1


def by_percentages(case: Case) -> Contributions:
    """Return a budget shared by fixed percentages, with what was charged beside it."""
    source = Source(case["source"])
    cost = CostLine("agency", "budget", Heading.THIRD_PARTY_PAYMENTS, case["budget"], source=source)
    basis = Given(case["percent"], "percent", source)
    published = [
        Published(
            case["year"],
            name,
            amount,
            "1",
            what="the sum charged",
            is_contribution=True,
            source=source,
        )
        for name, amount in case.get("charged", {}).items()
    ]
    elements: list[Element | PricedElement] = [Element("agency", ["agency"], basis)]
    return contributions(case["year"], [cost], elements, list(case["percent"]), published)


def test_aspire_pays_59_and_41_per_cent() -> None:
    case = read(HERE / "aspire_2021_22.toml")
    result = by_percentages(case)
    assert {each.partner: each.amount for each in result} == {
        name: Money(amount) for name, amount in case["contribution"].items()
    }
    assert (result.call, result.residual) == (Money(case["budget"]), Money("0"))


def test_aspires_overspend_follows_the_contributions() -> None:
    case = read(HERE / "aspire_2021_22.toml")
    result = by_percentages(case)
    shares = apportion(Money(case["overspend"]).pence, [each.amount.pence for each in result])
    expected = [Money(amount).pence for amount in case["overspend_by_contribution"].values()]
    assert list(shares) == expected


def test_staffordshires_percentages_come_out_to_the_penny() -> None:
    case = read(HERE / "staffordshire_archives_2018_19.toml")
    result = by_percentages(case)
    assert {each.partner: each.amount for each in result} == {
        name: Money(amount) for name, amount in case["by_the_percentages"].items()
    }
    assert result.year == FinancialYear(2018)


def test_staffordshires_charge_differs_from_its_percentages_and_says_by_how_much() -> None:
    case = read(HERE / "staffordshire_archives_2018_19.toml")
    result, difference = by_percentages(case), Money(case["difference"]["either_way"])
    one, other = result.published
    assert (one.difference, other.difference) == (-difference, difference)
    assert {one.verdict, other.verdict} == {"differs"}
    shown = str(result)
    assert "-£106.59 from what is calculated" in " ".join(shown.split())
    assert "the sum charged" in shown


def test_staffordshires_underspend_is_budget_less_outturn() -> None:
    case = read(HERE / "staffordshire_archives_2018_19.toml")
    underspend = Money(case["budget"]) - Money(case["expected_outturn"])
    assert underspend == Money(case["underspend_to_reserve"])


def figures(value: object) -> Iterator[object]:
    """Go through the numbers of a case."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from figures(each)
    elif not isinstance(value, str):
        yield value


@pytest.mark.skipif(not SHARED.is_dir(), reason="the published cases do not lie beside the repo")
@pytest.mark.parametrize("name", NAMES)
def test_a_transcription_holds_the_figures_and_the_source_of_the_published_case(name: str) -> None:
    ours, theirs = read(HERE / f"{name}.toml"), read(SHARED / f"{name}.toml")
    assert ours["source"] == theirs["source"]
    assert Counter(figures(ours)) == Counter(figures(theirs))
