"""Published figures beside what is calculated, beside each other, and against their total."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from aimpartner import samples
from aimpartner.contributions.published_tables import PartsAndTotal
from aimpartner.contributions.reconcile import (
    Reconciliation,
    TwoPublished,
    rounding_range,
)
from aimpartner.errors import InvalidValueError, ModelError
from aimpartner.evidence.published import Published
from aimpartner.money import Money
from aimpartner.periods import FinancialYear
from aimpartner.sources import Source
from builders import MINUTE, model, paid
from faults import caught, said

AIM = samples.load("aim")
SHARE, CONTRIBUTION = AIM.published
LEVY = {
    "Knowsley": 7124040,
    "Liverpool": 22771727,
    "Sefton": 12661306,
    "St Helens": 7660762,
    "Wirral": 15373268,
}
WASTE = Source("http://www.merseysidewda.gov.uk/finance-transparency/waste-levy/")


def levied(partner: str, amount: int | str, unit: str = "1") -> Published:
    return Published(
        "2017/18", partner, str(amount), unit, what="waste levy", is_contribution=True, source=WASTE
    )


PARTS = [levied(*each) for each in LEVY.items()]


def test_merseysides_parts_exceed_their_total_by_5_pounds_and_rounding_is_not_why() -> None:
    """Merseyside waste levy 2017/18: five parts, and a published total of £65,591,098."""
    found = PartsAndTotal(PARTS, levied("", 65591098))
    assert (found.difference, found.is_rounding) == (Money("5"), False)
    assert str(found) == (
        "waste levy, 2017/18: 5 parts exceed the total of £65,591,098.00 by £5.00,"
        " more than the £3.00 that rounding can explain."
    )


def test_parts_may_miss_their_total_by_their_rounding() -> None:
    within = PartsAndTotal(PARTS, levied("", 65591106))
    assert within.is_rounding
    assert "fall short of the total of £65,591,106.00 by £3.00, no more than the £3.00" in str(
        within
    )
    whole = PartsAndTotal(PARTS, levied("", 65591103))
    assert str(whole) == "waste levy, 2017/18: 5 parts sum to their total, £65,591,103.00."


@given(st.lists(st.integers(0, 10**8), min_size=1, max_size=8), st.sampled_from([1, 100, 1000]))
def test_figures_rounded_from_ones_that_add_up_never_differ_by_more_than_rounding(
    pence: list[int], unit: int
) -> None:
    def published(name: str, exact: int) -> Published:
        rounded = round(Fraction(exact, unit)) * unit
        return levied(name, Money.from_pence(rounded).digits, Money.from_pence(unit).digits)

    parts = [published(f"partner {i}", each) for i, each in enumerate(pence)]
    assert PartsAndTotal(parts, published("", sum(pence))).is_rounding


def test_parts_are_of_one_year_and_each_partner_once() -> None:
    total = levied("", 1)
    fault = caught(ModelError, PartsAndTotal, [levied("Sefton", 1)] * 2, total)
    assert said(fault) == ("Parts of a total", "name each part once", "Sefton (2 times)")
    other = evolve(levied("Sefton", 1), year="2018/19")
    fault = caught(ModelError, PartsAndTotal, [other], total)
    assert said(fault) == (
        "Part of Sefton",
        "be of 2017/18, the year of the total",
        FinancialYear(2018),
    )
    assert caught(InvalidValueError, PartsAndTotal, [], total).got == "nothing"


@pytest.mark.parametrize(
    ("unit", "least", "most"),
    [
        ("1000", "523500", "524500"),
        ("0.01", "524000", "524000"),
        ("0.05", "523999.98", "524000.02"),
    ],
)
def test_a_published_figure_reaches_half_its_rounding_either_way(
    unit: str, least: str, most: str
) -> None:
    """£0.524m is £524,000 ± £500: Sefton Cabinet, 4 November 2021."""
    figure = evolve(SHARE, rounded_to=unit)
    assert rounding_range(figure) == (Money(least), Money(most))
    for end, beyond in zip(rounding_range(figure), (Money("-0.01"), Money("0.01")), strict=True):
        assert isinstance(end, Money)
        assert figure.agrees_with(end)
        assert not figure.agrees_with(end + beyond)


def test_aims_two_figures_measure_different_things_and_neither_is_picked() -> None:
    """£0.524m of the agency's total costs, and £0.536m contained within the current budget."""
    pair = TwoPublished(SHARE, CONTRIBUTION)
    assert (pair.difference, pair.apart) == (Money("12000"), (Money("11000"), Money("13000")))
    assert pair.verdict == "measure different things"
    text = str(pair)
    assert SHARE.what in text
    assert CONTRIBUTION.what in text
    assert text.endswith(
        "they measure different things; before rounding they lie £11,000.00 to £13,000.00 apart."
    )


