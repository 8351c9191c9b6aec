"""Which totals make a published contribution."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from aimpartner import samples
from aimpartner.budget.budget import Budget, CostLine, Effect, Heading
from aimpartner.contributions.contributions import Contributions
from aimpartner.errors import ApportionmentError, InvalidValueError, ModelError
from aimpartner.evidence.published import Published
from aimpartner.formula.bases.given import Given
from aimpartner.formula.bases.measured import Measured
from aimpartner.formula.formula import Formula
from aimpartner.formula.limits import Bound, Limit
from aimpartner.formula.rounding import Level, Odd, Rounding
from aimpartner.model import Model
from aimpartner.money import Money
from aimpartner.periods import FinancialYear
from aimpartner.scenarios.changes import Set
from aimpartner.scenarios.linear import _roundings
from aimpartner.scenarios.solving import back_solve
from aimpartner.working.steps import Op, Step
from aimpartner.year.facts import YearFacts
from builders import AIM as PARTNERS
from builders import MINUTE, YEAR, element, formula, income, line, model, paid
from drawn import drawn
from faults import caught, said

AIM = samples.load("aim")
SHARE, CONTRIBUTION = AIM.published
ILLUSTRATION = AIM.formulas[0]
AT = "budget/2021-22/agency/total costs"
SPEND = Measured("section 251 spend", last=FinancialYear(2013))
FORMULAS = [
    ILLUSTRATION,
    formula(element(Given.equal(PARTNERS), ["agency"]), name="equal"),
    formula(element(SPEND, ["agency"]), name="spend"),
    formula(element(SPEND, ["agency"]), name="spend in tens", rounding=Rounding("10")),
]


def figure(partner: str, amount: str, unit: str = "0.01") -> Published:
    return Published(
        YEAR, partner, amount, unit, what="charge", is_contribution=True, source=MINUTE
    )


def with_total(rule: Formula, total: Money) -> Model:
    return Set(AT, str(total.to_decimal())).applied(evolve(AIM, formulas=[rule]))


def test_each_formula_asks_another_total_of_seftons_0_524m() -> None:
    """Equal shares are a quarter: £523,500 to £524,500 is £2.094m to £2.098m, to the odd penny."""
    found = {each.formula: each.totals for each in back_solve(AIM, SHARE, FORMULAS)}
    assert found["illustration"] == (Money("3227745.96"), Money("3233911.72"))
    equal = found["equal"]
    assert equal is not None
    assert abs((equal[0] - Money("2094000")).pence) <= 3
    assert abs((equal[1] - Money("2098000")).pence) <= 3
    assert len({totals for totals in found.values() if totals}) == len(FORMULAS)


@pytest.mark.parametrize("rule", FORMULAS, ids=lambda rule: rule.name)
def test_both_ends_meet_the_figure_and_the_pennies_beyond_do_not(rule: Formula) -> None:
    (solved,) = back_solve(AIM, SHARE, [rule])
    assert solved.totals is not None
    least, most = solved.totals
    penny = Money("0.01")
    for total in (least, most):
        assert SHARE.agrees_with(paid(with_total(rule, total))["Sefton"].amount)
    for total in (least - penny, most + penny):
        assert not SHARE.agrees_with(paid(with_total(rule, total))["Sefton"].amount)


def test_a_total_within_the_range_gives_the_published_figure() -> None:
    (solved,) = back_solve(AIM, SHARE, [ILLUSTRATION])
    assert solved.totals is not None
    assert solved.totals[0] < Money("3230000") < solved.totals[1]
    assert solved.amounts == solved.totals
    assert solved.share == paid(AIM)["Sefton"].share


@st.composite
def small(draw: st.DrawFn) -> tuple[Model, Published]:
    """Draw a model of pennies with a pool that is fixed, and a figure to meet."""
    names = PARTNERS[: draw(st.integers(2, 4))]
    column = st.lists(st.integers(0, 2), min_size=len(names), max_size=len(names))
    weights = draw(column.filter(lambda each: each[0] > 0))
    others = draw(column.filter(any))
    fixed = Money.from_pence(draw(st.integers(0, 9)))
    rounding = Rounding(
        Money.from_pence(draw(st.integers(1, 3))),
        draw(st.sampled_from(["total", "element"])),
        draw(st.sampled_from(["largest remainder", "host"])),
    )
    bases = [Given(dict(zip(names, each, strict=True))) for each in (others, weights)]
    pools = [element(bases[0], ["fixed"]), element(bases[1], ["solved"])]
    is_credit = draw(st.booleans())
    effect, heading = (Effect.REDUCES, Heading.INCOME) if is_credit else (None, Heading.PREMISES)
    lines = [
        CostLine("fixed", "line", heading, fixed, effect or Effect.SHARED),
        CostLine("solved", "line", Heading.EMPLOYEES, "0"),
    ]
    order = draw(st.permutations(pools))
    unit = Money.from_pence(draw(st.integers(1, 4)))
    wanted = Money.from_pence(draw(st.integers(-2, 9)))
    whole = model(lines, order, names, rounding=rounding)
    return whole, Published(
        YEAR, names[0], wanted, unit, what="charge", is_contribution=True, source=MINUTE
    )


def charged(facts: YearFacts, pence: int) -> Contributions:
    """Return the contributions where the second line is so many pence."""
    fixed, varied = facts.budget.lines
    lines = [fixed, evolve(varied, amount=Money.from_pence(pence))]
    return Contributions.of(evolve(facts, budget=Budget(YEAR, lines)))


@drawn(25)
@given(small())
def test_the_range_is_that_of_trying_every_penny(case: tuple[Model, Published]) -> None:
    whole, wanted = case
    (solved,) = back_solve(whole, wanted, whole.formulas, "solved/line")
    assert isinstance(wanted.amount, Money)
    enough, facts = int((wanted.amount.pence + 18) / solved.share) + 1, whole.facts(YEAR)
    tried = [(pence, charged(facts, pence)) for pence in range(enough)]
    met = [
        (result.call, Money.from_pence(pence))
        for pence, result in tried
        if wanted.agrees_with(result[wanted.partner].amount)
    ]
    if met:
        assert solved.totals == (met[0][0], met[-1][0])
        assert solved.amounts == (met[0][1], met[-1][1])
    else:
        assert (solved.totals, solved.amounts) == (None, None)


def test_another_partners_remainder_may_grow_more_slowly_than_ones_own() -> None:
    """In units of 5p, the odd one goes to Wirral's fixed 2p until half of the rest is 2p too."""
    names = ("Knowsley", "Sefton", "Wirral")
    pools = [
        element(Given(dict(zip(names, (0, 0, 1), strict=True))), ["fixed"]),
        element(Given(dict(zip(names, (1, 1, 0), strict=True)))),
    ]
    lines = [line("0.02", "fixed"), line("0")]
    whole = model(lines, pools, names, rounding=Rounding("0.05"))
    (solved,) = back_solve(whole, figure("Knowsley", "0"), whole.formulas, "staffing/staff")
    assert solved.amounts == (Money("0"), Money("0.03"))


