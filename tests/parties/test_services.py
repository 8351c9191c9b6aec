"""What partners provide for the agency, and what it is worth in a year."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimpartner.errors import InvalidValueError
from aimpartner.money import Money, sum_of
from aimpartner.parties.services import Portion, ProvidedService, Terms, services_table
from aimpartner.periods import DateRange, FinancialYear
from builders import MINUTE, YEAR
from faults import caught, said

LEGAL = "legal advice"


def service(first: str, last: str | None = None, value: str = "36500") -> ProvidedService:
    return ProvidedService(LEGAL, "Sefton", DateRange(first, last), value, "in kind", "support")


@pytest.mark.parametrize(
    ("first", "last", "portion", "value"),
    [
        ("2018-04-01", None, "12 of 12 months", "36500"),
        ("2021-10-01", None, "6 of 12 months", "18250"),
        ("2018-04-01", "2021-04-30", "1 of 12 months", "3041.67"),
        ("2022-02-01", "2022-02-28", "1 of 12 months", "3041.67"),
        ("2021-04-15", "2021-05-14", "30 of 365 days", "3000"),
        ("2022-03-31", None, "1 of 365 days", "100"),
        ("2022-04-01", None, "0 of 12 months", "0"),
        ("2018-04-01", "2021-03-31", "0 of 12 months", "0"),
    ],
)
def test_the_value_goes_by_whole_calendar_months_and_else_by_days(
    first: str, last: str | None, portion: str, value: str
) -> None:
    given_service = service(first, last)
    assert str(given_service.portion("2021/22")) == portion
    assert given_service.value_in(YEAR) == Money(value)


def test_a_leap_year_has_a_day_more() -> None:
    assert str(service("2020-03-15", "2020-03-15").portion("2019/20")) == "1 of 366 days"


def test_half_a_penny_goes_up() -> None:
    assert service("2021-10-01", value="0.01").value_in(YEAR) == Money("0.01")


@given(st.dates(date(2015, 4, 1), date(2021, 4, 1)), st.integers(0, 10**9))
def test_a_whole_year_is_worth_the_annual_value(first: date, pence: int) -> None:
    amount = Money.from_pence(pence)
    whole = ProvidedService(LEGAL, "Sefton", DateRange(first), amount, "charged")
    assert whole.value_in(YEAR) == amount


@given(st.dates(date(2021, 4, 2), date(2022, 3, 31)))
def test_a_service_handed_over_within_the_year_is_worth_the_annual_value_to_a_penny(
    day: date,
) -> None:
    """In 365ths either side of any day, in twelfths either side of the first of a month."""
    parts = [
        ProvidedService(LEGAL, "A", days, "36500.07", "charged") for days in YEAR.days.split(day)
    ]
    total = sum_of(part.value_in(YEAR) for part in parts)
    assert abs(total.pence - 3650007) <= 1
    assert sum(part.portion(YEAR).fraction for part in parts) == 1


def test_a_portion_is_a_number_and_words() -> None:
    assert Portion(3, 12, "months").fraction == Fraction(1, 4)
    wrong: Any = "weeks"
    assert caught(InvalidValueError, Portion, 1, 52, wrong).subject == "Portion unit"
    fault = caught(InvalidValueError, Portion, 13, 12, "months")
    assert said(fault) == ("Portion", "be no more than the year", "13 of 12")


@pytest.mark.parametrize(
    ("change", "subject"),
    [
        ({"function": "a/b"}, "Service"),
        ({"provider": ""}, "ProvidedService provider"),
        ({"annual_value": "-1"}, "Annual value of legal advice by Sefton"),
        ({"terms": "free"}, "ProvidedService terms"),
    ],
)
def test_a_service_guards_itself(change: dict[str, Any], subject: str) -> None:
    sound: dict[str, Any] = {
        "function": LEGAL,
        "provider": "Sefton",
        "days": YEAR.days,
        "annual_value": "1",
        "terms": "in kind",
    }
    assert str(ProvidedService(**sound)) == "legal advice by Sefton"
    assert caught(InvalidValueError, ProvidedService, **(sound | change)).subject == subject


def test_a_negative_value_says_what_it_got() -> None:
    fault = caught(InvalidValueError, service, "2021-04-01", None, "-1")
    assert said(fault)[1:] == ("not be negative", Money("-1"))


def test_the_table_says_who_provides_what_on_which_terms() -> None:
    terms: Terms = "charged"
    hr = ProvidedService("HR", "Wirral", DateRange("2021-10-01"), "8000", terms, source=MINUTE)
    table = services_table([service("2018-04-01"), hr], FinancialYear(2021))
    assert [*table.index] == [LEGAL, "HR"]
    assert table.loc["HR"].to_dict() == {
        "provider": "Wirral",
        "days": "from 2021-10-01",
        "terms": "charged",
        "pool": "",
        "annual value": Decimal("8000.00"),
        "portion": "6 of 12 months",
        "value": Decimal("4000.00"),
        "source": str(MINUTE),
    }
    assert table.loc[LEGAL, "source"] == ""