def test_two_figures_of_one_thing_agree_to_their_rounding_or_differ() -> None:
    near = evolve(SHARE, amount="525000")
    assert TwoPublished(SHARE, near).verdict == "agree to their rounding"
    assert TwoPublished(SHARE, near).apart == (Money("0"), Money("2000"))
    assert TwoPublished(evolve(SHARE, amount="526000"), SHARE).verdict == "differ"
    same_words = evolve(CONTRIBUTION, amount="540000")
    assert TwoPublished(CONTRIBUTION, same_words).verdict == "differ"


@pytest.mark.parametrize(("field", "value"), [("partner", "Wirral"), ("year", "2020/21")])
def test_two_figures_are_of_one_partner_and_year(field: str, value: str) -> None:
    other = evolve(SHARE, partner=value) if field == "partner" else evolve(SHARE, year=value)
    fault = caught(ModelError, TwoPublished, SHARE, other)
    assert (fault.subject, fault.rule) == ("Two publications", "be of Sefton 2021/22")


def test_a_year_is_reconciled_figure_by_figure() -> None:
    found = Reconciliation(paid(AIM))
    table = found.to_frame()
    assert list(table["calculated"]) == [Decimal("524027.76")] * 2
    assert list(table["least"]) == [Decimal("523500.00"), Decimal("535500.00")]
    assert list(table["most"]) == [Decimal("524500.00"), Decimal("536500.00")]
    assert list(table["difference"]) == [Decimal("-27.76"), Decimal("11972.24")]
    assert list(table["source"]) == [str(SHARE.source), str(CONTRIBUTION.source)]
    assert found.pairs == (TwoPublished(SHARE, CONTRIBUTION),)


def test_a_reconciliation_shows_itself_with_its_marking() -> None:
    found = Reconciliation(paid(AIM))
    lines = str(found).splitlines()
    assert lines[:2] == [
        "ILLUSTRATION – NOT AiM'S FORMULA",
        "Adoption in Merseyside 2021/22: published and calculated",
    ]
    assert "they measure different things" in " ".join(str(found).split())
    assert "£524,027.76" in found._repr_html_()
    assert repr(found) == "<Reconciliation of Adoption in Merseyside 2021/22: 2 figures>"


def test_figures_of_two_partners_are_no_pair() -> None:
    said_of = [
        Published("2021/22", name, "25", "1", what="charge", is_contribution=True, source=MINUTE)
        for name in ("Sefton", "Wirral")
    ]
    found = Reconciliation(paid(evolve(model(), published=said_of)))
    assert found.pairs == ()
    assert str(found).splitlines()[0] == "Agency 2021/22: published and calculated"
    assert list(found.to_frame()["verdict"]) == ["agrees", "agrees"]


def test_a_year_of_which_nothing_was_published_is_not_reconciled() -> None:
    fault = caught(ModelError, Reconciliation, paid(model()))
    assert said(fault) == (
        "What was published of 2021/22",
        "hold a figure of a partner to reconcile with",
        "none",
    )