LEVELS: tuple[Level, ...] = ("total", "element")
ODDS: tuple[Odd, ...] = ("largest remainder", "host")


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("odd", ODDS)
def test_a_rounding_to_thousands_is_solved_too(level: Level, odd: Odd) -> None:
    rule = formula(element(SPEND, ["agency"]), rounding=Rounding("1000", level, odd))
    (solved,) = back_solve(AIM, SHARE, [rule])
    assert solved.totals is not None
    for total, beyond in zip(solved.totals, ("-0.01", "0.01"), strict=True):
        assert paid(with_total(rule, total))["Sefton"].amount == Money("524000")
        assert paid(with_total(rule, total + Money(beyond)))["Sefton"].amount != Money("524000")


def test_a_figure_that_no_total_makes_is_said_to_have_none() -> None:
    rule = formula(element(SPEND, ["agency"]), rounding=Rounding("1000"))
    found = back_solve(AIM, figure("Sefton", "524500", "1"), [rule, ILLUSTRATION])
    assert [each.totals is None for each in found] == [True, False]
    assert "no total" in str(found)
    assert found.to_frame()["least total"].to_list()[0] is None


def test_the_line_is_solved_for_with_the_others_fixed() -> None:
    """Sefton: a quarter of £60, two fifths of £40 less £8; a penny either way, £27.79 or £27.81."""
    lines = [line("60"), line("40", "premises", "rent"), income("8", "premises")]
    pools = [
        element(Given.equal(PARTNERS)),
        element(Given({**dict.fromkeys(PARTNERS, 1), "Sefton": 2}), ["premises"]),
    ]
    whole = model(lines, pools)
    (solved,) = back_solve(whole, figure("Sefton", "27.80"), whole.formulas, "premises/rent")
    assert solved.share == Fraction(2, 5)
    assert solved.amounts == (Money("40"), Money("40"))
    assert solved.totals == (Money("92"), Money("92"))


