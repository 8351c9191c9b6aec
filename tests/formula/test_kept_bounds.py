"""Rounding keeps what limits allow, wherever there are whole units that do."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from random import Random

import pytest
from attrs import evolve

from aimpartner.budget.budget import CostLine
from aimpartner.contributions.contributions import Contributions
from aimpartner.errors import ApportionmentError
from aimpartner.formula.bases.given import Given
from aimpartner.formula.bases.measured import Measured
from aimpartner.formula.limits import Bound, Limit
from aimpartner.formula.rounding import Rounding
from aimpartner.model import Model
from aimpartner.working.apportionment import whole_units
from aimpartner.working.steps import Op
from builders import amounts, counted, element, evidence, line, model, paid

TWO, THREE = ("Ash", "Birch"), ("Ash", "Birch", "Cedar")


def pence(**names: str) -> Bound:
    """Return a bound in pence, halves and all: what is agreed is whole pence, and is halved."""
    return Bound(Given({name: 2 * Fraction(each) for name, each in names.items()}, "pence"), "1/2")


def shared(
    weights: dict[str, str], call: str, *limits: Limit, rounding: Rounding | None = None
) -> Model:
    """Return a call shared by weights, and held in limits."""
    parts = [element(Given(weights))]
    whole = model([line(call)], parts, tuple(weights), rounding=rounding)
    return evolve(whole, formulas=[evolve(whole.formulas[0], limits=limits)])


def cap(**names: str) -> Limit:
    return Limit("cap", None, pence(**names))


HALVES = {"Ash": "1", "Birch": "1"}
THIRDS = {"Ash": "33.5", "Birch": "33.5", "Cedar": "33"}


def test_a_cap_of_half_a_penny_charges_the_penny_below_where_another_has_room() -> None:
    """It charged 51p, half a penny more than the cap."""
    capped = shared(HALVES, "1.01", cap(Ash="50.5"))
    assert amounts(capped) == {"Ash": "0.50", "Birch": "0.51"}


def test_no_loser_in_pounds_charges_no_pound_more_than_last_year() -> None:
    """£1.50 last year, in whole pounds: it charged £2.00."""
    limit = Limit("no loser", None, Bound(Measured("contribution")))
    whole = shared({"Ash": "15", "Birch": "85"}, "10", limit, rounding=Rounding("1"))
    last = evidence(*counted("contribution", {"Ash": "1.50", "Birch": 20}))
    assert amounts(evolve(whole, evidence=last)) == {"Ash": "1.00", "Birch": "9.00"}


def test_a_partner_goes_beyond_the_next_units_only_where_no_others_keep_the_caps() -> None:
    assert amounts(shared(THIRDS, "1")) == {"Ash": "0.34", "Birch": "0.33", "Cedar": "0.33"}
    capped = shared(THIRDS, "1", cap(Ash="33.5", Birch="33.5"))
    assert amounts(capped) == {"Ash": "0.33", "Birch": "0.33", "Cedar": "0.34"}


def test_where_no_whole_pence_keep_all_caps_one_is_half_a_penny_over() -> None:
    capped = shared(HALVES, "1.01", cap(Ash="50.5", Birch="50.5"))
    assert amounts(capped) == {"Ash": "0.51", "Birch": "0.50"}
    assert sum(each.amount.pence for each in paid(capped)) == 101


def test_of_78_random_caps_to_the_penny_none_is_broken_in_units_of_ten_pence() -> None:
    """Of caps that hold exactly and leave one partner free, rounding alone breaks many."""
    turns, broken, alone = (Fraction(1), Fraction(2), Fraction(3)), 0, 0
    for result, caps in randomly_capped():
        free = whole_units(tuple(each.exact for each in result), Fraction(10), turns).amounts
        amounts_free = dict(zip(THREE, free, strict=True))
        broken += any(result[name].amount.pence > most for name, most in caps.items())
        alone += any(amounts_free[name] > most for name, most in caps.items())
    assert broken == 0
    assert alone > 20


def randomly_capped() -> Iterator[tuple[Contributions, dict[str, int]]]:
    """Go through 78 results of random models that have one, each with its caps in pence."""
    draw, tried = Random(78), 0  # noqa: S311  # a test, not a secret
    while tried < 78:
        whole, caps = random_caps(draw)
        try:
            result = paid(whole)
        except ApportionmentError:
            continue
        tried += 1
        yield result, caps


def random_caps(draw: Random) -> tuple[Model, dict[str, int]]:
    """Return a call that three share, two of them capped near what they would pay, and the caps."""
    weights = {name: draw.randint(1, 99) for name in THREE}
    call, whole = draw.randint(100, 9999), sum(weights.values())
    caps = {
        name: call * weights[name] // whole + draw.randint(0, 9) for name in draw.sample(THREE, 2)
    }
    limit = cap(**{name: str(most) for name, most in caps.items()})
    texts = {name: str(weight) for name, weight in weights.items()}
    return shared(texts, f"{call // 100}.{call % 100:02}", limit, rounding=Rounding("0.10")), caps


def test_what_a_limit_does_not_hold_is_beside_its_bound_as_it_is() -> None:
    """A later limit on the same amounts is not what an earlier one leaves out."""
    both = shared(THIRDS, "1", cap(Ash="33.5"), Limit("least", pence(Cedar="33.5")))
    result = paid(both)
    assert [each.amount.pence for each in result] == [33, 33, 34]
    allowed = [result.worked.allowed(each) for each in result.working.bounded]
    assert [allowed[0][1][0], allowed[1][0][2]] == [Fraction(67, 2), Fraction(67, 2)]


def test_a_later_limit_wins_over_an_earlier_one_that_it_undoes() -> None:
    """Birch's floor takes 6p off Ash: below its own floor, which is not kept any more."""
    floors = [Limit("first", pence(Ash="40")), Limit("second", pence(Birch="66"))]
    result = paid(shared({"Ash": "3", "Birch": "7"}, "1", *floors))
    assert [each.amount.pence for each in result] == [34, 66]
    (said,) = (str(each) for each in result.notices if "first" in str(each))
    assert said == (
        "Limit first is not kept: Ash pays £0.34, £0.06 less than its lower bound of £0.40, for a "
        "later limit moves it there."
    )


