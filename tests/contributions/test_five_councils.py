"""An agency of five with a leaver, a cap and fees, its figures done by hand.

The call is £2,000,000, shared in parts of it that are written in pounds: Brackley 308,975, Corfield
640,000, Dunmore 510,000, Elstow 493,149, Farley 47,876. Farley leaves on 30 September 2021, after
183 of 365 days; for the other 182 the four share what is Farley's too, as 2,000,000 : 1,952,124.

Brackley's sum for the year is 308,975 × 183/365 + 308,975 × 2,000,000/1,952,124 × 182/365 =
£154,910.75 + £157,842.68 = £312,753.44. Its cap is 105 % of £300,000, £315,000, so nothing is held.
Held in each part of the year, as it once was, the second part would be cut to 315,000 × 182/365 =
£157,068.49, and Brackley charged £311,979.25; £4,445 was taken off it and off Corfield, of whom
neither exceeds its cap.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from attrs import evolve

from aimpartner.codec.files import from_json, from_toml, to_json
from aimpartner.errors import AimpartnerWarning, ModelError
from aimpartner.evidence.measures import Measure
from aimpartner.formula.bases.given import Given
from aimpartner.formula.bases.periods import Period, Periods
from aimpartner.formula.priced_elements import PricedElement
from aimpartner.formula.prices import Price, PriceList
from aimpartner.model import Model, calculate
from aimpartner.money import Money
from builders import counted, paid
from faults import caught

FIVE = from_toml((Path(__file__).parent / "five_councils.toml").read_text("utf-8"))
NAMES = FIVE.partnership.names
LIST = PriceList("fees", [Price("2019-04-01", "34500"), Price("2021-10-01", "36000")])
SHARED = {
    "Brackley": "312753.44",
    "Corfield": "647826.53",
    "Dunmore": "516236.76",
    "Elstow": "499179.69",
    "Farley": "24003.58",
}
"""What each pays of what is shared: nobody exceeds 105 % of last year."""


def units(**taken: int) -> Given:
    return Given(dict.fromkeys(NAMES, 0) | taken, "units")


def with_fees(element: PricedElement, *, capped: bool = True) -> Model:
    (rule,) = FIVE.formulas
    limits = rule.limits if capped else ()
    return evolve(FIVE, formulas=[evolve(rule, elements=[*rule.elements, element], limits=limits)])


def amounts(whole: Model) -> dict[str, str]:
    return {each.partner: f"{each.amount.to_decimal():f}" for each in paid(whole)}


def beyond(whole: Model) -> dict[str, Money]:
    """Return what each pays beyond what is shared; nothing is left out."""
    pairs = ((name, Money(amount) - Money(SHARED[name])) for name, amount in amounts(whole).items())
    return {name: more for name, more in pairs if more}


def test_the_cap_is_on_the_year_and_takes_nothing_off_a_partner_that_does_not_exceed_it() -> None:
    result = paid(FIVE)
    year = 30897500 * (Fraction(183, 365) + Fraction(2000000, 1952124) * Fraction(182, 365))
    assert result["Brackley"].exact == year < 31500000
    assert amounts(FIVE) == SHARED
    assert not any(result.column("limit", "cap"))


def test_a_cap_that_is_exceeded_is_reached_in_the_year_and_farley_bears_nothing_of_it() -> None:
    """At 104 % Brackley is held to £312,000, and Corfield to £642,159.44; the two that stay bear.

    £753.44 and £5,667.09 are £6,420.53, which go to Dunmore and Elstow as 516,236.76 : 499,179.69:
    £3,264.19 and £3,156.34, and none to Farley.
    """
    (rule,) = FIVE.formulas
    (cap,) = rule.limits
    assert cap.upper
    lower = evolve(cap, upper=evolve(cap.upper, times="104 %"))
    result = paid(evolve(FIVE, formulas=[evolve(rule, limits=[lower])]))
    assert [str(each.amount) for each in result] == [
        "£312,000.00",
        "£642,159.44",
        "£519,500.95",
        "£502,336.03",
        "£24,003.58",
    ]


@pytest.mark.parametrize("buyer", ["Brackley", "Farley"])
@pytest.mark.parametrize("capped", [True, False])
def test_a_placement_is_charged_whole_to_its_buyer_and_no_cap_makes_others_pay_it(
    buyer: str,
    capped: bool,  # noqa: FBT001  # a case
) -> None:
    """Farley's was £17,297.26; of Brackley's £34,500 under the cap the others paid £32,253.44."""
    fee = PricedElement("placements", units(**{buyer: 1}), "34500")
    assert beyond(with_fees(fee, capped=capped)) == {buyer: Money("34500")}
    assert paid(with_fees(fee)).call == Money("2034500")


def test_a_price_that_changes_within_the_year_is_never_between_two_prices() -> None:
    """One placement was £35,247.95, which is on no list: now it is said when, or refused."""
    fee = PricedElement("placements", units(Brackley=1), LIST)
    fault = caught(ModelError, paid, with_fees(fee))
    assert fault.subject == "Price of placements in 2021/22 by the formula agreed"
    assert fault.got == "£34,500.00, then £36,000.00 from 1 October 2021"
    assert fault.remedy == (
        "Count the units by period, from 1 April 2021 and from 1 October 2021, or name the day "
        "whose price counts for all of them."
    )
    assert beyond(with_fees(evolve(fee, on="2021-09-30"))) == {"Brackley": Money("34500")}
    assert beyond(with_fees(evolve(fee, on="2021-10-01"))) == {"Brackley": Money("36000")}
    both = [Period("2021-04-01", units(Brackley=2)), Period("2021-10-01", units(Brackley=1))]
    told = with_fees(evolve(fee, units=Periods(both)))
    assert beyond(told) == {"Brackley": Money("105000")}
    assert from_json(to_json(told)) == told


def test_a_total_of_last_year_may_hold_fees_and_the_notice_says_how_to_tell_them_apart() -> None:
    """Of Brackley's £300,000, £20,000 were fees: its cap is then 105 % of £280,000."""
    words = (
        "The upper bound of limit cap compares what is shared with the whole contribution issued "
        "for 2020/21, which may hold fees and own additions: its part is not recorded. To compare "
        "like with like, record it in the evidence as the measure "
        '"shared contribution", in pounds.'
    )
    assert words in map(str, paid(FIVE).notices)
    last = {"Brackley": 280000, "Corfield": 617461, "Dunmore": 520000, "Elstow": 514664}
    seen = counted("shared contribution", {**last, "Farley": 47875})
    evidence = evolve(
        FIVE.evidence,
        measures=[*FIVE.evidence.measures, Measure("shared contribution", unit="pounds")],
        observations=[*FIVE.evidence.observations, *seen],
    )
    result = paid(evolve(FIVE, evidence=evidence))
    assert result["Brackley"].amount == Money("294000")
    assert "compares" not in " ".join(map(str, result.notices))


def test_the_next_years_cap_goes_by_what_was_issued_of_the_same_elements() -> None:
    """It is 105 % of £312,753.44, not of the £347,253.44 that Brackley was issued with its fee."""
    told = with_fees(PricedElement("placements", units(Brackley=1), "34500"))
    told = told.recorded(paid(told).issue("2021-03-26"))
    (budget,) = told.budgets
    later = evolve(told, budgets=[budget, evolve(budget, year="2022/23")])
    with pytest.warns(AimpartnerWarning) as warned:
        result = calculate(later, "2022/23")
    (bound,) = (at for at, e in enumerate(result.working.steps) if e.words == "cap/upper")
    assert result.worked.of(bound, "Brackley") == Fraction(105, 100) * 31275344
    assert result["Brackley"].last_year == Money("347253.44")
    assert not any("compares" in str(each.message) for each in warned)