def test_it_shows_itself() -> None:
    found = back_solve(AIM, CONTRIBUTION, [ILLUSTRATION])
    lines = str(found).splitlines()
    assert lines[0] == "ILLUSTRATION – NOT AiM'S FORMULA"
    assert lines[1] == ("Which totals make Sefton, 2021/22: £536,000.00 to the nearest £1,000.00?")
    assert "- It measures something else than a contribution to the call." in lines
    assert "- Solved for agency/total costs; every other input stays as it is." in lines
    assert "It measures" not in str(back_solve(AIM, SHARE, [ILLUSTRATION]))
    assert "illustration" in found._repr_html_()
    assert repr(found) == "<BackSolved Sefton 2021/22 £536,000.00: illustration>"
    assert list(back_solve(AIM, SHARE, [ILLUSTRATION]).to_frame().loc["illustration"]) == [
        Decimal("0.1622"),
        Decimal("3227745.96"),
        Decimal("3233911.72"),
        Decimal("3227745.96"),
        Decimal("3233911.72"),
    ]


def test_a_credit_has_no_total_that_is_charged() -> None:
    assert [e.totals for e in back_solve(AIM, figure("Sefton", "-1"), [ILLUSTRATION])] == [None]


def test_what_is_known_on_a_day_is_what_counts() -> None:
    fault = caught(ModelError, back_solve, AIM, SHARE, [ILLUSTRATION], known_on="2000-01-01")
    assert fault.rule == "have a budget by 1 January 2000"


def test_formulas_are_given_and_told_apart() -> None:
    assert caught(InvalidValueError, back_solve, AIM, SHARE, []).rule == "be given"
    fault = caught(InvalidValueError, back_solve, AIM, SHARE, [ILLUSTRATION] * 2)
    assert said(fault) == ("Formulas", "name each formula once", "illustration (2 times)")


TWO = model([line("60"), line("40", name="locums"), income("8")])


@pytest.mark.parametrize(
    ("named", "got"), [("", "none named"), ("staffing/grant", "'staffing/grant'")]
)
def test_the_line_is_one_that_adds_to_the_call(named: str, got: str) -> None:
    fault = caught(ModelError, back_solve, TWO, figure("Sefton", "25"), TWO.formulas, named)
    assert said(fault) == (
        "Line of the budget of 2021/22, version 1 to solve for",
        "be one that adds to the call: staffing/staff, staffing/locums",
        got,
    )


def test_a_figure_is_of_a_partner_that_shares_the_line() -> None:
    whole = model(elements=[element(Given({**dict.fromkeys(PARTNERS, 1), "Wirral": 0}))])
    fault = caught(ModelError, back_solve, whole, figure("Bath", "1"), whole.formulas)
    assert said(fault) == (
        "Partner of the figure of 2021/22",
        "be one of Knowsley, Liverpool, Sefton, Wirral",
        "Bath",
    )
    fault2 = caught(ApportionmentError, back_solve, whole, figure("Wirral", "1"), whole.formulas)
    assert said(fault2) == (
        "Wirral in 2021/22 under the formula formula",
        "have a share in staffing/staff",
        "0 %",
    )


@pytest.mark.parametrize(
    "steps",
    [
        [Step(Op.LIMIT, (0, 0, 0, 0), "held")],
        [Step(Op.CHOOSE, (0, 0, 0), "held")],
        [Step(Op.SHARE, (0,), "held")],
        [Step(Op.TIMES, (0, 0), "held")],
        [Step(Op.ROUND, (0, 0, 0), "once"), Step(Op.ROUND, (1, 0, 0), "held")],
        [
            Step(Op.ROUND, (0, 0, 0), "once"),
            Step(Op.ADD, (1, 0), "sum"),
            Step(Op.ROUND, (2, 0, 0), "held"),
        ],
    ],
    ids=["limit", "choose", "share", "square", "rounded twice", "rounded again"],
)
def test_what_is_no_straight_line_is_refused(steps: list[Step]) -> None:
    facts = AIM.facts(YEAR)
    amount = Step(Op.INPUT, (), "amount", at=AT)
    fault = caught(ModelError, _roundings, facts, [amount, *steps], 0)
    assert fault.subject == "held of 2021/22 under the formula illustration"
    assert fault.got == f'the operation "{steps[-1].op.value}"'


def test_a_limited_formula_is_refused_and_named() -> None:
    cap = Limit("cap", upper=Bound(Given({"Sefton": 50_000_000}, "pence")))
    fault = caught(ModelError, back_solve, AIM, SHARE, [evolve(ILLUSTRATION, limits=[cap])])
    assert fault.subject.endswith("of 2021/22 under the formula illustration")
    assert fault.got == 'the operation "limit"'


def test_what_does_not_depend_on_the_line_may_be_limited() -> None:
    facts = AIM.facts(YEAR)
    steps = [
        Step(Op.INPUT, (), "amount", at=AT),
        Step(Op.INPUT, (), "other"),
        Step(Op.LIMIT, (1, 1, 1, 1), "held"),
        Step(Op.TIMES, (0, 2), "amounts"),
        Step(Op.ROUND, (3, 1, 1), "rounded"),
        Step(Op.ADD, (4, 1), "sum"),
    ]
    assert _roundings(facts, steps, 0) == (4,)
