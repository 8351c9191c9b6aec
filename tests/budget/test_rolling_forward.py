"""Next year's budget from this year's."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from aimpartner.budget.budget import Budget, CostLine, Effect, Heading
from aimpartner.budget.host_charge import HostCharge
from aimpartner.budget.rolling_forward import Change, LineAdded, RollForward, Uplifted, roll_forward
from aimpartner.budget.uplifts import (
    AmountUplift,
    Award,
    Indexed,
    LineDropped,
    PayAward,
    PercentUplift,
)
from aimpartner.errors import InvalidValueError, ModelError
from aimpartner.money import Money
from aimpartner.periods import FinancialYear
from aimpartner.sources import Source
from builders import GUESS, MINUTE, income, line
from faults import caught, said
from pay_awards import NJC

BUDGET = Budget(
    "2021/22",
    [
        evolve(line("1000", name="pay"), source=MINUTE),
        line("100", "premises", "rent"),
        line("50", "premises", "move"),
        income("200", "premises", "grant"),
    ],
)
CHANGES: list[Change] = [
    Uplifted(["premises/move"], LineDropped(), ["2022/23"]),
    Uplifted(["staffing/pay"], PayAward(NJC, "1", "30 %", "NJC")),
    Uplifted(["staffing/pay"], AmountUplift("500", "saving", MINUTE), ["2023/24"]),
    Uplifted(["premises/rent", "premises/grant"], PercentUplift("1.25 %")),
    LineAdded(line("300", name="practice lead"), "2023/24"),
]


def test_each_year_starts_from_the_one_before() -> None:
    ahead = roll_forward(BUDGET, CHANGES, "2023/24", "draft")
    lines = [{each.key: str(each.amount) for each in b.lines} for b in ahead.budgets]
    assert lines == [
        {"staffing/pay": "£3,502.50", "premises/rent": "£101.25", "premises/grant": "£202.50"},
        {
            "staffing/pay": "£5,505.00",
            "premises/rent": "£102.52",
            "premises/grant": "£205.03",
            "staffing/practice lead": "£300.00",
        },
    ]
    assert [(str(b.year), b.version, b.status) for b in ahead.budgets] == [
        ("2022/23", "draft", "draft"),
        ("2023/24", "draft", "draft"),
    ]


def test_a_post_follows_the_national_awards_of_eight_years() -> None:
    """£30,000 by 2, 2, 2.75 and 1.75 %, £1,925 twice, £1,290, then 3.2 %, worked by hand."""
    base = Budget("2017/18", [line("30000", name="pay")])
    ahead = roll_forward(base, [Uplifted(["staffing/pay"], PayAward(NJC, 1))], "2025/26")
    assert [str(each.call()) for each in ahead.budgets] == [
        "£30,600.00",
        "£31,212.00",
        "£32,070.33",
        "£32,631.56",
        "£34,556.56",
        "£36,481.56",
        "£37,771.56",
        "£38,980.25",
    ]


def shown(ahead: RollForward, line: str, *columns: str) -> list[tuple[object, ...]]:
    """Return columns of the table for a line in 2023/24, one tuple a step."""
    table = ahead.to_frame().sort_index(kind="stable").xs(("2023/24", line))
    return list(table[list(columns)].itertuples(index=False, name=None))


def test_every_step_is_shown_with_its_rule_and_source() -> None:
    ahead = roll_forward(BUDGET, CHANGES, "2023/24")
    award = "NJC pay award of 2023/24: £1,925.00 × 1 FTE × 1.3"
    grounds = "posts and on-cost: no source is recorded; award: nipsa.org.uk/ea/1063"
    assert shown(ahead, "staffing/pay", "rule", "before", "after", "source") == [
        (award, Decimal("3502.5000"), Decimal("6005.0000"), grounds),
        ("saving: £500.00", Decimal("6005.0000"), Decimal("5505.0000"), str(MINUTE)),
    ]
    assert shown(ahead, "premises/rent", "rule", "after", "source") == [
        ("plus 1.25 %", Decimal("102.5156"), ""),
        ("rounded to the penny", Decimal("102.5200"), ""),
    ]


def test_the_steps_are_exact_and_the_years_whole_pence() -> None:
    rent = [e for e in roll_forward(BUDGET, CHANGES, "2023/24").steps if e.line == "premises/rent"]
    assert [each.after for each in rent] == [
        Fraction(10125),
        Fraction(820125, 80),
        Fraction(10252),
    ]


def test_a_line_without_a_change_is_carried_on_and_says_so() -> None:
    ahead = roll_forward(BUDGET, [], "2022/23")
    assert [each.amount for each in ahead.budgets[0].lines] == [e.amount for e in BUDGET.lines]
    assert {each.rule for each in ahead.steps} == {"unchanged"}
    assert str(ahead.budgets[0].lines[0].source) == (
        "the budget of 2021/22, version 1, rolled forward: unchanged"
    )


def test_a_rolled_line_says_by_what_it_was_moved_and_keeps_an_assumption() -> None:
    by = Uplifted(["staffing/pay"], PercentUplift("1 %", GUESS))
    pay, rent, *_ = roll_forward(BUDGET, [by], "2022/23").budgets[0].lines
    assert str(pay.source) == (
        "Assumption: the budget of 2021/22, version 1, rolled forward:"
        " plus 1 % (nobody published it)"
    )
    assert rent.source is not None
    assert not rent.source.is_assumption
    twice = roll_forward(BUDGET, [evolve(by, years=["2022/23"])], "2023/24").budgets
    assert [each.source and each.source.is_assumption for each in twice] == [True, True]


def test_it_shows_itself_with_sources_and_says_how_it_rounds() -> None:
    ahead = roll_forward(BUDGET, CHANGES, "2023/24")
    text = str(ahead)
    calls = "2021/22 £950.00, 2022/23 £3,401.25, 2023/24 £5,702.49"
    assert calls in text
    assert "- saving: £500.00: Sefton Cabinet, 4 November 2021, minute 64" in text
    assert "rounded to the nearest penny once a year, a half away from zero" in text
    assert calls in ahead._repr_html_()
    assert repr(ahead) == ("<RollForward of the budget of 2021/22, version 1 to 2022/23, 2023/24>")


def test_a_dropped_line_can_be_added_anew() -> None:
    anew: list[Change] = [
        Uplifted(["premises/move"], LineDropped(), ["2022/23"]),
        LineAdded(line("7", "premises", "move"), "2022/23"),
    ]
    ahead = roll_forward(BUDGET, anew, "2022/23")
    assert ahead.budgets[0].line("premises/move").amount == Money("7")
    moves = [each.rule for each in ahead.steps if each.line == "premises/move"]
    assert moves == ["dropped", "added"]


RATES = st.integers(-100, 49).map(lambda each: Fraction(each, 100))
AMOUNTS = st.integers(0, 10**8)


@given(
    st.lists(st.tuples(AMOUNTS, RATES, st.booleans()), min_size=1, max_size=5),
    st.integers(1, 4),
)
def test_the_steps_explain_the_change_of_the_call(
    drawn: list[tuple[int, Fraction, bool]], years: int
) -> None:
    lines = [
        CostLine(
            "pool",
            f"line {number}",
            Heading.INCOME if takes else Heading.EMPLOYEES,
            Money.from_pence(pence),
            Effect.REDUCES if takes else Effect.SHARED,
        )
        for number, (pence, _, takes) in enumerate(drawn)
    ]
    rises = [
        Uplifted([f"pool/line {number}"], PercentUplift(rate))
        for number, (_, rate, _) in enumerate(drawn)
    ]
    base = Budget("2021/22", lines)
    ahead = roll_forward(base, rises, FinancialYear(2021 + years))
    signs = {each.key: each.sign for each in lines}
    moved = sum((each.after - each.before) * signs[each.line] for each in ahead.steps)
    assert moved == (ahead.budgets[-1].call() - base.call()).pence
    for before, budget in zip((base, *ahead.budgets), ahead.budgets, strict=False):
        for one, (_, rate, _) in zip(budget.lines, drawn, strict=True):
            exact = before.line(one.key).amount.pence * (1 + rate)
            assert abs(one.amount.pence - exact) <= Fraction(1, 2)


def test_a_roll_forward_goes_forward() -> None:
    fault = caught(ModelError, roll_forward, BUDGET, [], "2021/22")
    assert said(fault) == (
        "Last year of a roll-forward",
        "be later than 2021/22",
        FinancialYear(2021),
    )


def test_a_change_in_a_year_that_is_not_rolled_to_is_refused() -> None:
    fault = caught(ModelError, roll_forward, BUDGET, CHANGES, "2022/23")
    assert said(fault) == ("Change of staffing/pay", "be in years rolled to: 2022/23", "2023/24")
    fault = caught(ModelError, roll_forward, BUDGET, [CHANGES[-1]], "2022/23")
    assert fault.subject == "Change of staffing/practice lead"


def test_a_line_that_does_not_stand_in_the_year_is_refused() -> None:
    gone: list[Change] = [CHANGES[0], Uplifted(["premises/move"], PercentUplift("1 %"))]
    fault = caught(ModelError, roll_forward, BUDGET, gone, "2022/23")
    assert said(fault) == (
        "Line moved into 2022/23",
        "be one of staffing/pay, premises/rent, premises/grant",
        "premises/move",
    )


def test_a_line_that_stands_already_is_not_added() -> None:
    again = LineAdded(line("1", "premises", "rent"), "2022/23")
    fault = caught(ModelError, roll_forward, BUDGET, [again], "2022/23")
    assert said(fault) == ("Line premises/rent added in 2022/23", "be new", "one that stands")


def test_a_line_never_falls_below_nothing() -> None:
    cut = Uplifted(["premises/rent"], AmountUplift("100.01", "saving"))
    fault = caught(ModelError, roll_forward, BUDGET, [cut], "2022/23")
    assert said(fault) == (
        "Line premises/rent of 2022/23 after saving: £100.01",
        "not be negative",
        "-0.0100 pounds",
    )
    assert roll_forward(BUDGET, [evolve(cut, by=AmountUplift("100", "saving"))], "2022/23").budgets


def test_an_uplift_names_its_lines() -> None:
    assert caught(InvalidValueError, Uplifted, [], PercentUplift("1 %")).got == "nothing"


def test_an_index_moves_a_line_through_several_years() -> None:
    index = {FinancialYear(2021): "100", FinancialYear(2022): "105", FinancialYear(2023): "110"}
    rent = Uplifted(["premises/rent"], Indexed("RPI", index, Source("ONS")))
    ahead = roll_forward(BUDGET, [rent], "2023/24")
    assert [b.line("premises/rent").amount for b in ahead.budgets] == [Money("105"), Money("110")]
    award = Uplifted(["staffing/pay"], PayAward({FinancialYear(2022): Award("1 %")}))
    fault = caught(ModelError, roll_forward, BUDGET, [award], "2023/24")
    assert fault.subject == "Pay award of 2023/24"


def test_what_was_held_once_is_dropped_once() -> None:
    """A one-off of £100 dropped in each of three years would leave 900, 800, 700."""
    base = Budget("2021/22", [CostLine("staffing", "pay", "Employees", "1000")])
    once = Uplifted(["staffing/pay"], AmountUplift("100", "one-off dropped"))
    fault = caught(ModelError, roll_forward, base, [once], "2024/25")
    assert said(fault) == (
        "One-off of £100.00 on staffing/pay",
        "be dropped in one year",
        "2022/23, 2023/24, 2024/25",
    )
    for change, to in ((evolve(once, years=["2022/23"]), "2024/25"), (once, "2022/23")):
        calls = {each.call() for each in roll_forward(base, [change], to).budgets}
        assert calls == {Money("900")}


def test_a_charge_by_a_rate_moves_with_its_lines_and_is_no_line_to_uplift() -> None:
    fee = HostCharge("fee", "fee", rate="5 %", of=["staffing/pay"], source=MINUTE)
    base = fee.added_to(Budget("2021/22", [line("1000", name="pay")]))
    rise = Uplifted(["staffing/pay"], PercentUplift("10 %"))
    ahead = roll_forward(base, [rise], "2022/23")
    assert ahead.budgets[0].lines[-1].amount == Money("55")
    assert ahead.budgets[0].lines[-1].rule == base.lines[-1].rule
    step = ahead.steps[-1]
    assert (step.line, step.rule, step.source) == ("fee/fee", "5 % of staffing/pay", MINUTE)
    assert [step.before, step.after] == [5000, 5500]
    fault = caught(ModelError, roll_forward, base, [evolve(rise, lines=["fee/fee"])], "2022/23")
    assert said(fault)[1:] == ("be an amount of its own", "fee/fee, 5 % of staffing/pay")
    ended = roll_forward(base, [Uplifted(["fee/fee"], LineDropped())], "2022/23")
    assert [each.key for each in ended.budgets[0].lines] == ["staffing/pay"]


def test_a_charge_by_a_rate_may_begin_in_a_year() -> None:
    fee = HostCharge("fee", "fee", rate="5 %", of=["staffing/pay"])
    base = Budget("2021/22", [line("1000", name="pay")])
    ahead = roll_forward(base, [LineAdded(fee.line(base), "2022/23")], "2022/23")
    assert [ahead.steps[-1].before, ahead.steps[-1].after] == [0, 5000]
