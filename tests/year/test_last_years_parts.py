"""What last year's issue tells a limit, where elements or formulas were called otherwise."""

from __future__ import annotations

from fractions import Fraction

from attrs import evolve

from aimpartner.contributions.contributions import Contributions
from aimpartner.evidence.evidence import Evidence
from aimpartner.formula.bases.given import Given
from aimpartner.formula.bases.measured import Measured
from aimpartner.formula.elements import Element
from aimpartner.formula.formula import Formula
from aimpartner.formula.limits import Bound, Limit
from aimpartner.formula.priced_elements import PricedElement
from aimpartner.issue.issue import Issued
from aimpartner.issue.parts import part, shared
from aimpartner.model import Model
from aimpartner.money import Money
from aimpartner.periods import DateRange
from builders import element, line, model, paid
from issues import issue, money

TWO = ("Ash", "Birch")
EQUAL = Given.equal(TWO)
BEFORE, FROM = DateRange("2010-04-01", "2021-03-31"), DateRange("2021-04-01")
ON_STAFFING = Limit(
    "cap", upper=Bound(Measured("contribution"), "200 %"), elements=["staffing"], bearers=["Birch"]
)
HELD = Limit("held", upper=Bound(Given({"Ash": 40_00}, "pence")), elements=["staffing"])


def rule(name: str, days: DateRange, *limits: Limit) -> Formula:
    """Return a formula by which £100 of staffing and £60 of premises are shared equally."""
    return Formula(name, [element(EQUAL), element(EQUAL, ["premises"])], days, limits=[*limits])


def issued(*then: Formula, now: tuple[Formula, ...], known: tuple[Formula, ...] = ()) -> Model:
    """Return a year after an issue by some formulas; others may be recorded in their place."""
    lines = [line(), line("60", "premises")]
    before = evolve(model(lines, names=TWO), formulas=then)
    budget = evolve(before.budgets[0], year="2020/21")
    last = evolve(before, budgets=[budget])
    made = Contributions.of(last.facts("2020/21")).issue("2020-03-26")
    return evolve(before, formulas=[*(known or then), *now], evidence=Evidence()).recorded(made)


def bound(whole: Model) -> list[str]:
    """Return the upper bounds of the cap, in pounds: twice what it compares with."""
    result = paid(whole)
    names = ("cap/upper",)
    (at,) = (at for at, step in enumerate(result.working.steps) if step.words in names)
    return [f"{float(pence / 100):.2f}" for pence in result.worked.column(at)]


def doubts(whole: Model) -> str:
    return " ".join(str(notice) for notice in paid(whole).notices)


def test_what_a_limit_changed_is_read_by_the_formula_of_the_issue_itself() -> None:
    """Ash was held to £40 of staffing; this year's formula of that name limits something else."""
    other = evolve(HELD, elements=["premises"])
    whole = issued(rule("levy", BEFORE, HELD), now=(rule("levy", FROM, other, ON_STAFFING),))
    assert bound(whole) == ["80.00", "120.00"]
    assert "compares" not in doubts(whole)


def test_two_formulas_of_one_name_in_the_year_of_the_issue_hold_their_own() -> None:
    """To September Ash is held to £40 of staffing, from then to £20 of premises by a like name."""
    first = rule("levy", DateRange("2010-04-01", "2020-09-30"), HELD)
    other = evolve(HELD, elements=["premises"], upper=Bound(Given({"Ash": 20_00}, "pence")))
    second = rule("levy", DateRange("2020-10-01", "2021-03-31"), other)
    whole = issued(first, second, now=(rule("levy", FROM, ON_STAFFING),))
    (told,) = whole.issued
    (changed,) = (column for name, column in told.elements if name == "limit/held")
    assert changed["Ash"] == Money("-10")  # £10 × 183/365 of staffing, £10 × 182/365 of premises
    assert bound(whole) == ["100.00", "100.00"]


def test_a_limit_whose_formula_is_recorded_by_another_name_is_compared_as_a_whole() -> None:
    """£40 of staffing and £30 of premises were issued to Ash; £50 was taken as if none was held."""
    then = rule("levy", BEFORE, HELD)
    renamed = evolve(then, name="funding formula")
    whole = issued(then, now=(rule("new", FROM, ON_STAFFING),), known=(renamed,))
    assert bound(whole) == ["140.00", "180.00"]
    assert "compares staffing with the whole contribution issued for 2020/21" in doubts(whole)


def test_an_element_that_was_called_otherwise_is_not_lost() -> None:
    """Premises were called buildings: £50 for staffing alone is no bound for both."""
    both = evolve(ON_STAFFING, elements=["staffing", "premises"])
    then = rule("levy", BEFORE)
    buildings = [element(EQUAL), Element("buildings", ["premises"], EQUAL)]
    renamed = evolve(then, elements=buildings)
    whole = issued(renamed, now=(rule("new", FROM, both),))
    assert bound(whole) == ["160.00", "160.00"]
    words = doubts(whole)
    assert "its part is not recorded, or is of elements by other names" in words
    assert 'as the measure "contribution to staffing, premises"' in words


def test_a_limit_that_changed_nothing_needs_nobody_to_tell_what_it_held() -> None:
    found = by_element(staffing=("50", "50"), premises=("30", "30"), **{"limit/held": ("0", "0")})
    assert part(found, ["staffing"]) == money({"Ash": "50", "Birch": "50"})
    changed = by_element(
        staffing=("50", "50"), premises=("30", "30"), **{"limit/held": ("-1", "1")}
    )
    assert part(changed, ["staffing"]) is None
    held = {"held": ["staffing"]}
    assert part(changed, ["staffing"], held) == money({"Ash": "49", "Birch": "51"})


def by_element(**columns: tuple[str, str]) -> Issued:
    """Return an issue of some elements, in pounds."""
    elements = [(name, money(dict(zip(TWO, of, strict=True)))) for name, of in columns.items()]
    sums = [sum((column[name] for _, column in elements), Money(0)) for name in TWO]
    paid_by = {name: amount.digits for name, amount in zip(TWO, sums, strict=True)}
    return issue(paid_by, elements=elements)


def test_fees_that_net_to_nothing_are_no_part_of_what_was_shared() -> None:
    """Ash was charged £20 at a price and Birch credited £20; the issue lists no prices."""
    found = by_element(staffing=("50", "50"), visits=("20", "-20"))
    priced = evolve(found, priced=money({"Ash": "20", "Birch": "-20"}))
    assert shared(priced) == money({"Ash": "50", "Birch": "50"})
    assert "Of the call, £0.00 is for what has a price" in str(priced)


def test_what_is_shared_to_a_day_and_bought_from_it_by_one_name_is_told_apart() -> None:
    """£25.07 each of staffing to September; then a place at £365 by that name, which Ash buys."""
    early = Formula("old", [element(EQUAL)], DateRange("2010-04-01", "2021-09-30"))
    place = PricedElement("staffing", Given({"Ash": 1, "Birch": 0}, "units"), "365")
    posts = Element("posts", ["staffing"], Given({"Ash": 3, "Birch": 1}))
    late = Formula("new", [posts, place], DateRange("2021-10-01"))
    whole = evolve(model(names=TWO), formulas=[early, late])
    found = paid(whole).issue("2021-03-26")
    assert set(dict(found.sharing)["staffing"].values()) == {Fraction(1, 2)}
    assert shared(found) == money({"Ash": "62.47", "Birch": "37.53"})