@pytest.mark.parametrize("pools", [1, 2])
def test_what_is_left_of_a_bound_is_told_beside_what_was_rounded_before(pools: int) -> None:
    """33.5 or 67 each, held to 33; by element what the limit changes is rounded last."""
    names = [f"pool {number}" for number in range(pools)]
    parts, lines = [element(Given(THIRDS), [n]) for n in names], [line("1", n) for n in names]
    whole = model(lines, parts, THREE, rounding=Rounding(level="element"))
    result = paid(evolve(whole, formulas=[evolve(whole.formulas[0], limits=[cap(Ash="33")])]))
    assert result["Ash"].amount.pence == 33
    told = [step.words for step in result.working.steps]
    assert told.count("rounded before: taken off") == 1
    assert told[-1] == "contribution"


@pytest.mark.parametrize("order", [("one", "two"), ("two", "one")])
def test_of_several_bounds_the_narrowest_counts(order: tuple[str, str]) -> None:
    caps = {
        "one": cap(Ash="50.5"),
        "two": Limit("two", pence(Ash="9"), pence(Ash="70", Birch="51.5")),
    }
    limits = [evolve(caps[name], name=name) for name in order]
    assert amounts(shared(HALVES, "1.01", *limits)) == {"Ash": "0.50", "Birch": "0.51"}


def test_a_formula_without_limits_has_no_bounds_in_its_working() -> None:
    steps = paid(shared(HALVES, "1.01")).worked.steps
    assert not [step.words for step in steps if "bound" in step.words]


def test_limits_without_a_bound_on_one_side_leave_that_side_free() -> None:
    result = paid(shared(HALVES, "1.01", cap(Ash="50.5")))
    step = result.worked.steps[-1]
    assert step.op is Op.ROUND
    assert [result.worked.steps[at].words for at in step.args[3:]] == [
        "no lower bound",
        "cap/upper, or none",
    ]


def by_element(*limits: Limit) -> Model:
    """Return 51p shared equally in each of three elements."""
    pools = ("staffing", "premises", "travel")
    lines: list[CostLine] = [line("0.51", pool) for pool in pools]
    parts = [element(Given(HALVES), [pool]) for pool in pools]
    whole = model(lines, parts, TWO, rounding=Rounding(level="element"))
    return evolve(whole, formulas=[evolve(whole.formulas[0], limits=limits)])


def test_by_element_it_is_what_the_limit_changes_that_keeps_the_bounds() -> None:
    """76.5p each, in elements of 25.5p; a cap of 76.5p leaves 76p, wherever the odd pennies go."""
    assert amounts(by_element()) == {"Ash": "0.78", "Birch": "0.75"}
    result = paid(by_element(cap(Ash="76.5")))
    assert [each.amount.pence for each in result] == [76, 77]
    table = result.by_element()
    assert [table[name]["Ash"].pence for name in table.names] == [26, 26, 26, -2]
    assert table.total("limit/cap").pence == 0


def test_by_element_a_cap_that_leaves_room_changes_nothing() -> None:
    assert amounts(by_element(cap(Ash="90"))) == amounts(by_element())


def test_the_host_takes_odd_units_as_far_as_its_cap_lets_it() -> None:
    to_host = Rounding(odd="host")
    thirds = dict.fromkeys(THREE, "1")
    free = shared(thirds, "1.01", rounding=to_host)
    assert amounts(free) == {"Ash": "0.35", "Birch": "0.33", "Cedar": "0.33"}
    capped = paid(shared(thirds, "1.01", cap(Ash="34"), rounding=to_host))
    assert [each.amount.pence for each in capped] == [34, 34, 33]
    assert "room for all odd units of £0.01: taken up by Birch." in " ".join(
        map(str, capped.notices)
    )


def test_the_host_goes_beyond_its_bound_where_nobody_has_room_for_the_odd_unit() -> None:
    held = cap(Ash="1500", Birch="2400", Cedar="4000")
    weights = {"Ash": "12", "Birch": "24", "Cedar": "40"}
    result = paid(shared(weights, "76", held, rounding=Rounding("10", odd="host")))
    assert [each.amount.pence for each in result] == [2000, 2000, 4000]
    told = " ".join(map(str, result.notices))
    assert "Ash pays £20.00, £5.00 more than its upper bound of £15.00" in told
    assert "taken up by" not in told


def test_a_partner_is_told_what_each_limit_lets_it_contribute() -> None:
    capped = paid(shared(THIRDS, "1", cap(Ash="33.5", Birch="33.5")))
    said = " ".join(capped.explain("Ash").split())
    assert "By the limit cap, Ash contributes at most £0.3350." in said
    assert "By the limit cap" not in capped.explain("Cedar")
    last = capped.explain("Ash").splitlines()[-1]
    assert last.endswith("ties by line 18, between line 5 and line 10")
