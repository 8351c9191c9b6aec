"""The formula in words: whatever a formula states shows, and so does what it leaves open."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest
from attrs import evolve, fields, frozen, has
from hypothesis import given
from hypothesis import strategies as st

from aimpartner import samples
from aimpartner.evidence.measures import Measure
from aimpartner.formula.bases.basis import Basis, Points, Worded, exactly
from aimpartner.formula.bases.blend import Blend, BlendPart
from aimpartner.formula.bases.given import Given
from aimpartner.formula.bases.measured import Measured
from aimpartner.formula.bases.periods import Period, Periods
from aimpartner.formula.bases.phased import Phased
from aimpartner.formula.bases.staged import Group, Staged
from aimpartner.formula.bases.tolerance import Tolerance
from aimpartner.formula.elements import Element
from aimpartner.formula.formula import Formula
from aimpartner.formula.limits import Bound, Limit
from aimpartner.formula.methodologies import methodology
from aimpartner.formula.priced_elements import PricedElement
from aimpartner.formula.prices import Price, PriceList
from aimpartner.formula.rounding import Rounding
from aimpartner.model import Model
from aimpartner.parties.agreement.approvals import Approval
from aimpartner.parties.agreement.decisions import Decision
from aimpartner.periods import DateRange, FinancialYear
from aimpartner.sources import Source
from aimpartner.working.steps import Draft
from builders import ALWAYS, GUESS, MINUTE, YEAR, counted, element, formula, line, model, paid
from contributions.strategies import models

TWO = ("Ash", "Birch")
EQUAL = Given.equal(TWO)
CLAUSE = Source("Agreement, clause 9")
SHARES = Given({"Ash": 60, "Birch": 40}, "percent", MINUTE)
COUNTED = Measured("adopted", 2, 3)
BLEND = Blend([BlendPart("work", "75 %", COUNTED), BlendPart("agreed", "25 %", SHARES)])
STAGED = Staged([Group("one", "1/3", ["Ash"], EQUAL), Group("two", "2/3", ["Birch"], COUNTED)])
EVEN = Staged([evolve(each, weight="50 %") for each in STAGED.groups])
AGREED = Tolerance(SHARES, COUNTED, points="3 points")
MEANT = Tolerance(SHARES, COUNTED, None, "3 %", "agreed", "the board said so")
PHASED = Phased(SHARES, COUNTED, {"2021/22": "33.3 %"})
FEES = PriceList("fees", [Price("2011-04-01", "27000", "29700", MINUTE)])
PLACES = Given({"Ash": 7, "Birch": 2}, "units")
PRICED = PricedElement("places", PLACES, FEES, MINUTE, "2021-04-01", agreed=EQUAL, within=2)
CAP = Limit("cap", upper=Bound(Given({"Ash": 5000}, "pence", MINUTE), "90 %"), source=MINUTE)
MADE = Decision(
    "Ash",
    "2021-03-01",
    "Cabinet",
    "2021-03-09",
    "minute 64",
    MINUTE,
    kind="key decision",
    recommended="2021-02-01",
    published="2021-03-03",
    instrument="2021-03-31",
    reports=["FD.1"],
    recommendations=["approve it"],
    subject="the formula",
)
LAST = Measured("contribution")
BAND = Limit("band", Bound(LAST, "90 %"), Bound(LAST))
AFTER = Period("2022-01-01", PLACES)
WHOLE = Formula(
    "agreed 2021",
    [element(BLEND), PRICED],
    DateRange("2021-04-01", "2024-03-31"),
    Rounding("1", order=TWO),
    Approval(TWO, [MADE]),
    "DRAFT",
    CLAUSE,
    [CAP],
)


def by(basis: Basis) -> Formula:
    """Return the formula that shares by a basis."""
    return evolve(WHOLE, elements=[element(basis)])


def shared(partners: tuple[str, ...] = (), decimals: int | None = None) -> Formula:
    whole = element(EQUAL)
    return evolve(WHOLE, elements=[evolve(whole, partners=partners, decimals=decimals)])


def parts(name: str = "work", weight: Fraction = Fraction(3, 4), basis: Basis = COUNTED) -> Formula:
    return by(Blend([BlendPart(name, weight, basis), BlendPart("rest", 1 - weight, EQUAL)]))


def groups(name: str = "one", basis: Basis = EQUAL) -> Formula:
    return by(Staged([Group(name, "100 %", TWO, basis)]))


def counted_by(*more: Period) -> Formula:
    """Return the formula with units that are counted by period."""
    units = Periods([Period("2021-04-01", PLACES), *(more or [Period("2021-10-01", PLACES)])])
    return evolve(WHOLE, elements=[element(EQUAL), PricedElement("places", units, FEES)])


def limited(limit: Limit) -> Formula:
    return evolve(WHOLE, limits=[limit])


def listed_at(price: Price) -> Formula:
    return priced(evolve(PRICED, price=PriceList("fees", [price])))


def priced(element_: PricedElement) -> Formula:
    return evolve(WHOLE, elements=[element(EQUAL), element_])


def decided(decision: Decision) -> Formula:
    return evolve(WHOLE, approval=Approval(TWO, [decision]))


def rounded(rounding: Rounding) -> Formula:
    return evolve(WHOLE, rounding=rounding)


BETWEEN = Staged([Group("one", None, TWO, EQUAL)], COUNTED)
BASES: list[tuple[str, Basis, Basis]] = [
    ("Given.numbers", SHARES, evolve(SHARES, numbers={"Ash": "60.01", "Birch": "39.99"})),
    ("Given.unit", EQUAL, evolve(EQUAL, unit="pence")),
    ("Given.source", EQUAL, evolve(EQUAL, source=CLAUSE)),
    ("Measured.measure", COUNTED, evolve(COUNTED, measure="spend")),
    ("Measured.lag", COUNTED, evolve(COUNTED, lag=1)),
    ("Measured.lag", evolve(COUNTED, lag=0), evolve(COUNTED, lag=1)),
    ("Measured.years", COUNTED, evolve(COUNTED, years=1)),
    ("Measured.average", COUNTED, evolve(COUNTED, average="mean of shares")),
    ("Measured.last", Measured("adopted"), Measured("adopted", last=FinancialYear(2020))),
    ("Measured.quarters", COUNTED, evolve(COUNTED, quarters="q1-q3")),
    ("Measured.quarters", COUNTED, evolve(COUNTED, quarters="so far")),
    ("Tolerance.agreed", AGREED, evolve(AGREED, agreed=EQUAL)),
    ("Tolerance.actual", AGREED, evolve(AGREED, actual=EQUAL)),
    ("Tolerance.points", AGREED, evolve(AGREED, points="1/3 points")),
    ("Tolerance.points", AGREED, evolve(AGREED, points=None, per_cent="3 %")),
    ("Tolerance.per_cent", MEANT, evolve(MEANT, per_cent="4 %")),
    ("Tolerance.override", MEANT, evolve(MEANT, override="actual")),
    ("Tolerance.override", MEANT, evolve(MEANT, override=None, reason="")),
    ("Tolerance.reason", MEANT, evolve(MEANT, reason="an audit found so")),
    ("Phased.old", PHASED, evolve(PHASED, old=EQUAL)),
    ("Phased.new", PHASED, evolve(PHASED, new=EQUAL)),
    ("Phased.parts", PHASED, evolve(PHASED, parts={"2021/22": "1/3"})),
    ("Phased.parts", PHASED, evolve(PHASED, parts={"2021/22": "33.3 %", "2022/23": "100 %"})),
    ("Blend.parts", BLEND, Blend(BLEND.parts[::-1])),
    ("Staged.groups", STAGED, Staged(STAGED.groups[::-1])),
    ("Staged.between", BETWEEN, evolve(BETWEEN, between=EQUAL)),
]
FORMULAS: list[tuple[str, Formula, Formula]] = [
    *((name, by(before), by(after)) for name, before, after in BASES),
    ("Periods.periods", counted_by(), counted_by(AFTER)),
    ("Period.name", counted_by(), counted_by(Period("2021-10-02", PLACES))),
    ("Period.basis", counted_by(), counted_by(Period("2021-10-01", EQUAL))),
    ("BlendPart.name", parts(), parts(name="activity")),
    ("BlendPart.weight", parts(), parts(weight=Fraction(749_999_999, 10**9))),
    ("BlendPart.basis", parts(), parts(basis=EQUAL)),
    ("Group.name", groups(), groups(name="all")),
    ("Group.weight", by(STAGED), by(EVEN)),
    ("Group.partners", groups(), by(Staged([Group("one", "100 %", TWO[::-1], EQUAL)]))),
    ("Group.basis", groups(), groups(basis=COUNTED)),
    ("Element.name", WHOLE, evolve(WHOLE, elements=[Element("work", ["staffing"], BLEND)])),
    ("Element.pools", WHOLE, evolve(WHOLE, elements=[element(BLEND, ["staffing", "rent"])])),
    ("Element.basis", by(EQUAL), by(COUNTED)),
    ("Element.partners", by(EQUAL), shared(partners=TWO)),
    ("Element.decimals", by(EQUAL), shared(decimals=2)),
    ("PricedElement.name", priced(PRICED), priced(evolve(PRICED, name="visits"))),
    ("PricedElement.units", priced(PRICED), priced(evolve(PRICED, units=COUNTED))),
    ("PricedElement.price", priced(PRICED), priced(evolve(PRICED, price="27000", on=None))),
    ("PricedElement.source", priced(PRICED), priced(evolve(PRICED, source=None))),
    ("PricedElement.on", priced(PRICED), priced(evolve(PRICED, on=None))),
    ("PricedElement.london", priced(PRICED), priced(evolve(PRICED, london=True))),
    ("PricedElement.agreed", priced(PRICED), priced(evolve(PRICED, agreed=None, within=0))),
    ("PricedElement.within", priced(PRICED), priced(evolve(PRICED, within="0.5"))),
    ("PriceList.name", priced(PRICED), priced(evolve(PRICED, price=evolve(FEES, name="charges")))),
    (
        "PriceList.prices",
        priced(PRICED),
        priced(evolve(PRICED, price=FEES.uplifted("2022-04-01", "5 %"))),
    ),
    (
        "Price.first_day",
        listed_at(FEES.prices[0]),
        listed_at(Price("2012-04-01", "27000", "29700", MINUTE)),
    ),
    ("Price.amount", listed_at(FEES.prices[0]), listed_at(evolve(FEES.prices[0], amount="1"))),
    ("Price.london", listed_at(FEES.prices[0]), listed_at(evolve(FEES.prices[0], london=None))),
    ("Price.source", listed_at(FEES.prices[0]), listed_at(evolve(FEES.prices[0], source=None))),
    ("Limit.name", WHOLE, limited(evolve(CAP, name="ceiling"))),
    ("Limit.lower", WHOLE, limited(evolve(CAP, lower=CAP.upper))),
    ("Limit.upper", WHOLE, limited(Limit("cap", lower=CAP.upper, source=MINUTE))),
    ("Limit.bearers", WHOLE, limited(evolve(CAP, bearers=["Birch"]))),
    ("Limit.scaling", WHOLE, limited(evolve(CAP, scaling="excess"))),
    ("Limit.source", WHOLE, limited(evolve(CAP, source=None))),
    ("Limit.elements", WHOLE, limited(evolve(CAP, elements=["staffing"]))),
    ("Limit.partial", WHOLE, limited(evolve(CAP, partial="pro rata"))),
    ("Bound.of", WHOLE, limited(evolve(CAP, upper=Bound(Measured("contribution"), "90 %")))),
    (
        "Bound.times",
        WHOLE,
        limited(evolve(CAP, upper=evolve(CAP.upper or Bound(EQUAL), times="100 %"))),
    ),
    ("Rounding.unit", WHOLE, rounded(Rounding("10", order=TWO))),
    ("Rounding.level", WHOLE, rounded(Rounding("1", "element", order=TWO))),
    ("Rounding.odd", WHOLE, rounded(Rounding("1", odd="host", order=TWO))),
    ("Rounding.order", WHOLE, rounded(Rounding("1", order=TWO[::-1]))),
    ("Formula.name", WHOLE, evolve(WHOLE, name="agreed 2022")),
    ("Formula.elements", WHOLE, evolve(WHOLE, elements=WHOLE.elements[::-1])),
    ("Formula.in_force", WHOLE, evolve(WHOLE, in_force=DateRange("2021-04-01"))),
    ("Formula.rounding", WHOLE, rounded(Rounding())),
    ("Formula.approval", WHOLE, evolve(WHOLE, approval=None)),
    ("Formula.marking", WHOLE, evolve(WHOLE, marking="")),
    ("Formula.source", WHOLE, evolve(WHOLE, source=None)),
    ("Formula.limits", WHOLE, evolve(WHOLE, limits=[])),
    ("Approval.required", WHOLE, evolve(WHOLE, approval=Approval(TWO[:1], [MADE]))),
    ("Approval.decisions", WHOLE, evolve(WHOLE, approval=Approval(TWO))),
    ("Decision.partner", WHOLE, decided(evolve(MADE, partner="Birch"))),
    ("Decision.made", WHOLE, decided(evolve(MADE, made="2021-03-02"))),
    ("Decision.body", WHOLE, decided(evolve(MADE, body=""))),
    ("Decision.implementable", WHOLE, decided(evolve(MADE, implementable=None))),
    ("Decision.reference", WHOLE, decided(evolve(MADE, reference=""))),
    ("Decision.source", WHOLE, decided(evolve(MADE, source=None))),
    ("Decision.outcome", WHOLE, decided(evolve(MADE, outcome="refused"))),
    ("Decision.kind", WHOLE, decided(evolve(MADE, kind=""))),
    ("Decision.recommended", WHOLE, decided(evolve(MADE, recommended=None))),
    ("Decision.published", WHOLE, decided(evolve(MADE, published=None))),
    ("Decision.instrument", WHOLE, decided(evolve(MADE, instrument=None))),
    ("Decision.reports", WHOLE, decided(evolve(MADE, reports=["FD.2"]))),
    ("Decision.recommendations", WHOLE, decided(evolve(MADE, recommendations=[]))),
    ("Decision.subject", WHOLE, decided(evolve(MADE, subject=""))),
    ("Approval.rule", WHOLE, evolve(WHOLE, approval=Approval(TWO, [MADE], "majority"))),
    ("Formula.proration", WHOLE, evolve(WHOLE, proration="months")),
    ("Formula.proration", WHOLE, evolve(WHOLE, proration="none")),
    ("DateRange.first", WHOLE, evolve(WHOLE, in_force=DateRange("2021-04-02", "2024-03-31"))),
    ("DateRange.last", WHOLE, evolve(WHOLE, in_force=DateRange("2021-04-01", "2024-03-30"))),
    ("Source.words", WHOLE, evolve(WHOLE, source=MINUTE)),
    ("Source.is_assumption", WHOLE, evolve(WHOLE, source=Source(CLAUSE.words, is_assumption=True))),
]
OWN = ("aimpartner.formula.", "aimpartner.parties.")
RULES = {DateRange, Source}
WRAPS: list[Callable[[Basis], Basis]] = [
    lambda inner: Blend([BlendPart("one", "50 %", inner), BlendPart("other", "50 %", EQUAL)]),
    lambda inner: Staged([Group("all", "100 %", TWO, inner)]),
    lambda inner: Tolerance(inner, EQUAL, points="3 points"),
    lambda inner: Tolerance(EQUAL, inner, per_cent="3 %"),
    lambda inner: Phased(inner, EQUAL, {"2021/22": "50 %"}),
    lambda inner: Phased(EQUAL, inner, {"2021/22": "50 %"}),
]


def said(rules: Formula) -> str:
    """Return the methodology with its lines joined."""
    return " ".join(methodology(rules, YEAR).split())


def classes(thing: object) -> set[type]:
    """Return the classes that a rule is made of, however deep."""
    if isinstance(thing, tuple):
        return set().union(*map(classes, thing))
    kind = type(thing)
    if not has(kind) or not (kind.__module__.startswith(OWN) or kind in RULES):
        return set()
    inside = (classes(getattr(thing, each.name)) for each in fields(kind))
    return {kind}.union(*inside)


# ---- whatever a formula states shows -------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"), [each[1:] for each in FORMULAS], ids=[each[0] for each in FORMULAS]
)
def test_a_changed_field_changes_the_words(before: Formula, after: Formula) -> None:
    assert before != after
    assert said(before) != said(after)


@pytest.mark.parametrize(
    "rule",
    [
        *(EQUAL, SHARES, COUNTED, BLEND, STAGED, AGREED, PHASED, Periods([AFTER])),
        *(element(BLEND), PRICED, CAP, BAND, CAP.upper, BAND.lower, BAND.upper),
    ],
    ids=str,
)
def test_what_a_rule_is_stands_first_and_all_that_it_states_stands_below(rule: Worded) -> None:
    (first, short), *rest = rule.in_points(YEAR)
    assert (first, short) == (0, rule.in_words(YEAR))
    assert all(depth > 0 for depth, _ in rest)


def test_no_field_of_any_rule_is_left_out() -> None:
    kinds = set().union(
        *(classes(each) for _, before, after in FORMULAS for each in (before, after))
    )
    every = {f"{kind.__name__}.{each.name}" for kind in kinds for each in fields(kind)}
    assert {name for name, *_ in FORMULAS} == every


@given(st.sampled_from(BASES), st.lists(st.sampled_from(WRAPS), max_size=4))
def test_a_changed_basis_changes_the_words_however_deep_it_lies(
    case: tuple[str, Basis, Basis], wraps: list[Callable[[Basis], Basis]]
) -> None:
    _, before, after = case
    for wrap in wraps:
        before, after = wrap(before), wrap(after)
    assert said(by(before)) != said(by(after))


@given(models(with_limits=True))
def test_every_formula_can_be_told_in_lines_that_fit(whole: Model) -> None:
    (rules,) = whole.formulas
    told = methodology(rules, YEAR)
    assert max(map(len, told.splitlines())) <= 100
    assert all(each.name in told for each in (*rules.elements, *rules.limits))


# ---- what it says --------------------------------------------------------------------------------


def test_aims_formula_is_told_with_its_marking_and_its_assumption() -> None:
    aim = samples.load("aim")
    (rules,) = aim.formulas
    told = said(rules)
    assert told.startswith("The formula illustration ====")
    assert "ILLUSTRATION – NOT AiM'S FORMULA" in told
    assert "Source: Assumption: AiM's formula is not published" in told
    assert "No approval is recorded." in told
    assert (
        "- agency: shared 50 % by section 251 spend (2013/14) and 50 % by adopted "
        "(2017/18 to 2019/20, pooled). - 50 % (spend): section 251 spend (2013/14). - That is "
        "2013/14, whatever year is charged."
    ) in told
    assert (
        "- 50 % (adopted): adopted (2017/18 to 2019/20, pooled). - That is 3 years, the last being "
        "the year 2 years before the one charged (here 2021/22). The counts of the years are added."
    ) in told


def test_an_approval_tells_who_decided_and_who_is_not_known_to_have() -> None:
    told = said(WHOLE)
    assert (
        "To be approved by all of Ash, Birch. - Ash (Cabinet): approved on 1 March 2021, key "
        "decision, recommended 1 February 2021, to be implemented from 9 March 2021, minutes "
        "published 3 March 2021, put into an instrument 31 March 2021. Subject: the formula. "
        f"Recommendations: approve it. Reference: minute 64. Reports: FD.1. Source: {MINUTE}. "
        "Not yet approved, for Birch has not."
    ) in told
    every = Approval(TWO, [MADE, evolve(MADE, partner="Birch", source=GUESS)])
    full = said(evolve(WHOLE, approval=every))
    assert "Not yet approved" not in full
    assert "Source: Assumption: nobody published it." in full


def test_an_approval_is_told_as_it_was_known_on_a_day() -> None:
    early = methodology(WHOLE, YEAR, known_on=MADE.made.replace(month=2))
    assert "To be approved by all of Ash, Birch; as known on 1 February 2021." in early
    assert "Not yet approved, for Ash, Birch has not." in early
    assert "approved on" not in early


def test_a_limit_names_its_bounds_its_bearers_and_its_scaling() -> None:
    told = said(limited(evolve(CAP, bearers=["Birch"])))
    assert (
        "- cap: at most 90 % of £50.00 for Ash; the difference is borne by Birch, in proportion to "
        "their amounts. - The bounds hold the year's amounts of all that is shared, nothing that "
        f"is bought, and keep their total. Source: {MINUTE}. - A partner that shares in a part of "
        "this year, or shared in a part of that of the amount, has no bound stated: a year that "
        "needs one is refused. "
        f"- At most 90 % of £50.00 for Ash. - Nobody else is bound. Source: {MINUTE}."
    ) in told


@pytest.mark.parametrize(
    ("sides", "words"),
    [
        (["lower"], "what they have over the lower bound"),
        (["upper"], "the room that they have below the upper bound"),
        (["lower", "upper"], "what they have over the lower bound"),
    ],
)
def test_a_limit_by_excess_says_the_excess_over_what(sides: list[str], words: str) -> None:
    lower, upper = (CAP.upper if side in sides else None for side in ("lower", "upper"))
    limit = evolve(CAP, scaling="excess", lower=lower, upper=upper)
    assert f"borne by everyone, in proportion to {words}." in said(limited(limit))


def test_whom_a_bound_on_an_issued_contribution_does_not_bind_is_told() -> None:
    issued = evolve(CAP, upper=Bound(Measured("contribution")))
    words = (
        "A partner that shared in nothing of the year of that contribution, and has none, is not"
    )
    assert words in said(limited(issued))
    assert words not in said(limited(CAP))


def test_the_order_of_ties_and_the_host_are_named() -> None:
    assert "the largest remainders, ties in the order Ash, Birch." in said(WHOLE)
    assert "ties in the partners' order." in said(rounded(Rounding()))
    assert "odd units go to the host." in said(rounded(Rounding(odd="host")))


def test_how_each_comes_to_its_whole_units_is_told_by_the_rule_of_the_odd_ones() -> None:
    free = evolve(WHOLE, limits=())
    by_remainder, host = (
        said(evolve(free, rounding=each)) for each in (Rounding(), Rounding(odd="host"))
    )
    assert "one of the two whole units next to its exact amount" in by_remainder
    assert "Each partner but the host comes down to the whole unit below" in host
    assert "next to" not in host
    mirrored = "Amounts that are a credit in all mirror those that are charged."
    assert all(mirrored in words for words in (by_remainder, host))


def test_that_rounding_keeps_limits_is_told_where_there_are_some() -> None:
    words = "Limits come first: whole units are dealt out within their bounds"
    assert words in said(WHOLE)
    assert words not in said(evolve(WHOLE, limits=()))


def test_what_a_formula_leaves_open_is_said() -> None:
    bare = said(formula(element(EQUAL)))
    _, _, open_ = bare.partition("What the formula does not say")
    assert "- where it is recorded; - a source of their own for some of its agreed" in open_
    assert "- any limit on what a partner pays;" in open_
    assert "- how an over- or underspend is shared" in open_
    whole = evolve(WHOLE, elements=[element(SHARES)])
    _, _, rest = said(whole).partition("What the formula does not say")
    assert "where it is recorded" not in rest
    assert "any limit" not in rest
    assert "source of their own" not in rest


def test_a_result_tells_its_formula_and_defines_what_it_counts() -> None:
    result = paid(
        model(
            [line()],
            [element(Measured("adopted"))],
            TWO,
            counted("adopted", {"Ash": 1, "Birch": 2}),
        )
    )
    told = result.methodology()
    assert "That is the year before the one charged (here 2021/22)." in told
    assert "- adopted: not defined, in children." in told
    assert "- spend: money spent." in methodology(WHOLE, YEAR, (Measure("spend", "money spent"),))


@pytest.mark.parametrize(
    ("first", "year"),
    [("2021-04-01", "2021/22"), ("2021-03-31", "2020/21"), ("2022-01-01", "2021/22")],
)
def test_without_a_year_the_first_in_force_is_the_example(first: str, year: str) -> None:
    rules = evolve(formula(element(Measured("adopted", 0))), in_force=DateRange(first))
    assert f"adopted ({year}). - That is the year charged (here {year})." in " ".join(
        methodology(rules).split()
    )


def test_a_formula_without_a_last_day_says_so() -> None:
    assert "In force from 1 April 2010; no last day is stated." in said(formula(element(EQUAL)))
    assert formula(element(EQUAL)).in_force == ALWAYS


@frozen
class Drawn(Basis):
    """A basis of somebody's own making: lots."""

    def in_points(self, year: FinancialYear) -> Points:
        yield 0, f"lots drawn for {year}"

    def weights(self, draft: Draft, at: str) -> int:
        return EQUAL.weights(draft, at)


def test_a_basis_of_ones_own_making_is_told_in_its_own_words() -> None:
    assert "shared by lots drawn for 2021/22." in said(by(Drawn()))
    assert paid(model([line("1")], [element(Drawn())], TWO))["Ash"].amount.pence == 50


def test_a_part_without_an_end_is_told_as_a_fraction_too() -> None:
    assert exactly(Fraction(2, 3)) == "66.6667 % (2/3)"
    assert exactly(Fraction(5424, 10000)) == "54.24 %"
