"""A cap that cannot bind and a tolerance that always holds are said, not silently passed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from attrs import evolve

from aimpartner.budget.budget import CostLine
from aimpartner.evidence.evidence import Evidence
from aimpartner.evidence.measures import Known, Missing, Observation
from aimpartner.formula.bases.basis import Basis
from aimpartner.formula.bases.blend import Blend, BlendPart
from aimpartner.formula.bases.given import Given
from aimpartner.formula.bases.measured import Measured
from aimpartner.formula.bases.tolerance import Tolerance
from aimpartner.formula.elements import Element
from aimpartner.formula.limits import Bound, Limit
from aimpartner.formula.priced_elements import PricedElement
from aimpartner.model import Model
from aimpartner.year.idle_rules import idle_rules
from builders import YEAR, counted, element, evidence, income, line, model, paid

TWO = ("Ash", "Birch")
HALVES = Given.equal(TWO)
SEEN = counted("adopted", {"Ash": 1, "Birch": 3})
ISSUED = Measured("contribution")
PLACES = PricedElement("places", Given({"Ash": 1, "Birch": 0}), "9")


def capped(
    cap: Bound,
    *elements: Element | PricedElement,
    call: str = "100",
    lines: Sequence[CostLine] = (),
    holds: tuple[str, ...] = (),
) -> Model:
    """Return a model whose formula has a cap, after a year in which both paid £60."""
    issued = [Observation("contribution", name, "2020/21", Known(60)) for name in TWO]
    whole = model([line(call), *lines], [element(HALVES), *elements], TWO, issued)
    limit = Limit("cap", upper=cap, elements=holds)
    return evolve(whole, formulas=[evolve(whole.formulas[0], limits=[limit])])


def told(whole: Model) -> list[str]:
    return [*idle_rules(whole.facts(YEAR))]


@pytest.mark.parametrize(
    ("cap", "words"),
    [
        (Bound(ISSUED, "10500 %"), "10500 % of contribution (2020/21)"),
        (Bound(ISSUED, "1000 %"), "1000 % of contribution (2020/21)"),
        (Bound(ISSUED, "200 %"), "200 % of contribution (2020/21)"),  # £120 each of a call of £100
        (Bound(Given({"Ash": 100_00}, "pence")), "£100.00 for Ash"),
    ],
)
def test_a_cap_that_cannot_bind_is_a_notice(cap: Bound, words: str) -> None:
    said = f"Limit cap cannot bind: nobody can be asked for more than {words}."
    assert told(capped(cap)) == [said]
    assert said in [notice.words for notice in paid(capped(cap)).notices]


def test_what_is_bought_leaves_a_cap_on_what_is_shared_without_effect() -> None:
    """A limit that names no elements holds nothing that is bought."""
    (words,) = told(capped(Bound(ISSUED, "200 %"), PLACES))
    assert words.startswith("Limit cap cannot bind: nobody can be asked for more than 200 %")


def test_a_cap_on_one_element_is_set_beside_what_that_one_comes_to() -> None:
    """A cap of £60 may bind in £100 and £30 together, and in £100; in £30 it cannot."""
    cap, more = Bound(ISSUED), [line("30", "premises", "rent")]
    several = element(HALVES, ["premises"])
    for holds, idle in (((), 0), (("staffing",), 0), (("premises",), 1)):
        assert len(told(capped(cap, several, lines=more, holds=holds))) == idle


def test_a_credit_to_one_does_not_lower_what_another_may_be_asked_for() -> None:
    """Ash pays £130 and Birch has £20 back: a cap of £120 does bind, though £110 are called."""
    credit = Element("grants", ["grants"], Given({"Ash": 0, "Birch": 1}))
    cap, back = Bound(ISSUED, "200 %"), [income("20", "grants")]
    whole = capped(cap, credit, call="130", lines=back)
    staffing = Element("staffing", ["staffing"], Given({"Ash": 1, "Birch": 0}))
    (formula,) = whole.formulas
    limits = [evolve(formula.limits[0], bearers=["Birch"])]
    formula = evolve(formula, elements=[staffing, credit], limits=limits)
    whole = evolve(whole, formulas=[formula])
    assert told(whole) == []
    assert str(paid(whole)["Ash"].amount) == "£120.00"


@pytest.mark.parametrize(
    "whole",
    [
        capped(Bound(ISSUED, "105 %")),
        capped(Bound(Given({"Ash": 100_00, "Birch": 99_99}, "pence"))),
        capped(Bound(Given({"Ash": 100_00}, "pence")), call="0"),
        capped(Bound(ISSUED, "200 %"), PLACES, holds=("staffing", "places")),
        model([line("100")], [element(HALVES)], TWO),
    ],
)
def test_a_cap_that_may_bind_is_none(whole: Model) -> None:
    assert told(whole) == []


@pytest.mark.parametrize(
    ("times", "whole"),
    [("5 %", "105 %"), ("0 %", "100 %"), ("1/8", "112.5 %"), ("49.9 %", "149.9 %")],
)
def test_a_cap_far_below_an_earlier_amount_is_a_notice_that_names_the_whole(
    times: str, whole: str
) -> None:
    """£60 was paid by both: a cap of 5 % of it binds Ash alone, and Birch bears the rest."""
    caps = (Bound(Given({"Ash": 60_00}, "pence"), times), Bound(ISSUED, times))
    for cap in caps:
        (words,) = told(capped(cap))
        assert words.startswith("Limit cap cuts what it binds to less than half: nobody is")
        assert words.endswith(f" was meant, write {whole}.")
    result = paid(capped(caps[0]))
    assert result["Ash"].exact == 6000 * caps[0].times
    assert any("If a rise of" in notice.words for notice in result.notices)


def test_a_floor_far_below_an_earlier_amount_is_a_notice_that_names_the_whole() -> None:
    whole = capped(Bound(ISSUED, "105 %"))
    (rule,) = whole.formulas
    for times, much in (("5 %", "95 %"), ("0 %", "100 %")):
        limit = evolve(rule.limits[0], lower=Bound(ISSUED, times))
        low = evolve(whole, formulas=[evolve(rule, limits=[limit])])
        binds = f"nobody can be asked for less than {times} of contribution (2020/21)."
        meant = f"If a fall of {times} was meant, write {much}."
        assert told(low) == [f"Limit cap hardly binds: {binds} {meant}"]
        assert str(paid(low)["Ash"].amount) == "£50.00"


def test_a_bound_of_half_or_of_no_earlier_amount_is_none() -> None:
    assert told(capped(Bound(Given({"Ash": 60_00}, "pence"), "50 %"))) == []
    spend = [Observation("spend", name, "2020/21", Known(2000)) for name in TWO]
    whole = capped(Bound(Measured("spend"), "4 %"))
    told_of = evolve(evidence(*spend).measures[0], unit="pounds")
    assert told(evolve(whole, evidence=Evidence([told_of], spend))) == []


def test_a_cap_of_what_nobody_has_is_told_otherwise() -> None:
    whole = capped(Bound(ISSUED, "200 %"))
    gone = [Observation("contribution", name, "2020/21", Missing()) for name in TWO]
    assert told(evolve(whole, evidence=evidence(*gone))) == []


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (
            {"points": "100 points"},
            "always holds: shares are never more than 100 points apart.",
        ),
        (
            {"per_cent": "100 %"},
            "holds for any share that does not more than double: it is 100 % of each.",
        ),
    ],
)
def test_a_tolerance_that_always_holds_is_a_notice(rule: dict[str, Any], words: str) -> None:
    tolerance = Tolerance(HALVES, Measured("adopted"), **rule)
    for basis in (tolerance, Blend([BlendPart("all", "100 %", tolerance)])):
        assert told(shared(basis)) == [f"The tolerance of element staffing {words}"]


@pytest.mark.parametrize(
    "rule",
    [
        {"points": "99 points"},
        {"per_cent": "99 %"},
        {"points": "100 points", "override": "agreed", "reason": "as minuted"},
    ],
)
def test_a_tolerance_that_may_be_exceeded_or_is_overridden_is_none(rule: dict[str, Any]) -> None:
    assert told(shared(Tolerance(HALVES, Measured("adopted"), **rule))) == []


def shared(basis: Basis) -> Model:
    return model([line("100")], [element(basis)], TWO, SEEN)
