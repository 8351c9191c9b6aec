"""Figures that others published, to their own rounding."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve

from aimpartner.errors import InvalidValueError
from aimpartner.evidence.published import Published
from aimpartner.money import Money
from aimpartner.periods import FinancialYear
from builders import MINUTE
from faults import caught

SHARE = Published(
    "2021/22",
    "Sefton",
    "524000",
    "1000",
    what="share of costs",
    is_contribution=True,
    source=MINUTE,
)


@pytest.mark.parametrize(
    ("amount", "agrees"),
    [
        ("523499.99", False),
        ("523500.00", True),
        ("524027.81", True),
        ("524500.00", True),
        ("524500.01", False),
    ],
)
def test_an_amount_agrees_within_half_the_unit_it_was_rounded_to(
    amount: str, *, agrees: bool
) -> None:
    assert SHARE.agrees_with(Money(amount)) is agrees


def test_a_figure_to_the_penny_agrees_only_with_itself() -> None:
    exact = Published(
        "2021/22", "Sefton", "1.01", "0.01", what="charge", is_contribution=True, source=MINUTE
    )
    assert [exact.agrees_with(Money(each)) for each in ("1.00", "1.01", "1.02")] == [
        False,
        True,
        False,
    ]


def test_a_published_figure_reads_its_year_and_amounts() -> None:
    assert (SHARE.year, SHARE.amount) == (FinancialYear(2021), Money("524000"))
    fault = caught(
        InvalidValueError,
        Published,
        "2021",
        "S",
        "1",
        "1",
        what="",
        is_contribution=True,
        source=MINUTE,
    )
    assert fault.subject == "Financial year"


def test_what_was_published_later_was_not_known() -> None:
    said = evolve(SHARE, said_on="2021-11-04")
    assert not said.is_known(date(2021, 11, 3))
    assert said.is_known(date(2021, 11, 4))
    assert said.is_known(None)
    assert SHARE.is_known(date(2021, 11, 3))
