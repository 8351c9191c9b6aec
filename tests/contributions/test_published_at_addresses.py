"""What was published of a total, an element, a line or a share, beside what is calculated.

By hand: staffing costs £900 less a grant of £60 and is shared 75 to 25, £630 and £210; the rent of
£100 is shared equally. Ash pays £680 and Birch £260 of a call of £940.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve

from aimpartner.contributions.contributions import Contributions
from aimpartner.contributions.published_tables import PartsAndTotal
from aimpartner.contributions.reconcile import Reconciliation, TwoPublished, rounding_range
from aimpartner.errors import InvalidValueError, ModelError
from aimpartner.evidence.published import Published, read_figure
from aimpartner.formula.bases.blend import Blend, BlendPart
from aimpartner.formula.bases.given import Given
from aimpartner.formula.rounding import Rounding
from aimpartner.money import Money
from aimpartner.rates import PercentagePoints, Rate
from aimpartner.scenarios.solving import back_solve
from aimpartner.sources import Source
from builders import MINUTE, YEAR, element, income, line, model, paid
from faults import caught, said

TWO = ("Ash", "Birch")
LINES = [line("900"), income("60"), line("100", "premises", "rent", "Birch")]
RULES = [
    element(Given({"Ash": 75, "Birch": 25}, "percent")),
    element(Given.equal(TWO), ["premises"]),
]
WHOLE = model(LINES, RULES, TWO)
ROOTS = (
    "be or begin with one of call, contribution, incurred, net payable, element, limit, own, "
    "budget, formula"
)


def told(at: str, amount: str, partner: str = "", unit: str = "", **more: Any) -> Published:  # noqa: ANN401  # any field
    """Return a published figure, to the pound or to a tenth of a point."""
    rounded = unit or ("0.1 points" if "%" in amount else "1")
    fields: dict[str, Any] = {"what": "budget paper", "source": MINUTE, "at": at} | more
    return Published(YEAR, partner, amount, rounded, **fields)


def beside(*figures: Published, rounding: Rounding | None = None) -> Contributions:
    whole = WHOLE if rounding is None else model(LINES, RULES, TWO, rounding=rounding)
    return paid(evolve(whole, published=figures))


@pytest.mark.parametrize(
    ("at", "partner", "amount", "calculated"),
    [
        ("call", "", "940", "940"),
        ("contribution", "", "940", "940"),
        ("contribution", "Ash", "680", "680"),
        ("incurred", "Birch", "100", "100"),
        ("net payable", "Birch", "160", "160"),
        ("net payable", "", "840", "840"),
        ("element/staffing", "Ash", "630", "630"),
        ("element/staffing", "", "840", "840"),
        ("budget/2021-22", "", "940", "940"),
        ("budget/2021-22/staffing", "", "840", "840"),
        ("budget/2021-22/staffing/staff", "", "900", "900"),
        ("budget/2021-22/staffing/grant", "", "60", "60"),
        ("formula/rounding/unit", "", "0.01", "0.01"),
    ],
)
def test_pounds_at_any_address_stand_beside_what_is_calculated(
    at: str, partner: str, amount: str, calculated: str
) -> None:
    (found,) = beside(told(at, amount, partner)).published
    assert (found.calculated, found.difference) == (Money(calculated), Money(0))
    assert found.verdict == "agrees"
    (other,) = beside(told(at, str(Decimal(amount) + 5), partner)).published
    assert (other.difference, other.verdict) == (Money("5"), "differs")


@pytest.mark.parametrize(
    ("at", "partner", "share"),
    [
        ("contribution", "Ash", Fraction(680, 940)),
        ("contribution", "", Fraction(1)),
        ("call", "", Fraction(1)),
        ("element/staffing", "Ash", Fraction(3, 4)),
        ("element/staffing", "", Fraction(840, 940)),
        ("net payable", "Ash", Fraction(680, 840)),
        ("budget/2021-22", "", Fraction(1)),
        ("budget/2021-22/premises", "", Fraction(100, 940)),
        ("budget/2021-22/staffing/grant", "", Fraction(-60, 940)),
        ("formula/staffing/Ash", "", Fraction(3, 4)),
    ],
)
def test_a_percentage_is_a_partners_part_of_all_or_a_part_of_the_call(
    at: str, partner: str, share: Fraction
) -> None:
    near = f"{float(share * 100):.1f} %"
    (found,) = beside(told(at, near, partner)).published
    assert found.calculated == Rate(share)
    assert found.verdict == "agrees"
    (other,) = beside(told(at, f"{float(share * 100) + 2:.1f} %", partner)).published
    assert other.verdict == "differs"
    assert isinstance(other.difference, PercentagePoints)


def test_a_weight_of_the_formula_can_be_published() -> None:
    blend = Blend(
        [BlendPart("flat", "1/4", Given.equal(TWO)), BlendPart("agreed", "3/4", RULES[0].basis)]
    )
    whole = model([line("100")], [element(blend)], TWO)
    said_so = told("formula/staffing/flat/weight", "25 %")
    assert paid(evolve(whole, published=[said_so])).published[0].verdict == "agrees"


def test_a_share_is_told_with_its_difference_in_points() -> None:
    (found,) = beside(told("contribution", "72 %", "Ash", "1 point")).published
    assert str(found) == (
        f"Published for Ash: 72 % (budget paper; {MINUTE}): agrees, -0.3404 points from what is "
        "calculated."
    )
    (pool,) = beside(told("budget/2021-22/premises", "110")).published
    assert str(pool).startswith("Published for all partners, budget/2021-22/premises: £110.00")


def test_a_figure_at_which_nothing_is_calculated_says_what_there_is() -> None:
    (found,) = beside(told("element/stafing", "630", "Ash")).published
    assert (found.calculated, found.verdict) == (None, "not calculated")
    assert str(found).endswith(
        "nothing is calculated there. Something is at contribution, incurred, net payable, "
        "element/staffing, element/premises."
    )
    (total,) = beside(told("element/stafing", "630")).published
    assert total.instead[0] == "call"


@pytest.mark.parametrize(
    ("at", "amount"),
    [
        ("budget/2021-22/staffing/nobody", "5"),
        ("budget/2021-22/staffing/nobody", "5 %"),
        ("budget/2021-22/nothing", "5 %"),
        ("formula/staffing/Ash", "5"),
        ("formula/rounding/unit", "5 %"),
        ("formula/nothing", "5"),
        ("formula/nothing", "5 %"),
    ],
)
def test_an_address_may_have_nothing_of_the_kind(at: str, amount: str) -> None:
    (found,) = beside(told(at, amount)).published
    assert found.verdict == "not calculated"


def test_a_share_of_nothing_is_not_calculated() -> None:
    nothing = model([line("0")], [element(Given.equal(TWO))], TWO)
    figures = [told("contribution", "50 %", "Ash"), told("call", "50 %")]
    found = paid(evolve(nothing, published=figures)).published
    assert [each.verdict for each in found] == ["not calculated"] * 2


def test_an_element_is_in_the_units_that_the_partners_amounts_are_in() -> None:
    for level in ("total", "element"):
        figures = [told("element/staffing", "630", name) for name in TWO]
        result = beside(*figures, rounding=Rounding("10", level))
        for found, name in zip(result.published, TWO, strict=True):
            assert found.calculated == result.by_element()["staffing"][name]


@pytest.mark.parametrize(
    ("fields", "kind", "rule", "got"),
    [
        ({"amount": "5 %", "rounded_to": "1"}, ModelError, "be in points", "£1.00 for 5 %"),
        (
            {"rounded_to": "1 point"},
            ModelError,
            "be in pounds",
            "1 points for £5.00",
        ),
        ({"rounded_to": "-1"}, InvalidValueError, "not be negative", "-£1.00"),
        (
            {"at": "elements/staffing"},
            InvalidValueError,
            ROOTS,
            "'elements/staffing'",
        ),
        (
            {"at": "element/"},
            InvalidValueError,
            ROOTS,
            "'element/'",
        ),
        ({"at": "call", "partner": "Ash"}, ModelError, "be of all partners together", "Ash"),
        (
            {"at": "budget/2020-21/staffing"},
            ModelError,
            "be in budget/2021-22",
            "budget/2020-21/staffing",
        ),
        (
            {"at": "element/staffing", "is_contribution": True},
            ModelError,
            "be contribution, for it is said to be one",
            "element/staffing",
        ),
    ],
)
def test_a_figure_says_one_thing_of_its_year(
    fields: dict[str, Any], kind: type[ModelError | InvalidValueError], rule: str, got: str
) -> None:
    given = {"year": YEAR, "partner": "", "amount": "5", "rounded_to": "1", "what": "x"}
    fault = caught(kind, Published, **(given | {"source": MINUTE} | fields))
    assert said(fault)[1:] == (rule, got)


def test_a_figure_reads_its_mark() -> None:
    assert read_figure(Fraction(1, 4)) == Rate("25 %")
    assert read_figure(Money("5")) == Money("5")
    share = told("contribution", "25 %", "Ash", "0.5 points")
    assert rounding_range(share) == (Rate("24.75 %"), Rate("25.25 %"))
    assert told("call", "1").is_comparable
    fault = caught(InvalidValueError, told, "contribution", "25 %", "Ash", "0.5 %")
    assert fault.subject == "Published rounded_to"


TABLE = [told("element/staffing", "630", "Ash"), told("element/staffing", "211", "Birch")]
TOTAL = told("element/staffing", "840", what="staffing")


def test_a_table_whose_parts_do_not_sum_to_its_total_is_told_by_how_much() -> None:
    result = beside(*TABLE, TOTAL)
    (table,) = result.published_tables
    assert table.difference == Money("1")
    words = (
        "staffing, 2021/22: 2 parts exceed the total of £840.00 by £1.00, no more than the £1.50 "
        "that rounding can explain."
    )
    assert result.told_of_published[-1] == words
    assert words in " ".join(str(result).split())
    assert words in " ".join(str(Reconciliation(result)).split())


def test_a_table_that_sums_is_not_remarked_upon() -> None:
    result = beside(TABLE[0], told("element/staffing", "210", "Birch"), TOTAL)
    assert not result.published_tables[0].difference.pence  # type: ignore[union-attr]  # pounds
    assert len(result.told_of_published) == 3


def test_parts_of_the_contributions_sum_to_the_call_or_the_contribution_of_all() -> None:
    parts = [told("contribution", "680", "Ash"), told("contribution", "250", "Birch")]
    for at in ("call", "contribution"):
        (table,) = beside(*parts, told(at, "940")).published_tables
        assert table.difference == Money("-10")


def test_the_elements_of_a_partner_and_of_all_are_tables_too() -> None:
    parts = [told("element/staffing", "630", "Ash"), told("element/premises", "55", "Ash")]
    (table,) = beside(*parts, told("contribution", "680", "Ash")).published_tables
    assert table.difference == Money("5")
    parts = [told("element/staffing", "840"), told("element/premises", "100")]
    (table,) = beside(*parts, told("call", "940")).published_tables
    assert table.difference == Money(0)


def test_percentages_have_a_total_as_well() -> None:
    parts = [told("contribution", "72.3 %", "Ash"), told("contribution", "27.6 %", "Birch")]
    (table,) = beside(*parts, told("contribution", "100 %")).published_tables
    assert table.difference == PercentagePoints("-0.1 points")
    assert "fall short of the total of 100 % by 0.1 points, no more than the 0.15 points" in str(
        table
    )


@pytest.mark.parametrize(
    "figures",
    [
        [TABLE[0], TOTAL],  # Birch pays for it and is left out
        [*TABLE, TABLE[0], TOTAL],  # one part twice
        [*TABLE, evolve(TOTAL, source=Source("another paper"))],
        [*TABLE, evolve(TOTAL, said_on="2021-03-01")],
        [*TABLE, told("element/staffing", "100 %")],
        [*TABLE, told("call", "940")],  # of one element alone
        TABLE,
    ],
)
def test_what_is_no_whole_table_of_one_publication_is_compared_with_no_total(
    figures: list[Published],
) -> None:
    assert beside(*figures).published_tables == ()


def test_parts_of_a_total_are_of_its_kind() -> None:
    share = told("element/staffing", "75 %", "Ash")
    fault = caught(ModelError, PartsAndTotal, [share], TOTAL)
    assert said(fault) == (
        "Part of Ash, element/staffing",
        "be of one kind with the total, £840.00",
        "75 %",
    )


def test_two_publications_of_a_share_lie_some_points_apart() -> None:
    one = told("contribution", "72 %", "Ash", "1 point")
    other = told("contribution", "74 %", "Ash", "1 point")
    pair = TwoPublished(one, other)
    assert pair.apart == (PercentagePoints("1 point"), PercentagePoints("3 points"))
    assert str(pair).endswith("they differ; before rounding they lie 1 points to 3 points apart.")
    pounds = told("contribution", "680", "Ash")
    fault = caught(ModelError, TwoPublished, one, pounds)
    assert said(fault) == ("Two publications", "be of one kind with 72 %", "£680.00")
    assert Reconciliation(beside(one, other, pounds)).pairs == (pair,)


def test_a_reconciliation_holds_pounds_and_percentages_in_one_frame() -> None:
    frame = Reconciliation(beside(told("contribution", "72 %", "Ash"), TOTAL)).to_frame()
    assert list(frame["at"]) == ["contribution", "element/staffing"]
    assert list(frame["calculated"]) == [Decimal("0.723404"), Decimal("840.00")]
    assert list(frame.index) == ["Ash", "all partners"]
    blank = Reconciliation(beside(told("element/none", "5")))
    assert "not calculated" in str(blank)


@pytest.mark.parametrize(
    ("figure", "got"),
    [
        (told("contribution", "72 %", "Ash"), "72 % of Ash"),
        (told("contribution", "940"), "£940.00 of all partners"),
        (TABLE[0], "£630.00 of Ash, element/staffing"),
    ],
)
def test_only_what_one_partner_contributes_is_solved_for(figure: Published, got: str) -> None:
    fault = caught(ModelError, back_solve, WHOLE, figure, WHOLE.formulas, "staffing/staff")
    assert said(fault)[1:] == ("be what one partner contributes, in pounds", got)
